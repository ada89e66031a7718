using SoftmaxGen.Analyzers.Tests.TestSupport;

namespace SoftmaxGen.Analyzers.Tests.Rules;

/// <summary>SMG1009.</summary>
public sealed class OneHotWasteTests
{
    [Fact]
    public Task Built_ThenSummed() => SoftmaxCodeTest.VerifyMembersAsync("""
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
    public Task Libraries() => SoftmaxCodeTest.VerifyMembersAsync("using Tensorflow; using static Tensorflow.Binding;", """
        static Tensor A(Tensor x, Tensor labels) => {|SMG1009:tf.nn.softmax_cross_entropy_with_logits(tf.one_hot(labels, 10), x)|};
        """);

    [Fact]
    public Task OtherUses_AreSound() => SoftmaxCodeTest.VerifyMembersAsync("""
        static double[] OneHot(int label, int k) { var v = new double[k]; v[label] = 1; return v; }
        static double[] Input(int token, double[][] w) { var v = OneHot(token, w.Length); var h = new double[w[0].Length]; for (int i = 0; i < v.Length; i++) for (int j = 0; j < h.Length; j++) h[j] += v[i] * w[i][j]; return h; }
        static double Soft(double[] p, double[] y) { double s = 0; for (int i = 0; i < p.Length; i++) s -= y[i] * Math.Log(p[i] + 1e-12); return s; }
        """);
}
