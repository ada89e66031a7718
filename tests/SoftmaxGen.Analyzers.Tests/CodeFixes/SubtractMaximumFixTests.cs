using Microsoft.CodeAnalysis;
using SoftmaxGen.CodeFixes;

namespace SoftmaxGen.Analyzers.Tests.CodeFixes;

/// <summary>How the text looks after "subtract the maximum" (SMG1001), and where it is not offered.</summary>
public sealed class SubtractMaximumFixTests
{
    private static Task Members(string before, string after) => SoftmaxFixTest<SubtractMaximumFix>.VerifyMembersAsync(before, after);

    private static Task NotOffered(string members) => SoftmaxFixTest<SubtractMaximumFix>.VerifyNotOfferedAsync(members);

    [Fact]
    public Task LazySource_IsEnumeratedOnce() => Members(
        """
        static IEnumerable<float> P(IEnumerable<float> output)
        {
            // Postprocess softmax vector.
            float sum = output.Sum(x => (float){|SMG1001:Math.Exp(x)|});
            return output.Select(x => (float)Math.Exp(x) / sum); // lazy
        }
        """,
        """
        static IEnumerable<float> P(IEnumerable<float> output)
        {
            // Postprocess softmax vector.
            float[] values = output.ToArray();
            float max = values.DefaultIfEmpty().Max();
            float sum = values.Sum(x => (float)Math.Exp(x - max));
            return values.Select(x => (float)Math.Exp(x - max) / sum); // lazy
        }
        """);

    [Fact]
    public Task Loops_AndComments() => Members(
        """
        static void P(float[] cells)
        {
            float acc = 0f;
            for (int i = 0; i < cells.Length; i++) // all of them
            {
                cells[i] = {|SMG1001:MathF.Exp(cells[i] /* raw */)|};
                acc += cells[i];
            }
            for (int i = 0; i < cells.Length; i++) cells[i] /= acc;
        }
        """,
        """
        static void P(float[] cells)
        {
            float acc = 0f;
            float max = float.NegativeInfinity;
            for (int i = 0; i < cells.Length; i++)
            {
                max = MathF.Max(max, cells[i]);
            }
            for (int i = 0; i < cells.Length; i++) // all of them
            {
                cells[i] = MathF.Exp(cells[i] - max /* raw */);
                acc += cells[i];
            }
            for (int i = 0; i < cells.Length; i++) cells[i] /= acc;
        }
        """);

    [Fact]
    public Task ExpressionBody_BecomesABlock() => Members(
        """
        static double Lse(double[] x) => Math.Log(x.Sum(v => {|SMG1001:Math.Exp(v)|})); // log Z
        """,
        """
        static double Lse(double[] x)
        {
            double max = x.DefaultIfEmpty().Max();
            if (double.IsInfinity(max)) max = 0;
            return max + Math.Log(x.Sum(v => Math.Exp(v - max))); // log Z
        }
        """);

    [Fact]
    public Task NamesThatAreTaken_GetANumber() => Members(
        """
        static double[] P(double[] x, double max)
        {
            double s = x.Select({|SMG1001:Math.Exp|}).Sum();
            return x.Select(v => Math.Exp(v) / s * max).ToArray();
        }
        """,
        """
        static double[] P(double[] x, double max)
        {
            double max1 = x.DefaultIfEmpty().Max();
            double s = x.Select(x1 => Math.Exp(x1 - max1)).Sum();
            return x.Select(v => Math.Exp(v - max1) / s * max).ToArray();
        }
        """);

    [Fact]
    public Task Temperature_OfEitherSign() => Members(
        """
        static double[] P(double[] q, double t)
        {
            double z = q.Sum(v => {|SMG1001:Math.Exp(v / t)|});
            return q.Select(v => Math.Exp(v / t) / z).ToArray();
        }
        """,
        """
        static double[] P(double[] q, double t)
        {
            double max = q.Select(v => v / t).DefaultIfEmpty().Max();
            double z = q.Sum(v => Math.Exp(v / t - max));
            return q.Select(v => Math.Exp(v / t - max) / z).ToArray();
        }
        """);

    [Fact]
    public Task TwoExponentials_OneMaximum() => Members(
        """
        static double First(double a, double b)
        {
            double ea = {|SMG1001:Math.Exp(a)|}, eb = {|SMG1001:Math.Exp(b)|};
            return ea / (ea + eb);
        }
        """,
        """
        static double First(double a, double b)
        {
            double max = Math.Max(a, b);
            double ea = Math.Exp(a - max), eb = Math.Exp(b - max);
            return ea / (ea + eb);
        }
        """);

