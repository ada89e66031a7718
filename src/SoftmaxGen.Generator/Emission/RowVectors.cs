using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// How the vectors of one row are loaded and stored. The last one, if the row does not fill it, is taken from the end of the
/// row: it has some classes of the vector before once more, and nothing outside the row is touched. Only a row shorter than
/// one vector is loaded and stored in parts.
/// </summary>
internal sealed class RowVectors(KernelContext context)
{
    private readonly CSharpWriter _writer = context.Writer;
    private readonly LaneSpelling _lanes = context.Lanes;
    private readonly int _partial = context.Width.PartialClasses;

    /// <summary>The number of vectors.</summary>
    public int Count { get; } = ((context.ClassCount - 1) / context.Lanes.Count) + 1;

    /// <summary>The classes in whole vectors.</summary>
    public int WholeClasses => context.ClassCount - _partial;

    /// <summary>Whether the last vector repeats classes of the one before.</summary>
    public bool Overlaps => _partial != 0 && Count > 1;

    /// <summary>Whether the row is shorter than a vector.</summary>
    public bool IsShort => _partial != 0 && Count == 1;

    public bool IsLast(int vector) => _partial != 0 && vector == Count - 1;

    /// <summary>A vector of logits; what is not part of the row is −∞.</summary>
    public string Load(string source, int vector) => (IsLast(vector), Overlaps) switch
    {
        (false, _) => _lanes.Load(source, CSharpLiteral.Of(vector * _lanes.Count)),
        (true, true) => _lanes.Load(source, LastOffset),
        _ => _lanes.LoadPartial(source, "0", CSharpLiteral.Of(_partial), double.NegativeInfinity),
    };

    /// <summary>The statement that stores a vector of the row.</summary>
    public string Store(string value, string destination, int vector) => (IsLast(vector), Overlaps) switch
    {
        (false, _) => _lanes.Store(value, destination, CSharpLiteral.Of(vector * _lanes.Count)),
        (true, true) => _lanes.Store(value, destination, LastOffset),
        _ => _lanes.StorePartial(value, destination, "0", CSharpLiteral.Of(_partial)),
    };

    /// <summary>Where the last vector begins.</summary>
    public string LastOffset => CSharpLiteral.Of(context.ClassCount - _lanes.Count);

    /// <summary>
    /// Writes how the terms <c>t</c> and <c>p</c> of logits x lose those of the maximum, which <c>ties</c> counts: p is 0 there.
    /// Of a last vector that overlaps, repeated classes count for nothing, and the others go to their own lanes.
    /// </summary>
    public void WriteBelowMaximum(string number, bool isLast, bool hasTails)
    {
        if (!isLast)
        {
            WriteBelowMaximum(number);
            return;
        }

        _writer.Lines($"""
            {_lanes.MaskType} fresh = {FreshMask};
            {_lanes.MaskType} top{number} = fresh & {_lanes.AreEqual($"x{number}", "maxima")};
            ties = {_lanes.Count1("ties", $"top{number}")};
            p{number} = {_lanes.Permute(_lanes.ZeroWhere($"top{number}", $"(p{number} & fresh)"), OwnLanes)};
            """);
        if (hasTails)
        {
            _writer.Line($"t{number} = {_lanes.Permute($"t{number}", OwnLanes)};");
        }
    }

    /// <summary>
    /// Writes how the terms <c>e</c> of a vector come to their own lanes, and names the variable that has them: of a last vector that
    /// overlaps, repeated classes are 0.
    /// </summary>
    public string WriteOwnTerms(int vector)
    {
        if (!Overlaps || !IsLast(vector))
        {
            return $"e{vector}";
        }

        _writer.Line($"{_lanes.Type} own = {_lanes.Permute($"(e{vector} & {FreshMask})", OwnLanes)};");
        return "own";
    }

    /// <summary>The lanes of the last vector whose classes are not in the one before.</summary>
    private string FreshMask => _lanes.Mask(Enumerable.Range(0, _lanes.Count).Select(lane => lane >= _lanes.Count - _partial ? 1 : 0));

