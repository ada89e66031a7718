using Microsoft.CodeAnalysis.CodeFixes;
using SoftmaxGen.CodeFixes;

namespace SoftmaxGen.Analyzers.Tests.CodeFixes;

/// <summary>
/// What the fixes for tensor libraries make of code, run on tensors that compute. SMG1004 changes no number; SMG1002, SMG1005 and
/// SMG1006 repair wrong ones, so what they must come to is computed here.
/// </summary>
public sealed class TensorFixesRunTests
{
    private const string Usings = "using TorchSharp; using TorchSharp.Modules; using static TorchSharp.torch;\n";

    private static readonly double[][] Ordinary = [[1, 2, 3], [0.5, -1.25, 4, 2], [-3, -2, -1], [5, 5, 5, 5, 5]];

    private static readonly double[] Extreme = [1000, 999, -1000];

    /// <summary>Members of a class; "Run" is called, and its label is 1.</summary>
    public static TheoryData<string, string> SoftmaxesBeforeCrossEntropy => new()
    {
        { "direct", "static double Run(double[] x) => nn.functional.cross_entropy(torch.softmax(torch.tensor(x), 1), torch.labels(1)).ToDouble();" },
        { "local", """
            static double Run(double[] x)
            {
                using var logits = torch.tensor(x);
                var p = logits.softmax(1); // probabilities
                return nn.functional.cross_entropy(p, torch.labels(1)).ToDouble();
            }
            """ },
        { "local, used elsewhere", """
            static double Run(double[] x)
            {
                var logits = torch.tensor(x);
                using var p = nn.functional.softmax(logits, 1);
                double shown = p.argmax(1).ToDouble();
                return nn.functional.cross_entropy(p, torch.labels(1)).ToDouble() + 0 * shown;
            }
            """ },
        { "layer", """
            static double Run(double[] x)
            {
                var net = nn.Sequential(nn.Identity(), nn.Softmax(1));
                return nn.CrossEntropyLoss().call(net.call(torch.tensor(x)), torch.labels(1)).ToDouble();
            }
            """ },
        { "layer with a name", """
            static double Run(double[] x)
            {
                var net = nn.Sequential(
                    ("out", nn.Identity()), // scores
                    ("p", nn.Softmax(1)));
                return nn.CrossEntropyLoss().call(net.call(torch.tensor(x)), torch.labels(1)).ToDouble();
            }
            """ },
        { "module", "static double Run(double[] x) => nn.CrossEntropyLoss().call(torch.tensor(x).softmax(1), torch.labels(1)).ToDouble();" },
    };

    public static TheoryData<string, string> LogsOfSoftmaxes => new()
    {
        { "function of function", "static double[] Run(double[] x) => torch.log(torch.softmax(torch.tensor(x), 1)).ToArray();" },
        { "chain", "static double[] Run(double[] x) => torch.tensor(x).softmax(1).log().ToArray();" },
        { "epsilon", "static double[] Run(double[] x) => (nn.functional.softmax(torch.tensor(x), dim: 1) + 1e-12).log().ToArray();" },
        { "local, used elsewhere", """
            static double[] Run(double[] x)
            {
                var logits = torch.tensor(x);
                var p = logits.softmax(1);
                double shown = p.argmax(1).ToDouble();
                return (torch.log(p) + 0 * shown).ToArray();
            }
            """ },
        { "local, only for the logarithm", """
            static double[] Run(double[] x)
            {
                var p = torch.tensor(x).softmax(1);
                return p.log().ToArray();
            }
            """ },
    };

    public static TheoryData<string, string> SoftmaxesOfSoftmaxes => new()
    {
        { "function of function", "static double[] Run(double[] x) => torch.softmax(nn.functional.softmax(torch.tensor(x), 1), 1).ToArray();" },
        { "sum", "static double[] Run(double[] x) => torch.softmax(torch.tensor(x) + torch.tensor(x) * 0, 1).softmax(1).ToArray();" },
        { "layers", "static double[] Run(double[] x) => nn.Sequential(nn.Identity(), nn.Softmax(1), nn.Identity(), nn.Softmax(1)).call(torch.tensor(x)).ToArray();" },
    };

