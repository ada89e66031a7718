using SoftmaxGen.Analyzers.Tests.TestSupport;

namespace SoftmaxGen.Analyzers.Tests.Rules;

/// <summary>SMG1001 on sound code that looks like the faulty: silence.</summary>
public sealed class SoundExponentialsTests
{
    private static Task Members(string members) => SoftmaxCodeTest.VerifyMembersAsync(members);

    [Fact]
    public Task Shift_InAnEarlierLoop_InPlace() => Members("""
        static void P(double[] z)
        {
            double lead = z[0];
            foreach (var v in z) if (v > lead) lead = v;
            for (int i = 0; i < z.Length; i++) z[i] -= lead;
            double s = 0;
            for (int i = 0; i < z.Length; i++) { z[i] = Math.Exp(z[i]); s += z[i]; }
            for (int i = 0; i < z.Length; i++) z[i] /= s;
        }
        """);

    [Fact]
    public Task Shift_InAHelper_InPlace() => Members("""
        static void Recentre(Span<float> row)
        {
            float hi = float.MinValue;
            foreach (var v in row) hi = MathF.Max(hi, v);
            for (int i = 0; i < row.Length; i++) row[i] -= hi;
        }

        static void P(float[] x)
        {
            Recentre(x);
            float s = 0;
            for (int i = 0; i < x.Length; i++) s += x[i] = MathF.Exp(x[i]);
            for (int i = 0; i < x.Length; i++) x[i] /= s;
        }
        """);

    [Fact]
    public Task Shift_PassedIn() => Members("""
        static double[] WithPeak(double[] x, double peak)
        {
            double s = x.Sum(v => Math.Exp(v - peak));
            return x.Select(v => Math.Exp(v - peak) / s).ToArray();
        }

        private static double[] OfShifted(double[] shifted)
        {
            var e = shifted.Select(Math.Exp).ToArray();
            var s = e.Sum();
            return e.Select(v => v / s).ToArray();
        }

        static double[] P(double[] x)
        {
            var most = x.Max();
            return OfShifted(x.Select(v => v - most).ToArray());
        }
        """);

    [Fact]
    public Task Shift_InAFieldByAnotherMember() => Members("""
        private readonly double[] _z = new double[4];

        public void Load(double[] x)
        {
            double worst = x.Max();
            for (int i = 0; i < _z.Length; i++) _z[i] = x[i] - worst;
        }

        public double[] P()
        {
            double s = 0;
            foreach (var v in _z) s += Math.Exp(v);
            return _z.Select(v => Math.Exp(v) / s).ToArray();
        }
        """);

    [Fact]
    public Task Shift_SortedFirst_AggregateMaximum() => Members("""
        static double[] Sorted(double[] x)
        {
            var ordered = x.OrderByDescending(v => v).ToArray();
            var s = ordered.Sum(v => Math.Exp(v - ordered[0]));
            return ordered.Select(v => Math.Exp(v - ordered[0]) / s).ToArray();
        }

        static float[] Folded(float[] x)
        {
            var top = x.Aggregate(float.NegativeInfinity, (a, b) => a > b ? a : b);
            var e = x.Select(v => MathF.Exp(v - top)).ToList();
            return e.Select(v => v / e.Sum()).ToArray();
        }

        static double[] ByIndex(double[] x)
        {
            int best = 0;
            for (int i = 1; i < x.Length; i++) if (x[i] > x[best]) best = i;
            double s = 0;
            foreach (var v in x) s += Math.Exp(v - x[best]);
            return x.Select(v => Math.Exp(v - x[best]) / s).ToArray();
        }
        """);

    [Fact]
    public Task Shift_Libraries() => SoftmaxCodeTest.VerifyMembersAsync(
        "using MathNet.Numerics.LinearAlgebra; using System.Numerics.Tensors; using TorchSharp; using NumSharp; using Tensorflow; using static Tensorflow.Binding; using UnityEngine;",
        """
        static Vector<double> M(Vector<double> v)
        {
            var e = (v - v.Maximum()).PointwiseExp();
            return e / e.Sum();
        }

        static Vector<double> M2(Vector<double> v) => v.Subtract(v.Maximum()).PointwiseExp().Normalize(1);

        static void T(ReadOnlySpan<float> x, Span<float> y)
        {
            TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), y);
            TensorPrimitives.Exp(y, y);
            TensorPrimitives.Divide(y, TensorPrimitives.Sum<float>(y), y);
        }

        static NDArray N(NDArray x)
        {
            var e = np.exp(x - np.amax(x, 1, true));
            return e / np.sum(e, 1, true);
        }

        static Tensorflow.Tensor F(Tensorflow.Tensor x)
        {
            var e = tf.exp(x - tf.reduce_max(x, axis: 1, keepdims: true));
            return e / tf.reduce_sum(e, axis: 1, keepdims: true);
        }

        static float[] U(float[] x)
        {
            float m = Mathf.Max(x), s = 0;
            var p = new float[x.Length];
            for (int i = 0; i < x.Length; i++) s += p[i] = Mathf.Exp(x[i] - m);
            for (int i = 0; i < x.Length; i++) p[i] /= s;
            return p;
        }
        """);

