using System.Numerics;
using SoftmaxGen.Generator.Planning;
using Xunit.Abstractions;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>The emitted exponential and logarithm: within the bounds that stand in their summaries, the same bits at every width.</summary>
public sealed class VectorMathTests(ITestOutputHelper output)
{
    private const double ExpBound = 1.02;
    private const double ExpOfTableBound = 0.62;
    private const double LogBound = 0.67;

    private const int EntriesPerOctave = 8;
    private const double TableScale = 9124414.0 / (1 << 23);

    private static readonly float[] SingleMaxima = [0, 1, -1, 0.3f, 88.72f, -100, 255.9f, -255.9f, 256, -256, 300.1f, -1000, 12345.678f, -9.9e4f];
    private static readonly double[] DoubleMaxima = [0, 1, -1, 0.3, 700.1, -2047.9, 2048, -3000.7, 1e6 / 3];

    [Fact]
    public void ExpOfFloat_IsWithinItsBound()
    {
        MathUnderTest<float> math = new(VectorWidth.Bits256);
        double worst = 0;
        foreach (float maximum in SingleMaxima)
        {
            // Densely below a maximum of 0, where every d is a float; elsewhere a sample.
            float[] x = Below(maximum, maximum == 0 ? 1 << 22 : 1 << 17, 119.9f);
            worst = Math.Max(worst, WorstExp(math.Exp(x, maximum), x, maximum, EntriesPerOctave, static (d, eighths) => TableScale * Math.Exp(d) * Math.Pow(2, eighths / 8.0)));
        }

        Assert.InRange(worst, 0, ExpOfTableBound);
    }

    [Fact]
    public void ExpOfDouble_IsWithinItsBound()
    {
        MathUnderTest<double> math = new(VectorWidth.Bits256);
        double worst = 0;
        foreach (double maximum in DoubleMaxima)
        {
            double[] x = Below(maximum, 1 << 13, 761.9);
            worst = Math.Max(worst, WorstExp(math.Exp(x, maximum), x, maximum, stepsPerOctave: 1, static (d, exponent) => DoubleDouble.Exp(d, exponent)));
        }

        Assert.InRange(worst, 0, ExpBound);
    }

    [Fact]
    public void LogOnePlusOfFloat_IsWithinItsBound()
    {
        // From where half the result is a normal number.
        float[] q = LogSpaced<float>(1 << 17, 2.4e-38, 4e9);
        double worst = WorstLog(new MathUnderTest<float>(VectorWidth.Bits256).LogOnePlus(q), q);

        Assert.InRange(worst, 0, LogBound);
    }

    [Fact]
    public void LogOnePlusOfDouble_IsWithinItsBound()
    {
        double[] q = [.. LogSpaced<double>(1 << 14, 1e-300, 4e9), .. LogSpaced<double>(1 << 15, 1e-4, 100)];
        double worst = WorstLog(new MathUnderTest<double>(VectorWidth.Bits256).LogOnePlus(q), q);

        Assert.InRange(worst, 0, LogBound);
    }

    [Fact]
    public void LogOfSumOfFloat_IsWithinItsBound() =>
        Assert.InRange(WorstLog(new MathUnderTest<float>(VectorWidth.Bits256), LogArguments<float>.Random(1 << 18)), 0, LogBound);

    [Fact]
    public void LogOfSumOfDouble_IsWithinItsBound() =>
        Assert.InRange(WorstLog(new MathUnderTest<double>(VectorWidth.Bits256), LogArguments<double>.Random(1 << 17)), 0, LogBound);

    [Fact]
    public void FloatAtEveryWidth_HasTheSameBits() => CompareWidths<float>(SingleMaxima, 120, 1e-45);

    [Fact]
    public void DoubleAtEveryWidth_HasTheSameBits() => CompareWidths<double>(DoubleMaxima, 762, double.Epsilon);

