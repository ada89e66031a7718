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
    ];

    public static IReadOnlyList<Operation> All { get; } = [.. Names.Select(static pair => pair.Operation)];

    public static string AllNames { get; } = string.Join(", ", Names.Select(static pair => pair.Name));

    public static string Name(this Operation operation) => Names.First(pair => pair.Operation == operation).Name;

    public static Operation? Find(string name) =>
        Names.Where(pair => pair.Name == name).Select(static pair => (Operation?)pair.Operation).FirstOrDefault();
}
