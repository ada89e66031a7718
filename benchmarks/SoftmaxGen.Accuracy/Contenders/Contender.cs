namespace SoftmaxGen.Accuracy.Contenders;

/// <summary>Whose results are measured.</summary>
internal enum Contender
{
    /// <summary>A generated head.</summary>
    SoftmaxGen,

    /// <summary>System.Numerics.Tensors.</summary>
    TensorPrimitives,

    /// <summary>One element at a time, with MathF or Math.</summary>
    Scalar,
}
