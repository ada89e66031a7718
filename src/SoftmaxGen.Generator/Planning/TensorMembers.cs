namespace SoftmaxGen.Generator.Planning;

/// <summary>The members on tensors, in projects that reference System.Numerics.Tensors.</summary>
internal static class TensorMembers
{
    private static readonly OperationParameter Logits = new(ParameterKind.TensorInput, "logits", "z, [..., {K}].");

    private static readonly OperationParameter Labels = new(ParameterKind.TensorLabels, "labels", "y, one per row: classes in [0, {K}) or the ignore label.");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<OperationMember> All =
    [
        new("void", "Softmax", "Softmax over the last dimension of a tensor.", "", [Logits, new(ParameterKind.TensorOutput, "destination", "Receives the probabilities, [..., {K}]; may be the logits themselves.")]),
        new("void", "LogSoftmax", "Log-softmax over the last dimension of a tensor.", "", [Logits, new(ParameterKind.TensorOutput, "destination", "Receives the log-probabilities, [..., {K}]; may be the logits themselves.")]),
        new("void", "LogSumExp", "Log-sum-exp over the last dimension of a tensor.", "", [Logits, new(ParameterKind.TensorOutput, "destination", "Receives one number per row.")]),
        new("void", "Predict", "The class with the largest logit, over the last dimension of a tensor.", "", [Logits, new(ParameterKind.TensorClasses, "destination", "Receives one class per row.")]),
        new("LossSum", "CrossEntropy", "The cross-entropy of the rows of a tensor, added up.", "", [Logits, Labels]),
        new("LossSum", "CrossEntropyWithGradient", "The cross-entropy of the rows of a tensor, and its gradient.", "", [Logits, Labels, new(ParameterKind.TensorOutput, "gradient", "Receives the gradient, [..., {K}]; may be the logits themselves."), new(ParameterKind.Reduction, "reduction", "What the gradient is of: the mean or the sum of the losses.")]),
    ];
}