    public static TheoryData<string, string> LikelihoodsOfProbabilities => new()
    {
        { "function", "static double Run(double[] x) => nn.functional.nll_loss(torch.tensor(x).softmax(1), torch.labels(1)).ToDouble();" },
        { "module", "static double Run(double[] x) => nn.NLLLoss().call(torch.softmax(torch.tensor(x), 1), torch.labels(1)).ToDouble();" },
        { "layer", """
            static double Run(double[] x)
            {
                var net = nn.Sequential(("out", nn.Identity()), ("p", nn.Softmax(1)));
                return nn.NLLLoss().call(net.call(torch.tensor(x)), torch.labels(1)).ToDouble();
            }
            """ },
        { "local, used elsewhere", """
            static double Run(double[] x)
            {
                var logits = torch.tensor(x);
                var p = logits.softmax(1);
                double shown = p.argmax(1).ToDouble();
                return nn.functional.nll_loss(p, torch.labels(1)).ToDouble() + 0 * shown;
            }
            """ },
    };

    [Theory]
    [MemberData(nameof(SoftmaxesBeforeCrossEntropy))]
    public Task SMG1002_IsTheCrossEntropyOfTheLogits(string name, string members) => VerifyAsync(new DropSoftmaxFix(), name, members, CrossEntropy, isRepair: true);

    [Theory]
    [MemberData(nameof(LogsOfSoftmaxes))]
    public Task SMG1004_SameNumbers_AndFiniteOnes(string name, string members) => VerifyAsync(new LogSoftmaxFix(), name, members, LogSoftmax, isRepair: false);

    [Theory]
    [MemberData(nameof(SoftmaxesOfSoftmaxes))]
    public Task SMG1005_IsOneSoftmax(string name, string members) =>
        VerifyAsync(new RemoveInnerSoftmaxFix(), name, members, static x => [.. LogSoftmax(x).Select(Math.Exp)], isRepair: true);

    [Theory]
    [MemberData(nameof(LikelihoodsOfProbabilities))]
    public Task SMG1006_IsTheCrossEntropyOfTheLogits(string name, string members) => VerifyAsync(new LogProbabilitiesFix(), name, members, CrossEntropy, isRepair: true);

    private static async Task VerifyAsync(CodeFixProvider fix, string name, string members, Func<double[], double[]> oracle, bool isRepair)
    {
        string before = $"{Usings}public static class Code\n{{\n{members}\n}}\n";

        string after = await FixBench.FixAsync(fix, before, FixBench.RunnableStubs);

        Assert.NotEqual(before, after);
        Func<double[], double[]> old = FixBench.Load(before, FixBench.RunnableStubs);
        Func<double[], double[]> repaired = FixBench.Load(after, FixBench.RunnableStubs);
        foreach (double[] logits in Ordinary)
        {
            AssertClose(oracle(logits), repaired(logits), name);
            if (!isRepair)
            {
                AssertClose(old(logits), repaired(logits), name);
            }
        }

        AssertClose(oracle(Extreme), repaired(Extreme), name);
        Assert.All(repaired(Extreme), number => Assert.True(double.IsFinite(number), name));
        Assert.DoesNotContain(await FixBench.FindAsync(after, FixBench.RunnableStubs), id => fix.FixableDiagnosticIds.Contains(id));
    }

    private static void AssertClose(double[] expected, double[] actual, string name)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) < 1e-9, $"{name}: {pair.First} and {pair.Second}"));
    }

    private static double[] CrossEntropy(double[] x) => [-LogSoftmax(x)[1]];

    private static double[] LogSoftmax(double[] x)
    {
        double top = x.Max();
        double rest = Math.Log(x.Sum(v => Math.Exp(v - top)));
        return [.. x.Select(v => v - top - rest)];
    }
}
