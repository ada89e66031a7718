using MathNet.Numerics.LinearAlgebra;
using System.Collections.Concurrent;
using System.Collections.Immutable;
namespace Cases.N115;
public static class A
{
    public static double[] Thirds(double[] x) { var e = new double[3]; e[0] = Math.Exp(x[0]); e[1] = Math.Exp(x[1]); e[2] = Math.Exp(x[2]); var s = e[0] + e[1] + e[2]; return [e[0] / s, e[1] / s, e[2] / s]; } // EXPECT: unstable-exp-sum
    public static (double, double, double) Odds(double h, double d, double a) { double eh = Math.Exp(h), ed = Math.Exp(d), ea = Math.Exp(a), s = eh + ed + ea; return (eh / s, ed / s, ea / s); } // EXPECT: unstable-exp-sum
    public static ImmutableArray<double> Imm(ImmutableArray<double> x) { var e = x.Select(v => Math.Exp(v)).ToImmutableArray(); var s = e.Sum(); return e.Select(v => v / s).ToImmutableArray(); } // EXPECT: unstable-exp-sum
    public static double[] Conc(double[] x) { var bag = new ConcurrentDictionary<int, double>(); Parallel.For(0, x.Length, i => bag[i] = Math.Exp(x[i])); var s = bag.Values.Sum(); return bag.OrderBy(p => p.Key).Select(p => p.Value / s).ToArray(); } // EXPECT: unstable-exp-sum
    public static double[] Plinq(double[] x) { var s = x.AsParallel().Sum(v => Math.Exp(v)); return x.AsParallel().AsOrdered().Select(v => Math.Exp(v) / s).ToArray(); } // EXPECT: unstable-exp-sum
    public static double[] Locked(double[] x) { double s = 0; object gate = new(); Parallel.ForEach(x, v => { var e = Math.Exp(v); lock (gate) s += e; }); return x.Select(v => Math.Exp(v) / s).ToArray(); } // EXPECT: unstable-exp-sum
    public static Vector<double> MN(Vector<double> v) { var e = v.PointwiseExp(); return e / e.Sum(); } // EXPECT: unstable-exp-sum
    public static Vector<double> MN2(Vector<double> v) => v.Map(Math.Exp).Normalize(1); // EXPECT: unstable-exp-sum
    public static Matrix<double> MN3(Matrix<double> m) { for (int r = 0; r < m.RowCount; r++) { var row = m.Row(r).PointwiseExp(); m.SetRow(r, row.Divide(row.Sum())); } return m; } // EXPECT: unstable-exp-sum
    public static float[] Buffer(float[] x) { var tmp = new float[x.Length]; System.Buffer.BlockCopy(x, 0, tmp, 0, x.Length * 4); float s = 0; for (int i = 0; i < tmp.Length; i++) { tmp[i] = MathF.Exp(tmp[i]); s += tmp[i]; } for (int i = 0; i < tmp.Length; i++) tmp[i] /= s; return tmp; } // EXPECT: unstable-exp-sum
    public static List<float> LinkedUp(LinkedList<float> x) { float s = 0; for (var n = x.First; n != null; n = n.Next) s += MathF.Exp(n.Value); return x.Select(v => MathF.Exp(v) / s).ToList(); } // EXPECT: unstable-exp-sum
    public static double[] Chunked(double[] flat, int k) => flat.Chunk(k).SelectMany(c => { var s = c.Sum(Math.Exp); return c.Select(v => Math.Exp(v) / s); }).ToArray(); // EXPECT: unstable-exp-sum
    public static Dictionary<string, double> Grouped(IEnumerable<(string G, double S)> x) => x.GroupBy(p => p.G).ToDictionary(g => g.Key, g => Math.Log(g.Sum(p => Math.Exp(p.S)))); // EXPECT: unstable-exp-sum
    public static double[] ViaOut(double[] x) { Grow(x, out var e, out var s); return e.Select(v => v / s).ToArray(); } // ALSO: unstable-exp-sum
    static void Grow(double[] x, out double[] e, out double s) { e = x.Select(Math.Exp).ToArray(); s = e.Sum(); } // EXPECT: unstable-exp-sum
    public static double[] ViaTuple(double[] x) { var (e, s) = Grow2(x); return e.Select(v => v / s).ToArray(); } // ALSO: unstable-exp-sum
    static (double[] E, double S) Grow2(double[] x) { var e = x.Select(Math.Exp).ToArray(); return (e, e.Sum()); } // EXPECT: unstable-exp-sum
    public static double[] SumHelper(double[] x) => x.Select(v => Math.Exp(v) / SumExp(x)).ToArray(); // ALSO: unstable-exp-sum
    static double SumExp(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i]); return s; } // EXPECT: unstable-exp-sum
    public static double Lse(params double[] x) { var acc = 0.0; foreach (var v in x) acc += Math.Exp(v); return acc > 0 ? Math.Log(acc) : double.NegativeInfinity; } // EXPECT: unstable-exp-sum
    public static double LogAdd(double a, double b) => Math.Log(Math.Exp(a) + Math.Exp(b)); // EXPECT: unstable-exp-sum
    public static double LogMean(double[] x) => Math.Log(x.Average(v => Math.Exp(v))); // EXPECT: unstable-exp-sum
    public static double SoftMaximum(double[] x, double k) { double a = 0, b = 0; foreach (var v in x) { var e = Math.Exp(k * v); a += v * e; b += e; } return a / b; } // EXPECT: unstable-exp-sum
    public static double Cox(double[] beta, double[][] x, int[] order) { double risk = 0, ll = 0; for (int i = order.Length - 1; i >= 0; i--) { double eta = 0; for (int j = 0; j < beta.Length; j++) eta += beta[j] * x[order[i]][j]; risk += Math.Exp(eta); ll += eta - Math.Log(risk); } return ll; } // EXPECT: unstable-exp-sum
    public static decimal[] Dec(List<decimal> q) { double total = 0; foreach (decimal d in q) total += Math.Exp((double)d); return q.Select(d => (decimal)(Math.Exp((double)d) / total)).ToArray(); } // EXPECT: unstable-exp-sum
    public static float[] Unrolled(float[] x) { float s = 0; int i = 0; for (; i + 3 < x.Length; i += 4) s += MathF.Exp(x[i]) + MathF.Exp(x[i + 1]) + MathF.Exp(x[i + 2]) + MathF.Exp(x[i + 3]); for (; i < x.Length; i++) s += MathF.Exp(x[i]); return x.Select(v => MathF.Exp(v) / s).ToArray(); } // EXPECT: unstable-exp-sum
    public static double[] Try(double[] x) { double s = 0; try { checked { foreach (var v in x) s += Math.Exp(v); } } catch (OverflowException) { return x; } finally { Console.Write(s); } return x.Select(v => Math.Exp(v) / s).ToArray(); } // EXPECT: unstable-exp-sum
    public static double[] IfNaN(double[] x) { var s = x.Sum(Math.Exp); var p = x.Select(v => Math.Exp(v) / s).ToArray(); for (int i = 0; i < p.Length; i++) if (double.IsNaN(p[i])) p[i] = 0; return p; } // EXPECT: unstable-exp-sum
    public static IEnumerable<double> Window(IEnumerable<double> x) { var q = new Queue<double>(); foreach (var v in x) { q.Enqueue(Math.Exp(v)); if (q.Count > 5) q.Dequeue(); yield return q.Last() / q.Sum(); } } // EXPECT: unstable-exp-sum
    public static double[,] Planes(double[,,] t) { var r = new double[t.GetLength(0), t.GetLength(1)]; for (int i = 0; i < t.GetLength(0); i++) for (int j = 0; j < t.GetLength(1); j++) { double s = 0; for (int k = 0; k < t.GetLength(2); k++) s += Math.Exp(t[i, j, k]); r[i, j] = Math.Exp(t[i, j, 0]) / s; } return r; } // EXPECT: unstable-exp-sum
}
public class Neuron { public double Sum; public double Out { get; private set; } public void Fire() => Out = Math.Exp(Sum); public void Scale(double z) => Out /= z; } // MAYBE: unstable-exp-sum
public class Net { readonly List<Neuron> _out = new(); public void Run() { foreach (var n in _out) n.Fire(); var z = _out.Sum(n => n.Out); _out.ForEach(n => n.Scale(z)); } } // EXPECT: unstable-exp-sum
public abstract class Act { public abstract double F(double x); public double[] Norm(double[] x) { var s = x.Sum(F); return x.Select(v => F(v) / s).ToArray(); } }
public class ExpAct : Act { public override double F(double x) => Math.Exp(x); }
public class Holder { public required double[] Logits { get; init; } private double[]? _p; public double[] P => _p ??= Make(); double[] Make() { var e = Array.ConvertAll(Logits, Math.Exp); var s = e.Sum(); return Array.ConvertAll(e, v => v / s); } } // EXPECT: unstable-exp-sum
public class Lazily(double[] x) { readonly Lazy<double> _z = new(() => x.Sum(v => Math.Exp(v))); public double this[int i] => Math.Exp(x[i]) / _z.Value; } // EXPECT: unstable-exp-sum
