using System.Numerics;
namespace Cases.C206;
public static class A
{
    public static void WhileBackwards(double[] z)
    {
        double top = z[0], sum = 0;
        int i = z.Length;
        while (i-- > 0) if (z[i] > top) top = z[i];
        i = z.Length;
        while (i-- > 0) sum += z[i] = Math.Exp(z[i] - top);
        do { z[++i] /= sum; } while (i < z.Length - 1);
    }
    public static double[,] Rectangular(double[,] m)
    {
        int rows = m.GetLength(0), cols = m.GetLength(1);
        var peak = new double[rows]; var total = new double[rows];
        for (int r = 0; r < rows; r++) { peak[r] = double.MinValue; for (int c = 0; c < cols; c++) peak[r] = Math.Max(peak[r], m[r, c]); }
        for (int r = 0; r < rows; r++) for (int c = 0; c < cols; c++) { m[r, c] = Math.Exp(m[r, c] - peak[r]); total[r] += m[r, c]; }
        for (int r = 0; r < rows; r++) for (int c = 0; c < cols; c++) m[r, c] /= total[r];
        return m;
    }
    public static T[] Generic<T>(T[] x) where T : IFloatingPointIeee754<T>
    {
        T best = T.NegativeInfinity, z = T.Zero;
        foreach (T v in x) best = T.Max(best, v);
        foreach (T v in x) z += T.Exp(v - best);
        return Array.ConvertAll(x, v => T.Exp(v - best) / z);
    }
    public static double[] Sorted(IEnumerable<double> scores)
    {
        var ranked = scores.OrderByDescending(s => s).ToList();
        var lead = ranked[0];
        var e = ranked.ConvertAll(s => Math.Exp(s - lead));
        var z = e.Sum();
        return e.Select(x => x / z).ToArray();
    }
    public static double[] TopFirst(SortedSet<double> scores) { var hi = scores.Max; var z = scores.Sum(s => Math.Exp(s - hi)); return scores.Select(s => Math.Exp(s - hi) / z).ToArray(); }
    public static double[] ShiftInPlace(double[] x)
    {
        Shift(x);
        double s = 0;
        for (int i = 0; i < x.Length; i++) { x[i] = Math.Exp(x[i]); s += x[i]; }
        for (int i = 0; i < x.Length; i++) x[i] /= s;
        return x;
    }
    private static void Shift(double[] x) { double m = x.Max(); for (int i = 0; i < x.Length; i++) x[i] -= m; }
    public static Dictionary<string, double> ByName(Dictionary<string, double> utility)
    {
        var best = utility.MaxBy(p => p.Value).Value;
        var e = utility.ToDictionary(p => p.Key, p => Math.Exp(p.Value - best));
        var all = e.Values.Sum();
        return e.ToDictionary(p => p.Key, p => p.Value / all);
    }
    public static double[] Distances(double[] query, double[][] prototypes, double beta)
    {
        var w = prototypes.Select(p => Math.Exp(-beta * p.Zip(query, (a, b) => (a - b) * (a - b)).Sum())).ToArray();
        var z = w.Sum();
        return w.Select(x => x / z).ToArray();
    }
    public static double[] Cosines(double[][] rows, double[] q)
    {
        double Norm(double[] v) => Math.Sqrt(v.Sum(x => x * x));
        return rows.Select(r => r.Zip(q, (a, b) => a * b).Sum() / (Norm(r) * Norm(q))).ToArray();
    }
    public static double Hinge(double[] x) { double s = 0; foreach (var v in x) s += Math.Log(1 + Math.Exp(-Math.Abs(v))); return s; }
    public static double[] Clamped(double[] x)
    {
        var e = x.Select(v => Math.Exp(Math.Clamp(v, -50, 50))).ToArray();
        var s = e.Sum();
        return e.Select(v => v / s).ToArray();
    }
    public static double[] Squashed(double[] x)
    {
        var e = x.Select(v => Math.Exp(10 * Math.Tanh(v / 10))).ToArray();
        var s = e.Sum();
        return e.Select(v => v / s).ToArray();
    }
    public static float[] Gate(float[] x) { for (int i = 0; i < x.Length; i++) x[i] = x[i] / (1 + MathF.Exp(-x[i])); return x; }
    public static double EntropyOf(double[] p) => -p.Where(v => v > 0).Sum(v => v * Math.Log(v));
    public static double CrossEntropy(double[] p, double[] q) { double h = 0; for (int i = 0; i < p.Length; i++) { if (q[i] <= 0) continue; h -= p[i] * Math.Log(q[i]); } return h; }
    public static double CrossEntropyFloor(double[] p, int y) { const double tiny = 1e-12; var v = p[y] < tiny ? tiny : p[y]; return -Math.Log(v); }
    public static double CrossEntropyGuard(double[] p, int y) => p[y] > 0 ? -Math.Log(p[y]) : double.MaxValue;
    public static double Nll(double[][] logits, int[] labels)
    {
        double loss = 0;
        for (int n = 0; n < logits.Length; n++)
        {
            double m = logits[n].Max();
            loss += m + Math.Log(logits[n].Sum(x => Math.Exp(x - m))) - logits[n][labels[n]];
        }
        return loss / logits.Length;
    }
    public static double Online(IEnumerable<double> x)
    {
        double m = double.NegativeInfinity, s = 0;
        foreach (var v in x)
        {
            if (v > m) { s = s * Math.Exp(m - v) + 1; m = v; }
            else s += Math.Exp(v - m);
        }
        return m + Math.Log(s);
    }
    public static double Nernst(double[] inside, double[] outside, double t) { double s = 0; for (int i = 0; i < inside.Length; i++) s += 8.314 * t / 96485 * Math.Log(outside[i] / inside[i]); return s; }
    public static double Planck(double[] nu, double t) { double s = 0; foreach (var f in nu) s += f * f * f / (Math.Exp(6.626e-34 * f / (1.38e-23 * t)) - 1); return s; }
    public static double Goldman(double[] p, double[] c) { double a = 0, b = 0; for (int i = 0; i < p.Length; i++) { a += p[i] * c[i]; b += p[i] * (1 - c[i]); } return 26.7 * Math.Log(a / b); }
    public static double Fermi(double[] e, double mu, double kt) { double n = 0; foreach (var x in e) n += 1 / (Math.Exp((x - mu) / kt) + 1); return n; }
    public static double Richter(double[] a) => a.Max(x => Math.Log10(x));
    public static double WeightedHalfLife(double[] v, int halfLife)
    {
        double above = 0, below = 0, lambda = Math.Log(2) / halfLife;
        for (int i = 0; i < v.Length; i++) { double w = Math.Exp(-lambda * (v.Length - 1 - i)); above += w * v[i]; below += w; }
        return above / below;
    }
    public static double ForwardWeights(double[] v, double alpha)
    {
        double above = 0, below = 0;
        for (int i = 0; i < v.Length; i++) { double w = Math.Exp(alpha * i); above += w * v[i]; below += w; }
        return above / below;
    }
}
