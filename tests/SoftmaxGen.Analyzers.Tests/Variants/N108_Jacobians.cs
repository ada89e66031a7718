namespace Cases.N108;
public static class J
{
    public static double[,] SoftmaxJacobian(double[] s)
    {
        int n = s.Length;
        var jac = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                jac[i, j] = i == j ? s[i] * (1.0 - s[i]) : -s[i] * s[j]; // EXPECT: naive-jacobian
        return jac;
    }
    public static void If(double[] s, double[] g, double[] d)
    {
        for (int i = 0; i < s.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < s.Length; j++)
            {
                if (i == j)
                    sum += g[j] * s[i] * (1 - s[j]); // EXPECT: naive-jacobian
                else
                    sum += g[j] * -s[i] * s[j];
            }
            d[i] = sum;
        }
    }
    public static float[] Softmax2(float[] s, float[] g) => s.Select((si, i) => s.Select((sj, j) => g[j] * (i == j ? si * (1 - si) : -si * sj)).Sum()).ToArray(); // EXPECT: naive-jacobian
    public static double[] SoftmaxDiag(double[] x)
    {
        var e = x.Select(v => Math.Exp(v)).ToArray(); // EXPECT: unstable-exp-sum, naive-jacobian
        var t = e.Sum();
        return e.Select(v => v / t * (1 - v / t)).ToArray();
    }
}