    // The last vector begins with what it repeats; its own classes belong to the first lanes.
    private int[] OwnLanes => [.. Enumerable.Range(0, _lanes.Count).Select(lane => (lane + _lanes.Count - _partial) % _lanes.Count)];

    private void WriteBelowMaximum(string number) => _writer.Lines($"""
        {_lanes.MaskType} top{number} = {_lanes.AreEqual($"x{number}", "maxima")};
        ties = {_lanes.Count1("ties", $"top{number}")};
        p{number} = {_lanes.ZeroWhere($"top{number}", $"p{number}")};
        """);

    /// <summary>Writes what is made of the vectors of a source to an output, which may be the same.</summary>
    public void WriteElements(string source, string output, Func<string, string> value)
    {
        if (Count <= Limits.RowInRegistersVectors)
        {
            for (int i = 0; i < Count; i++)
            {
                _writer.Line($"{_lanes.Type} v{i} = {Load(source, i)};");
            }

            for (int i = 0; i < Count; i++)
            {
                _writer.Line(Store(value($"v{i}"), output, i));
            }

            return;
        }

        if (Overlaps)
        {
            _writer.Line($"{_lanes.Type} last = {_lanes.Load(source, LastOffset)};");
        }

        if (Overlaps && Limits.AlignsOutputs(context.ClassCount, _lanes.Width))
        {
            WriteAlignedElements(source, output, value);
            return;
        }

        int unroll = Limits.OutputVectorsPerIteration(_lanes.Width);
        int inLoop = WholeClasses / (unroll * _lanes.Count) * unroll;
        using (_writer.Block($"for (Offset c = 0; c < {CSharpLiteral.Of(inLoop * _lanes.Count)}; c += {unroll * _lanes.Count})"))
        {
            WriteElements(source, output, value, 0, unroll, i => i == 0 ? "c" : $"c + {i * _lanes.Count}");
        }

        int rest = (WholeClasses / _lanes.Count) - inLoop;
        WriteElements(source, output, value, unroll, rest, i => CSharpLiteral.Of((inLoop + i - unroll) * _lanes.Count));
        if (Overlaps)
        {
            _writer.Line(Store(value("last"), output, Count - 1));
        }
    }

    /// <summary>
    /// Writes the same with stores that each lie in one line of the cache: from where the first line within the row begins. What is
    /// before it, and some classes once more, is the row's first vector, which is loaded before all stores, and stored after them.
    /// </summary>
    private void WriteAlignedElements(string source, string output, Func<string, string> value)
    {
        int unroll = Limits.OutputVectorsPerIteration(_lanes.Width);
        _writer.Line($"{_lanes.Type} first = {_lanes.Load(source, "0")};");
        _writer.Line($"Offset c = SG::Simd.ToLine(ref {output});");
        using (_writer.Block($"for (; c <= {CSharpLiteral.Of(context.ClassCount - (unroll * _lanes.Count))}; c += {unroll * _lanes.Count})"))
        {
            WriteElements(source, output, value, 0, unroll, i => i == 0 ? "c" : $"c + {i * _lanes.Count}");
        }

        using (_writer.Block($"for (; c <= {LastOffset}; c += {_lanes.Count})"))
        {
            WriteElements(source, output, value, unroll, 1, static _ => "c");
        }

        _writer.Line(_lanes.Store(value("last"), output, LastOffset));
        _writer.Line(_lanes.Store(value("first"), output, "0"));
    }

    private void WriteElements(string source, string output, Func<string, string> value, int first, int count, Func<int, string> offset)
    {
        for (int i = first; i < first + count; i++)
        {
            _writer.Line($"{_lanes.Type} v{i} = {_lanes.Load(source, offset(i))};");
        }

        for (int i = first; i < first + count; i++)
        {
            _writer.Line(_lanes.Store(value($"v{i}"), output, offset(i)));
        }
    }
}
