namespace SoftmaxGen.Analyzers.Tests.TestSupport;

/// <summary>Which rule a label of the corpus means.</summary>
internal static class CaseLabels
{
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["SMG1001"] = "unstable-exp-sum",
        ["SMG1002"] = "softmax-before-ce",
        ["SMG1003"] = "log-without-eps",
        ["SMG1004"] = "log-of-softmax",
        ["SMG1005"] = "double-softmax",
        ["SMG1006"] = "nll-on-probabilities",
        ["SMG1007"] = "tensorprimitives-softmax",
        ["SMG1008"] = "naive-jacobian",
        ["SMG1009"] = "one-hot-waste",
        ["SMG1010"] = "useless-epsilon",
    };

    public static string Of(string id) => Labels.GetValueOrDefault(id, id);
}
