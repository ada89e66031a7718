using MathNet.Numerics.LinearAlgebra;
namespace Cases.C201;
public static class A
{
    public static double LogSum(double x, double y)
    {
        if (double.IsNegativeInfinity(x)) return y;
        double big = Math.Max(x, y), small = Math.Min(x, y);
        return big + Math.Log(1.0 + Math.Exp(small - big));
    }
    public static double LogSum2(double x, double y) { var m = Math.Max(x, y); return m + Math.Log(Math.Exp(x - m) + Math.Exp(y - m)); }
    public static double[] Anneal(double[] cost, double temperature)
    {
        var best = cost.Min();
        var w = cost.Select(c => Math.Exp((best - c) / temperature)).ToArray();
        var z = w.Sum();
        return w.Select(x => x / z).ToArray();
    }
    public static bool Accept(double delta, double t, Random r) => delta < 0 || r.NextDouble() < Math.Exp(-delta / t);
    public static double Logit(double p) => Math.Log(p / (1 - p));
    public static double SoftPlus(double x) => x > 30 ? x : Math.Log(1 + Math.Exp(x));
    public static double Mish(double x) => x * Math.Tanh(Math.Log(1 + Math.Exp(x)));
    public static double Swish(double x) => x / (1 + Math.Exp(-x));
    public static double LogNormalPdf(double x, double mu, double s) => Math.Exp(-Math.Pow(Math.Log(x) - mu, 2) / (2 * s * s)) / (x * s * Math.Sqrt(2 * Math.PI));
    public static double[] GaussianKernel(int n, double sigma)
    {
        var k = new double[n]; double sum = 0;
        for (int i = 0; i < n; i++) { double x = i - n / 2; k[i] = Math.Exp(-(x * x) / (2 * sigma * sigma)); sum += k[i]; }
        for (int i = 0; i < n; i++) k[i] /= sum;
        return k;
    }
    public static float[] Kernel2(int r, float sigma)
    {
        var w = new float[2 * r + 1]; float total = 0; float twoS = 2 * sigma * sigma;
        for (int i = -r; i <= r; i++) { float d = i * i; w[i + r] = MathF.Exp(-d / twoS); total += w[i + r]; }
        for (int i = 0; i < w.Length; i++) w[i] /= total;
        return w;
    }
    public static double[,] Kernel2D(int n, double s)
    {
        var k = new double[n, n]; double sum = 0;
        for (int y = 0; y < n; y++) for (int x = 0; x < n; x++) { double v = Math.Exp(-(x * x + y * y) / (2 * s * s)); k[y, x] = v; sum += v; }
        for (int y = 0; y < n; y++) for (int x = 0; x < n; x++) k[y, x] /= sum;
        return k;
    }
    public static double Tsne(double[][] d, double beta, int i)
    {
        double sum = 0, h = 0;
        for (int j = 0; j < d.Length; j++) { double p = Math.Exp(-d[i][j] * beta); sum += p; h += d[i][j] * p; }
        return Math.Log(sum) + beta * h / sum;
    }
    public static double Bilateral(double[] v, int c, double sr)
    {
        double a = 0, b = 0;
        for (int i = 0; i < v.Length; i++) { var diff = v[i] - v[c]; var w = Math.Exp(-(diff * diff) / sr); a += w * v[i]; b += w; }
        return a / b;
    }
    public static double Ema(double[] v, double[] t, double tau)
    {
        double a = 0, b = 0, now = t[^1];
        for (int i = 0; i < v.Length; i++) { double w = Math.Exp((t[i] - now) / tau); a += w * v[i]; b += w; }
        return a / b;
    }
    public static double Decay(double[] v, double lambda)
    {
        double a = 0, b = 0;
        for (int i = 0; i < v.Length; i++) { double w = Math.Exp(-lambda * (v.Length - 1 - i)); a += w * v[i]; b += w; }
        return a / b;
    }
    public static double Age(DateTime[] when, double[] v)
    {
        double a = 0, b = 0;
        for (int i = 0; i < v.Length; i++) { double days = (DateTime.UtcNow - when[i]).TotalDays; double w = Math.Exp(-days / 30); a += w * v[i]; b += w; }
        return b == 0 ? 0 : a / b;
    }
    public static double Half(double[] v, double halfLife)
    {
        double k = Math.Log(2) / halfLife, a = 0, b = 0;
        for (int i = 0; i < v.Length; i++) { double w = Math.Exp(-k * i); a += w * v[i]; b += w; }
        return a / b;
    }
    public static double Idw(double[] d, double[] v) { double a = 0, b = 0; for (int i = 0; i < d.Length; i++) { var w = Math.Pow(d[i], -2); a += w * v[i]; b += w; } return a / b; }
    public static double Bm25(int n, int df) => Math.Log(1 + (n - df + 0.5) / (df + 0.5));
    public static double Ndcg(int[] rel) { double d = 0; for (int i = 0; i < rel.Length; i++) d += (Math.Pow(2, rel[i]) - 1) / Math.Log(i + 2, 2); return d; }
    public static double LogLik(double[] x, double mu) => -x.Length * Math.Log(mu) - x.Sum() / mu;
    public static double GammaLn(double[] x) { double s = 0; foreach (var v in x) s += MathNet.Numerics.SpecialFunctions.GammaLn(v); return Math.Exp(s); }
    public static double Multinomial(int[] n) { double s = MathNet.Numerics.SpecialFunctions.FactorialLn(n.Sum()); foreach (var k in n) s -= MathNet.Numerics.SpecialFunctions.FactorialLn(k); return Math.Exp(s); }
    public static Vector<double> Stable(Vector<double> z) { var max = z.Max(); var e = z.Map(x => Math.Exp(x - max)); return e / e.Sum(); }
    public static Matrix<double> StableRows(Matrix<double> z)
    {
        var r = z.Clone();
        for (int i = 0; i < z.RowCount; i++) { var row = z.Row(i); var e = (row - row.Maximum()).PointwiseExp(); r.SetRow(i, e / e.Sum()); }
        return r;
    }
    public static double Kld(double[] p, double[] q) { double s = 0; for (int i = 0; i < p.Length; i++) if (p[i] > 0 && q[i] > 0) s += p[i] * Math.Log(p[i] / q[i]); return s; }
    public static double Js(double[] p, double[] q) { double s = 0; for (int i = 0; i < p.Length; i++) { double m = (p[i] + q[i]) / 2; if (m > 0) s += p[i] > 0 ? p[i] * Math.Log(p[i] / m) : 0; } return s; }
    public static double Entropy2(IEnumerable<double> p) => -p.Sum(x => x <= 0 ? 0 : x * Math.Log2(x));
    public static double GiniEntropy(Dictionary<string, int> c) { double t = c.Values.Sum(), h = 0; foreach (var kv in c) { double p = kv.Value / t; h -= p * Math.Log(p, 2); } return h; }
    public static double Pmi(double pxy, double px, double py) => Math.Log(pxy / (px * py));
    public static double[] LogReturns(IList<double> p) => p.Skip(1).Zip(p, (b, a) => Math.Log(b / a)).ToArray();
    public static double HmmViterbi(double[] start, double[,] trans, double[,] emit, int[] obs)
    {
        var v = start.Select((s, i) => Math.Log(s) + Math.Log(emit[i, obs[0]])).ToArray();
        for (int t = 1; t < obs.Length; t++)
        {
            var n = new double[v.Length];
            for (int j = 0; j < v.Length; j++)
            {
                double best = double.NegativeInfinity;
                for (int i = 0; i < v.Length; i++) best = Math.Max(best, v[i] + Math.Log(trans[i, j]));
                n[j] = best + Math.Log(emit[j, obs[t]]);
            }
            v = n;
        }
        return v.Max();
    }
    public static double AdaBoostAlpha(double err) => 0.5 * Math.Log((1 - err) / err);
    public static double Weibull(Random r, double k, double l) => l * Math.Pow(-Math.Log(r.NextDouble()), 1 / k);
    public static double Gumbel(Random r) => -Math.Log(-Math.Log(r.NextDouble()));
    public static double[] GumbelMax(double[] logits, Random r) => logits.Select(l => l - Math.Log(-Math.Log(r.NextDouble()))).ToArray();
    public static double Poisson(Random r, double lambda) { double l = Math.Exp(-lambda), p = 1; int k = 0; do { k++; p *= r.NextDouble(); } while (p > l); return k - 1; }
    public static double Elo(double a, double b) => 1 / (1 + Math.Pow(10, (b - a) / 400));
    public static double Focal(double[] p, int y, double g) { double pt = Math.Clamp(p[y], 1e-7, 1); return -Math.Pow(1 - pt, g) * Math.Log(pt); }
    public static double AicWeights(double[] aic, int k) { double min = aic.Min(); var w = aic.Select(a => Math.Exp(-0.5 * (a - min))).ToArray(); return w[k] / w.Sum(); }
    public static double Metric(double p, bool hit) { if (!hit) p = 1 - p; return p <= 0 ? double.PositiveInfinity : -Math.Log(p); }
    public static double ScaledExp(double[] x) { double s = 0; foreach (var v in x) s += Math.Exp(v); return Math.Sqrt(s); }
    public static double Avg(double[] logs) { double s = 0; for (int i = 0; i < logs.Length; i++) s += Math.Exp(logs[i]); s /= logs.Length; return s; }
}
