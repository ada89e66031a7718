using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen;

/// <summary>
/// The labels of a batch, as they are in memory: of type int, long or byte. Spans and arrays of these types convert to it, so that
/// calls are written as if they took them. Ints are read where they are; labels of the other types are checked and copied first.
/// </summary>
/// <remarks>Labels are classes, numbered from 0, or the ignore label. A byte can hold no negative one: give the options another.</remarks>
[CollectionBuilder(typeof(ClassLabels), nameof(Create))]
public readonly ref struct ClassLabels
{
    private readonly ref readonly byte _first;
    private readonly int _size;

    private ClassLabels(ref readonly byte first, int length, int size)
    {
        _first = ref first;
        Length = length;
        _size = size;
    }

    /// <summary>How many labels there are.</summary>
    public int Length { get; }

    /// <summary>Whether the labels are ints.</summary>
    internal bool AreInts => _size is 0 or sizeof(int);

    /// <summary>Whether they are longs.</summary>
    internal bool AreLongs => _size == sizeof(long);

    /// <summary>The label of a row.</summary>
    /// <param name="row">The row, from 0 to below <see cref="Length"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public long this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Length);
            return _size switch
            {
                sizeof(byte) => As<byte>()[row],
                sizeof(long) => As<long>()[row],
                _ => As<int>()[row],
            };
        }
    }

    /// <summary>Labels of type int.</summary>
    /// <param name="labels">The labels.</param>
    public static implicit operator ClassLabels(ReadOnlySpan<int> labels) => Of(labels);

    /// <inheritdoc cref="op_Implicit(ReadOnlySpan{int})"/>
    public static implicit operator ClassLabels(Span<int> labels) => Of<int>(labels);

    /// <inheritdoc cref="op_Implicit(ReadOnlySpan{int})"/>
    public static implicit operator ClassLabels(int[]? labels) => Of<int>(labels);

    /// <summary>Labels of type long.</summary>
    /// <param name="labels">The labels.</param>
    public static implicit operator ClassLabels(ReadOnlySpan<long> labels) => Of(labels);

    /// <inheritdoc cref="op_Implicit(ReadOnlySpan{long})"/>
    public static implicit operator ClassLabels(Span<long> labels) => Of<long>(labels);

    /// <inheritdoc cref="op_Implicit(ReadOnlySpan{long})"/>
    public static implicit operator ClassLabels(long[]? labels) => Of<long>(labels);

    /// <summary>Labels of type byte.</summary>
    /// <param name="labels">The labels.</param>
    public static implicit operator ClassLabels(ReadOnlySpan<byte> labels) => Of(labels);

    /// <inheritdoc cref="op_Implicit(ReadOnlySpan{byte})"/>
    public static implicit operator ClassLabels(Span<byte> labels) => Of<byte>(labels);

    /// <inheritdoc cref="op_Implicit(ReadOnlySpan{byte})"/>
    public static implicit operator ClassLabels(byte[]? labels) => Of<byte>(labels);

    /// <summary>The labels of a collection expression, such as <c>[0, 2, 1]</c>.</summary>
    /// <param name="labels">The labels.</param>
    /// <returns>The labels.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static ClassLabels Create(ReadOnlySpan<long> labels) => labels;

    /// <summary>Goes through the labels.</summary>
    /// <returns>What goes through them.</returns>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>The labels, which must be of this type.</summary>
    internal ReadOnlySpan<TLabel> As<TLabel>()
        where TLabel : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, TLabel>(ref Unsafe.AsRef(in _first)), Length);

    private static ClassLabels Of<TLabel>(ReadOnlySpan<TLabel> labels)
        where TLabel : unmanaged =>
        new(ref Unsafe.As<TLabel, byte>(ref MemoryMarshal.GetReference(labels)), labels.Length, Unsafe.SizeOf<TLabel>());

    /// <summary>Goes through labels, as longs.</summary>
    public ref struct Enumerator
    {
        private readonly ClassLabels _labels;
        private int _row;

        internal Enumerator(ClassLabels labels)
        {
            _labels = labels;
            _row = -1;
        }

        /// <summary>The label.</summary>
        public readonly long Current => _labels[_row];

        /// <summary>Goes on to the next label.</summary>
        /// <returns>Whether there is one.</returns>
        public bool MoveNext() => ++_row < _labels.Length;
    }
}
