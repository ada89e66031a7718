using System.Numerics;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.MemorySafety;

/// <summary>Calls a head on spans between forbidden pages, and compares with the same call on ordinary arrays.</summary>
/// <param name="head">The head.</param>
/// <param name="mostRows">The largest batch.</param>
/// <param name="step">Where each call is announced.</param>
internal sealed class GuardedBatch<T>(HeadAdapter<T> head, int mostRows, LastStep step) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly Placement[] AllPlacements = Enum.GetValues<Placement>();

    // The calls of StrayCalls write outside of what they compare with, too.
    private const int Padding = 8;

    private readonly GuardedBuffer<T> _logits = new(mostRows * head.ClassCount);
    private readonly GuardedBuffer<T> _values = new(mostRows * head.ClassCount);
    private readonly GuardedBuffer<int> _labels = new(mostRows);
    private readonly GuardedBuffer<int> _classes = new(mostRows);

    /// <summary>How many calls were compared.</summary>
    public long Calls { get; private set; }

    /// <summary>What went wrong, one line each.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Every call that accepts these rows, at every place, and in place.</summary>
    public void Run(IEnumerable<HeadCall<T>> calls, IReadOnlyList<Placement> placements, T[] logits, int[] labels)
    {
        foreach (var call in calls.Where(call => call.Accepts(head, labels.Length)))
        {
            var values = new T[call.ValueCount(head, labels.Length) + (2 * Padding)].AsSpan()[Padding..^Padding];
            var classes = new int[call.ClassesCount(labels.Length)];
            var returned = call.Body(head, logits, labels, values, classes);
            foreach (var placement in placements)
            {
                var id = $"{typeof(T).Name} K {head.ClassCount} N {labels.Length} {call.Name} {placement}";
                step.Set(id);
                Separate(id, call, placement, logits, labels, values, classes, returned);
                if (call.Output == CallOutput.ValuePerClass)
                {
                    id += " in place";
                    step.Set(id);
                    InPlace(id, call, placement, logits, labels, values, returned);
                }
            }
        }
    }

    public void Dispose()
    {
        _logits.Dispose();
        _values.Dispose();
        _labels.Dispose();
        _classes.Dispose();
    }

    private void Separate(
        string id, HeadCall<T> call, Placement placement, T[] logits, int[] labels, ReadOnlySpan<T> values, int[] classes, ReturnedBits returned)
    {
        var guardedLogits = _logits.Take(placement, logits);
        var guardedLabels = _labels.Take(placement, labels);
        var guardedValues = _values.Take(placement, values.Length);
        var guardedClasses = _classes.Take(placement, classes.Length);
        var guardedReturned = call.Body(head, guardedLogits, guardedLabels, guardedValues, guardedClasses);
        Calls++;
        Require(guardedReturned == returned, id, "returned something else than on arrays");
        Require(BitSpans.AreEqual(values, guardedValues), id, "wrote other values than on arrays");
        Require(classes.AsSpan().SequenceEqual(guardedClasses), id, "wrote other classes than on arrays");
        Require(_values.IsUntouchedAround(placement, values.Length), id, "wrote around the values");
        Require(_classes.IsUntouchedAround(placement, classes.Length), id, "wrote around the classes");
        Require(BitSpans.AreEqual<T>(logits, guardedLogits) && _logits.IsUntouchedAround(placement, logits.Length), id, "wrote to the logits or around them");
        Require(labels.AsSpan().SequenceEqual(guardedLabels) && _labels.IsUntouchedAround(placement, labels.Length), id, "wrote to the labels or around them");
    }

    private void InPlace(string id, HeadCall<T> call, Placement placement, T[] logits, int[] labels, ReadOnlySpan<T> values, ReturnedBits returned)
    {
        var guarded = _logits.Take(placement, logits);
        var guardedReturned = call.Body(head, guarded, _labels.Take(placement, labels), guarded, []);
        Calls++;
        Require(guardedReturned == returned, id, "returned something else than on arrays");
        Require(BitSpans.AreEqual(values, guarded), id, "wrote other values than on arrays");
        Require(_logits.IsUntouchedAround(placement, logits.Length), id, "wrote around the logits");
    }

    private void Require(bool condition, string id, string failure)
    {
        if (!condition)
        {
            Failures.Add($"{id}: {failure}");
        }
    }
}
