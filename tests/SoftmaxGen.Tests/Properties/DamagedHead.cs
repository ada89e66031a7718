using System.Numerics;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Properties;

/// <summary>A head with a fault, to see that a property notices.</summary>
/// <param name="head">The head without it.</param>
internal sealed class DamagedHead<T>(HeadAdapter<T> head) : HeadAdapter<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private bool _odd;

    public Action<Span<T>> OnSoftmax { get; init; } = static _ => { };

    public Action<Span<T>> OnLogSoftmax { get; init; } = static _ => { };

    public Action<Span<T>> OnLogSumExp { get; init; } = static _ => { };

    public Action<Span<T>> OnLosses { get; init; } = static _ => { };

    public Action<Span<T>> OnGradient { get; init; } = static _ => { };

    public Func<LossSum, LossSum> OnSum { get; init; } = static sum => sum;

    public Func<int, int> OnPrediction { get; init; } = static predicted => predicted;

    public Func<T, T> OnProbability { get; init; } = static probability => probability;

    /// <summary>Whether the fault shows at every second call only.</summary>
    public bool EveryOtherCall { get; init; }

    /// <summary>Whether arguments that must be refused are accepted.</summary>
    public bool RefusesNothing { get; init; }

    /// <summary>Whether outputs are written to before anything is checked.</summary>
    public bool WritesFirst { get; init; }

    public override string Name => head.Name;

    public override int IgnoreLabel => head.IgnoreLabel;

    public override int ClassCount => head.ClassCount;

    public override FixedSizeHead<T>? FixedSize => null;

    public override IReadOnlyList<OperationCall<T>> Operations => head.Operations;

    private bool IsFaulty => !EveryOtherCall || (_odd = !_odd);

    public override void Softmax(ReadOnlySpan<T> logits, Span<T> destination)
    {
        WriteFirst(destination);
        try
        {
            head.Softmax(logits, destination);
        }
        catch (ArgumentException) when (RefusesNothing)
        {
        }

        Damage(OnSoftmax, destination[..logits.Length]);
    }

    public override void LogSoftmax(ReadOnlySpan<T> logits, Span<T> destination)
    {
        WriteFirst(destination);
        head.LogSoftmax(logits, destination);
        Damage(OnLogSoftmax, destination[..logits.Length]);
    }

    public override T LogSumExp(ReadOnlySpan<T> row) => head.LogSumExp(row);

    public override void LogSumExp(ReadOnlySpan<T> logits, Span<T> destination)
    {
        head.LogSumExp(logits, destination);
        Damage(OnLogSumExp, destination[..(logits.Length / ClassCount)]);
    }

    public override int Predict(ReadOnlySpan<T> row) => OnPrediction(head.Predict(row));

    public override int Predict(ReadOnlySpan<T> row, out T probability)
    {
        var predicted = head.Predict(row, out probability);
        probability = OnProbability(probability);
        return predicted;
    }

    public override void Predict(ReadOnlySpan<T> logits, Span<int> destination) => head.Predict(logits, destination);

    public override T CrossEntropy(ReadOnlySpan<T> row, int label) => head.CrossEntropy(row, label);

    public override LossSum CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels) =>
        IsFaulty ? OnSum(head.CrossEntropy(logits, labels)) : head.CrossEntropy(logits, labels);

    public override LossSum CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> losses)
    {
        WriteFirst(losses);
        LossSum sum = default;
        try
        {
            sum = OnSum(head.CrossEntropy(logits, labels, losses));
        }
        catch (ArgumentException) when (RefusesNothing)
        {
        }

        Damage(OnLosses, losses[..labels.Length]);
        return sum;
    }

    public override T CrossEntropyWithGradient(ReadOnlySpan<T> row, int label, Span<T> gradient) =>
        head.CrossEntropyWithGradient(row, label, gradient);

    public override LossSum CrossEntropyWithGradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient, Reduction reduction)
    {
        var sum = OnSum(head.CrossEntropyWithGradient(logits, labels, gradient, reduction));
        Damage(OnGradient, gradient[..logits.Length]);
        return sum;
    }

    private void WriteFirst(Span<T> output)
    {
        if (WritesFirst && output.Length > 0)
        {
            output[0] = T.One;
        }
    }

    private void Damage(Action<Span<T>> damage, Span<T> output)
    {
        if (output.Length > 0 && IsFaulty)
        {
            damage(output);
        }
    }
}
