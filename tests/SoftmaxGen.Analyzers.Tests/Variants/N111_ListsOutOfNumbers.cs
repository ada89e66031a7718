namespace Cases.N111;
public static class A
{
    public static double[] OutOfParameters(double a, double b, double t)
    {
        double[] x = [a, b];
        double z = x.Sum(v => Math.Exp(v / t)); // EXPECT: unstable-exp-sum
        return x.Select(v => Math.Exp(v / t) / z).ToArray(); // ALSO: unstable-exp-sum
    }
    public static double Odds(double win, double draw, double loss)
    {
        var all = new[] { win, draw, loss };
        double below = 0;
        foreach (var s in all) below += Math.Exp(s); // EXPECT: unstable-exp-sum
        return Math.Exp(win) / below; // ALSO: unstable-exp-sum
    }
    public static double[] OutOfAList(double a, double b)
    {
        var x = new List<double> { a, b };
        double z = x.Sum(v => Math.Exp(v)); // EXPECT: unstable-exp-sum
        return x.Select(v => Math.Exp(v) / z).ToArray(); // ALSO: unstable-exp-sum
    }
    public static float[] OnTheStack(float[] x)
    {
        ReadOnlySpan<float> row = stackalloc float[3] { x[0], x[1], x[2] };
        float s = 0;
        for (int i = 0; i < row.Length; i++) s += MathF.Exp(row[i]); // EXPECT: unstable-exp-sum
        var r = new float[3];
        for (int i = 0; i < 3; i++) r[i] = MathF.Exp(row[i]) / s; // ALSO: unstable-exp-sum
        return r;
    }
    public static float[] OnTheStackImplied(float[] x)
    {
        Span<float> row = stackalloc[] { x[0], x[1], x[2] };
        float s = 0;
        for (int i = 0; i < row.Length; i++) { row[i] = MathF.Exp(row[i]); s += row[i]; } // EXPECT: unstable-exp-sum
        for (int i = 0; i < 3; i++) row[i] /= s;
        return row.ToArray();
    }
    public static float[] CopiedToTheStack(float[] x)
    {
        Span<float> row = stackalloc float[3];
        x.AsSpan(0, 3).CopyTo(row);
        float s = 0;
        foreach (ref var v in row) { v = MathF.Exp(v); s += v; } // EXPECT: unstable-exp-sum
        for (int i = 0; i < 3; i++) row[i] /= s;
        return row.ToArray();
    }
    public static float[] SpanExpression(float a, float b)
    {
        Span<float> row = [a, b];
        float s = 0;
        foreach (var v in row) s += MathF.Exp(v); // EXPECT: unstable-exp-sum
        return [MathF.Exp(row[0]) / s, MathF.Exp(row[1]) / s]; // ALSO: unstable-exp-sum
    }
    public static double PairByHand(double[] s)
    {
        var (x, y) = (s[0], s[1]);
        double z = Math.Exp(x) + Math.Exp(y); // EXPECT: unstable-exp-sum
        return Math.Exp(x) / z; // ALSO: unstable-exp-sum
    }
    public static double LogOfPair(double[] pair) => Math.Log(Math.Exp(pair[0]) + Math.Exp(pair[1])); // EXPECT: unstable-exp-sum
}
