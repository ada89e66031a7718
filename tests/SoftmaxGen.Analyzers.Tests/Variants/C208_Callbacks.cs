namespace Cases.C208;
public static class Fits
{
    public static double Minimise(Func<double[], double> f, double[] start) => f(start);
    public static readonly Func<double, double> Sigmoid = x => 1 / (1 + Math.Exp(-x));
    public static readonly Func<double, double> Rate = t => 8.3e12 * Math.Exp(-9000 / t);
    public static readonly Func<double[], double> LogSumExp = x => { var m = x.Max(); return m + Math.Log(x.Sum(v => Math.Exp(v - m))); };
    public static readonly Dictionary<string, Func<double, double>> Activations = new()
    {
        ["sigmoid"] = x => 1 / (1 + Math.Exp(-x)),
        ["silu"] = x => x / (1 + Math.Exp(-x)),
        ["softplus"] = x => Math.Log(1 + Math.Exp(x)),
        ["tanh"] = x => (Math.Exp(x) - Math.Exp(-x)) / (Math.Exp(x) + Math.Exp(-x)),
        ["elu"] = x => x > 0 ? x : Math.Exp(x) - 1,
        ["gaussian"] = x => Math.Exp(-x * x),
    };
    public static readonly Dictionary<string, Func<double[], double[]>> Normalisers = new()
    {
        ["softmax"] = x => { double m = x.Max(), s = 0; var e = new double[x.Length]; for (int i = 0; i < x.Length; i++) s += e[i] = Math.Exp(x[i] - m); return e.Select(v => v / s).ToArray(); },
        ["sum"] = x => { var s = x.Sum(); return x.Select(v => v / s).ToArray(); },
    };
    public static Func<double, double> Kernel(double[] data, double h) => x => data.Sum(d => Math.Exp(-0.5 * (x - d) * (x - d) / (h * h))) / (data.Length * h * Math.Sqrt(2 * Math.PI));
    public static Func<double, double> Regression(double[] xs, double[] ys, double h) => x =>
    {
        double above = 0, below = 0;
        for (int i = 0; i < xs.Length; i++) { double u = (x - xs[i]) / h, w = Math.Exp(-u * u / 2); above += w * ys[i]; below += w; }
        return above / below;
    };
    public static double FitNormal(double[] data) => Minimise(p => data.Sum(x => 0.5 * Math.Pow((x - p[0]) / p[1], 2) + Math.Log(p[1])), [0, 1]);
    public static double FitExponential(double[] data) => Minimise(p => -(data.Length * Math.Log(p[0]) - p[0] * data.Sum()), [1]);
    public static double FitWeibull(double[] t) => Minimise(p =>
    {
        double ll = 0;
        foreach (var x in t) ll += Math.Log(p[0] / p[1]) + (p[0] - 1) * Math.Log(x / p[1]) - Math.Pow(x / p[1], p[0]);
        return -ll;
    }, [1, 1]);
    public static double FitGamma(double[] t) => Minimise(p =>
    {
        double ll = 0;
        foreach (var x in t) ll += p[0] * Math.Log(p[1]) + (p[0] - 1) * Math.Log(x) - p[1] * x - LogGamma(p[0]);
        return -ll;
    }, [1, 1]);
    private static double LogGamma(double x) => (x - 0.5) * Math.Log(x) - x + 0.9189385332046727 + 1 / (12 * x);
    public static double FitPoisson(double[] k, double[][] x) => Minimise(beta =>
    {
        double ll = 0;
        for (int i = 0; i < k.Length; i++) { double eta = x[i].Zip(beta, (a, b) => a * b).Sum(); ll += k[i] * eta - Math.Exp(eta); }
        return -ll;
    }, [0]);
    public static Func<double[], double> Logistic(double[] beta) => x => { double z = x.Zip(beta, (a, b) => a * b).Sum(); return z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z)); };
    public static Func<int, double> Schedule(double start, double rate) => step => start * Math.Exp(-rate * step);
    public static Comparison<(double P, string Name)> ByLog => (a, b) => Math.Log(b.P).CompareTo(Math.Log(a.P));
    public static Func<double, double> Decibels => x => 20 * Math.Log10(x);
    public static Func<double, double> Exponential(Random r, double mean) => _ => -mean * Math.Log(1 - r.NextDouble());
    public static IEnumerable<double> Waits(Random r, double rate, int n) => Enumerable.Range(0, n).Select(_ => -Math.Log(r.NextDouble()) / rate);
    public static void Plot(Action<double, double> draw, double k) { for (double x = -5; x < 5; x += 0.1) draw(x, Math.Exp(k * x) / (1 + Math.Exp(k * x))); }
    public static double[] Sample(Func<double, double> density, double[] grid) { var p = grid.Select(g => density(g)).ToArray(); var s = p.Sum(); return p.Select(v => v / s).ToArray(); }
    public static double[] Growth(double[] t, double r) { var y = t.Select(x => Math.Exp(r * x)).ToArray(); return y.Select(v => v / y[0]).ToArray(); }
    public static double[] Relative(double[] logs) { var y = logs.Select(x => Math.Exp(x)).ToArray(); var top = y.Max(); return y.Select(v => v / top).ToArray(); }
    public static double[] Prices(double[] returns, double first) { var p = new double[returns.Length]; double sum = 0; for (int i = 0; i < p.Length; i++) { sum += returns[i]; p[i] = first * Math.Exp(sum); } return p; }
    public static double AveragePrice(double[] logPrices) { double s = 0; foreach (var l in logPrices) s += Math.Exp(l); return s / logPrices.Length; }
    public static double LogOfMeanPrice(double[] prices) => Math.Log(prices.Sum() / prices.Length);
    public static double Lognormal(double mu, double s, int n, Random r) { double sum = 0, squares = 0; for (int i = 0; i < n; i++) { double v = Math.Exp(mu + s * (r.NextDouble() - 0.5)); sum += v; squares += v * v; } return squares / sum; }
}
