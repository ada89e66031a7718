using SoftmaxGen.Analyzers.Tests.TestSupport;

namespace SoftmaxGen.Analyzers.Tests.Rules;

/// <summary>SMG1001 on faulty code: the shapes that people write.</summary>
public sealed class UnstableExpSumTests
{
    private static Task Members(string members) => SoftmaxCodeTest.VerifyMembersAsync(members);

    [Fact]
    public Task Query_WithSyntax() => Members("""
        static double[] P(double[] x)
        {
            var e = (from v in x select {|SMG1001:Math.Exp(v)|}).ToArray();
            var s = e.Sum();
            return (from w in e select w / s).ToArray();
        }
        """);

    [Fact]
    public Task TypesThatNobodyKnows_InAFileWithoutItsProject()
    {
        var test = new SoftmaxCodeTest { CompilerDiagnostics = SoftmaxGen.Testing.CompilerDiagnostics.None };
        test.TestState.Sources.Add("""
            class Layer : IActivation
            {
                double[] Forward(NetworkContext ctx, int index)
                {
                    var input = ctx.Sums[index];
                    var output = ctx.Outputs[index];
                    for (var i = 0; i < input.Length; i++) output[i] = {|SMG1001:Math.Exp(input[i])|};
                    var sum = .0;
                    for (var i = 0; i < output.Length; i++) sum += output[i];
                    for (var i = 0; i < input.Length; i++) output[i] = output[i] / sum;
                    return output;
                }

                Matrix Activate(Matrix m)
                {
                    double all = 0;
                    for (int i = 0; i < m.Length; i++) all += {|SMG1001:Math.Exp(m[i])|};
                    for (int i = 0; i < m.Length; i++) m[i] = Math.Exp(m[i]) / all;
                    return m;
                }

                Matrix Shifted(Matrix m)
                {
                    double top = m.Max(), all = 0;
                    for (int i = 0; i < m.Length; i++) all += Math.Exp(m[i] - top);
                    for (int i = 0; i < m.Length; i++) m[i] = Math.Exp(m[i] - top) / all;
                    return m;
                }
            }
            """);
        return test.RunAsync();
    }

    [Fact]
    public Task MethodGroup_Lazy() => Members("""
        static IEnumerable<double> P(IReadOnlyList<double> x)
        {
            var grown = x.Select({|SMG1001:Math.Exp|});
            double whole = grown.Sum();
            return grown.Select(g => g / whole);
        }
        """);

    [Fact]
    public Task Aggregate_AsSum() => Members("""
        static double[] P(double[] x)
        {
            var total = x.Aggregate(0.0, (acc, v) => acc + {|SMG1001:Math.Exp(v)|});
            return Array.ConvertAll(x, v => Math.Exp(v) / total);
        }
        """);

    [Fact]
    public Task Nested_SumInsideSelect() => Members("""
        static double[] P(double[] x) => x.Select(v => Math.Exp(v) / x.Sum(w => {|SMG1001:Math.Exp(w)|})).ToArray();
        """);

    [Fact]
    public Task Iterator_Yields() => Members("""
        static IEnumerable<double> Grow(double[] x)
        {
            foreach (var v in x) yield return Math.Exp(v);
        }

        static double[] P(double[] x)
        {
            var e = {|SMG1001:Grow(x)|}.ToList();
            var s = e.Sum();
            return e.ConvertAll(v => v / s).ToArray();
        }
        """);

    [Fact]
    public Task Reciprocal_Multiplied() => Members("""
        static void P(float[] x)
        {
            float s = 0;
            for (int i = 0; i < x.Length; i++) { x[i] = {|SMG1001:MathF.Exp(x[i])|}; s += x[i]; }
            float inv = 1f / s;
            for (int i = 0; i < x.Length; i++) x[i] *= inv;
        }
        """);

    [Fact]
    public Task Rectangular_Rows() => Members("""
        static void P(double[,] m)
        {
            for (int r = 0; r < m.GetLength(0); r++)
            {
                double s = 0;
                for (int c = 0; c < m.GetLength(1); c++) s += {|SMG1001:Math.Exp(m[r, c])|};
                for (int c = 0; c < m.GetLength(1); c++) m[r, c] = Math.Exp(m[r, c]) / s;
            }
        }
        """);

