using Microsoft.CodeAnalysis;
using SoftmaxGen.Analyzers.Tests.TestSupport;

namespace SoftmaxGen.Analyzers.Tests.Rules;

/// <summary>SMG1003.</summary>
public sealed class LogWithoutFloorTests
{
    private static Task Members(string members) => SoftmaxCodeTest.VerifyMembersAsync(members);

    [Fact]
    public Task CrossEntropy_ByTargets() => Members("""
        static double Loop(double[] p, double[] y)
        {
            double loss = 0;
            for (int i = 0; i < p.Length; i++) loss -= y[i] * {|SMG1003:Math.Log(p[i])|};
            return loss;
        }

        static double Late(double[] p, double[] y)
        {
            double sum = 0;
            for (int i = 0; i < p.Length; i++) sum += y[i] * {|SMG1003:Math.Log(p[i])|};
            return -sum;
        }

        static double Zipped(IEnumerable<double> p, IEnumerable<double> y) => -p.Zip(y, (a, t) => t * {|SMG1003:Math.Log(a)|}).Sum();

        static double ZippedNegative(float[] p, float[] y) => p.Zip(y, (a, t) => -t * {|SMG1003:MathF.Log(a)|}).Sum();
        """);

    [Fact]
    public Task CrossEntropy_ByLabel() => Members("""
        static double Loss(double[][] p, int[] labels)
        {
            double total = 0;
            for (int r = 0; r < labels.Length; r++) total += -{|SMG1003:Math.Log(p[r][labels[r]])|};
            return total / labels.Length;
        }

        static double One(double[] p, int label) => -{|SMG1003:Math.Log(p[label])|};

        static double Linq(double[][] p, int[] labels) => -labels.Select((y, i) => {|SMG1003:Math.Log(p[i][y])|}).Average();
        """);

    [Fact]
    public Task BinaryCrossEntropy() => Members("""
        static double Loss(double[] p, double[] y)
        {
            double s = 0;
            for (int i = 0; i < p.Length; i++)
                s += y[i] * {|SMG1003:Math.Log(p[i])|} + (1 - y[i]) * {|SMG1003:Math.Log(1 - p[i])|};
            return -s / p.Length;
        }

        static double One(double p, double y) => -(y * {|SMG1003:Math.Log(p)|} + (1 - y) * {|SMG1003:Math.Log(1 - p)|});
        """);

    [Fact]
    public Task Libraries() => SoftmaxCodeTest.VerifyMembersAsync("using MathNet.Numerics.LinearAlgebra; using Tensorflow; using static Tensorflow.Binding;", """
        static double M(Vector<double> p, Vector<double> y) => -y.PointwiseMultiply({|SMG1003:p.PointwiseLog()|}).Sum();

        static Tensor T(Tensor p, Tensor y) => -tf.reduce_sum(y * {|SMG1003:tf.log(p)|});
        """);

    [Fact]
    public Task Floors_AreSilent() => Members("""
        static double A(double[] p, int k) => -Math.Log(p[k] + 1e-12);
        static double B(double[] p, int k, double tiny) => -Math.Log(Math.Max(tiny, p[k]));
        static double C(double[] p, double[] y) { double s = 0; for (int i = 0; i < p.Length; i++) if (p[i] > 0) s -= y[i] * Math.Log(p[i]); return s; }
        static double D(double[] p, double[] y) => -p.Zip(y).Where(t => t.First > 0).Sum(t => t.Second * Math.Log(t.First));
        static double E(double[] p) => -p.Where(v => v > 0).Sum(v => v * Math.Log(v));
        static double F(double[] p, int k) { if (p[k] <= 0) return double.PositiveInfinity; return -Math.Log(p[k]); }
        static double G(double[] p, int k) => p[k] == 0 ? 50 : -Math.Log(p[k]);
        static double H(double[] p, double[] y) { for (int i = 0; i < p.Length; i++) if (p[i] < 1e-9) p[i] = 1e-9; double s = 0; for (int i = 0; i < p.Length; i++) s -= y[i] * Math.Log(p[i]); return s; }
        static double I(double[] p, double[] y) { var q = p.Select(v => Math.Clamp(v, 1e-9, 1)).ToArray(); return -q.Zip(y, (a, b) => b * Math.Log(a)).Sum(); }
        """);

