namespace SoftmaxGen.Benchmarks.Workloads;

/// <summary>How operations are spelled on the command line and in files.</summary>
internal static class Operations
{
    private static readonly (Operation Operation, string Name)[] Names =
    [
        (Operation.Softmax, "softmax"),
        (Operation.LogSoftmax, "log-softmax"),
        (Operation.LogSumExp, "logsumexp"),
        (Operation.Loss, "loss"),
        (Operation.LossGradient, "loss-gradient"),
        (Operation.Predict, "predict"),
        (Operation.WeightedLoss, "weighted-loss"),
        (Operation.WeightedLossGradient, "weighted-loss-gradient"),
        (Operation.SmoothedLossGradient, "smoothed-loss-gradient"),
        (Operation.MixedLossGradient, "mixed-loss-gradient"),
        (Operation.FocalLossGradient, "focal-loss-gradient"),
        (Operation.SoftLabelLoss, "soft-label-loss"),
        (Operation.SoftLabelLossGradient, "soft-label-loss-gradient"),
        (Operation.DivergenceGradient, "divergence-gradient"),
        (Operation.ReverseDivergenceGradient, "reverse-divergence-gradient"),
        (Operation.EntropyGradient, "entropy-gradient"),
        (Operation.SoftmaxBackward, "softmax-backward"),
        (Operation.LogSoftmaxBackward, "log-softmax-backward"),
        (Operation.HessianDiagonal, "hessian-diagonal"),
        (Operation.TemperatureLossGradient, "temperature-loss-gradient"),
        (Operation.MaskedSoftmax, "masked-softmax"),
        (Operation.MaskedLossGradient, "masked-loss-gradient"),
        (Operation.TopFive, "top-5"),
        (Operation.Evaluation, "evaluation"),
    ];

    /// <summary>All, those of the family of losses among them.</summary>
    public static IReadOnlyList<Operation> All { get; } = [.. Names.Select(static pair => pair.Operation)];

    /// <summary>Those that are generated, and that everybody has.</summary>
    public static IReadOnlyList<Operation> Generated { get; } = [.. All.Where(static operation => !operation.IsOfFamily())];

    /// <summary>Losses and derivatives around them.</summary>
    public static IReadOnlyList<Operation> Family { get; } = [.. All.Where(static operation => operation.IsOfFamily())];

    public static string AllNames { get; } = string.Join(", ", Names.Select(static pair => pair.Name));

    public static bool IsOfFamily(this Operation operation) => operation > Operation.Predict;

    public static string Name(this Operation operation) => Names.First(pair => pair.Operation == operation).Name;

    public static Operation? Find(string name) =>
        Names.Where(pair => pair.Name == name).Select(static pair => (Operation?)pair.Operation).FirstOrDefault();
}