    [Fact]
    public Task Tuple_HoldsSum() => Members("""
        static (double[] E, double S) Grow(double[] x)
        {
            var e = new double[x.Length];
            double s = 0;
            for (int i = 0; i < x.Length; i++) { e[i] = {|SMG1001:Math.Exp(x[i])|}; s += e[i]; }
            return (e, s);
        }

        static double[] P(double[] x)
        {
            var (e, s) = Grow(x);
            for (int i = 0; i < e.Length; i++) e[i] /= s;
            return e;
        }
        """);

    [Fact]
    public Task Helper_HasTheSum() => Members("""
        static double Denominator(double[] x)
        {
            double s = 0;
            foreach (var v in x) s += {|SMG1001:Math.Exp(v)|};
            return s;
        }

        static double P(double[] x, int k) => Math.Exp(x[k]) / Denominator(x);
        """);

    [Fact]
    public Task Helper_InPlace() => Members("""
        static void Exponentiate(double[] v)
        {
            for (int i = 0; i < v.Length; i++) v[i] = Math.Exp(v[i]);
        }

        static double[] P(double[] x)
        {
            var y = (double[])x.Clone();
            {|SMG1001:Exponentiate(y)|};
            var s = y.Sum();
            for (int i = 0; i < y.Length; i++) y[i] = y[i] / s;
            return y;
        }
        """);

    [Fact]
    public Task Helper_OutAndRef() => Members("""
        static void Step(double v, ref double sum, out double e)
        {
            e = Math.Exp(v);
            sum += e;
        }

        static double[] P(double[] x)
        {
            double s = 0;
            var p = new double[x.Length];
            for (int i = 0; i < x.Length; i++) { {|SMG1001:Step(x[i], ref s, out var e)|}; p[i] = e; }
            for (int i = 0; i < x.Length; i++) p[i] /= s;
            return p;
        }
        """);

    [Fact]
    public Task LocalFunction_And_Lambda() => Members("""
        static double[] P(double[] x)
        {
            double Grow(double v) => Math.Exp(v);
            Func<double, double> same = v => {|SMG1001:Grow(v)|};
            double s = 0;
            foreach (var v in x) s += same(v);
            return x.Select(v => same(v) / s).ToArray();
        }
        """);

    [Fact]
    public Task PropertyGetter_And_Fields() => Members("""
        private readonly double[] _scores = new double[8];
        private double[] _grown = [];
        private double _total;

        private double Total
        {
            get
            {
                double t = 0;
                foreach (var s in _scores) t += {|SMG1001:Math.Exp(s)|};
                return t;
            }
        }

        public double Share(int i) => Math.Exp(_scores[i]) / Total;

        public void Grow()
        {
            _grown = new double[_scores.Length];
            _total = 0;
            for (int i = 0; i < _scores.Length; i++) { _grown[i] = {|SMG1001:Math.Exp(_scores[i])|}; _total += _grown[i]; }
        }

        public void Normalise()
        {
            for (int i = 0; i < _grown.Length; i++) _grown[i] /= _total;
        }
        """);

    [Fact]
    public Task Span_Stackalloc_Slices() => Members("""
        static void P(ReadOnlySpan<float> batch, Span<float> result, int k)
        {
            Span<float> grown = stackalloc float[k];
            for (int r = 0; r < batch.Length / k; r++)
            {
                var row = batch.Slice(r * k, k);
                float sum = 0;
                for (int i = 0; i < k; i++) { grown[i] = {|SMG1001:MathF.Exp(row[i])|}; sum += grown[i]; }
                var to = result[(r * k)..];
                for (int i = 0; i < k; i++) to[i] = grown[i] / sum;
            }
        }
        """);

