using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>A sum of numbers, one after the other, with its rounding errors (Knuth's TwoSum): as good as rounded once.</summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _low;

    /// <summary>The sum, rounded.</summary>
    public readonly double Value => double.IsFinite(_sum) ? _sum + _low : _sum;

    /// <summary>Adds a number and what belongs to it but is below its precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value, double low = 0)
    {
        double sum = _sum + value;
        double added = sum - _sum;
        _low += ((_sum - (sum - added)) + (value - added)) + low;
        _sum = sum;
    }
}
