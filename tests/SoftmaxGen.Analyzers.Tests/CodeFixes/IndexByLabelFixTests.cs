using SoftmaxGen.CodeFixes;

namespace SoftmaxGen.Analyzers.Tests.CodeFixes;

/// <summary>"Index by label" (SMG1009).</summary>
public sealed class IndexByLabelFixTests
{
    [Fact]
    public Task Loop() => SoftmaxFixTest<IndexByLabelFix>.VerifyMembersAsync(
        """
        static double Loss(double[] p, int label)
        {
            var y = new double[p.Length];
            y[label] = 1;
            double s = 0;
            for (int i = 0; i < p.Length; i++) s -= {|SMG1009:y[i] * Math.Log(p[i] + 1e-12)|}; // nll
            return s;
        }
        """,
        """
        static double Loss(double[] p, int label)
        {
            var y = new double[p.Length];
            y[label] = 1;
            double s = 0;
            s -= Math.Log(p[label] + 1e-12); // nll
            return s;
        }
        """);

    [Fact]
    public Task TensorFlow() => SoftmaxFixTest<IndexByLabelFix>.VerifyMembersAsync(
        "static Tensor A(Tensor x, Tensor labels) => {|SMG1009:tf.nn.softmax_cross_entropy_with_logits(tf.one_hot(labels, 10), x)|};",
        "static Tensor A(Tensor x, Tensor labels) => tf.nn.sparse_softmax_cross_entropy_with_logits(labels, x);",
        "using Tensorflow; using static Tensorflow.Binding;");

    [Fact]
    public Task AHelperMakesIt() => SoftmaxFixTest<IndexByLabelFix>.VerifyNotOfferedAsync("""
        static double[] OneHot(int label, int k) { var v = new double[k]; v[label] = 1; return v; }

        static double Loss(double[] p, int label)
        {
            var y = OneHot(label, p.Length);
            double s = 0;
            for (int i = 0; i < p.Length; i++) s -= {|SMG1009:y[i] * Math.Log(p[i] + 1e-12)|};
            return s;
        }
        """);

    [Fact]
    public Task ALoopOverSomeClasses_IsNotOffered() => SoftmaxFixTest<IndexByLabelFix>.VerifyNotOfferedAsync("""
        static double Loss(double[] p, int label)
        {
            var y = new double[p.Length];
            y[label] = 1;
            double s = 0;
            for (int i = 0; i < p.Length - 1; i++) s -= {|SMG1009:y[i] * Math.Log(p[i] + 1e-12)|};
            return s;
        }
        """);

    [Fact]
    public async Task Output_HasTheSameNumbers()
    {
        const string Source = """
            public static class Code
            {
                public static double[] Run(double[] logits)
                {
                    double max = logits.Max();
                    double total = logits.Sum(z => Math.Exp(z - max));
                    double[] p = logits.Select(z => Math.Exp(z - max) / total).ToArray();
                    return Enumerable.Range(0, p.Length).Select(label => Loss(p, label)).ToArray();
                }

                static double Loss(double[] p, int label)
                {
                    var y = new double[p.Length];
                    y[label] = 1;
                    double s = 0;
                    for (int i = 0; i < y.Length; i++) s -= y[i] * Math.Log(p[i] + 1e-12);
                    return s;
                }
            }
            """;

        string repaired = await FixBench.FixAsync(new IndexByLabelFix(), Source);
        Assert.NotEqual(Source, repaired);
        Assert.Equal(FixBench.Load(Source)([0.1, 2, -1]), FixBench.Load(repaired)([0.1, 2, -1]));
        Assert.All(FixBench.Load(repaired)([1000, 999, -1000]), static loss => Assert.True(double.IsFinite(loss)));
    }
}
