namespace Cases.C205;
public static class A
{
    // A power in disguise: exp(k log x).
    public static double BetaStart(double a, double b, double p)
    {
        double left = Math.Log(a / (a + b)), right = Math.Log(b / (a + b));
        double t = Math.Exp(a * left) / a, u = Math.Exp(b * right) / b;
        double w = t + u;
        return p < t / w ? Math.Pow(a * w * p, 1.0 / a) : 1.0 - Math.Pow(b * w * (1.0 - p), 1.0 / b);
    }
    public static double[] Sharpen(double[] p, double t)
    {
        var q = p.Select(x => Math.Exp(Math.Log(x) / t)).ToArray();
        var sum = q.Sum();
        return q.Select(x => x / sum).ToArray();
    }
    // Weights of age.
    public static double Recent(List<(DateTime At, double Value)> samples, DateTime now, double rate)
    {
        double above = 0, below = 0;
        foreach (var (at, value) in samples)
        {
            double weight = Math.Exp(rate * (at - now).TotalDays);
            above += weight * value;
            below += weight;
        }
        return above / below;
    }
    public static double RecentByAge(Dictionary<TimeSpan, double> samples, double tau)
    {
        double above = 0, below = 0;
        foreach (var (age, value) in samples)
        {
            double weight = Math.Exp(-age.TotalHours / tau);
            above += weight * value;
            below += weight;
        }
        return above / below;
    }
    // Statistics that have logarithms but are no losses.
    public static double Hill(double[] x, int k)
    {
        double s = 0;
        for (int i = 0; i < k; i++) s += Math.Log(x[i]) - Math.Log(x[k]);
        return k / s;
    }
    public static double MinusHill(double[] x, int k)
    {
        double s = 0;
        for (int i = 0; i < k; i++) s += Math.Log(x[k]) - Math.Log(x[i]);
        return -s / k;
    }
    public static double LogReturns(double[] price) => -price.Zip(price.Skip(1), (a, b) => Math.Log(b) - Math.Log(a)).Sum();
    public static double Fisher(double[] p) { double s = 0; foreach (var x in p) s += Math.Log(x); return -2 * s; }
    public static double FisherAtOnce(IEnumerable<double> p) => -2 * p.Sum(x => Math.Log(x));
    public static double Phred(double[] error) { double s = 0; foreach (var e in error) s += Math.Log10(e); return -10 * s / error.Length; }
    public static double[] Absorbance(double[] transmitted) => transmitted.Select(t => -Math.Log10(t)).ToArray();
    public static double Acidity(double[] h) { double s = 0; for (int i = 0; i < h.Length; i++) s -= Math.Log10(h[i]); return s / h.Length; }
    public static double[] FreeEnergies(double[] k, double t)
    {
        var g = new double[k.Length];
        for (int i = 0; i < k.Length; i++) g[i] = -8.314 * t * Math.Log(k[i]);
        return g;
    }
    public static double FreeEnergy(double[] k, double t) { double s = 0; foreach (var v in k) s += -8.314 * t * Math.Log(v); return s; }
    // The quantile of one distribution or the other: these are not two sides of one loss.
    public static double Start(bool lower, double p, double q, double a, double slope)
    {
        double x = lower ? -Math.Log(1 - p) : -Math.Log(q);
        for (int i = 0; i < 10; i++) x -= slope * x * Math.Log(a * x) * (x - p);
        return x;
    }
    // An iteration whose start is an exponential.
    public static double Newton(double a, double p, double guess)
    {
        double x = Math.Exp(guess / a);
        for (int i = 0; i < 10; i++)
        {
            double old = x;
            double step = Math.Exp((1 - a) * guess + old) * (p - old);
            x = old + step;
            if (Math.Abs(old / x - 1) < 1e-12) break;
        }
        return x;
    }
    // Functions of one number.
    public static double MishSlope(double x)
    {
        double d = 2 * Math.Exp(x) + Math.Exp(2 * x) + 2;
        double w = 4 * (x + 1) + 4 * Math.Exp(2 * x) + Math.Exp(3 * x) + Math.Exp(x) * (4 * x + 6);
        return Math.Exp(x) * w / (d * d);
    }
    public static double[] PartialCredit(double[] ability)
    {
        var expected = new double[ability.Length];
        for (int i = 0; i < ability.Length; i++)
            expected[i] = (Math.Exp(ability[i]) + 2 * Math.Exp(2 * ability[i])) / (1 + Math.Exp(ability[i]) + Math.Exp(2 * ability[i]));
        return expected;
    }
    public static double Coth(double x) => (Math.Exp(x) + Math.Exp(-x)) / (Math.Exp(x) - Math.Exp(-x));
    public static double Gate(double v) { double a = 4 * Math.Exp(-(v + 65) / 18), b = 0.125 * Math.Exp((v + 65) / 80); return a / (a + b); }
    // Sums of exponentials that nothing is divided by.
    public static double Mass(double[] logProbabilities) => logProbabilities.Where(double.IsFinite).Sum(Math.Exp);
    public static double Mean(IReadOnlyCollection<double> logs) => logs.Sum(x => Math.Exp(x)) / logs.Count;
    public static double Discount(double[] cash, double[] time, double rate)
    {
        double value = 0, duration = 0;
        for (int i = 0; i < cash.Length; i++) { double v = cash[i] * Math.Exp(-rate * time[i]); value += v; duration += time[i] * v; }
        return duration / value;
    }
    public static void Boost(double[] weight, double[] label, double[] said, double alpha)
    {
        double z = 0;
        for (int i = 0; i < weight.Length; i++) { weight[i] *= Math.Exp(-alpha * label[i] * said[i]); z += weight[i]; }
        for (int i = 0; i < weight.Length; i++) weight[i] /= z;
    }
}
