namespace Cases.N110;
public static class H
{
    static double[] Softmax(double[] x) { var m = x.Max(); var e = x.Select(v => Math.Exp(v - m)).ToArray(); var s = e.Sum(); return e.Select(v => v / s).ToArray(); }
    static double CrossEntropyWithLogits(double[] z, int y) { var m = z.Max(); return m + Math.Log(z.Sum(v => Math.Exp(v - m))) - z[y]; }
    public static double Train(double[] x, int y)
    {
        var p = Softmax(x);
        return CrossEntropyWithLogits(p, y); // EXPECT: softmax-before-ce
    }
    public static double[] Twice(double[] x) => Softmax(Softmax(x)); // EXPECT: double-softmax
    static double[] LogSoftmax(double[] z) { var m = z.Max(); var l = Math.Log(z.Sum(v => Math.Exp(v - m))); return z.Select(v => v - m - l).ToArray(); }
    public static double[] Both(double[] x) { var p = Softmax(x); return LogSoftmax(p); } // EXPECT: softmax-before-ce
}