    [Fact]
    public Task Parallel_Rows_WithHelperAndLock() => Members("""
        static void Rows(float[][] rows) => Parallel.ForEach(rows, row =>
        {
            var s = 0f;
            for (var i = 0; i < row.Length; i++) s += row[i] = {|SMG1001:MathF.Exp(row[i])|};
            for (var i = 0; i < row.Length; i++) row[i] /= s;
        });

        static double[] Plinq(double[] x)
        {
            var z = x.AsParallel().Sum(v => {|SMG1001:Math.Exp(v)|});
            return x.AsParallel().Select(v => Math.Exp(v) / z).ToArray();
        }
        """);

    [Fact]
    public Task GenericMath() => SoftmaxCodeTest.VerifyMembersAsync("using System.Numerics;", """
        static void P<T>(T[] x) where T : IFloatingPointIeee754<T>
        {
            T s = T.Zero;
            for (int i = 0; i < x.Length; i++) { x[i] = {|SMG1001:T.Exp(x[i])|}; s += x[i]; }
            for (int i = 0; i < x.Length; i++) x[i] /= s;
        }

        static Half[] H(Half[] x)
        {
            Half s = Half.Zero;
            foreach (var v in x) s += {|SMG1001:Half.Exp(v)|};
            return x.Select(v => Half.Exp(v) / s).ToArray();
        }
        """);

    [Fact]
    public Task VectorRegisters() => SoftmaxCodeTest.VerifyMembersAsync("using System.Runtime.Intrinsics; using System.Numerics;", """
        static void P(Span<float> x)
        {
            Vector256<float> sums = Vector256<float>.Zero;
            for (int i = 0; i < x.Length; i += 8)
            {
                var e = {|SMG1001:Vector256.Exp(Vector256.LoadUnsafe(ref x[i]))|};
                e.StoreUnsafe(ref x[i]);
                sums += e;
            }
            float total = Vector256.Sum(sums);
            for (int i = 0; i < x.Length; i++) x[i] /= total;
        }
        """);

    [Fact]
    public Task PowOfE() => Members("""
        static double[] P(double[] x)
        {
            double z = 0;
            for (int i = 0; i < x.Length; i++) z += {|SMG1001:Math.Pow(Math.E, x[i])|};
            return x.Select(v => Math.Pow(Math.E, v) / z).ToArray();
        }

        static float[] Q(float[] x)
        {
            float z = x.Sum(v => {|SMG1001:MathF.Pow(2.71828f, v)|});
            return x.Select(v => MathF.Pow(2.71828f, v) / z).ToArray();
        }
        """);

    [Fact]
    public Task LogSumExp_WithoutShift() => Members("""
        static double Lse(double[] x) => Math.Log(x.Sum(v => {|SMG1001:Math.Exp(v)|}));

        static double Pair(double a, double b) => Math.Log({|SMG1001:Math.Exp(a)|} + {|SMG1001:Math.Exp(b)|});

        static double[] LogSoftmax(double[] x)
        {
            double s = 0;
            foreach (var v in x) s += {|SMG1001:Math.Exp(v)|};
            double lse = Math.Log(s);
            return x.Select(v => v - lse).ToArray();
        }
        """);

    [Fact]
    public Task CoxLikelihood() => Members("""
        static double LogLikelihood(double[][] x, double[] beta, bool[] died)
        {
            double ll = 0, risk = 0;
            for (int i = x.Length - 1; i >= 0; i--)
            {
                double eta = 0;
                for (int j = 0; j < beta.Length; j++) eta += beta[j] * x[i][j];
                risk += {|SMG1001:Math.Exp(eta)|};
                if (died[i]) ll += eta - Math.Log(risk);
            }
            return ll;
        }
        """);

    [Fact]
    public Task StreamingWeightedMean() => Members("""
        static double[] Attend(double[] q, double[][] keys, double[][] values)
        {
            var acc = new double[values[0].Length];
            double norm = 0;
            for (int t = 0; t < keys.Length; t++)
            {
                double score = 0;
                for (int d = 0; d < q.Length; d++) score += q[d] * keys[t][d];
                double w = {|SMG1001:Math.Exp(score / Math.Sqrt(q.Length))|};
                norm += w;
                for (int d = 0; d < acc.Length; d++) acc[d] += w * values[t][d];
            }
            for (int d = 0; d < acc.Length; d++) acc[d] /= norm;
            return acc;
        }
        """);

