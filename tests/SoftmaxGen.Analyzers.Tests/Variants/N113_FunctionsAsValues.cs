namespace Cases.N113;
public static class Activations
{
    public static readonly Func<double[], double[]> Softmax = x =>
    {
        double z = x.Sum(v => Math.Exp(v)); // EXPECT: unstable-exp-sum
        return x.Select(v => Math.Exp(v) / z).ToArray(); // ALSO: unstable-exp-sum
    };
    public static readonly Dictionary<string, Func<float[], float[]>> ByName = new()
    {
        ["linear"] = x => x,
        ["relu"] = x => x.Select(v => Math.Max(v, 0)).ToArray(),
        ["softmax"] = x =>
        {
            var e = x.Select(MathF.Exp).ToArray(); // EXPECT: unstable-exp-sum
            var s = e.Sum();
            return Array.ConvertAll(e, v => v / s);
        },
    };
    public static Func<double, double> Of(bool normalise, double[] x) =>
        normalise ? v => Math.Exp(v) / x.Sum(o => Math.Exp(o)) : v => v; // EXPECT: unstable-exp-sum
    public static Func<double[], int, double> Returned()
    {
        return (x, i) => Math.Exp(x[i]) / x.Sum(Math.Exp); // EXPECT: unstable-exp-sum
    }
    public static Func<double[], double[]> Property => x => { var s = x.Sum(Math.Exp); return x.Select(v => Math.Exp(v) / s).ToArray(); }; // EXPECT: unstable-exp-sum
    public static double[] Passed(double[] x) => Apply(x, v => { var s = 0.0; foreach (var a in v) s += Math.Exp(a); return v.Select(a => Math.Exp(a) / s).ToArray(); }); // EXPECT: unstable-exp-sum
    private static double[] Apply(double[] x, Func<double[], double[]> f) => f(x);
}
public sealed class Network
{
    public event Action<double[]>? Done;
    private readonly Func<double[], double[]> _activation;
    public Network(Func<double[], double[]> activation) => _activation = activation;
    public static Network Create() => new(z =>
    {
        var all = z.Sum(v => Math.Exp(v)); // EXPECT: unstable-exp-sum
        return z.Select(v => Math.Exp(v) / all).ToArray(); // ALSO: unstable-exp-sum
    });
    public void Listen(List<double[]> results) => Done += output =>
    {
        double s = 0;
        foreach (var o in output) s += Math.Exp(o); // EXPECT: unstable-exp-sum
        results.Add(output.Select(o => Math.Exp(o) / s).ToArray()); // ALSO: unstable-exp-sum
    };
    public double[] Forward(double[] x) => _activation(x);
    public async Task<double[]> ForwardAsync(Task<double[]> pending)
    {
        var logits = await pending;
        var s = await Task.Run(() => logits.Sum(l => Math.Exp(l))); // EXPECT: unstable-exp-sum
        return logits.Select(l => Math.Exp(l) / s).ToArray(); // ALSO: unstable-exp-sum
    }
}
public interface IActivation
{
    double[] Forward(double[] x);
    double[] Normalise(double[] x)
    {
        double s = x.Sum(v => Math.Exp(v)); // EXPECT: unstable-exp-sum
        return x.Select(v => Math.Exp(v) / s).ToArray(); // ALSO: unstable-exp-sum
    }
}
public readonly struct Row(float[] values)
{
    public float this[int k] => MathF.Exp(values[k]) / Sum; // ALSO: unstable-exp-sum
    private float Sum { get { float s = 0; foreach (var v in values) s += MathF.Exp(v); return s; } } // EXPECT: unstable-exp-sum
    public static Row operator ~(Row r) => new(r.Normal());
    private float[] Normal() { var s = Sum; var v = values; return Enumerable.Range(0, v.Length).Select(i => MathF.Exp(v[i]) / s).ToArray(); } // MAYBE: unstable-exp-sum
}
public abstract class Layer<T> where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    protected T[] Outputs = [];
    protected virtual T[] Activate(T[] sums)
    {
        T all = T.Zero;
        for (int i = 0; i < sums.Length; i++) { Outputs[i] = T.Exp(sums[i]); all += Outputs[i]; } // EXPECT: unstable-exp-sum
        for (int i = 0; i < sums.Length; i++) Outputs[i] /= all;
        return Outputs;
    }
}
public sealed class Policy
{
    private readonly List<double> _preferences = [];
    private double[] _probabilities = [];
    public double Temperature { get; set; } = 1;
    public void Reward(int a, double r) => _preferences[a] += 0.1 * r;
    public void Refresh()
    {
        _probabilities = new double[_preferences.Count];
        for (int a = 0; a < _preferences.Count; a++) _probabilities[a] = Math.Exp(_preferences[a] / Temperature); // EXPECT: unstable-exp-sum
        double z = _probabilities.Sum();
        for (int a = 0; a < _preferences.Count; a++) _probabilities[a] /= z;
    }
    public double Likelihood(int a, double[] features)
    {
        double Score(int k) => features[k] * _preferences[k];
        double below = 0;
        for (int k = 0; k < _preferences.Count; k++) below += Math.Exp(Score(k)); // EXPECT: unstable-exp-sum
        return Math.Exp(Score(a)) / below; // ALSO: unstable-exp-sum
    }
    public unsafe void Pinned(float[] x)
    {
        fixed (float* p = x)
        {
            float* end = p + x.Length; float s = 0;
            for (float* q = p; q < end; q++) { *q = MathF.Exp(*q); s += *q; } // EXPECT: unstable-exp-sum
            for (float* q = p; q < end; q++) *q /= s;
        }
    }
    public static void Halves(ReadOnlySpan<double> x, out double[] p, out double z)
    {
        p = new double[x.Length]; z = 0;
        for (int i = 0; i < x.Length; i++) z += p[i] = Math.Exp(x[i]); // EXPECT: unstable-exp-sum
        Divide(p, z);
    }
    private static void Divide(double[] p, double by) { for (int i = 0; i < p.Length; i++) p[i] /= by; }
}
