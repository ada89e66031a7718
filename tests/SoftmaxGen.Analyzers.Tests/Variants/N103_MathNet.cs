using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
namespace Cases.N103;
public static class A
{
    public static Matrix<double> Rows(Matrix<double> m)
    {
        var e = m.PointwiseExp(); // EXPECT: unstable-exp-sum
        var sums = e.RowSums();
        for (int i = 0; i < e.RowCount; i++) e.SetRow(i, e.Row(i) / sums[i]);
        return e;
    }
    public static Matrix<double> Rows2(Matrix<double> m)
    {
        var e = m.Map(Math.Exp); // EXPECT: unstable-exp-sum
        return e.NormalizeRows(1.0);
    }
    public static Vector<double> V(Vector<double> v)
    {
        var e = v.PointwiseExp(); // EXPECT: unstable-exp-sum
        double s = e.Sum();
        return e.Map(x => x / s);
    }
    public static Vector<double> W(Vector<double> v) => v.PointwiseExp() / v.PointwiseExp().Sum(); // EXPECT: unstable-exp-sum
    public static Matrix<float> InPlace(Matrix<float> m)
    {
        m.MapInplace(MathF.Exp); // EXPECT: unstable-exp-sum
        var s = m.ColumnSums().Sum();
        return m / s;
    }
    public static Vector<double> Build(Vector<double> v)
    {
        var e = Vector<double>.Build.Dense(v.Count, i => Math.Exp(v[i])); // EXPECT: unstable-exp-sum
        return e / e.Sum();
    }
    public static Vector<double> Arr(double[] v)
    {
        var e = DenseVector.OfEnumerable(v.Select(x => Math.Exp(x))); // EXPECT: unstable-exp-sum
        return e.Divide(e.Sum());
    }
}