    [Fact]
    public Task BaselineClass_SumStartsAtOne() => Members("""
        static double[] P(double[] eta)
        {
            double z = 1;
            foreach (var e in eta) z += {|SMG1001:Math.Exp(e)|};
            var p = new double[eta.Length + 1];
            p[0] = 1 / z;
            for (int i = 0; i < eta.Length; i++) p[i + 1] = Math.Exp(eta[i]) / z;
            return p;
        }
        """);

    [Fact]
    public Task MaximumNotUsedAsShift() => Members("""
        static double[] Outside(double[] x)
        {
            double max = x.Max(), s = 0;
            var e = new double[x.Length];
            for (int i = 0; i < x.Length; i++) { e[i] = {|SMG1001:Math.Exp(x[i])|} - max; s += e[i]; }
            for (int i = 0; i < x.Length; i++) e[i] /= s;
            return e;
        }

        static double[] Ignored(double[] x)
        {
            double max = x.Max();
            Console.WriteLine(max);
            double s = x.Sum(v => {|SMG1001:Math.Exp(v /* - max */)|});
            return x.Select(v => Math.Exp(v) / s).ToArray();
        }

        static double[] Lowest(double[] x)
        {
            double m = x.Min();
            double s = x.Sum(v => {|SMG1001:Math.Exp(v - m)|});
            return x.Select(v => Math.Exp(v - m) / s).ToArray();
        }
        """);

    [Fact]
    public Task TwoClasses_ByHand() => Members("""
        static double First(double a, double b)
        {
            double ea = {|SMG1001:Math.Exp(a)|}, eb = {|SMG1001:Math.Exp(b)|};
            return ea / (ea + eb);
        }
        """);

    [Fact]
    public Task DictionaryFilledInLoop() => Members("""
        static Dictionary<string, double> P(Dictionary<string, double> scores)
        {
            var e = new Dictionary<string, double>();
            foreach (var kv in scores) e[kv.Key] = {|SMG1001:Math.Exp(kv.Value)|};
            var total = e.Values.Sum();
            return e.ToDictionary(kv => kv.Key, kv => kv.Value / total);
        }
        """);

    [Fact]
    public Task MatrixClassOfTheirOwn() => SoftmaxCodeTest.VerifyAsync("""
        public sealed class Matrix(int rows, int cols)
        {
            private readonly double[,] _cells = new double[rows, cols];
            public int Rows => rows;
            public int Cols => cols;
            public double this[int r, int c] { get => _cells[r, c]; set => _cells[r, c] = value; }

            public Matrix Apply(Func<double, double> f)
            {
                var made = new Matrix(rows, cols);
                for (int r = 0; r < rows; r++)
                    for (int c = 0; c < cols; c++)
                        made._cells[r, c] = f(_cells[r, c]);
                return made;
            }

            public double Sum()
            {
                double s = 0;
                foreach (var v in _cells) s += v;
                return s;
            }

            public static Matrix operator /(Matrix m, double d) => m.Apply(v => v / d);
        }

        public static class Layer
        {
            public static Matrix Softmax(Matrix x)
            {
                var e = x.Apply({|SMG1001:Math.Exp|});
                return e / e.Sum();
            }
        }
        """);

    [Fact]
    public Task RecordsInAList() => SoftmaxCodeTest.VerifyAsync("""
        public sealed record Scored(string Name, double Score);

        public static class Ranking
        {
            public static IEnumerable<(string, double)> Shares(List<Scored> all)
            {
                var weights = all.Select(s => (s.Name, Weight: {|SMG1001:Math.Exp(s.Score)|})).ToList();
                var total = weights.Sum(w => w.Weight);
                foreach (var (name, weight) in weights) yield return (name, weight / total);
            }
        }
        """);

