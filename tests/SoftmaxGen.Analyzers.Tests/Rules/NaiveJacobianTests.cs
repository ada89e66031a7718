using SoftmaxGen.Analyzers.Tests.TestSupport;

namespace SoftmaxGen.Analyzers.Tests.Rules;

/// <summary>SMG1008.</summary>
public sealed class NaiveJacobianTests
{
    [Fact]
    public Task Statements() => SoftmaxCodeTest.VerifyMembersAsync("""
        static double[,] Derivative(double[] s)
        {
            var j = new double[s.Length, s.Length];
            for (int a = 0; a < s.Length; a++)
                for (int b = 0; b < s.Length; b++)
                {
                    if (a == b) j[a, b] = {|SMG1008:s[a] * (1 - s[a])|};
                    else j[a, b] = -s[a] * s[b];
                }
            return j;
        }
        """);

    [Fact]
    public Task Delta() => SoftmaxCodeTest.VerifyMembersAsync("""
        static void Jacobian(double[] s, double[][] j)
        {
            for (int a = 0; a < s.Length; a++)
                for (int b = 0; b < s.Length; b++)
                    j[a][b] = {|SMG1008:s[a] * ((a == b ? 1.0 : 0.0) - s[b])|};
        }

        static void Backward(float[] s, float[] g, float[] d)
        {
            for (int a = 0; a < s.Length; a++)
                for (int b = 0; b < s.Length; b++)
                {
                    float delta = a == b ? 1f : 0f;
                    d[a] += g[b] * ({|SMG1008:s[b] * (delta - s[a])|});
                }
        }
        """);

    [Fact]
    public Task OuterProduct() => SoftmaxCodeTest.VerifyMembersAsync("using MathNet.Numerics.LinearAlgebra;", """
        static Matrix<double> J(Vector<double> p) => {|SMG1008:Matrix<double>.Build.DenseOfDiagonalVector(p) - p.OuterProduct(p)|};
        """);

    [Fact]
    public Task FusedGradients_AreSound() => SoftmaxCodeTest.VerifyMembersAsync("""
        static void Fused(double[] p, int label, double[] d) { for (int i = 0; i < p.Length; i++) d[i] = p[i] - (i == label ? 1 : 0); }
        static void Policy(double[] p, int action, double[] d) { for (int i = 0; i < p.Length; i++) d[i] = p[i] * ((i == action ? 1 : 0) - p[action]); }
        static double Sigmoid(double y) => y * (1 - y);
        static void Vjp(double[] y, double[] g, double[] d) { double dot = 0; for (int i = 0; i < y.Length; i++) dot += y[i] * g[i]; for (int i = 0; i < y.Length; i++) d[i] = y[i] * (g[i] - dot); }
        static void Identity(double[,] m) { for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) m[i, j] = i == j ? 1 : 0; }
        """);
}
