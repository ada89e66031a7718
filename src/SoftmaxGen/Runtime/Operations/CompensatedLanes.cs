using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Adds up numbers of rows in double, with their rounding errors (Knuth's TwoSum), in 16 lanes by row index modulo 16: the sum has the
/// same bits at every vector width and in every layout, as long as the rows of each lane come in their order.
/// </summary>
internal struct CompensatedLanes
{
    private const int LaneCount = 16;

    private Lanes _sums;
    private Lanes _lows;

    /// <summary>The sum, rounded.</summary>
    public readonly double Value
    {
        get
        {
            CompensatedSum all = default;
            for (int lane = 0; lane < LaneCount; lane++)
            {
                all.Add(_sums[lane], _lows[lane]);
            }

            return all.Value;
        }
    }

    /// <summary>Adds the number of a row and what belongs to it but is below its precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int row, double value, double low = 0)
    {
        ref double laneSum = ref _sums[row & (LaneCount - 1)];
        double sum = laneSum + value;
        double added = sum - laneSum;
        _lows[row & (LaneCount - 1)] += ((laneSum - (sum - added)) + (value - added)) + low;
        laneSum = sum;
    }

    /// <summary>Adds the numbers of rows from one on.</summary>
    /// <param name="row">The first row.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="lows">What belongs to them but is below their precision, or null.</param>
    /// <param name="count">How many there are.</param>
    public unsafe void Add<T>(int row, T* values, T* lows, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i < count && (row + i) % Vector256<double>.Count != 0; i++)
            {
                Add(row + i, double.CreateTruncating(values[i]), lows == null ? 0 : double.CreateTruncating(lows[i]));
            }

            int begin = i;
            i = count - ((count - begin) % Vector256<double>.Count);
            for (int first = begin; first < Math.Min(i, begin + LaneCount); first += Vector256<double>.Count)
            {
                AddToFour((row + first) & (LaneCount - 1), values, lows, first, i);
            }
        }

        for (; i < count; i++)
        {
            Add(row + i, double.CreateTruncating(values[i]), lows == null ? 0 : double.CreateTruncating(lows[i]));
        }
    }

    /// <summary>Adds what belongs to four lanes, which stay in registers: every fourth four numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void AddToFour<T>(int lane, T* values, T* lows, int first, int count)
        where T : unmanaged
    {
        ref double sums = ref _sums[lane];
        ref double losses = ref _lows[lane];
        Vector256<double> sum = Vector256.LoadUnsafe(ref sums);
        Vector256<double> lost = Vector256.LoadUnsafe(ref losses);
        for (int i = first; i < count; i += LaneCount)
        {
            Vector256<double> value = Widen(values + i);
            Vector256<double> before = sum;
            sum = before + value;
            Vector256<double> added = sum - before;
            Vector256<double> error = (before - (sum - added)) + (value - added);
            lost += lows == null ? error : error + Widen(lows + i);
        }

        sum.StoreUnsafe(ref sums);
        lost.StoreUnsafe(ref losses);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<double> Widen<T>(T* values)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            return Vector256.Load((double*)values);
        }

        Vector128<float> floats = Vector128.Load((float*)values);
        return Avx.IsSupported ? Avx.ConvertToVector256Double(floats) : Vector256.Create(Vector128.WidenLower(floats), Vector128.WidenUpper(floats));
    }

    [InlineArray(LaneCount)]
    private struct Lanes
    {
        private double _lane0;
    }
}
