using System.Numerics;
using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>What the emitted logarithm is given: the maximum's term, how often it occurs and the sum below it, each term with its low part.</summary>
internal sealed record LogArguments<T>(T[] Peak, T[] PeakLow, T[] Count, T[] Sum, T[] SumLow)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Terms as kernels have them, from sums that hardly count to those of thousands of classes.</summary>
    public static LogArguments<T> Random(int count)
    {
        Precision precision = Precision.Of(typeof(T) == typeof(double) ? ElementType.Double : ElementType.Single);
        Random random = new(7);
        LogArguments<T> arguments = new(new T[count], new T[count], new T[count], new T[count], new T[count]);
        for (int i = 0; i < count; i++)
        {
            double peak = precision.PeakPower * Math.Exp(precision.StepHigh * (random.NextDouble() - 0.5));
            int peaks = (i % 4) switch { 0 => 2 + random.Next(3), 1 => 1 + random.Next(1000), _ => 1 };
            double sum = peak * (i % 3 == 0 ? 4 * random.NextDouble() : Math.Exp((random.NextDouble() * 69) - 60));
            arguments.Peak[i] = T.CreateChecked(peak);
            arguments.PeakLow[i] = LowPart(arguments.Peak[i], random);
            arguments.Count[i] = T.CreateChecked(peaks);
            arguments.Sum[i] = T.CreateChecked(sum);
            arguments.SumLow[i] = LowPart(arguments.Sum[i], random);
        }

        return arguments;
    }

    public T[] Of(MathUnderTest<T> math) => math.LogOfSum(Peak, PeakLow, Count, Sum, SumLow);

    public DoubleDouble Exact(int i)
    {
        DoubleDouble sum = (DoubleDouble)double.CreateChecked(Sum[i]) + double.CreateChecked(SumLow[i]);
        DoubleDouble peak = (DoubleDouble)double.CreateChecked(Peak[i]) + double.CreateChecked(PeakLow[i]);
        return DoubleDouble.LogOnePlus((sum / peak) + (double.CreateChecked(Count[i]) - 1));
    }

    public string Describe(int i) => $"peak {Peak[i]} + {PeakLow[i]}, {Count[i]} times, sum {Sum[i]} + {SumLow[i]}";

    /// <summary>At most half of what the number is apart from the next.</summary>
    private static T LowPart(T number, Random random) => (T.BitIncrement(number) - number) * T.CreateChecked(random.NextDouble() - 0.5);
}