    [Fact]
    public Task MathNet() => SoftmaxCodeTest.VerifyMembersAsync("using MathNet.Numerics.LinearAlgebra;", """
        static Matrix<double> Columns(Matrix<double> m) => {|SMG1001:m.PointwiseExp()|}.NormalizeColumns(1.0);

        static Vector<double> Divided(Vector<double> v)
        {
            var e = {|SMG1001:v.PointwiseExp()|};
            return e / e.Sum();
        }

        static Vector<double> Mapped(Vector<double> v)
        {
            var e = v.Map({|SMG1001:Math.Exp|});
            return e.Divide(e.Sum());
        }
        """);

    [Fact]
    public Task Tensors() => SoftmaxCodeTest.VerifyMembersAsync("using TorchSharp; using static TorchSharp.torch;", """
        static Tensor A(Tensor x)
        {
            var e = {|SMG1001:torch.exp(x)|};
            return e / torch.sum(e, 1, true);
        }

        static Tensor B(Tensor x) => x.exp().div({|SMG1001:x.exp()|}.sum(1, keepdim: true));

        static Tensor C(Tensor x) => torch.log({|SMG1001:torch.exp(x)|}.sum(1));
        """);

    [Fact]
    public Task TensorFlow() => SoftmaxCodeTest.VerifyMembersAsync("using Tensorflow; using static Tensorflow.Binding;", """
        static Tensor A(Tensor x)
        {
            var e = {|SMG1001:tf.exp(x)|};
            return e / tf.reduce_sum(e, axis: 1, keepdims: true);
        }
        """);

    [Fact]
    public Task TensorPrimitivesInSteps() => SoftmaxCodeTest.VerifyMembersAsync("using System.Numerics.Tensors;", """
        static float[] P(float[] x)
        {
            var e = new float[x.Length];
            {|SMG1001:TensorPrimitives.Exp<float>(x, e)|};
            float inv = 1 / TensorPrimitives.Sum<float>(e);
            TensorPrimitives.Multiply(e, inv, e);
            return e;
        }

        static float Lse(ReadOnlySpan<float> x, Span<float> work)
        {
            {|SMG1001:TensorPrimitives.Exp(x, work)|};
            return MathF.Log(TensorPrimitives.Sum<float>(work));
        }
        """);

    [Fact]
    public Task Pointers_Moved() => Members("""
        static unsafe void P(float* x, int n)
        {
            float s = 0;
            for (float* p = x; p < x + n; p++) { *p = {|SMG1001:MathF.Exp(*p)|}; s += *p; }
            for (int i = 0; i < n; i++) *(x + i) /= s;
        }

        static unsafe void Fixed(float[] x)
        {
            fixed (float* p = x)
            {
                float s = 0;
                for (int i = 0; i < x.Length; i++) { p[i] = {|SMG1001:MathF.Exp(p[i])|}; s += p[i]; }
                for (int i = 0; i < x.Length; i++) p[i] /= s;
            }
        }
        """);

    [Fact]
    public Task WhileLoop_And_Do() => Members("""
        static double P(double[] x, int k)
        {
            double s = 0;
            int i = 0;
            while (i < x.Length) { s += {|SMG1001:Math.Exp(x[i])|}; i++; }
            return Math.Exp(x[k]) / s;
        }
        """);

    [Fact]
    public Task TopLevelStatements()
    {
        var test = new SoftmaxCodeTest { TestCode = """
            double[] x = args.Select(double.Parse).ToArray();
            double s = x.Sum(v => {|SMG1001:Math.Exp(v)|});
            Console.WriteLine(string.Join(" ", x.Select(v => Math.Exp(v) / s)));
            """ };
        test.CompilationOptions = test.CompilationOptions.WithOutputKind(Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);
        return test.RunAsync();
    }

    [Fact]
    public Task HelperInAnotherFile() => SoftmaxCodeTest.VerifyAsync(
        """
        public static class Helper
        {
            public static double Grow(double v) => Math.Exp(v);
        }
        """,
        """
        public static class Layer
        {
            public static double[] Shares(double[] x)
            {
                var total = 0.0;
                foreach (var v in x) total += {|SMG1001:Helper.Grow(v)|};
                return x.Select(v => Helper.Grow(v) / total).ToArray();
            }
        }
        """);
}
