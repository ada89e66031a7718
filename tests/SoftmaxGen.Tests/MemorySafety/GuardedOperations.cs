using System.Numerics;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.MemorySafety;

/// <summary>Calls operations of a head on spans between forbidden pages, and compares with the same call on ordinary arrays.</summary>
/// <param name="head">The head.</param>
/// <param name="mostRows">The largest batch.</param>
/// <param name="step">Where each call is announced.</param>
internal sealed class GuardedOperations<T>(HeadAdapter<T> head, int mostRows, LastStep step) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Tests call operations that write outside of what they compare with, too.
    private const int Padding = 8;

    private readonly GuardedBuffer<T> _logits = new(mostRows * head.ClassCount);
    private readonly GuardedBuffer<T> _others = new(mostRows * head.ClassCount);
    private readonly GuardedBuffer<T> _rowNumbers = new(mostRows);
    private readonly GuardedBuffer<T> _classWeights = new(head.ClassCount);
    private readonly GuardedBuffer<T> _sampleWeights = new(mostRows);
    private readonly GuardedBuffer<int> _labels = new(mostRows);
    private readonly GuardedBuffer<int> _otherLabels = new(mostRows);
    private readonly GuardedBuffer<long> _longLabels = new(mostRows);
    private readonly GuardedBuffer<byte> _byteLabels = new(mostRows);
    private readonly GuardedBuffer<bool> _mask = new(mostRows * head.ClassCount);
    private readonly GuardedBuffer<T> _values = new(Math.Max(mostRows, head.ClassCount) * head.ClassCount);
    private readonly GuardedBuffer<int> _classes = new(mostRows);

    /// <summary>How many calls were compared.</summary>
    public long Calls { get; private set; }

    /// <summary>What went wrong, one line each.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Every call that accepts these rows, with and without options, at every place, and in place.</summary>
    public void Run(IEnumerable<OperationCall<T>> calls, IReadOnlyList<Placement> placements, OperationInputs<T> inputs)
    {
        foreach (var placement in placements)
        {
            // Inputs are laid out once for all calls: canaries are slow to lay and to look for.
            var guarded = Guarded(placement, inputs);
            foreach (var call in calls.Where(call => call.Accepts(inputs.Rows)))
            {
                foreach (var use in call.OptionUses)
                {
                    Run($"{typeof(T).Name} K {head.ClassCount} N {inputs.Rows} {placement} {call.Member} {use}", call, use, placement, inputs, guarded);
                }
            }

            RequireUntouched(guarded, placement, inputs, $"{typeof(T).Name} K {head.ClassCount} N {inputs.Rows} {placement}, all calls");
        }
    }

    public void Dispose()
    {
        IDisposable[] buffers =
        [
            _logits, _others, _rowNumbers, _classWeights, _sampleWeights, _labels, _otherLabels, _longLabels, _byteLabels, _mask, _values, _classes,
        ];
        foreach (var buffer in buffers)
        {
            buffer.Dispose();
        }
    }

    private static OperationArguments<T> OnArrays(OperationInputs<T> inputs) => new()
    {
        // A copy: an operation that writes to its input must not do so in both memories.
        Logits = (T[])inputs.Logits.Clone(),
        Others = inputs.Others,
        RowNumbers = inputs.RowNumbers,
        Labels = inputs.Labels,
        OtherLabels = inputs.OtherLabels,
        LongLabels = inputs.LongLabels,
        ByteLabels = inputs.ByteLabels,
        Mask = inputs.Mask,
        Options = OperationInputs<T>.Options(OptionUse.All, inputs.ClassWeights, inputs.SampleWeights),
        InnerSize = inputs.InnerSize,
        Values = default,
        Classes = default,
    };

    private OperationArguments<T> Guarded(Placement placement, OperationInputs<T> inputs) => new()
    {
        Logits = _logits.Take(placement, inputs.Logits),
        Others = _others.Take(placement, inputs.Others),
        RowNumbers = _rowNumbers.Take(placement, inputs.RowNumbers),
        Labels = _labels.Take(placement, inputs.Labels),
        OtherLabels = _otherLabels.Take(placement, inputs.OtherLabels),
        LongLabels = _longLabels.Take(placement, inputs.LongLabels),
        ByteLabels = _byteLabels.Take(placement, inputs.ByteLabels),
        Mask = _mask.Take(placement, inputs.Mask),
        Options = OperationInputs<T>.Options(
            OptionUse.All, _classWeights.Take(placement, inputs.ClassWeights), _sampleWeights.Take(placement, inputs.SampleWeights)),
        InnerSize = inputs.InnerSize,
        Values = default,
        Classes = default,
    };

    private static OperationArguments<T> With(OperationArguments<T> arguments, OptionUse use, Span<T> values, Span<int> classes) => arguments with
    {
        Options = OperationInputs<T>.Options(use, arguments.Options.ClassWeights, arguments.Options.SampleWeights),
        Values = values,
        Classes = classes,
    };

    private void Run(string id, OperationCall<T> call, OptionUse use, Placement placement, OperationInputs<T> inputs, OperationArguments<T> guarded)
    {
        var values = new T[call.ValueCount(inputs.Rows, head.ClassCount) + (2 * Padding)].AsSpan()[Padding..^Padding];
        var classes = new int[call.ClassesCount(inputs.Rows)];
        var returned = call.Body(With(OnArrays(inputs), use, values, classes));

        step.Set(id);
        var guardedValues = _values.Take(placement, values.Length);
        var guardedClasses = _classes.Take(placement, classes.Length);
        Require(call.Body(With(guarded, use, guardedValues, guardedClasses)) == returned, id, "returned something else than on arrays");
        Calls++;
        Require(BitSpans.AreEqual<T>(values, guardedValues), id, "wrote other values than on arrays");
        Require(classes.AsSpan().SequenceEqual(guardedClasses), id, "wrote other classes than on arrays");
        Require(_values.IsUntouchedAround(placement, values.Length), id, "wrote around the values");
        Require(_classes.IsUntouchedAround(placement, classes.Length), id, "wrote around the classes");
        Require(BitSpans.AreEqual<T>(inputs.Logits, guarded.Logits), id, "wrote to the logits");
        if (call.Output != CallOutput.ValuePerClass)
        {
            return;
        }

        id += " in place";
        step.Set(id);
        var logits = _logits.Take(placement, inputs.Logits);
        Require(call.Body(With(guarded, use, logits, [])) == returned, id, "returned something else than on arrays");
        Calls++;
        Require(BitSpans.AreEqual<T>(values, logits), id, "wrote other values than on arrays");
        Require(_logits.IsUntouchedAround(placement, logits.Length), id, "wrote around the logits");
        inputs.Logits.CopyTo(logits);
    }

    private void RequireUntouched(OperationArguments<T> guarded, Placement placement, OperationInputs<T> inputs, string id)
    {
        Require(_logits.IsUntouchedAround(placement, inputs.Logits.Length), id, "wrote around the logits");
        RequireUntouched(_others, guarded.Others, inputs.Others, placement, id);
        RequireUntouched(_rowNumbers, guarded.RowNumbers, inputs.RowNumbers, placement, id);
        RequireUntouched(_labels, guarded.Labels, inputs.Labels, placement, id);
        RequireUntouched(_otherLabels, guarded.OtherLabels, inputs.OtherLabels, placement, id);
        RequireUntouched(_longLabels, guarded.LongLabels, inputs.LongLabels, placement, id);
        RequireUntouched(_byteLabels, guarded.ByteLabels, inputs.ByteLabels, placement, id);
        RequireUntouched(_mask, guarded.Mask, inputs.Mask, placement, id);
        RequireUntouched(_classWeights, guarded.Options.ClassWeights, inputs.ClassWeights, placement, id);
        RequireUntouched(_sampleWeights, guarded.Options.SampleWeights, inputs.SampleWeights, placement, id);
    }

    private void RequireUntouched<TElement>(
        GuardedBuffer<TElement> buffer, ReadOnlySpan<TElement> span, TElement[] values, Placement placement, string id)
        where TElement : unmanaged =>
        Require(span.SequenceEqual(values) && buffer.IsUntouchedAround(placement, values.Length), id, "wrote to an input or around it");

    private void Require(bool condition, string id, string failure)
    {
        if (!condition)
        {
            Failures.Add($"{id}: {failure}");
        }
    }
}
