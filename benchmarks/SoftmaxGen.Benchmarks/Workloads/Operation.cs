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

    /// <summary>The cross-entropy with class weights.</summary>
    WeightedLoss,

    /// <summary>The same, and its gradient.</summary>
    WeightedLossGradient,

    /// <summary>The cross-entropy with label smoothing, and its gradient.</summary>
    SmoothedLossGradient,

    /// <summary>The cross-entropy of two labels, and its gradient.</summary>
    MixedLossGradient,

    /// <summary>Focal loss, and its gradient.</summary>
    FocalLossGradient,

    /// <summary>The cross-entropy with targets per class.</summary>
    SoftLabelLoss,

    /// <summary>The same, and its gradient.</summary>
    SoftLabelLossGradient,

    /// <summary>The divergence of Kullback and Leibler, and its gradient.</summary>
    DivergenceGradient,

    /// <summary>The reverse divergence, and its gradient.</summary>
    ReverseDivergenceGradient,

    /// <summary>The entropy, and its gradient.</summary>
    EntropyGradient,

    /// <summary>The gradient through softmax.</summary>
    SoftmaxBackward,

    /// <summary>The gradient through log-softmax.</summary>
    LogSoftmaxBackward,

    /// <summary>The diagonal of the cross-entropy's Hessian.</summary>
    HessianDiagonal,

    /// <summary>The cross-entropy with a temperature, and its gradient.</summary>
    TemperatureLossGradient,

    /// <summary>Softmax of the classes of a mask.</summary>
    MaskedSoftmax,

    /// <summary>The cross-entropy over the classes of a mask, and its gradient.</summary>
    MaskedLossGradient,

    /// <summary>The five most likely classes of each row, all of them where there are fewer.</summary>
    TopFive,

    /// <summary>Loss, accuracy, confusion matrix and calibration of a batch.</summary>
    Evaluation,
}
