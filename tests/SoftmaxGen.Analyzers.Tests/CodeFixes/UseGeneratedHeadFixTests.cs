using SoftmaxGen.CodeFixes;

namespace SoftmaxGen.Analyzers.Tests.CodeFixes;

/// <summary>"Use a generated head" (SMG1001, SMG1007): only where the number of classes is a constant in sight.</summary>
public sealed class UseGeneratedHeadFixTests
{
    public static TheoryData<string, string> Shapes => new()
    {
        { "in place", """
            private static readonly float[] Cells = new float[3];
            static float[] Run(float[] x)
            {
                x.CopyTo(Cells, 0);
                float acc = 0f;
                for (int i = 0; i < Cells.Length; i++)
                {
                    Cells[i] = MathF.Exp(Cells[i]);
                    acc += Cells[i];
                }
                for (int i = 0; i < Cells.Length; i++)
                {
                    Cells[i] /= acc;
                }
                return Cells;
            }
            """ },
        { "a bound", """
            private const int Classes = 3;
            static double[] Run(double[] x)
            {
                var p = new double[Classes];
                double sum = 0;
                for (int i = 0; i < Classes; i++) sum += Math.Exp(x[i]);
                for (int i = 0; i < Classes; i++) p[i] = Math.Exp(x[i]) / sum;
                return p;
            }
            """ },
        { "spans on the stack", """
            static float[] Run(float[] x)
            {
                ReadOnlySpan<float> row = x;
                Span<float> p = stackalloc float[3];
                float sum = 0;
                for (int i = 0; i < 3; i++) { float e = MathF.Exp(row[i]); p[i] = e; sum += e; }
                for (int i = 0; i < 3; i++) p[i] = p[i] / sum;
                return p.ToArray();
            }
            """ },
        { "queries", """
            static float[] Run(float[] x)
            {
                float[] logits = [x[0], x[1], x[2]];
                float sum = logits.Sum(v => MathF.Exp(v));
                return logits.Select(v => MathF.Exp(v) / sum).ToArray();
            }
            """ },
        { "queries, in a local", """
            static double[] Run(double[] x)
            {
                var logits = new double[] { x[0], x[1], x[2] };
                var sum = logits.Sum(v => Math.Exp(v));
                var p = logits.Select(v => Math.Exp(v) / sum).ToArray();
                return p;
            }
            """ },
        { "TensorPrimitives", """
            static float[] Run(float[] x)
            {
                float[] logits = [x[0], x[1], x[2]];
                float[] p = new float[3];
                System.Numerics.Tensors.TensorPrimitives.SoftMax<float>(logits, p);
                return p;
            }
            """ },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task SameNumbers_AndFiniteOnes(string name, string members)
    {
        string before = $"public static class Code\n{{\n{members}\n}}\n";

        Assert.NotEmpty(await FixBench.FindAsync(before));
        string after = await FixBench.FixAsync(new UseGeneratedHeadFix(), before);

        Assert.True(before != after, name + ": no fix");
        Func<double[], double[]> faulty = FixBench.Load(before);
        Func<double[], double[]> sound = FixBench.Load(after);
        double tolerance = members.Contains("float") ? 1e-6 : 1e-12;
        foreach (double[] logits in new double[][] { [1, 2, 3], [-0.5, 4, 0.25], [0, 0, 0] })
        {
            double[] expected = faulty(logits);
            double[] actual = sound(logits);
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= tolerance * Math.Abs(pair.First), $"{pair.First} became {pair.Second}\n{after}"));
        }

        Assert.All(sound([1000, 999, -1000]), number => Assert.True(double.IsFinite(number), after));
    }

    [Fact]
    public Task TwoFiles_ShareAHead() => SoftmaxFixTest<UseGeneratedHeadFix>.VerifyAsync(
        [
            """
            namespace One;

            class A
            {
                static void P(float[] x)
                {
                    float sum = 0; // of all
                    for (int i = 0; i < 3; i++) { x[i] = {|SMG1001:MathF.Exp(x[i])|}; sum += x[i]; }
                    for (int i = 0; i < 3; i++) x[i] /= sum;
                }

                static float[] Q(float[] x)
                {
                    float[] p = new float[3];
                    float sum = 0;
                    for (int i = 0; i < 3; i++) { p[i] = {|SMG1001:MathF.Exp(x[i])|}; sum += p[i]; }
                    for (int i = 0; i < 3; i++) p[i] /= sum;
                    return p;
                }
            }
            """,
            """
            namespace One;

            class B
            {
                static void P(float[] x)
                {
                    float sum = 0;
                    for (int i = 0; i < 3; i++) { x[i] = {|SMG1001:MathF.Exp(x[i])|}; sum += x[i]; }
                    for (int i = 0; i < 3; i++) x[i] /= sum;
                }
            }
            """,
        ],
        [
            """
            namespace One;

            class A
            {
                static void P(float[] x)
                {
                    float sum = 0; // of all
                    for (int i = 0; i < 3; i++) { x[i] = {|SMG1001:MathF.Exp(x[i])|}; sum += x[i]; }
                    for (int i = 0; i < 3; i++) x[i] /= sum;
                }

                static float[] Q(float[] x)
                {
                    float[] p = new float[3];
                    Softmax3.Softmax(x.AsSpan(0, 3), p);
                    return p;
                }
            }

            [SoftmaxGen.SoftmaxHead(K = 3)]
            internal static partial class Softmax3;
            """,
            """
            namespace One;

            class B
            {
                static void P(float[] x)
                {
                    Softmax3.Softmax(x.AsSpan(0, 3), x.AsSpan(0, 3));
                }
            }
            """,
        ]);

    [Fact]
    public Task AHeadThatExists_IsUsed() => SoftmaxFixTest<UseGeneratedHeadFix>.VerifyMembersAsync(
        """
        private readonly double[] _scores = new double[4];

        double[] P()
        {
            double sum = _scores.Sum(v => {|SMG1001:Math.Exp(v)|});
            return _scores.Select(v => Math.Exp(v) / sum).ToArray();
        }

        [SoftmaxGen.SoftmaxHead(K = 4, ElementType = typeof(double))]
        internal sealed partial class Seasons;

        [SoftmaxGen.SoftmaxHead(K = 4)]
        internal sealed partial class OfFloats;
        """,
        """
        private readonly double[] _scores = new double[4];

        double[] P()
        {
            double[] probabilities = new double[4];
            Seasons.Softmax(_scores, probabilities);
            return probabilities;
        }

        [SoftmaxGen.SoftmaxHead(K = 4, ElementType = typeof(double))]
        internal sealed partial class Seasons;

        [SoftmaxGen.SoftmaxHead(K = 4)]
        internal sealed partial class OfFloats;
        """);

    [Fact]
    public Task NoConstant_NoHead() => SoftmaxFixTest<UseGeneratedHeadFix>.VerifyNotOfferedAsync("""
        static void P(float[] x)
        {
            float sum = 0;
            for (int i = 0; i < x.Length; i++) { x[i] = {|SMG1001:MathF.Exp(x[i])|}; sum += x[i]; }
            for (int i = 0; i < x.Length; i++) x[i] /= sum;
        }

        private readonly double[] _x = new double[3];

        double Temperature(double t)
        {
            double sum = _x.Sum(v => {|SMG1001:Math.Exp(v / t)|});
            return _x.Select(v => Math.Exp(v / t) / sum).ToArray()[0];
        }
        """);
}
