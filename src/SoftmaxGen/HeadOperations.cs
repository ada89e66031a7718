namespace SoftmaxGen;

/// <summary>
/// What is generated into a head besides softmax, log-softmax, log-sum-exp, predictions and the cross-entropy of labels, which
/// every head has.
/// </summary>
/// <remarks>
/// Members that nobody calls cost nothing at run time: leaving them out makes the generated file shorter, and the list that an
/// editor shows. A head with <see cref="All"/> implements <see cref="ISoftmaxHead{TSelf, T}"/>, any other
/// <see cref="ISoftmaxHeadCore{TSelf, T}"/> only.
/// </remarks>
[Flags]
public enum HeadOperations
{
    /// <summary>Nothing more.</summary>
    Core = 0,

    /// <summary>Losses with <see cref="LossOptions{T}"/>: of labels of several types, mixed labels, soft labels, focal, poly-1, divergences, entropy, of log-probabilities and of probabilities.</summary>
    Losses = 1,

    /// <summary>Derivatives: backward functions, the Jacobian, diagonal and vector products of the Hessian.</summary>
    Derivatives = 2,

    /// <summary>Temperatures and soft caps that are known at run time only.</summary>
    Temperature = 4,

    /// <summary>Batches [N, K, inner], whose class axis is not the last: of what every head has, of the cross-entropy with options, and of the other groups that a head has.</summary>
    InnerAxis = 8,

    /// <summary>Masked classes.</summary>
    Masks = 16,

    /// <summary>Half and <see cref="BFloat16"/> as formats that logits are stored in.</summary>
    Storage = 32,

    /// <summary><c>TopK</c> and <c>Evaluate</c>.</summary>
    Evaluation = 64,

    /// <summary>Everything.</summary>
    All = Losses | Derivatives | Temperature | InnerAxis | Masks | Storage | Evaluation,
}
