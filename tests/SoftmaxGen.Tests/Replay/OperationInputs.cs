using System.Numerics;

namespace SoftmaxGen.Tests.Replay;

/// <summary>Inputs for every operation of a head, of the same rows.</summary>
/// <param name="inputs">Where they come from.</param>
/// <param name="logits">[N, K].</param>
/// <param name="rows">N.</param>
/// <param name="classCount">K.</param>
/// <param name="ignoreLabel">The head's ignore label.</param>
internal sealed class OperationInputs<T>(HardInputs inputs, T[] logits, int rows, int classCount, int ignoreLabel)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Rows => rows;

    public T[] Logits => logits;

    public T[] Others { get; } = Array.ConvertAll(inputs.Uniform<T>(rows * classCount, 1), T.Abs);

    public T[] RowNumbers { get; } = Array.ConvertAll(inputs.Uniform<T>(rows, 1), T.Abs);

    public T[] ClassWeights { get; } = Array.ConvertAll(inputs.Uniform<T>(classCount, 1), T.Abs);

    public T[] SampleWeights { get; } = Array.ConvertAll(inputs.Uniform<T>(rows, 1), T.Abs);

    public int[] Labels { get; } = inputs.Labels(rows, classCount, ignoreLabel);

    public int[] OtherLabels { get; } = inputs.Labels(rows, classCount, ignoreLabel);

    public long[] LongLabels => Array.ConvertAll(Labels, static label => (long)label);

    // A byte cannot hold the usual ignore label.
    public byte[] ByteLabels => Array.ConvertAll(Labels, static label => label is >= 0 and <= byte.MaxValue ? (byte)label : (byte)0);

    public bool[] Mask => Array.ConvertAll(Others, static value => value + value > T.One);

    /// <summary>One outer index for an odd number of rows, two for an even one.</summary>
    public int InnerSize => Math.Max(1, rows % 2 == 0 ? rows / 2 : rows);

    /// <summary>Options of that use, with weights that may lie elsewhere.</summary>
    public static LossOptions<T> Options(OptionUse use, ReadOnlySpan<T> classWeights, ReadOnlySpan<T> sampleWeights) => new()
    {
        ClassWeights = use >= OptionUse.Weights ? classWeights : default,
        SampleWeights = use >= OptionUse.SampleWeights ? sampleWeights : default,
        LabelSmoothing = use == OptionUse.All ? 0.1 : null,
        ZLoss = use == OptionUse.All ? 1e-4 : null,
        Temperature = use == OptionUse.All ? 2 : null,
        SoftCap = use == OptionUse.All ? 30 : null,
    };
}
