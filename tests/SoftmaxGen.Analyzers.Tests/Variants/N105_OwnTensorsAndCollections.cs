namespace Cases.N105;
public class Tensor2
{
    public float[] Data; public int[] Shape;
    public Tensor2(float[] d, int[] s) { Data = d; Shape = s; }
    public Tensor2 Exp() { var r = new float[Data.Length]; for (int i = 0; i < r.Length; i++) r[i] = MathF.Exp(Data[i]); return new Tensor2(r, Shape); } // ALSO: unstable-exp-sum
    public float Sum() { float s = 0; foreach (var d in Data) s += d; return s; }
    public static Tensor2 operator /(Tensor2 a, float b) { var r = new float[a.Data.Length]; for (int i = 0; i < r.Length; i++) r[i] = a.Data[i] / b; return new Tensor2(r, a.Shape); }
    public Tensor2 Softmax()
    {
        var e = Exp(); // EXPECT: unstable-exp-sum
        return e / e.Sum();
    }
}
public static class Ops
{
    public static Tensor2 Softmax(Tensor2 t)
    {
        var e = t.Exp(); // EXPECT: unstable-exp-sum
        var s = e.Sum();
        for (var i = 0; i < e.Data.Length; i++) e.Data[i] /= s;
        return e;
    }
}
public struct Mat
{
    public double[,] M;
    public int R, C;
    public static Mat Softmax(Mat a)
    {
        Mat o = new Mat { M = new double[a.R, a.C], R = a.R, C = a.C };
        for (int i = 0; i < a.R; i++)
        {
            double t = 0.0;
            for (int j = 0; j < a.C; j++)
            {
                o.M[i, j] = Math.Exp(a.M[i, j]); // EXPECT: unstable-exp-sum
                t += o.M[i, j];
            }
            for (int j = 0; j < a.C; j++) o.M[i, j] /= t;
        }
        return o;
    }
}
public static class Misc
{
    public static double[] Temp(double[] q, double t)
    {
        var max = q.Max();
        double[] e = new double[q.Length];
        double sum = 0;
        for (int i = 0; i < q.Length; i++)
        {
            e[i] = Math.Exp(q[i] / t); // EXPECT: unstable-exp-sum
            sum += e[i];
        }
        Console.WriteLine(max);
        return e.Select(x => x / sum).ToArray();
    }
    public static double[] Out(double[] q)
    {
        var max = q.Max();
        var e = q.Select(x => Math.Exp(x) - max).ToArray(); // EXPECT: unstable-exp-sum
        var sum = e.Sum();
        return e.Select(x => x / sum).ToArray();
    }
    public static double[] Out2(double[] q)
    {
        double max = double.NegativeInfinity;
        foreach (var v in q) if (v > max) max = v;
        double s = 0;
        foreach (var v in q) s += Math.Exp(v); // EXPECT: unstable-exp-sum
        return q.Select(v => (Math.Exp(v) - max) / s).ToArray(); // ALSO: unstable-exp-sum
    }
    public static List<(string, double)> Named(List<(string Name, double Score)> all)
    {
        double total = 0;
        var w = new List<(string, double)>();
        foreach (var (name, score) in all)
        {
            var e = Math.Exp(score); // EXPECT: unstable-exp-sum
            total += e;
            w.Add((name, e));
        }
        return w.Select(x => (x.Item1, x.Item2 / total)).ToList();
    }
    public static double[] Queue(Queue<double> q)
    {
        var st = new Stack<double>();
        double z = 0;
        while (q.Count > 0) { var e = Math.Exp(q.Dequeue()); st.Push(e); z += e; } // EXPECT: unstable-exp-sum
        var r = new double[st.Count];
        for (int i = 0; i < r.Length; i++) r[i] = st.Pop() / z;
        return r;
    }
    public static Dictionary<char, double> D(Dictionary<char, double> d)
    {
        foreach (var k in d.Keys.ToList()) d[k] = Math.Exp(d[k]); // EXPECT: unstable-exp-sum
        var sum = d.Values.Sum();
        foreach (var k in d.Keys.ToList()) d[k] /= sum;
        return d;
    }
    public static int Sample(double[] logits, Random r)
    {
        var w = logits.Select(l => Math.Exp(l)).ToArray(); // EXPECT: unstable-exp-sum
        var sum = w.Sum();
        double u = r.NextDouble(), c = 0;
        for (int i = 0; i < w.Length; i++) { c += w[i] / sum; if (u < c) return i; }
        return w.Length - 1;
    }
    public static double Multi(double[][] beta, double[] x, int k)
    {
        double denom = 1.0;
        for (int j = 0; j < beta.Length; j++)
        {
            double dot = 0;
            for (int i = 0; i < x.Length; i++) dot += beta[j][i] * x[i];
            denom += Math.Exp(dot); // EXPECT: unstable-exp-sum
        }
        return k == beta.Length ? 1.0 / denom : Math.Exp(Dot(beta[k], x)) / denom; // ALSO: unstable-exp-sum
    }
    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
    public static double LogLoss(double[] z, int y)
    {
        double s = 0;
        for (int i = 0; i < z.Length; i++) s += Math.Exp(z[i]); // EXPECT: unstable-exp-sum
        return -z[y] + Math.Log(s);
    }
    public static double NegLog(double[] z, int y)
    {
        var sum = z.Sum(Math.Exp); // EXPECT: unstable-exp-sum
        return -Math.Log(Math.Exp(z[y]) / sum); // ALSO: unstable-exp-sum, log-of-softmax
    }
    public static decimal[] Dec(decimal[] x)
    {
        var e = x.Select(v => (decimal)Math.Exp((double)v)).ToList(); // EXPECT: unstable-exp-sum
        var s = e.Sum();
        return e.Select(v => v / s).ToArray();
    }
    public static async Task<double[]> Async(Func<Task<double[]>> load)
    {
        var x = await load();
        var s = x.Sum(v => Math.Exp(v)); // EXPECT: unstable-exp-sum
        return x.Select(v => Math.Exp(v) / s).ToArray(); // ALSO: unstable-exp-sum
    }
}
