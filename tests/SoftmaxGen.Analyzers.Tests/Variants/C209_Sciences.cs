using MathNet.Numerics.LinearAlgebra;
using System.Collections.Concurrent;
namespace Cases.C209;
public static class A
{
    public static double[] Thirds(double[] x) { var m = Math.Max(x[0], Math.Max(x[1], x[2])); var e = new double[3]; e[0] = Math.Exp(x[0] - m); e[1] = Math.Exp(x[1] - m); e[2] = Math.Exp(x[2] - m); var s = e[0] + e[1] + e[2]; return [e[0] / s, e[1] / s, e[2] / s]; }
    public static (double, double) Pair(double a, double b) { var m = a > b ? a : b; double ea = Math.Exp(a - m), eb = Math.Exp(b - m); return (ea / (ea + eb), eb / (ea + eb)); }
    public static double[] Conc(double[] x) { var top = x.AsParallel().Max(); var bag = new ConcurrentDictionary<int, double>(); Parallel.For(0, x.Length, i => bag[i] = Math.Exp(x[i] - top)); var s = bag.Values.Sum(); return bag.OrderBy(p => p.Key).Select(p => p.Value / s).ToArray(); }
    public static Vector<double> MN(Vector<double> v) { var e = (v - v.Maximum()).PointwiseExp(); return e / e.Sum(); }
    public static Matrix<double> MN3(Matrix<double> m) { for (int r = 0; r < m.RowCount; r++) { var row = m.Row(r); row = row.Subtract(row.Max()).PointwiseExp(); m.SetRow(r, row.Divide(row.Sum())); } return m; }
    public static List<float> Linked(LinkedList<float> x) { var top = float.MinValue; for (var n = x.First; n != null; n = n.Next) top = Math.Max(top, n.Value); float s = 0; for (var n = x.First; n != null; n = n.Next) s += MathF.Exp(n.Value - top); return x.Select(v => MathF.Exp(v - top) / s).ToList(); }
    public static double[] Chunked(double[] flat, int k) => flat.Chunk(k).SelectMany(c => { var m = c.Max(); var s = c.Sum(v => Math.Exp(v - m)); return c.Select(v => Math.Exp(v - m) / s); }).ToArray();
    public static double LogAdd(double a, double b) { if (a < b) (a, b) = (b, a); return a + Math.Log(1 + Math.Exp(b - a)); }
    public static double LogAdd2(double a, double b) => a > b ? a + Math.Log(1 + Math.Exp(b - a)) : b + Math.Log(1 + Math.Exp(a - b));
    public static double LogMean(double[] x) { var m = x.Max(); return m + Math.Log(x.Average(v => Math.Exp(v - m))); }
    public static double SoftMaximum(double[] x, double k) { double m = x.Max() * k, a = 0, b = 0; foreach (var v in x) { var e = Math.Exp(k * v - m); a += v * e; b += e; } return a / b; }
    public static double Annual(double[] r) { double s = 0; foreach (var v in r) s += Math.Log(1 + v); return Math.Exp(s / r.Length) - 1; }
    public static double MoranI(double[] d, double[] z, double h) { double a = 0, w = 0; for (int i = 0; i < d.Length; i++) { var k = Math.Exp(-(d[i] / h) * (d[i] / h)); a += k * z[i]; w += k; } return a / w; }
    public static double Idw(double[] d, double[] z) { double a = 0, w = 0; for (int i = 0; i < d.Length; i++) { var k = 1 / Math.Pow(d[i], 2); a += k * z[i]; w += k; } return a / w; }
    public static double[] Pmf(double lambda, int n) { var p = new double[n]; double s = 0; for (int k = 0; k < n; k++) { p[k] = Math.Exp(k * Math.Log(lambda) - lambda - LogFact(k)); s += p[k]; } for (int k = 0; k < n; k++) p[k] /= s; return p; }
    static double LogFact(int n) { double s = 0; for (int i = 2; i <= n; i++) s += Math.Log(i); return s; }
    public static double[] Binomial(int n, double p) { var q = new double[n + 1]; for (int k = 0; k <= n; k++) q[k] = Math.Exp(LogFact(n) - LogFact(k) - LogFact(n - k) + k * Math.Log(p) + (n - k) * Math.Log(1 - p)); var s = q.Sum(); return q.Select(v => v / s).ToArray(); }
    public static double Wien(double[] wl, double t) { double a = 0, b = 0; foreach (var l in wl) { var e = 1 / (l * l * l * l * l * (Math.Exp(0.0143877 / (l * t)) - 1)); a += l * e; b += e; } return a / b; }
    public static double Growth(double[] t, double[] y, double r) { double a = 0, b = 0; for (int i = 0; i < t.Length; i++) { var e = Math.Exp(r * t[i]); a += y[i] * e; b += e * e; } return a / b; }
    public static double Saha(double[] g, double[] e, double t) { double z = 0; for (int i = 0; i < g.Length; i++) z += g[i] * Math.Exp(-e[i] / (8.617e-5 * t)); return Math.Log(z); }
    public static double[] Hazard(double[] t, double a, double b) { var h = t.Select(x => a * Math.Exp(b * x)).ToArray(); return h.Select(v => v / (1 + v)).ToArray(); }
    public static double Mixture(double x, double[] w, double[] mu, double[] s) { double p = 0; for (int i = 0; i < w.Length; i++) { var z = (x - mu[i]) / s[i]; p += w[i] / s[i] * Math.Exp(-z * z / 2); } return Math.Log(p); }
    public static double[] Resp(double[] logw, double[] logp) { var l = logw.Zip(logp, (a, b) => a + b).ToArray(); var m = l.Max(); var e = Array.ConvertAll(l, v => Math.Exp(v - m)); var s = e.Sum(); return Array.ConvertAll(e, v => v / s); }
    public static double Tfidf(double[] q, double[] d) { double s = 0, n = 0; for (int i = 0; i < q.Length; i++) { s += q[i] * Math.Log(1 + d[i]); n += q[i]; } return s / n; }
    public static double Vol(double[] p) { double s = 0, ss = 0; for (int i = 1; i < p.Length; i++) { var r = Math.Log(p[i]) - Math.Log(p[i - 1]); s += r; ss += r * r; } return Math.Sqrt(ss - s * s / p.Length); }
    public static double Psi(double[] e, double[] a) { double s = 0; for (int i = 0; i < e.Length; i++) s += (a[i] - e[i]) * Math.Log(a[i] / e[i]); return s; }
    public static double GTest(double[] o, double[] e) { double s = 0; for (int i = 0; i < o.Length; i++) s += o[i] * Math.Log(o[i] / e[i]); return 2 * s; }
    public static double Aic(double[] density, int k) => 2 * k - 2 * density.Sum(d => Math.Log(d));
    public static double Bits(string s) { var c = s.GroupBy(x => x).Select(g => (double)g.Count() / s.Length); return -c.Sum(p => p * Math.Log2(p)); }
    public static double Theil(double[] x) { var m = x.Average(); return x.Average(v => v / m * Math.Log(v / m)); }
    public static double Attenuation(double[] thickness, double[] mu, double i0) { double s = 0; for (int i = 0; i < mu.Length; i++) s += mu[i] * thickness[i]; return i0 * Math.Exp(-s); }
    public static double Transmit(double[] i, double i0) { double s = 0; foreach (var v in i) s -= Math.Log(v / i0); return s / i.Length; }
    public static double HalfLife(double[] n, double n0, double t) => -t * Math.Log(2) / Math.Log(n[^1] / n0);
    public static double Gibbs(double[] k, double t) { double s = 0; foreach (var v in k) s += -8.314 * t * Math.Log(v); return s; }
    public static double[] Gibbs2(double[] k, double t) { var g = new double[k.Length]; for (int i = 0; i < k.Length; i++) g[i] = -8.314 * t * Math.Log(k[i]); return g; }
    public static double MixingEntropy(double[] x) { double s = 0; foreach (var v in x) s += v * Math.Log(v); return -8.314 * s; }
    public static double EffectiveSamples(double[] logWeights) { double top = logWeights.Max(), s = 0, squares = 0; foreach (var l in logWeights) { var w = Math.Exp(l - top); s += w; squares += w * w; } return s * s / squares; }
    public static double[] SlopeOfKernels(double[] d, double h) { var k = d.Select(x => Math.Exp(-x * x / h)).ToArray(); var s = k.Sum(); return k.Select(v => (v * s - v * v) / (s * s)).ToArray(); }
    public static double LogisticSlope(double x) { double e = Math.Exp(x); return e / ((1 + e) * (1 + e)); }
}
