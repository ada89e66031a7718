namespace Cases.N107;
public static class L
{
    public static double Ce(double[] yTrue, double[] yPred)
    {
        double sum = 0;
        for (int i = 0; i < yTrue.Length; i++) sum += yTrue[i] * Math.Log(yPred[i]); // EXPECT: log-without-eps
        return -sum;
    }
    public static float Nll(float[] p, int t) => -MathF.Log(p[t]); // EXPECT: log-without-eps
    public static double Bce(double[] y, double[] p)
    {
        return -y.Select((t, i) => t * Math.Log(p[i]) + (1 - t) * Math.Log(1 - p[i])).Average(); // EXPECT: log-without-eps
    }
    public static double Mat(double[,] p, double[,] y)
    {
        double l = 0;
        for (int i = 0; i < p.GetLength(0); i++)
            for (int j = 0; j < p.GetLength(1); j++)
                l += -y[i, j] * Math.Log(p[i, j]); // EXPECT: log-without-eps
        return l / p.GetLength(0);
    }
    public static double Batch(double[][] p, int[] y)
    {
        double l = 0;
        for (int i = 0; i < y.Length; i++)
        {
            l += Math.Log(p[i][y[i]]); // EXPECT: log-without-eps
        }
        return -l / y.Length;
    }
    public static double Foreach(IEnumerable<(double P, int Y)> rows)
    {
        double l = 0;
        foreach (var (p, y) in rows) l -= y == 1 ? Math.Log(p) : Math.Log(1 - p); // EXPECT: log-without-eps
        return l;
    }
    public static double Cond(double[] p, bool[] hit)
    {
        double l = 0;
        for (int i = 0; i < p.Length; i++) { if (hit[i]) l -= Math.Log(p[i]); else l -= Math.Log(1 - p[i]); } // EXPECT: log-without-eps
        return l;
    }
    public static double Log2(double[] p, int k) { double bits = -Math.Log(p[k], 2); return bits; } // MAYBE: log-without-eps
    public static double Surprise(Dictionary<string, double> model, IEnumerable<string> words) => -words.Sum(w => Math.Log(model[w])); // EXPECT: log-without-eps
    public static double Ppl(double[] probs) { double s = 0; foreach (var p in probs) s += Math.Log(p); return Math.Exp(-s / probs.Length); } // EXPECT: log-without-eps
}
public class CrossEntropyCost
{
    public double CostFunction(double[] predicted, double[] expected)
    {
        double cost = 0;
        for (int i = 0; i < predicted.Length; i++)
        {
            double x = predicted[i];
            double y = expected[i];
            double v = (y == 1) ? -Math.Log(x) : -Math.Log(1 - x); // EXPECT: log-without-eps
            cost += double.IsNaN(v) ? 0 : v;
        }
        return cost;
    }
}
