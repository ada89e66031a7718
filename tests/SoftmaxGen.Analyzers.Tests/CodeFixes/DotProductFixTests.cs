using SoftmaxGen.CodeFixes;

namespace SoftmaxGen.Analyzers.Tests.CodeFixes;

/// <summary>"Use the dot product of the softmax and the gradient" (SMG1008).</summary>
public sealed class DotProductFixTests
{
    private const string Backward = """
        public static class Code
        {
            public static double[] Run(double[] logits)
            {
                var y = new double[logits.Length];
                for (int i = 0; i < y.Length; i++) y[i] = 1.0 / (i + 2);
                var made = new double[y.Length];
                Backward(y, logits, made);
                return made;
            }

            static void Backward(double[] y, double[] g, double[] made)
            {
                for (int i = 0; i < y.Length; i++)
                {
                    double s = 0;
                    for (int j = 0; j < y.Length; j++)
                        s += g[j] * (i == j ? y[i] * (1 - y[i]) : -y[i] * y[j]);
                    made[i] = s;
                }
            }
        }
        """;

    [Fact]
    public Task InnerLoop() => SoftmaxFixTest<DotProductFix>.VerifyMembersAsync(
        """
        static void Backward(float[] y, float[] g, float[] made)
        {
            // The gradient.
            for (int i = 0; i < y.Length; i++)
            {
                float s = 0;
                for (int j = 0; j < y.Length; j++)
                    s += g[j] * (i == j ? {|SMG1008:y[i] * (1 - y[i])|} : -y[i] * y[j]);
                made[i] = s;
            }
        }
        """,
        """
        static void Backward(float[] y, float[] g, float[] made)
        {
            // The gradient.
            float dot = 0;
            for (int j = 0; j < y.Length; j++) dot += y[j] * g[j];
            for (int i = 0; i < y.Length; i++)
            {
                float s = 0;
                s += y[i] * (g[i] - dot);
                made[i] = s;
            }
        }
        """);

    [Fact]
    public async Task Output_HasTheSameNumbers()
    {
        string repaired = await FixBench.FixAsync(new DotProductFix(), Backward);
        Assert.NotEqual(Backward, repaired);
        double[] input = [0.3, -1.5, 2.25, 0.125];
        double[] before = FixBench.Load(Backward)(input);
        double[] after = FixBench.Load(repaired)(input);
        Assert.Equal(before.Length, after.Length);
        Assert.All(before.Zip(after), static pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    [Fact]
    public Task InPlace_IsNotOffered() => SoftmaxFixTest<DotProductFix>.VerifyNotOfferedAsync("""
        static void Backward(float[] y, float[] g)
        {
            for (int i = 0; i < y.Length; i++)
            {
                float s = 0;
                for (int j = 0; j < y.Length; j++)
                    s += g[j] * (i == j ? {|SMG1008:y[i] * (1 - y[i])|} : -y[i] * y[j]);
                g[i] = s;
            }
        }
        """);
}
