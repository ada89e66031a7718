using System.Numerics;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Properties;

/// <summary>A row by its kind and a seed: the same logits every time.</summary>
internal readonly record struct RowSpec(RowKind Kind, int Seed)
{
    /// <summary>Whether softmax is defined: a finite largest logit and no NaN.</summary>
    public bool IsProper => Kind is not (RowKind.AllMasked or RowKind.PlusInfinity or RowKind.NaN);

    public T[] Logits<T>(int classCount) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var inputs = new HardInputs((ulong)Seed);
        var position = inputs.Labels(1, classCount, ignoreLabel: 0)[0];
        T[] logits = Kind switch
        {
            RowKind.Small => inputs.Uniform<T>(classCount, 1),
            RowKind.Moderate => inputs.Uniform<T>(classCount, 10),
            RowKind.Large => inputs.Uniform<T>(classCount, 80),
            RowKind.VeryLarge => inputs.Uniform<T>(classCount, 1e4),
            RowKind.AllEqual => Constant(inputs.Uniform<T>(1, 1000)[0], classCount),
            RowKind.Ties => inputs.Ties<T>(classCount),
            RowKind.OneHot => Constant(T.Zero, classCount),
            RowKind.Denormal => Array.ConvertAll(inputs.Uniform<T>(classCount, 50), static value => T.Epsilon * T.Round(value)),
            RowKind.Huge => Array.ConvertAll(inputs.Uniform<T>(classCount, 1), static value => value * T.BitDecrement(T.PositiveInfinity)),
            RowKind.Masked => inputs.Sprinkled(classCount, T.NegativeInfinity),
            RowKind.AllMasked => Constant(T.NegativeInfinity, classCount),
            _ => inputs.Sprinkled(classCount, T.NegativeInfinity),
        };
        logits[position] = Kind switch
        {
            RowKind.OneHot => T.CreateChecked(Seed % 200),
            RowKind.Masked => T.One,
            RowKind.PlusInfinity => T.PositiveInfinity,
            RowKind.NaN => T.NaN,
            _ => logits[position],
        };
        return logits;
    }

    private static T[] Constant<T>(T value, int classCount)
    {
        var logits = new T[classCount];
        Array.Fill(logits, value);
        return logits;
    }
}
