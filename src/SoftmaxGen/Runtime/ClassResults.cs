using System.Buffers;
using System.ComponentModel;
using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>Room for classes that go to memory of another integer type. Not meant to be used by hand.</summary>
/// <typeparam name="TNumber">The underlying type of an enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ClassResults<TNumber>
    where TNumber : unmanaged, IBinaryInteger<TNumber>
{
    private readonly Span<TNumber> _destination;
    private readonly int[] _rented;

    /// <summary>Room for as many classes as there is room for in the end, with what is there now.</summary>
    public ClassResults(Span<TNumber> destination)
    {
        _destination = destination;
        _rented = ArrayPool<int>.Shared.Rent(destination.Length);
        for (int i = 0; i < destination.Length; i++)
        {
            _rented[i] = int.CreateTruncating(destination[i]);
        }
    }

    /// <summary>Where the classes go first.</summary>
    public Span<int> Span => _rented.AsSpan(0, _destination.Length);

    /// <summary>Copies the classes to where they belong.</summary>
    public void Store()
    {
        for (int i = 0; i < _destination.Length; i++)
        {
            _destination[i] = TNumber.CreateTruncating(_rented[i]);
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<int>.Shared.Return(_rented);
}
