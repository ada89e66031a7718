namespace SoftmaxGen.Accuracy.Measuring;

/// <summary>What is computed.</summary>
internal enum Operation
{
    /// <summary>p.</summary>
    Softmax,

    /// <summary>log p.</summary>
    LogSoftmax,

    /// <summary>log Σ exp z.</summary>
    LogSumExp,

    /// <summary>−log p_y.</summary>
    Loss,

    /// <summary>p − onehot(y).</summary>
    Gradient,
}
