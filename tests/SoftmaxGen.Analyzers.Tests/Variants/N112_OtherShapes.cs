using System.Numerics;
using System.Runtime.InteropServices;
namespace Cases.N112;
public static class Loops
{
    public static void WhileBackwards(double[] z)
    {
        double sum = 0;
        int i = z.Length;
        while (i-- > 0) sum += z[i] = Math.Exp(z[i]); // EXPECT: unstable-exp-sum
        do { z[++i] /= sum; } while (i < z.Length - 1);
    }
    public static double[,] Rectangular(double[,] m)
    {
        var result = (double[,])m.Clone();
        int rows = m.GetLength(0), cols = m.GetLength(1);
        for (int r = 0; r < rows; r++)
        {
            double total = 0d;
            for (int c = 0; c < cols; c++) total += Math.Exp(m[r, c]); // EXPECT: unstable-exp-sum
            for (int c = 0; c < cols; c++) result[r, c] = Math.Exp(m[r, c]) / total; // ALSO: unstable-exp-sum
        }
        return result;
    }
    public static float[][] Jagged(float[][] batch)
    {
        Parallel.ForEach(batch, row =>
        {
            var all = 0f;
            for (var i = 0; i < row.Length; ++i)
            {
                row[i] = MathF.Exp(row[i]); // EXPECT: unstable-exp-sum
                all += row[i];
            }
            var scale = 1 / all;
            for (var i = 0; i < row.Length; ++i) row[i] *= scale;
        });
        return batch;
    }
    public static IEnumerable<double> Enumerator(IEnumerable<double> scores)
    {
        double z = 0;
        using (var e = scores.GetEnumerator())
            while (e.MoveNext()) z += Math.Exp(e.Current); // EXPECT: unstable-exp-sum
        foreach (var s in scores) yield return Math.Exp(s) / z; // ALSO: unstable-exp-sum
    }
    public static double[] Query(double[] logits)
    {
        var grown = from l in logits select Math.Exp(l); // EXPECT: unstable-exp-sum
        var all = (from g in grown select g).Sum();
        return (from g in grown select g / all).ToArray();
    }
    public static double[] Folded(double[] v, double t)
    {
        var z = v.Aggregate(0.0, (acc, x) => acc + Math.Exp(x / t)); // EXPECT: unstable-exp-sum
        return Array.ConvertAll(v, x => Math.Exp(x / t) / z); // ALSO: unstable-exp-sum
    }
    public static void Spans(Span<float> s)
    {
        ref float first = ref MemoryMarshal.GetReference(s);
        float z = 0;
        foreach (ref float x in s) { x = MathF.Exp(x); z += x; } // EXPECT: unstable-exp-sum
        foreach (ref float x in s) x /= z;
    }
    public static T[] Generic<T>(T[] x) where T : IFloatingPointIeee754<T>
    {
        T z = T.Zero;
        foreach (T v in x) z += T.Exp(v); // EXPECT: unstable-exp-sum
        var y = new T[x.Length];
        for (int i = 0; i < x.Length; i++) y[i] = T.Exp(x[i]) / z; // ALSO: unstable-exp-sum
        return y;
    }
    public static double Goto(double[] x, int k)
    {
        double z = 0; int i = 0;
    again:
        z += Math.Exp(x[i]); // MAYBE: unstable-exp-sum
        if (++i < x.Length) goto again;
        return Math.Exp(x[k]) / z; // MAYBE: unstable-exp-sum
    }
}
public sealed record Choice(string Name, double Utility);
public sealed record Weighted(Choice Choice, double Weight);
public static class Objects
{
    public static List<(string Name, double Share)> Shares(IReadOnlyList<Choice> choices)
    {
        var weighted = choices.Select(c => new Weighted(c, Math.Exp(c.Utility))).ToList(); // EXPECT: unstable-exp-sum
        double all = weighted.Sum(w => w.Weight);
        return weighted.Select(w => (w.Choice.Name, w.Weight / all)).ToList();
    }
    public static Dictionary<string, double> ByName(Dictionary<string, double> utility)
    {
        var e = utility.ToDictionary(p => p.Key, p => Math.Exp(p.Value)); // EXPECT: unstable-exp-sum
        var all = e.Values.Sum();
        return e.ToDictionary(p => p.Key, p => p.Value / all);
    }
    public static IEnumerable<(string Name, double Share)> Tuples((string Name, double Score)[] items)
    {
        var grown = items.Select(i => (i.Name, E: Math.Exp(i.Score))).ToArray(); // EXPECT: unstable-exp-sum
        var z = grown.Sum(g => g.E);
        foreach (var (name, e) in grown) yield return (name, e / z);
    }
    public static object[] Anonymous(double[] s)
    {
        var grown = s.Select((x, i) => new { i, E = Math.Exp(x) }).ToList(); // EXPECT: unstable-exp-sum
        var z = grown.Select(g => g.E).Sum();
        return grown.Select(g => (object)new { g.i, P = g.E / z }).ToArray();
    }
}
public sealed class Cell
{
    public double Input, Output;
    public double Grown => Math.Exp(Input); // MAYBE: unstable-exp-sum
}
public sealed class OutputLayer
{
    private readonly Cell[] _cells;
    private double _sum;
    public OutputLayer(int n) => _cells = Enumerable.Range(0, n).Select(_ => new Cell()).ToArray();
    public void Activate()
    {
        double total = 0;
        foreach (var c in _cells) total += c.Grown; // EXPECT: unstable-exp-sum
        foreach (var c in _cells) c.Output = c.Grown / total; // ALSO: unstable-exp-sum
    }
    public void Forward(double[] x)
    {
        _sum = 0;
        for (int i = 0; i < x.Length; i++) Accumulate(i, x[i]);
        for (int i = 0; i < x.Length; i++) _cells[i].Output /= _sum;
        void Accumulate(int i, double v)
        {
            _cells[i].Output = Math.Exp(v); // EXPECT: unstable-exp-sum
            _sum += _cells[i].Output;
        }
    }
}
public enum Activation { Linear, Softmax, Sigmoid }
public static class Switches
{
    public static double[] Activate(Activation kind, double[] x)
    {
        switch (kind)
        {
            case Activation.Sigmoid: return x.Select(v => 1 / (1 + Math.Exp(-v))).ToArray();
            case Activation.Softmax:
                double z = x.Sum(Math.Exp); // EXPECT: unstable-exp-sum
                return x.Select(v => Math.Exp(v) / z).ToArray(); // ALSO: unstable-exp-sum
            default: return x;
        }
    }
    public static Func<double, double> Of(Activation kind, double[] x) => kind switch
    {
        Activation.Sigmoid => v => 1 / (1 + Math.Exp(-v)),
        Activation.Softmax => v => Math.Exp(v) / x.Sum(o => Math.Exp(o)), // EXPECT: unstable-exp-sum
        _ => v => v,
    };
    public static double Confidence(IReadOnlyList<float> logits, int label, float? temperature = null) =>
        temperature is { } t
            ? Math.Exp(logits[label] / t) / logits.Sum(l => Math.Exp(l / t)) // EXPECT: unstable-exp-sum
            : Math.Exp(logits[label]) / logits.Sum(l => Math.Exp(l)); // EXPECT: unstable-exp-sum
    public static double Nll(double[][] logits, int[] labels)
    {
        double loss = 0;
        for (int n = 0; n < logits.Length; n++)
            loss += Math.Log(logits[n].Sum(x => Math.Exp(x))) - logits[n][labels[n]]; // EXPECT: unstable-exp-sum
        return loss / logits.Length;
    }
    public static (double Loss, double[] Gradient) Fused(double[] z, int y)
    {
        var p = new double[z.Length]; var s = 0.0;
        for (int k = 0; k < z.Length; k++) s += p[k] = Math.Exp(z[k]); // EXPECT: unstable-exp-sum
        for (int k = 0; k < z.Length; k++) p[k] /= s;
        double loss = -Math.Log(p[y]); // EXPECT: log-of-softmax
        p[y] -= 1;
        return (loss, p);
    }
    public static double[] MaxNotUsed(double[] x)
    {
        double max = x.Max();
        Console.WriteLine($"largest logit {max}");
        double s = x.Select(v => Math.Exp(v)).Sum(); // EXPECT: unstable-exp-sum
        return x.Select(v => Math.Exp(v) / s).ToArray(); // ALSO: unstable-exp-sum
    }
    public static double[] MinInstead(double[] x)
    {
        double min = x.Min(), s = 0;
        foreach (var v in x) s += Math.Exp(v - min); // EXPECT: unstable-exp-sum
        return x.Select(v => Math.Exp(v - min) / s).ToArray(); // ALSO: unstable-exp-sum
    }
    public static double[] ShiftOutside(double[] x)
    {
        double max = x.Max(), s = 0;
        var e = new double[x.Length];
        for (int i = 0; i < x.Length; i++) { e[i] = Math.Exp(x[i]) - max; s += Math.Exp(x[i]) - max; } // EXPECT: unstable-exp-sum
        return e.Select(v => v / s).ToArray();
    }
    public static double[] Negated(double[] energy, double beta)
    {
        var w = energy.Select(e => Math.Exp(beta * -(-e))).ToArray(); // MAYBE: unstable-exp-sum
        return w.Select(v => v / w.Sum()).ToArray();
    }
    public static double Euler(double[] x, int i)
    {
        double bottom = 0;
        for (int j = 0; j < x.Length; j++) bottom += Math.Pow(Math.E, x[j]); // EXPECT: unstable-exp-sum
        return Math.Pow(Math.E, x[i]) / bottom; // ALSO: unstable-exp-sum
    }
    public static Half[] Halves(Half[] h)
    {
        Half s = (Half)0;
        foreach (var x in h) s += Half.Exp(x); // EXPECT: unstable-exp-sum
        return Array.ConvertAll(h, x => Half.Exp(x) / s); // ALSO: unstable-exp-sum
    }
    public static decimal[] Money(decimal[] s)
    {
        var e = s.Select(x => (decimal)Math.Exp((double)x)).ToList(); // EXPECT: unstable-exp-sum
        var all = e.Sum();
        return e.Select(x => x / all).ToArray();
    }
    public static double[] Baseline(double[] xb)
    {
        double below = 1;
        foreach (double v in xb) below += Math.Exp(v); // EXPECT: unstable-exp-sum
        return xb.Select(v => Math.Exp(v) / below).Append(1 / below).ToArray(); // ALSO: unstable-exp-sum
    }
    public static double[] Attend(double[] q, double[][] keys, double[][] values)
    {
        var outp = new double[values[0].Length]; double norm = 0;
        for (int j = 0; j < keys.Length; j++)
        {
            double w = Math.Exp(q.Zip(keys[j], (a, b) => a * b).Sum() / Math.Sqrt(q.Length)); // EXPECT: unstable-exp-sum
            norm += w;
            for (int d = 0; d < outp.Length; d++) outp[d] += w * values[j][d];
        }
        for (int d = 0; d < outp.Length; d++) outp[d] /= norm;
        return outp;
    }
}
public sealed class Later(double[] x)
{
    private readonly Lazy<double> _sum = new(() => x.Sum(v => Math.Exp(v))); // EXPECT: unstable-exp-sum
    public double this[int i] => Math.Exp(x[i]) / _sum.Value; // ALSO: unstable-exp-sum
}
public static class ManyHands
{
    public static float[] Copied(float[] x)
    {
        var tmp = new float[x.Length];
        Buffer.BlockCopy(x, 0, tmp, 0, x.Length * sizeof(float));
        float s = 0;
        for (int i = 0; i < tmp.Length; i++) { tmp[i] = MathF.Exp(tmp[i]); s += tmp[i]; } // EXPECT: unstable-exp-sum
        for (int i = 0; i < tmp.Length; i++) tmp[i] /= s;
        return tmp;
    }
    public static (double, double, double) Odds(double home, double draw, double away)
    {
        double h = Math.Exp(home), d = Math.Exp(draw), a = Math.Exp(away), s = h + d + a; // EXPECT: unstable-exp-sum
        return (h / s, d / s, a / s);
    }
    public static double[] Locked(double[] x)
    {
        double s = 0;
        object gate = new();
        Parallel.ForEach(x, v =>
        {
            var e = Math.Exp(v); // EXPECT: unstable-exp-sum
            lock (gate) s += e;
        });
        return x.Select(v => Math.Exp(v) / s).ToArray(); // ALSO: unstable-exp-sum
    }
    public static double[] Chunks(double[] flat, int k) => flat.Chunk(k).SelectMany(c => { var s = c.Sum(Math.Exp); return c.Select(v => Math.Exp(v) / s); }).ToArray(); // EXPECT: unstable-exp-sum
    public static double LogMean(double[] x) => Math.Log(x.Average(v => Math.Exp(v))); // EXPECT: unstable-exp-sum
    public static double SoftMaximum(double[] x, double k)
    {
        double above = 0, below = 0;
        foreach (var v in x) { var e = Math.Exp(k * v); above += v * e; below += e; } // EXPECT: unstable-exp-sum
        return above / below;
    }
    public static double Cox(double[] beta, double[][] x)
    {
        double risk = 0, likelihood = 0;
        for (int i = x.Length - 1; i >= 0; i--)
        {
            double eta = x[i].Zip(beta, (a, b) => a * b).Sum();
            risk += Math.Exp(eta); // EXPECT: unstable-exp-sum
            likelihood += eta - Math.Log(risk);
        }
        return likelihood;
    }
    public static double[] TooLate(double[] x)
    {
        var s = x.Sum(Math.Exp); // EXPECT: unstable-exp-sum
        var p = x.Select(v => Math.Exp(v) / s).ToArray(); // ALSO: unstable-exp-sum
        for (int i = 0; i < p.Length; i++) if (double.IsNaN(p[i])) p[i] = 0;
        return p;
    }
}
public static class Slopes
{
    public static double[] ByQuotientRule(double[] x)
    {
        var grown = x.Select(Math.Exp).ToArray(); // EXPECT: unstable-exp-sum
        double all = grown.Sum();
        return grown.Select(g => (g * all - g * g) / (all * all)).ToArray();
    }
    public static void InALoop(double[] x, double[] slope)
    {
        double all = 0;
        foreach (var v in x) all += Math.Exp(v); // EXPECT: unstable-exp-sum
        for (int i = 0; i < x.Length; i++)
        {
            double e = Math.Exp(x[i]); // ALSO: unstable-exp-sum
            slope[i] = (e * all - e * e) / (all * all);
        }
    }
}