    [Fact]
    public Task Shift_MatrixClassOfTheirOwn() => SoftmaxCodeTest.VerifyAsync("""
        public sealed class Grid(int n)
        {
            public double[] Data { get; } = new double[n];

            public Grid Map(Func<double, double> f)
            {
                var made = new Grid(n);
                for (int i = 0; i < n; i++) made.Data[i] = f(Data[i]);
                return made;
            }

            public double Highest() => Data.Max();
            public double Total() => Data.Sum();
            public static Grid operator -(Grid g, double d) => g.Map(v => v - d);
            public static Grid operator /(Grid g, double d) => g.Map(v => v / d);

            public Grid Softmax()
            {
                var e = (this - Highest()).Map(Math.Exp);
                return e / e.Total();
            }
        }
        """);

    [Fact]
    public Task NonPositiveArguments() => Members("""
        static double Kernel(double[] d, double[] y)
        {
            double a = 0, b = 0;
            for (int i = 0; i < d.Length; i++) { double w = Math.Exp(-d[i] * d[i]); a += w * y[i]; b += w; }
            return a / b;
        }

        static double[] Decay(double[] age, double tau)
        {
            var w = age.Select(t => Math.Exp(-t / tau)).ToArray();
            return w.Select(v => v / w.Sum()).ToArray();
        }

        static double[] Soft(double[][] centres, double[] p, double beta)
        {
            var w = new double[centres.Length];
            for (int k = 0; k < w.Length; k++)
            {
                double dist = 0;
                for (int j = 0; j < p.Length; j++) dist += Math.Pow(p[j] - centres[k][j], 2);
                w[k] = Math.Exp(-beta * dist);
            }
            double z = w.Sum();
            for (int k = 0; k < w.Length; k++) w[k] /= z;
            return w;
        }

        static double LogPartition(double[] energies, double kT) => Math.Log(energies.Sum(e => Math.Exp(-e / kT)));

        static double Gauss(double[] x, double mu, double sigma)
        {
            double s = 0;
            foreach (var v in x) s += Math.Exp(-0.5 * Math.Pow((v - mu) / sigma, 2));
            return Math.Log(s / x.Length);
        }
        """);

    [Fact]
    public Task Sigmoid_Tanh_Softplus_Elu() => Members("""
        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        static double Other(double x) => Math.Exp(x) / (1 + Math.Exp(x));
        static double Tanh(double x) { double a = Math.Exp(x), b = Math.Exp(-x); return (a - b) / (a + b); }
        static double Tanh2(double x) => (Math.Exp(2 * x) - 1) / (Math.Exp(2 * x) + 1);
        static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
        static double Elu(double x, double a) => x > 0 ? x : a * (Math.Exp(x) - 1);
        static double[] All(double[] x) => x.Select(v => 1.0 / (1.0 + Math.Exp(-v))).ToArray();
        static double Loss(double[] x) { double s = 0; foreach (var v in x) s += Math.Log(1 + Math.Exp(v)); return s / x.Length; }
        static double[] Gate(double[] x) { var y = new double[x.Length]; for (int i = 0; i < x.Length; i++) { var e = Math.Exp(x[i]); y[i] = e / (e + 1); } return y; }
        """);

