namespace Cases.C203;
public class Layer
{
    private double[] _z = [], _a = [];
    private double _max;
    public void Pre(double[] x) { _z = x; _max = x[0]; foreach (var v in x) if (v > _max) _max = v; }
    public void Act() { double s = 0; _a = new double[_z.Length]; for (int i = 0; i < _z.Length; i++) { _a[i] = Math.Exp(_z[i] - _max); s += _a[i]; } for (int i = 0; i < _a.Length; i++) _a[i] /= s; }
    public double Loss(double[] y) { double l = 0; for (int i = 0; i < y.Length; i++) l -= y[i] * Math.Log(_a[i] + 1e-15); return l; }
    public static void Normalize(double[] v) { var m = Highest(v); Shift(v, m); ExpAll(v); var s = Total(v); for (int i = 0; i < v.Length; i++) v[i] /= s; }
    private static double Highest(double[] v) { double m = v[0]; for (int i = 1; i < v.Length; i++) m = Math.Max(m, v[i]); return m; }
    private static void Shift(double[] v, double m) { for (int i = 0; i < v.Length; i++) v[i] -= m; }
    private static void ExpAll(double[] v) { for (int i = 0; i < v.Length; i++) v[i] = Math.Exp(v[i]); }
    private static double Total(double[] v) => v.Sum();
}
public static class Lk
{
    public static double[] Stable(double[] x) { var shifted = x.Select(v => v - x.Max()); var e = shifted.Select(Math.Exp).ToList(); double s = e.Sum(); return e.Select(v => v / s).ToArray(); }
    public static double[] Sorted(List<double> x) { x.Sort(); x.Reverse(); var e = x.ConvertAll(v => Math.Exp(v - x[0])); var s = e.Sum(); return e.Select(v => v / s).ToArray(); }
    public static unsafe void Ptr(float* x, int n) { float m = x[0]; for (int i = 1; i < n; i++) if (x[i] > m) m = x[i]; float s = 0; for (int i = 0; i < n; i++) { x[i] = MathF.Exp(x[i] - m); s += x[i]; } for (int i = 0; i < n; i++) x[i] /= s; }
    public static double[] LogProbsToProbs(double[] lp) { double lse = Lse(lp); return lp.Select(v => Math.Exp(v - lse)).ToArray(); }
    private static double Lse(double[] x) { double m = x.Max(); return m + Math.Log(x.Sum(v => Math.Exp(v - m))); }
    public static double[] Norm(double[] lw) { double c = lw.Max(); double[] w = Array.ConvertAll(lw, l => Math.Exp(l - c)); double t = 0; foreach (var v in w) t += v; for (int i = 0; i < w.Length; i++) w[i] /= t; return w; }
    public static Dictionary<string, double> Dict(Dictionary<string, double> s) { var top = s.Values.Max(); var e = s.ToDictionary(k => k.Key, k => Math.Exp(k.Value - top)); var z = e.Values.Sum(); return e.ToDictionary(k => k.Key, k => k.Value / z); }
    public static float[] Two(float a, float b) { float m = MathF.Max(a, b); float ea = MathF.Exp(a - m), eb = MathF.Exp(b - m); return [ea / (ea + eb), eb / (ea + eb)]; }
    public static double[] Par(double[][] rows) { var r = new double[rows.Length]; Parallel.For(0, rows.Length, i => { var m = rows[i].Max(); double s = 0; for (int j = 0; j < rows[i].Length; j++) s += Math.Exp(rows[i][j] - m); r[i] = m + Math.Log(s); }); return r; }
    public static double Mean(double[] x) { var m = x.Max(); return m + Math.Log(x.Average(v => Math.Exp(v - m))); }
    public static double Loss(double[] z, int y) { var m = z.Max(); double s = z.Sum(v => Math.Exp(v - m)); return m + Math.Log(s) - z[y]; }
    public static double CrossEntropyLoss(double[] p, int y) => -Math.Log(Math.Max(p[y], double.Epsilon));
    public static double Train(double[] z, int y) => CrossEntropyLoss(Stable(z), y);
    public static int Sample(double[] z, Random r) { var p = Stable(z); double u = r.NextDouble(); for (int i = 0; i < p.Length; i++) { u -= p[i]; if (u < 0) return i; } return p.Length - 1; }
    public static double Ent(double[] z) { double h = 0; foreach (var p in Stable(z)) if (p > 1e-12) h -= p * Math.Log(p); return h; }
    public static double[] Grad(double[] z, int y) { var g = Stable(z); g[y] -= 1; return g; }
    public static double[] Grad2(double[] z, double[] t) => Stable(z).Zip(t, (p, q) => p - q).ToArray();
    public static double[] Hess(double[] z) => Stable(z).Select(p => p * (1 - p)).ToArray();
}
