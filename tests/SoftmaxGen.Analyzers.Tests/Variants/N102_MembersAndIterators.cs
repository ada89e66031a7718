namespace Cases.N102;
public sealed class Node { public double Value { get; set; } public double Input { get; set; } }
public class Net
{
    private List<Node> _out = new();
    private double _sum;
    public void Forward()
    {
        _sum = 0;
        foreach (var n in _out)
        {
            n.Value = Math.Exp(n.Input); // EXPECT: unstable-exp-sum
            _sum += n.Value;
        }
        foreach (var n in _out) n.Value /= _sum;
    }
    public double[] Weights { get; set; } = [];
    public double[] Prob
    {
        get
        {
            double total = 0;
            double[] r = new double[Weights.Length];
            for (int i = 0; i < r.Length; i++)
            {
                r[i] = Math.Exp(Weights[i]); // EXPECT: unstable-exp-sum
                total += r[i];
            }
            for (int i = 0; i < r.Length; i++) r[i] = r[i] / total;
            return r;
        }
    }
}
public interface IActivation { double[] Apply(double[] x); }
public sealed class SoftmaxActivation : IActivation
{
    public double[] Apply(double[] x)
    {
        double[] exps = Exps(x).ToArray(); // EXPECT: unstable-exp-sum
        double sum = exps.Sum();
        return exps.Select(e => e / sum).ToArray();
    }
    private static IEnumerable<double> Exps(double[] x)
    {
        for (int i = 0; i < x.Length; i++) yield return Math.Exp(x[i]); // ALSO: unstable-exp-sum
    }
    public double Single(double[] x, int i) => Numerator(x, i) / Denominator(x); // ALSO: unstable-exp-sum
    private double Numerator(double[] x, int i) => Math.Exp(x[i]); // ALSO: unstable-exp-sum
    private double Denominator(double[] x) => x.Select((t, k) => Numerator(x, k)).Sum(); // EXPECT: unstable-exp-sum
}
