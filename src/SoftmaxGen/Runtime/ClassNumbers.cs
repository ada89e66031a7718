using System.Buffers;
using System.ComponentModel;
using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>Labels of another integer type, as ints. Not meant to be used by hand.</summary>
/// <typeparam name="TNumber">The underlying type of an enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ClassNumbers<TNumber>
    where TNumber : unmanaged, IBinaryInteger<TNumber>
{
    private readonly int[] _rented;
    private readonly int _length;

    /// <summary>Copies the labels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A label is not an int; then it is neither a class nor an ignore label.</exception>
    public ClassNumbers(ReadOnlySpan<TNumber> labels, string name)
    {
        _length = labels.Length;
        _rented = ArrayPool<int>.Shared.Rent(_length);
        for (int row = 0; row < _length; row++)
        {
            int number = int.CreateTruncating(labels[row]);
            if (TNumber.CreateTruncating(number) != labels[row] || (number < 0 && labels[row] > TNumber.Zero))
            {
                ArrayPool<int>.Shared.Return(_rented);
                throw new ArgumentOutOfRangeException(name, labels[row], $"Row {row} has the label {labels[row]}, which is neither a class nor the ignore label.");
            }

            _rented[row] = number;
        }
    }

    /// <summary>The labels.</summary>
    public ReadOnlySpan<int> Span => _rented.AsSpan(0, _length);

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<int>.Shared.Return(_rented);
}
