namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>What contenders are called in tables and files.</summary>
internal static class Names
{
    public const string Generated = "SoftmaxGen";
    public const string GeneratedColumns = "SoftmaxGen, inner axis";
    public const string Copy = "CopyTo";
    public const string TensorPrimitives = "TensorPrimitives";
    public const string Scalar = "scalar loop";
    public const string MathNet = "MathNet.Numerics";

    /// <summary>Measured by a script of its own, in the same files.</summary>
    public const string OnnxRuntime = "ONNX Runtime";

    /// <summary>Measured by a script of its own, in the same files.</summary>
    public const string PyTorch = "PyTorch";

    /// <summary>Measured by a program of its own, in the same files.</summary>
    public const string Xnnpack = "XNNPACK";

    /// <summary>Measured by a program of its own, in the same files.</summary>
    public const string OneDnn = "oneDNN";
}