    [Fact]
    public Task SeveralInOneMethod_AndInTwoFiles() => SoftmaxFixTest<SubtractMaximumFix>.VerifyAsync(
        [
            """
            class A
            {
                static double[] Two(double[] x, double[] y)
                {
                    double a = x.Sum(v => {|SMG1001:Math.Exp(v)|});
                    double b = y.Sum(v => {|SMG1001:Math.Exp(v)|});
                    return x.Select(v => Math.Exp(v) / a).Concat(y.Select(v => Math.Exp(v) / b)).ToArray();
                }
            }
            """,
            """
            class B
            {
                static double Lse(double[] x) => Math.Log(x.Sum(v => {|SMG1001:Math.Exp(v)|})) - Math.Log(x.Sum(v => {|SMG1001:Math.Exp(2 * v)|}));
            }
            """,
        ],
        [
            """
            class A
            {
                static double[] Two(double[] x, double[] y)
                {
                    double max = x.DefaultIfEmpty().Max();
                    double a = x.Sum(v => Math.Exp(v - max));
                    double max1 = y.DefaultIfEmpty().Max();
                    double b = y.Sum(v => Math.Exp(v - max1));
                    return x.Select(v => Math.Exp(v - max) / a).Concat(y.Select(v => Math.Exp(v - max1) / b)).ToArray();
                }
            }
            """,
            """
            class B
            {
                static double Lse(double[] x)
                {
                    double max = x.DefaultIfEmpty().Max();
                    if (double.IsInfinity(max)) max = 0;
                    double max1 = x.Select(v => 2 * v).DefaultIfEmpty().Max();
                    if (double.IsInfinity(max1)) max1 = 0;
                    return (max + Math.Log(x.Sum(v => Math.Exp(v - max)))) - (max1 + Math.Log(x.Sum(v => Math.Exp(2 * v - max1))));
                }
            }
            """,
        ]);

    [Fact]
    public Task TopLevelStatements() => SoftmaxFixTest<SubtractMaximumFix>.VerifyAsync(
        [
            """
            double[] x = args.Select(double.Parse).ToArray();
            double s = x.Sum(v => {|SMG1001:Math.Exp(v)|});
            Console.WriteLine(string.Join(" ", x.Select(v => Math.Exp(v) / s)));
            """,
        ],
        [
            """
            double[] x = args.Select(double.Parse).ToArray();
            double max = x.DefaultIfEmpty().Max();
            double s = x.Sum(v => Math.Exp(v - max));
            Console.WriteLine(string.Join(" ", x.Select(v => Math.Exp(v - max) / s)));
            """,
        ],
        static test => test.CompilationOptions = test.CompilationOptions.WithOutputKind(OutputKind.ConsoleApplication));

    [Fact]
    public Task WindowsNewLines_AndTabs_Stay() => SoftmaxFixTest<SubtractMaximumFix>.VerifyAsync(
        "class A\r\n{\r\n\tstatic double P(double[] x, int k)\r\n\t{\r\n\t\tdouble s = 0;\r\n\t\tforeach (var v in x) s += {|SMG1001:Math.Exp(v)|};\r\n\t\treturn Math.Exp(x[k]) / s;\r\n\t}\r\n}\r\n",
        "class A\r\n{\r\n\tstatic double P(double[] x, int k)\r\n\t{\r\n\t\tdouble s = 0;\r\n\t\tdouble max = double.NegativeInfinity;\r\n\t\tforeach (var v in x)\r\n\t\t{\r\n\t\t\tmax = Math.Max(max, v);\r\n\t\t}\r\n\t\tforeach (var v in x) s += Math.Exp(v - max);\r\n\t\treturn Math.Exp(x[k] - max) / s;\r\n\t}\r\n}\r\n");

    [Fact]
    public Task ASumThatIsShown_IsNotScaled() => NotOffered("""
        static double[] P(double[] x)
        {
            double s = x.Sum(v => {|SMG1001:Math.Exp(v)|});
            Console.WriteLine(s);
            return x.Select(v => Math.Exp(v) / s).ToArray();
        }
        """);

    [Fact]
    public Task ASumThatStartsAtOne_IsLeftAlone() => NotOffered("""
        static double[] P(double[] eta)
        {
            double z = 1;
            foreach (var e in eta) z += {|SMG1001:Math.Exp(e)|};
            return eta.Select(e => Math.Exp(e) / z).ToArray();
        }
        """);

    [Fact]
    public Task AHelper_HasOtherCallers() => NotOffered("""
        static double Grow(double v) => Math.Exp(v);

        static double[] P(double[] x)
        {
            double s = 0;
            foreach (var v in x) s += {|SMG1001:Grow(v)|};
            return x.Select(v => Grow(v) / s).ToArray();
        }
        """);

    [Fact]
    public Task AnArgumentWithEffects_IsNotEvaluatedTwice() => NotOffered("""
        static double P(int n, Func<int, double> score)
        {
            double s = 0;
            for (int i = 0; i < n; i++) s += {|SMG1001:Math.Exp(score(i))|};
            return Math.Log(s);
        }
        """);

    [Fact]
    public Task ARunningSum_HasNoMaximumYet() => NotOffered("""
        static double LogLikelihood(double[] eta, bool[] died)
        {
            double ll = 0, risk = 0;
            for (int i = eta.Length - 1; i >= 0; i--)
            {
                double e = eta[i] * 2;
                risk += {|SMG1001:Math.Exp(e)|};
                if (died[i]) ll += e - Math.Log(risk);
                Console.WriteLine(risk);
            }
            return ll;
        }
        """);
}