    [Fact]
    public void SpecialArguments_EndWhereTheyShould()
    {
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            AssertSpecial<float>(width);
            AssertSpecial<double>(width);
        }
    }

    private static void AssertSpecial<T>(VectorWidth width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MathUnderTest<T> math = new(width);
        T[] Splat(T value) => [.. Enumerable.Repeat(value, 16)];

        // Far below the maximum: so little that the sum does not notice.
        T peak = math.Exp(Splat(T.One), T.One)[0];
        Assert.All(math.Exp(Splat(T.NegativeInfinity), T.One), term => Assert.True(term >= T.Zero && peak + (term * T.CreateChecked(1 << 20)) == peak));
        Assert.All(math.Exp(Splat(T.NaN), T.One), static term => Assert.True(T.IsNaN(term)));
        Assert.All(math.Exp(Splat(T.NaN), T.NaN), static term => Assert.True(T.IsNaN(term)));
        Assert.All(math.Exp(Splat(T.One), T.PositiveInfinity), static term => Assert.True(T.IsNaN(term)));
        Assert.All(math.Exp(Splat(T.PositiveInfinity), T.PositiveInfinity), static term => Assert.True(T.IsNaN(term)));
        Assert.All(math.Exp(Splat(T.NegativeInfinity), T.NegativeInfinity), static term => Assert.True(T.IsNaN(term)));
        Assert.All(math.LogOnePlus(Splat(T.NaN)), static value => Assert.True(T.IsNaN(value)));
        Assert.All(math.LogOnePlus(Splat(T.Zero)), static value => Assert.Equal(T.Zero, value));
    }

    private static void CompareWidths<T>(T[] maxima, double depth, double smallest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MathUnderTest<T> scalar = new(VectorWidth.Scalar);
        foreach (VectorWidth width in new[] { VectorWidth.Bits128, VectorWidth.Bits256, VectorWidth.Bits512 })
        {
            MathUnderTest<T> math = new(width);
            foreach (T maximum in maxima)
            {
                // Beyond the floor too.
                T[] x = Below(maximum, 1 << 12, T.CreateChecked(1.2 * depth));
                Assert.Equal(scalar.Exp(x, maximum), math.Exp(x, maximum));
            }

            T[] q = LogSpaced<T>(1 << 15, smallest, 4e9);
            Assert.Equal(scalar.LogOnePlus(q), math.LogOnePlus(q));
            LogArguments<T> arguments = LogArguments<T>.Random(1 << 13);
            Assert.Equal(arguments.Of(scalar), arguments.Of(math));
        }
    }

    // What is emitted is e^(x − s) · 2^(j / steps), with s the maximum if that is large and 0 otherwise, and j common to the row;
    // with a table, times what all its entries have in common.
    private double WorstExp<T>(T[] actual, T[] x, T maximum, int stepsPerOctave, Func<double, int, DoubleDouble> exp)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double top = double.CreateChecked(maximum);
        double shift = Math.Abs(top) >= (typeof(T) == typeof(double) ? 2048 : 256) ? top : 0;
        double octaves = Math.Log2(double.CreateChecked(actual[0])) - ((top - shift) / Math.Log(2)) - (stepsPerOctave == 1 ? 0 : Math.Log2(TableScale));
        int common = (int)Math.Round(stepsPerOctave * octaves);
        ErrorTable<T> errors = new();
        for (int i = 0; i < x.Length; i++)
        {
            DoubleDouble exact = exp(double.CreateChecked(x[i]) - shift, common);
            errors.Add("exp", double.CreateChecked(actual[i]), exact, exact, () => $"x = {x[i]}, maximum {maximum}");
        }

        output.WriteLine(errors.Describe("exp"));
        return errors.Worst("exp");
    }

    private double WorstLog<T>(T[] actual, T[] q)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ErrorTable<T> errors = new();
        for (int i = 0; i < q.Length; i++)
        {
            DoubleDouble exact = DoubleDouble.LogOnePlus(double.CreateChecked(q[i]));
            errors.Add("log(1 + q)", double.CreateChecked(actual[i]), exact, exact, () => $"q = {q[i]}");
        }

        output.WriteLine(errors.Describe("log(1 + q)"));
        return errors.Worst("log(1 + q)");
    }

    private double WorstLog<T>(MathUnderTest<T> math, LogArguments<T> arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] actual = arguments.Of(math);
        ErrorTable<T> errors = new();
        for (int i = 0; i < actual.Length; i++)
        {
            DoubleDouble exact = arguments.Exact(i);
            int index = i;
            errors.Add("log of a sum", double.CreateChecked(actual[i]), exact, exact, () => arguments.Describe(index));
        }

        output.WriteLine(errors.Describe("log of a sum"));
        return errors.Worst("log of a sum");
    }

    /// <summary>Numbers from the maximum, which comes first, down by the depth.</summary>
    private static T[] Below<T>(T maximum, int count, T depth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, count).Select(i => maximum - (depth * T.CreateChecked(i) / T.CreateChecked(count)))];

    private static T[] LogSpaced<T>(int count, double first, double last)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double step = (Math.Log(last) - Math.Log(first)) / count;
        return [.. Enumerable.Range(0, count).Select(i => T.CreateChecked(Math.Exp(Math.Log(first) + (step * i))))];
    }
}
