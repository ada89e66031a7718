namespace SoftmaxGen.Benchmarks.Workloads;

/// <summary>What is measured.</summary>
internal enum Operation
{
    /// <summary>Probabilities of every class.</summary>
    Softmax,

    /// <summary>Their logarithms.</summary>
    LogSoftmax,

    /// <summary>The logarithm of the sum of powers, one number per row.</summary>
    LogSumExp,

    /// <summary>The cross-entropy of a batch, one number.</summary>
    Loss,

    /// <summary>The same, and its gradient with respect to the logits.</summary>
    LossGradient,

    /// <summary>The most likely class of each row.</summary>
    Predict,
}