    [Fact]
    public Task Entropy_Counts_Returns_Parameters_AreSilent() => Members("""
        static double Entropy(double[] p) { double h = 0; foreach (var v in p) if (v > 0) h -= v * Math.Log(v); return h; }
        static double EntropyOfCounts(int[] n) { double t = n.Sum(); return -n.Where(c => c > 0).Sum(c => c / t * Math.Log(c / t)); }
        static double[] Returns(double[] price) { var r = new double[price.Length - 1]; for (int i = 1; i < price.Length; i++) r[i - 1] = Math.Log(price[i] / price[i - 1]); return r; }
        static double Gauss(double[] x, double[] mu, double[] sigma) { double ll = 0; for (int i = 0; i < x.Length; i++) { double z = (x[i] - mu[i]) / sigma[i]; ll += -0.5 * z * z - Math.Log(sigma[i]) - 0.5 * Math.Log(2 * Math.PI); } return ll; }
        static double Exponential(Random rng, double rate) => -Math.Log(rng.NextDouble()) / rate;
        static double BoxMuller(Random rng) => Math.Sqrt(-2.0 * Math.Log(rng.NextDouble())) * Math.Cos(2 * Math.PI * rng.NextDouble());
        static double BoxMuller2(Random rng) { double u1 = 1.0 - rng.NextDouble(); return Math.Sqrt(-2.0 * Math.Log(u1)); }
        static double Ph(double c) => -Math.Log10(c);
        static double Psnr(double mse) => -10 * Math.Log10(mse);
        static double LogGamma(double[] x) => x.Sum(v => Math.Log(v));
        static double Tf(int count) => 1 + Math.Log(count);
        """);

    [Fact]
    public Task OwnLog_IsFollowed() => Members("""
        static double Log(double p) => Math.Log(Math.Max(p, 1e-15));
        static double Loss(double[] p, int k) => -Log(p[k]);
        """);

    [Fact]
    public async Task Severity_FollowsEditorconfig()
    {
        var test = new SoftmaxCodeTest { TestCode = """
            static class Losses
            {
                static double Loss(double[] p, int k) => -Math.Log(p[k]);
            }
            """ };
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.SMG1003.severity = none\n"));

        await test.RunAsync();
    }

    [Theory]
    [InlineData("static double Loss(double[] p, int k) => -{|#0:Math.Log(p[k])|};", DiagnosticSeverity.Info)]
    [InlineData("static double Loss(Func<float[], float[]> model, float[] x, int label) { var p = model(x); return -{|#0:Math.Log(p[label])|}; }", DiagnosticSeverity.Warning)]
    public async Task Parameters_AreAnInformation_OthersAWarning(string members, DiagnosticSeverity severity)
    {
        var test = new SoftmaxCodeTest { TestCode = $"static class Losses {{ {members} }}" };
        test.ExpectedDiagnostics.Add(new SoftmaxGen.Testing.DiagnosticResult("SMG1003", severity).WithLocation(0));

        await test.RunAsync();
    }

    [Fact]
    public async Task Severity_CanBeAnError()
    {
        var test = new SoftmaxCodeTest { TestCode = """
            static class Losses
            {
                static double Loss(double[] p, int k) => -{|#0:Math.Log(p[k])|};
            }
            """ };
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.SMG1003.severity = error\n"));
        test.ExpectedDiagnostics.Add(SoftmaxGen.Testing.DiagnosticResult.CompilerError("SMG1003").WithLocation(0));

        await test.RunAsync();
    }
}
