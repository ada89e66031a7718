using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Rows of [N, K, inner] that are neighbours along the inner axis, one in each lane of a vector, and what belongs to them:
/// numbers per row, then a vector per class for the logits and one for the terms.
/// </summary>
internal unsafe struct ColumnBlock<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The vectors in front of the logits.</summary>
    public const int Slots = (int)Slot.LogLow + 1;

    /// <summary>The vectors of <see cref="Extra"/>.</summary>
    public const int Extras = 3;

    /// <summary>The memory from one block to the next, in elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Elements<TKernels>()
        where TKernels : struct, IHeadKernels<T> =>
        TKernels.HasColumns ? Scratch<TKernels, T>.BlockStride : (Slots + TKernels.ClassCount) * V.Count;

    /// <summary>
    /// Whether four neighbouring blocks may be read and written together, class after class: they share lines and pages, and lie
    /// between two classes that a stride puts into the same set of a cache. Few classes fit in any case.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool GoesByFour<TKernels>()
        where TKernels : struct, IHeadKernels<T> => !TKernels.HasColumns || TKernels.ClassCount > CacheLine.Ways;

    /// <summary>The first class of the first row.</summary>
    public T* Source;

    /// <summary>Where the first class of the first row goes; may be the source. Without outputs it means nothing.</summary>
    public T* Destination;

    /// <summary>How far the classes of a row are apart.</summary>
    public nint Stride;

    /// <summary>The first row's number in the batch.</summary>
    public int Row;

    /// <summary>The number of rows.</summary>
    public int Count;

    /// <summary>
    /// How many full blocks, this one and those behind it, are neighbours in memory; of the first of them only. 0 where rows
    /// are missing or the block crosses an end of the axis.
    /// </summary>
    public int Neighbours;

    /// <summary>Of a block over the end of the axis: how far the classes of a row are apart in the batch.</summary>
    public int OriginStride;

    /// <summary>
    /// As many blocks, from this one on, follow from what is known of this one: with few classes, all neighbours, whose description would
    /// take a fifth of the time of softmax of two classes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Described<TKernels>()
        where TKernels : struct, IHeadKernels<T> => GoesByFour<TKernels>() ? 1 : Math.Max(Neighbours, 1);

    /// <summary>The numbers per row, followed by the logits and, where they have a place of their own, the terms.</summary>
    public T* Memory;

    /// <summary>Room for a few more numbers per row, at a line of the cache.</summary>
    public T* Extra;

    /// <summary>Of a block over the end of the axis (<see cref="ColumnSeam{TKernels, V, T}"/>): where its first row's first class is.</summary>
    public T* Origin;

    /// <summary>Of such a block: where the output of its first row's first class goes in the end.</summary>
    public T* Target;

    /// <summary>Of such a block, and of one that describes others over ends of the axis: the rows before the end.</summary>
    public int Left;

    /// <summary>Whether the logits are read, and the terms kept, where logits and outputs are, rather than in the block's memory.</summary>
    public bool IsDirect;

    /// <summary>A copy of the logits, a vector per class; later, perhaps, the terms. Not of a direct block.</summary>
    public readonly T* Copy
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Memory + (Slots * V.Count);
    }

    /// <summary>The logits, a vector every <see cref="Step"/>.</summary>
    public readonly T* Logits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsDirect ? Source : Copy;
    }

    /// <summary>How far the logits, and the terms, of neighbouring classes are apart.</summary>
    public readonly nint Step
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsDirect ? Stride : V.Count;
    }

    /// <summary>The terms: behind the logits where generated stages make them, where outputs go in direct blocks, else in the logits' place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* Terms<TKernels>()
        where TKernels : struct, IHeadKernels<T> =>
        TKernels.HasColumns ? Copy + (TKernels.ClassCount * V.Count) : IsDirect ? Destination : Copy;

    /// <summary>One of the blocks that follow from what is known of this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ColumnBlock<V, T> Behind<TKernels>(int index)
        where TKernels : struct, IHeadKernels<T> => this with
        {
            Source = Source + (index * V.Count),
            Destination = Destination + (index * V.Count),
            Row = Row + (index * V.Count),
            Memory = Memory + (index * Elements<TKernels>()),
            Extra = Extra + (index * Extras * V.Count),
        };

    /// <summary>What belongs to the rows.</summary>
    public readonly RowNumbers<V, T> Numbers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(ref *Memory);
    }

    /// <summary>Whether the block crosses an end of the axis: its memory is what is read and written.</summary>
    public readonly bool Crosses
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Source == Copy;
    }

    /// <summary>The first class of the first row in the batch, whether the block crosses an end of the axis or not.</summary>
    public readonly T* Place
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Crosses ? Origin : Source;
    }

    /// <summary>How far the classes of a row are apart in the batch.</summary>
    public readonly nint PlaceStride
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Crosses ? OriginStride : Stride;
    }

    /// <summary>Whether there is a row in every lane.</summary>
    public readonly bool IsFull
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Count == V.Count;
    }

    /// <summary>A class of each row; 0 in lanes without a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly V Read(int c) => IsFull
        ? V.Load(ref *Source, c * Stride)
        : V.LoadFirst(ref *Source, c * Stride, Count);

    /// <summary>Sets a class of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write(int c, V value)
    {
        if (IsFull)
        {
            value.Store(ref *Destination, c * Stride);
        }
        else
        {
            value.StoreFirst(ref *Destination, c * Stride, Count);
        }
    }
}