    [Fact]
    public Task MeansAndSumsWithoutNormalisation() => Members("""
        static double MeanExp(double[] x) => x.Sum(Math.Exp) / x.Length;
        static double GeometricMean(double[] x) => Math.Exp(x.Average(v => Math.Log(v)));
        static double Poisson(double[] eta, double[] y) { double ll = 0; for (int i = 0; i < y.Length; i++) { double mu = Math.Exp(eta[i]); ll += y[i] * eta[i] - mu; } return ll; }
        static double Perplexity(double[] logs) => Math.Exp(-logs.Sum() / logs.Length);
        static double Kl(double[] mu, double[] logVar) => -0.5 * mu.Zip(logVar, (m, v) => 1 + v - m * m - Math.Exp(v)).Sum();
        static double Present(double[] cash, double rate) { double s = 0; for (int t = 0; t < cash.Length; t++) s += cash[t] * Math.Exp(-rate * t); return s; }
        static double[] Growth(double rate, int n) { var w = new double[n]; double s = 0; for (int t = 0; t < n; t++) { w[t] = Math.Exp(rate * t); s += w[t]; } for (int t = 0; t < n; t++) w[t] /= s; return w; }
        static double Irls(double[] eta, double[] x, double[] z) { double a = 0, b = 0; for (int i = 0; i < x.Length; i++) { double w = Math.Exp(eta[i]); a += w * x[i] * z[i]; b += w * x[i] * x[i]; } return a / b; }
        """);

    [Fact]
    public Task LogSumExp_Stable_Online_Pairwise() => Members("""
        static double LogAdd(double a, double b) => a > b ? a + Math.Log(1 + Math.Exp(b - a)) : b + Math.Log(1 + Math.Exp(a - b));

        static double[] ByLse(double[] x)
        {
            double m = x.Max();
            double lse = m + Math.Log(x.Sum(v => Math.Exp(v - m)));
            return x.Select(v => Math.Exp(v - lse)).ToArray();
        }

        static double Online(double[] x)
        {
            double m = double.NegativeInfinity, d = 0;
            foreach (var v in x)
            {
                double n = Math.Max(m, v);
                d = d * Math.Exp(m - n) + Math.Exp(v - n);
                m = n;
            }
            return m + Math.Log(d);
        }

        static float[] TwoPass(float[] x)
        {
            float m = float.NegativeInfinity, d = 0;
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] > m) { d *= MathF.Exp(m - x[i]); m = x[i]; }
                d += MathF.Exp(x[i] - m);
            }
            var y = new float[x.Length];
            for (int i = 0; i < x.Length; i++) y[i] = MathF.Exp(x[i] - m) / d;
            return y;
        }
        """);

    [Fact]
    public Task OwnMethodsCalledExp() => Members("""
        static double Exp(double v) => v * v + 1;
        static double[] P(double[] x) { var s = x.Sum(v => Exp(v)); return x.Select(v => Exp(v) / s).ToArray(); }
        """);

    [Fact]
    public Task BoundedArguments() => Members("""
        static double[] Clipped(double[] x)
        {
            double s = 0;
            var e = new double[x.Length];
            for (int i = 0; i < x.Length; i++) { var v = x[i]; if (v > 50) v = 50; e[i] = Math.Exp(v); s += e[i]; }
            for (int i = 0; i < x.Length; i++) e[i] /= s;
            return e;
        }

        static double[] OfTanh(double[] x) { var e = x.Select(v => Math.Exp(Math.Tanh(v))).ToArray(); var s = e.Sum(); return e.Select(v => v / s).ToArray(); }
        """);

    [Fact]
    public Task VectorRegisters_Shifted() => SoftmaxCodeTest.VerifyMembersAsync("using System.Runtime.Intrinsics;", """
        static void P(Span<float> x, float max)
        {
            var shift = Vector256.Create(max);
            var sums = Vector256<float>.Zero;
            for (int i = 0; i < x.Length; i += 8)
            {
                var e = Vector256.Exp(Vector256.LoadUnsafe(ref x[i]) - shift);
                e.StoreUnsafe(ref x[i]);
                sums += e;
            }
            float total = Vector256.Sum(sums);
            for (int i = 0; i < x.Length; i++) x[i] /= total;
        }
        """);

    [Fact]
    public Task GenericMath_Shifted() => SoftmaxCodeTest.VerifyMembersAsync("using System.Numerics;", """
        static void P<T>(T[] x) where T : IFloatingPointIeee754<T>
        {
            T m = x[0];
            foreach (var v in x) m = T.Max(m, v);
            T s = T.Zero;
            for (int i = 0; i < x.Length; i++) { x[i] = T.Exp(x[i] - m); s += x[i]; }
            for (int i = 0; i < x.Length; i++) x[i] /= s;
        }
        """);

    [Fact]
    public Task ImportanceWeights_AfterTheirMaximum() => Members("""
        static double[] Resample(List<(double X, double LogW)> particles)
        {
            var best = particles.Max(p => p.LogW);
            var w = particles.Select(p => Math.Exp(p.LogW - best)).ToArray();
            var z = w.Sum();
            return w.Select(v => v / z).ToArray();
        }
        """);
}
