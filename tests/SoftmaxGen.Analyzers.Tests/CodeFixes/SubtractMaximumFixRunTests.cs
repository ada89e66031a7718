using SoftmaxGen.CodeFixes;

namespace SoftmaxGen.Analyzers.Tests.CodeFixes;

/// <summary>What "subtract the maximum" makes of the shapes that people write: the same numbers, and finite ones where there were none.</summary>
public sealed class SubtractMaximumFixRunTests
{
    private static readonly double[][] Ordinary = [[1, 2, 3], [0.5, -1.25, 4, 2], [-3, -2, -1], [0], [5, 5, 5, 5, 5]];

    /// <summary>Members of a class; "Run" is called.</summary>
    public static TheoryData<string, string> Shapes => new()
    {
        { "the tutorial of ONNX Runtime", """
            static float[] Run(float[] x) => Ranked(Produced(x)).ToArray();
            static IEnumerable<float> Produced(float[] x) { foreach (var v in x) yield return v; }
            static IEnumerable<float> Ranked(IEnumerable<float> output)
            {
                float sum = output.Sum(x => (float)Math.Exp(x));
                IEnumerable<float> softmax = output.Select(x => (float)Math.Exp(x) / sum);
                return softmax;
            }
            """ },
        { "exp kept in an array", """
            static double[] Run(double[] x)
            {
                var exp = x.Select(v => Math.Exp(v)).ToArray();
                var sum = exp.Sum();
                return exp.Select(v => v / sum).ToArray();
            }
            """ },
        { "exp kept in an array, divided in a loop", """
            static float[] Run(float[] x)
            {
                float[] e = x.Select(MathF.Exp).ToArray();
                float sum = e.Sum();
                for (int i = 0; i < e.Length; i++) e[i] = e[i] / sum;
                return e;
            }
            """ },
        { "method group, lazy", """
            static double[] Run(double[] x)
            {
                var grown = x.Select(Math.Exp);
                double whole = grown.Sum();
                return grown.Select(g => g / whole).ToArray();
            }
            """ },
        { "one expression", """
            static double[] Run(double[] x) => x.Select(v => Math.Exp(v) / x.Sum(w => Math.Exp(w))).ToArray();
            """ },
        { "query syntax", """
            static double[] Run(double[] x)
            {
                var e = (from v in x select Math.Exp(v)).ToArray();
                var s = e.Sum();
                return (from w in e select w / s).ToArray();
            }
            """ },
        { "aggregate", """
            static double[] Run(double[] x)
            {
                var total = x.Aggregate(0.0, (acc, v) => acc + Math.Exp(v));
                return Array.ConvertAll(x, v => Math.Exp(v) / total);
            }
            """ },
        { "in place", """
            static float[] Run(float[] x)
            {
                float acc = 0f;
                for (int i = 0; i < x.Length; i++)
                {
                    x[i] = MathF.Exp(x[i]);
                    acc += x[i];
                }
                for (int i = 0; i < x.Length; i++)
                {
                    x[i] /= acc;
                }
                return x;
            }
            """ },
        { "reciprocal", """
            static float[] Run(float[] x)
            {
                float s = 0;
                for (int i = 0; i < x.Length; i++) { x[i] = MathF.Exp(x[i]); s += x[i]; }
                float inv = 1f / s;
                for (int i = 0; i < x.Length; i++) x[i] *= inv;
                return x;
            }
            """ },
        { "exp in both loops", """
            static double[] Run(double[] x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++) sum += Math.Exp(x[i]);
                var p = new double[x.Length];
                for (int i = 0; i < x.Length; i++) p[i] = Math.Exp(x[i]) / sum;
                return p;
            }
            """ },
        { "foreach, then for", """
            static double[] Run(double[] x)
            {
                double sum = 0;
                foreach (var v in x)
                    sum += Math.Exp(v);
                var p = new double[x.Length];
                for (int i = 0; i < x.Length; i++)
                    p[i] = Math.Exp(x[i]) / sum;
                return p;
            }
            """ },
        { "list and local", """
            static double[] Run(double[] x) => FromScores(x.Where(v => v > -1e300)).ToArray();
            static List<double> FromScores(IEnumerable<double> scores)
            {
                var kept = new List<double>();
                var total = 0d;
                foreach (var score in scores)
                {
                    var e = Math.Exp(score);
                    kept.Add(e);
                    total += e;
                }
                for (var i = 0; i < kept.Count; i++) kept[i] /= total;
                return kept;
            }
            """ },
        { "parallel rows", """
            static double[] Run(double[] x) => Normalise([x, x])[1];
            static double[][] Normalise(double[][] steps)
            {
                var produced = new double[steps.Length][];
                Parallel.For(0, steps.Length, t =>
                {
                    var line = steps[t];
                    var made = new double[line.Length];
                    var z = 0.0;
                    for (var j = 0; j < line.Length; j++)
                    {
                        made[j] = Math.Exp(line[j]);
                        z += made[j];
                    }
                    for (var j = 0; j < line.Length; j++) made[j] /= z;
                    produced[t] = made;
                });
                return produced;
            }
            """ },
        { "rectangular rows", """
            static double[] Run(double[] x)
            {
                var m = new double[2, x.Length];
                for (int i = 0; i < x.Length; i++) { m[0, i] = x[i]; m[1, i] = x[i] / 2; }
                P(m);
                return m.Cast<double>().ToArray();
            }
            static void P(double[,] m)
            {
                for (int r = 0; r < m.GetLength(0); r++)
                {
                    double s = 0;
                    for (int c = 0; c < m.GetLength(1); c++) s += Math.Exp(m[r, c]);
                    for (int c = 0; c < m.GetLength(1); c++) m[r, c] = Math.Exp(m[r, c]) / s;
                }
            }
            """ },
        { "temperature below zero", """
            static double[] Run(double[] x) => P(x, -0.5);
            static double[] P(double[] x, double t)
            {
                double sum = x.Sum(v => Math.Exp(v / t));
                return x.Select(v => Math.Exp(v / t) / sum).ToArray();
            }
            """ },
        { "temperature, drawn", """
            static double[] Run(double[] x)
            {
                double t = 0.7;
                var w = new double[x.Length];
                double z = 0;
                for (int a = 0; a < x.Length; a++)
                {
                    w[a] = Math.Exp(x[a] / t);
                    z += w[a];
                }
                double run = 0;
                var c = new double[x.Length];
                for (int a = 0; a < w.Length; a++)
                {
                    run += w[a] / z;
                    c[a] = run;
                }
                return c;
            }
            """ },
        { "spans and slices", """
            static float[] Run(float[] x) { var p = new float[x.Length]; P(x, p, x.Length); return p; }
            static void P(ReadOnlySpan<float> batch, Span<float> result, int k)
            {
                Span<float> grown = stackalloc float[k];
                for (int r = 0; r < batch.Length / k; r++)
                {
                    var row = batch.Slice(r * k, k);
                    float sum = 0;
                    for (int i = 0; i < k; i++) { grown[i] = MathF.Exp(row[i]); sum += grown[i]; }
                    var to = result[(r * k)..];
                    for (int i = 0; i < k; i++) to[i] = grown[i] / sum;
                }
            }
            """ },
        { "pointers", """
            static float[] Run(float[] x) { var p = new float[x.Length]; unsafe { fixed (float* a = x, b = p) P(a, b, 1, x.Length); } return p; }
            static unsafe void P(float* input, float* output, int rows, int cols)
            {
                for (int r = 0; r < rows; r++)
                {
                    float* si = input + r * cols;
                    float* so = output + r * cols;
                    float sum = 0f;
                    for (int c = 0; c < cols; c++)
                    {
                        float e = MathF.Exp(si[c]);
                        so[c] = e;
                        sum += e;
                    }
                    for (int c = 0; c < cols; c++) so[c] /= sum;
                }
            }
            """ },
        { "dictionary", """
            static double[] Run(double[] x) => P(x.Select((v, i) => (v, i)).ToDictionary(p => p.i, p => p.v)).Values.ToArray();
            static Dictionary<int, double> P(IDictionary<int, double> scores)
            {
                double bottom = scores.Values.Sum(v => Math.Exp(v));
                return scores.ToDictionary(kv => kv.Key, kv => Math.Exp(kv.Value) / bottom);
            }
            """ },
        { "infinity is an error", """
            static double[] Run(double[] v)
            {
                var total = 0.0;
                for (var i = 0; i < v.Length; i++) total += Math.Exp(v[i]);
                if (double.IsInfinity(total)) throw new InvalidOperationException("exploding scores");
                var p = new double[v.Length];
                for (var i = 0; i < v.Length; i++) p[i] = Math.Exp(v[i]) / total;
                return p;
            }
            """ },
        { "list of floats, rounded", """
            static float[] Run(float[] x) => P(x);
            static float[] P(IList<float> values)
            {
                var grown = new float[values.Count];
                for (int i = 0; i < values.Count; i++) grown[i] = (float)Math.Exp(values[i]);
                float total = grown.Sum();
                var shown = new float[values.Count];
                for (int i = 0; i < values.Count; i++) shown[i] = MathF.Round(grown[i] / total, 3);
                return shown;
            }
            """ },
        { "epsilon under the line", """
            static double[] Run(double[] x)
            {
                double s = x.Sum(v => Math.Exp(v));
                return x.Select(v => Math.Exp(v) / (s + 1e-30)).ToArray();
            }
            """ },
        { "power of e", """
            static double[] Run(double[] x)
            {
                double z = 0;
                for (int i = 0; i < x.Length; i++) z += Math.Pow(Math.E, x[i]);
                return x.Select(v => Math.Pow(Math.E, v) / z).ToArray();
            }
            """ },
        { "log-sum-exp", """
            static double Run(double[] x) => Math.Log(x.Sum(v => Math.Exp(v)));
            """ },
        { "log-sum-exp, method group, minus", """
            static double Run(double[] x) { return x[0] - Math.Log(x.Select(Math.Exp).Sum()); }
            """ },
        { "log-softmax", """
            static double[] Run(double[] x)
            {
                double s = 0;
                foreach (var v in x) s += Math.Exp(v);
                double lse = Math.Log(s);
                return x.Select(v => v - lse).ToArray();
            }
            """ },
        { "log-sum-exp in float", """
            static float Run(float[] x)
            {
                float s = 0;
                for (int i = 0; i < x.Length; i++) s += MathF.Exp(x[i]);
                return 2 * MathF.Log(s);
            }
            """ },
        { "log-sum-exp of two", """
            static double Run(double[] x) => Pair(x[0], x[^1]);
            static double Pair(double a, double b) => Math.Log(Math.Exp(a) + Math.Exp(b));
            """ },
        { "two classes", """
            static double Run(double[] x) => First(x[0], x[^1]);
            static double First(double a, double b)
            {
                double ea = Math.Exp(a), eb = Math.Exp(b);
                return ea / (ea + eb);
            }
            """ },
        { "one of the classes", """
            static double Run(double[] x) => P(x, x.Length - 1);
            static double P(double[] x, int k)
            {
                double s = 0;
                foreach (var v in x) s += Math.Exp(v);
                return Math.Exp(x[k]) / s;
            }
            """ },
        { "a local in the loop", """
            static double[] Run(double[] x)
            {
                const double Scale = 0.5;
                double sum = 0;
                var e = new double[x.Length];
                for (int i = 0; i < x.Length; i++)
                {
                    double scaled = x[i] * Scale + 1;
                    e[i] = Math.Exp(scaled);
                    sum += e[i];
                }
                for (int i = 0; i < e.Length; i++) e[i] /= sum;
                return e;
            }
            """ },
        { "a mask", """
            static double[] Run(double[] x)
            {
                var p = new double[x.Length];
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    if (i != 1)
                    {
                        p[i] = Math.Exp(x[i]);
                        sum += p[i];
                    }
                }
                for (int i = 0; i < x.Length; i++) p[i] /= sum;
                return p;
            }
            """ },
        { "two rows in one method", """
            static double[] Run(double[] x)
            {
                var y = x.Select(v => 0.5 * v).ToArray();
                double a = x.Sum(v => Math.Exp(v));
                double b = y.Sum(v => Math.Exp(v));
                return x.Select(v => Math.Exp(v) / a).Concat(y.Select(v => Math.Exp(v) / b)).ToArray();
            }
            """ },
        { "generic math", """
            static double[] Run(double[] x) { P(x); return x; }
            static void P<T>(T[] x) where T : System.Numerics.IFloatingPointIeee754<T>
            {
                T s = T.Zero;
                for (int i = 0; i < x.Length; i++) { x[i] = T.Exp(x[i]); s += x[i]; }
                for (int i = 0; i < x.Length; i++) x[i] /= s;
            }
            """ },
        { "sum of zero is uniform", """
            static double[] Run(double[] x)
            {
                double s = x.Sum(v => Math.Exp(v));
                if (s == 0) return x.Select(_ => 1.0 / x.Length).ToArray();
                return x.Select(v => Math.Exp(v) / s).ToArray();
            }
            """ },
        { "property", """
            static double[] _scores = [];
            static double[] Run(double[] x) { _scores = x; return [Lse]; }
            static double Lse => Math.Log(_scores.Sum(v => Math.Exp(v))); // of all
            """ },
        { "rows of a jagged array in a lambda", """
            static double[] Run(double[] x) => new[] { x, x }.Select(row => Math.Log(row.Sum(v => Math.Exp(v)))).ToArray();
            """ },
        { "a statement without braces", """
            static double[] Run(double[] x)
            {
                var made = new List<double>();
                foreach (var row in new[] { x, x })
                    made.Add(Math.Log(row.Sum(v => Math.Exp(v))));
                foreach (var row in new[] { x, x }) made.Add(Math.Log(row.Sum(v => Math.Exp(v))));
                return made.ToArray();
            }
            """ },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task SameNumbers_AndFiniteOnes(string name, string members)
    {
        string before = $"public static class Code\n{{\n{members}\n}}\n";
        Assert.Contains("SMG1001", await FixBench.FindAsync(before));

        string after = await FixBench.FixAsync(new SubtractMaximumFix(), before);

        Assert.True(before != after, name + ": no fix");
        Assert.DoesNotContain("SMG1001", await FixBench.FindAsync(after));
        Func<double[], double[]> faulty = FixBench.Load(before);
        Func<double[], double[]> sound = FixBench.Load(after);
        double tolerance = members.Contains("float") ? 2e-6 : 1e-12;
        foreach (double[] logits in Ordinary)
        {
            double[] expected = faulty(logits);
            double[] actual = sound(logits);
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.True(
                pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= tolerance * Math.Max(1, Math.Abs(pair.First)), $"{pair.First} became {pair.Second}\n{after}"));
        }

        Assert.All(sound([1000, 999, -1000]), number => Assert.True(double.IsFinite(number), after));
    }
}
