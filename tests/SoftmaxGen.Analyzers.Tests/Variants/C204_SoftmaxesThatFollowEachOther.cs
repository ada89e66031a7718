namespace Cases.C204;
public static class H
{
    static double[] Softmax(double[] x) { var m = x.Max(); var e = x.Select(v => Math.Exp(v - m)).ToArray(); var s = e.Sum(); return e.Select(v => v / s).ToArray(); }
    static void SoftmaxInPlace(double[] x) { var m = x.Max(); double s = 0; for (int i = 0; i < x.Length; i++) { x[i] = Math.Exp(x[i] - m); s += x[i]; } for (int i = 0; i < x.Length; i++) x[i] /= s; }
    public static void Rows(double[][] r) { for (int i = 0; i < r.Length; i++) SoftmaxInPlace(r[i]); }
    public static void Two(double[][] r) { SoftmaxInPlace(r[0]); SoftmaxInPlace(r[1]); }
    public static double[][] Map(double[][] r) { for (int i = 0; i < r.Length; i++) r[i] = Softmax(r[i]); return r; }
    public static double[] Layers(double[] x, double[][] w) { var a = Softmax(x); var h = new double[w.Length]; for (int i = 0; i < h.Length; i++) for (int j = 0; j < a.Length; j++) h[i] += w[i][j] * a[j]; return Softmax(h); }
    public static double[][] Attn(double[][] q, double[][] k) { var r = new double[q.Length][]; for (int i = 0; i < r.Length; i++) { var s = new double[k.Length]; for (int j = 0; j < s.Length; j++) for (int d = 0; d < q[i].Length; d++) s[j] += q[i][d] * k[j][d]; r[i] = Softmax(s); } return r; }
    public static double Distil(double[] student, double[] teacher) { var p = Softmax(teacher); var m = student.Max(); var lse = m + Math.Log(student.Sum(v => Math.Exp(v - m))); double l = 0; for (int i = 0; i < p.Length; i++) l += p[i] * (lse - student[i]); return l; }
    public static double[] Sharpen(double[] x, double t) { var p = Softmax(x); var q = p.Select(v => Math.Pow(v, 1 / t)).ToArray(); var s = q.Sum(); return q.Select(v => v / s).ToArray(); }
}
