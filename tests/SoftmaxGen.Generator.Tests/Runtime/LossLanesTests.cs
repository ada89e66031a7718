using System.Runtime.Intrinsics;
using SoftmaxGen.Runtime;

namespace SoftmaxGen.Generator.Tests.Runtime;

/// <summary>The sum of a batch's losses has the same bits however they are added.</summary>
public sealed class LossLanesTests
{
    private const int Rows = 48;

    private static readonly float[] Singles = Losses(static r => (float)Math.Pow(10, (8 * r) - 4));
    private static readonly double[] Doubles = Losses(static r => Math.Pow(10, (16 * r) - 8));

    [Fact]
    public void EveryWidthOfFloat_GivesTheSameSum()
    {
        LossLanes one = default, four = default, eight = default, sixteen = default;
        for (int row = 0; row < Rows; row++)
        {
            one.Add(row, Singles[row]);
        }

        for (int row = 0; row < Rows; row += 4)
        {
            four.Add(row, Vector128.Create(Singles, row));
        }

        for (int row = 0; row < Rows; row += 8)
        {
            eight.Add(row, Vector256.Create(Singles, row));
        }

        for (int row = 0; row < Rows; row += 16)
        {
            sixteen.Add(row, Vector512.Create(Singles, row));
        }

        Assert.Equal(Expected([.. Singles.Select(static loss => (double)loss)]), one.Sum());
        Assert.Equal([one.Sum(), one.Sum(), one.Sum()], new[] { four.Sum(), eight.Sum(), sixteen.Sum() });
    }

    [Fact]
    public void EveryWidthOfDouble_GivesTheSameSum()
    {
        LossLanes one = default, two = default, four = default, eight = default;
        for (int row = 0; row < Rows; row++)
        {
            one.Add(row, Doubles[row]);
        }

        for (int row = 0; row < Rows; row += 2)
        {
            two.Add(row, Vector128.Create(Doubles, row));
        }

        for (int row = 0; row < Rows; row += 4)
        {
            four.Add(row, Vector256.Create(Doubles, row));
        }

        for (int row = 0; row < Rows; row += 8)
        {
            eight.Add(row, Vector512.Create(Doubles, row));
        }

        Assert.Equal(Expected(Doubles), one.Sum());
        Assert.Equal([one.Sum(), one.Sum(), one.Sum()], new[] { two.Sum(), four.Sum(), eight.Sum() });
    }

    [Fact]
    public void Sum_LeavesTheLanesAlone()
    {
        LossLanes lanes = default;
        Assert.Equal(0, lanes.Sum());

        lanes.Add(17, 1);
        lanes.Add(3, 2);

        Assert.Equal(3, lanes.Sum());
        Assert.Equal(3, lanes.Sum());
    }

    [Fact]
    public void NotFiniteLosses_ReachTheSum()
    {
        LossLanes lanes = default;
        lanes.Add(5, double.PositiveInfinity);
        Assert.Equal(double.PositiveInfinity, lanes.Sum());

        lanes.Add(6, double.NaN);
        Assert.Equal(double.NaN, lanes.Sum());
    }

    private static double Expected(double[] losses)
    {
        double[] lanes = new double[16];
        for (int row = 0; row < losses.Length; row++)
        {
            lanes[row % 16] += losses[row];
        }

        for (int half = 8; half > 0; half /= 2)
        {
            lanes = [.. lanes[..half].Zip(lanes[half..], static (a, b) => a + b)];
        }

        return lanes[0];
    }

    private static T[] Losses<T>(Func<double, T> number)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, Rows).Select(_ => number(random.NextDouble()))];
    }
}
