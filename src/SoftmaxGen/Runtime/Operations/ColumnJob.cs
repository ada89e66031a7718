using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// An operation on [N, K, inner]: blocks of as many neighbouring rows as a vector has lanes are copied to where their classes
/// are neighbours, so that each element is read and written once where a stride may put all of them into a few sets of the cache.
/// </summary>
/// <remarks>
/// Heads with few classes have generated stages that work on such blocks, unrolled; the others go through
/// <see cref="ColumnSums{TKernels, V, T, TOperation}"/>.
/// </remarks>
internal unsafe struct ColumnJob<T, TOperation> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : struct, IColumnOperation<T>
{
    private const int LargestStackBytes = 48 * 1024;

    private const int LargestPassBytes = 512 * 1024;

    private const int SmallPassBytes = 16 * 1024;

    /// <summary>The logits.</summary>
    public T* Logits;

    /// <summary>Another operand per logit that the operation reads, or null.</summary>
    public T* Operand;

    /// <summary>Receives an output per logit; may be the logits, or null.</summary>
    public T* Output;

    /// <summary>The number of inner positions.</summary>
    public int InnerSize;

    /// <summary>The number of rows: outer indices times inner positions.</summary>
    public int Rows;

    /// <summary>What is computed.</summary>
    public TOperation Operation;

    [SkipLocalsInit]
    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        int elements = (PassBlocks<TKernels, V>() * ColumnBlock<V, T>.Elements<TKernels>()) + (CacheLine.Size / Unsafe.SizeOf<T>());
        if (elements * Unsafe.SizeOf<T>() <= LargestStackBytes)
        {
            T* memory = stackalloc T[elements];
            RunPasses<TKernels, V>(CacheLine.Align(memory));
            return;
        }

        T[] rented = ArrayPool<T>.Shared.Rent(elements);
        fixed (T* memory = rented)
        {
            RunPasses<TKernels, V>(CacheLine.Align(memory));
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>Pass after pass, stage by stage; stages are called from a frame that ends at a line of the cache, as in <c>Batch</c>.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void RunPasses<TKernels, V>(T* memory)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        ColumnBlock<V, T>* blocks = stackalloc ColumnBlock<V, T>[PassBlocks<TKernels, V>()];
        byte* extra = stackalloc byte[PassBlocks<TKernels, V>() * ColumnBlock<V, T>.Extras * V.Count * Unsafe.SizeOf<T>()];
        if (CacheLine.Beyond(extra) is var beyond and not 0)
        {
            byte* line = stackalloc byte[beyond];
            extra = line;
        }

        bool isFar = IsFar<TKernels>();
        int capacity = isFar ? FarBlocks<TKernels, V>(PassBlocks<TKernels, V>()) : PassBlocks<TKernels, V>();
        for (int i = 0; i < capacity; i++)
        {
            blocks[i].Extra = (T*)extra + (i * ColumnBlock<V, T>.Extras * V.Count);
            blocks[i].Memory = memory + (i * ColumnBlock<V, T>.Elements<TKernels>());
        }

        TOperation operation = Operation;
        bool isPast = IsPast<TKernels, V>();
        bool isDirect = !isPast && IsDirect<TKernels>();
        ColumnCursor<TKernels, V, T> cursor = new(Logits, Operand, Output, InnerSize, Rows, isDirect, asksForOutputs: !isPast);
        ColumnCursor<TKernels, V, T>.Reset(blocks, capacity, InnerSize, isDirect);
        bool isRegular = IsRegular<TKernels, V>();
        bool collides = isFar && ColumnAhead<T>.Collides(InnerSize, TKernels.ClassCount);
        int between = Math.Max(capacity, BlocksBetween<TKernels, V>());
        if (RowsToLine<TKernels, V>(isFar, isPast) is var rows and > 0)
        {
            cursor.FillPart(blocks, rows);
            Compute<TKernels, V>(ref cursor, ref operation, blocks, 1, null, isPast);
            ColumnCursor<TKernels, V, T>.Reset(blocks, capacity, InnerSize, isDirect);
        }

        while (isRegular && cursor.HasFullBlock)
        {
            int filled = cursor.FillRegularly(blocks, capacity);
            Unsafe.SkipInit(out ColumnAhead<T> ahead);
            if (isFar)
            {
                ahead = cursor.Ahead(between, capacity, collides);
                ahead.Read();
            }

            ColumnLoads<TKernels, V, T>.LoadRegularly(blocks[0], InnerSize);
            ColumnSums<TKernels, V, T, TOperation>.Add(blocks, memory, filled, null);
            if (TOperation.HasResults)
            {
                operation.Finish<TKernels, V>(blocks, filled);
            }

            if (!TOperation.HasOutputs)
            {
                continue;
            }

            if (isPast)
            {
                ColumnOutputs<TKernels, V, T, TOperation>.WriteRegularly<On>(blocks[0], InnerSize);
                continue;
            }

            if (isFar)
            {
                ahead.Write();
            }

            ColumnOutputs<TKernels, V, T, TOperation>.WriteRegularly<Off>(blocks[0], InnerSize);
        }

        while (cursor.Row < Rows)
        {
            int count = cursor.Fill<TOperation>(blocks, capacity);
            Unsafe.SkipInit(out ColumnAhead<T> ahead);
            if (isFar)
            {
                ahead = cursor.Ahead(between, capacity, collides);
                if (TKernels.HasColumns)
                {
                    ahead.Read();
                }
            }

            Compute<TKernels, V>(ref cursor, ref operation, blocks, count, isFar ? &ahead : null, isPast);
        }

        if (isPast)
        {
            Simd.StoreFence();
        }
    }

    /// <summary>A pass over blocks of any kind.</summary>
    /// <param name="cursor">Where the blocks are from.</param>
    /// <param name="operation">What is computed.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="ahead">What is asked for meanwhile, or null.</param>
    /// <param name="isPast">Whether outputs go past the caches.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Compute<TKernels, V>(
        ref ColumnCursor<TKernels, V, T> cursor,
        ref TOperation operation,
        ColumnBlock<V, T>* blocks,
        int count,
        ColumnAhead<T>* ahead,
        bool isPast)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        if (cursor.HasSeams)
        {
            ColumnSeam<TKernels, V, T>.Read(blocks, count, InnerSize);
        }

        ColumnLoads<TKernels, V, T>.Load(blocks, count);
        for (int i = 0; TOperation.KeepsLogits && !TKernels.HasColumns && i < count; i++)
        {
            operation.Begin<TKernels, V>(blocks[i]);
        }

        ColumnSums<TKernels, V, T, TOperation>.Add(blocks, blocks[0].Memory, count, ahead);
        if (TOperation.HasResults)
        {
            operation.Finish<TKernels, V>(blocks, count);
        }

        if (TOperation.HasOutputs && isPast)
        {
            ColumnOutputs<TKernels, V, T, TOperation>.Write<On>(blocks, count, InnerSize);
        }
        else if (TOperation.HasOutputs)
        {
            if (ahead != null && TKernels.HasColumns)
            {
                ahead->Write();
            }

            ColumnOutputs<TKernels, V, T, TOperation>.Write<Off>(blocks, count, InnerSize);
        }

        if (cursor.HasSeams && Output != null && !(TOperation.HasOutputs && ColumnSeam<TKernels, V, T>.StoresParts(InnerSize)))
        {
            ColumnSeam<TKernels, V, T>.Write(blocks, count, InnerSize);
        }
    }

    /// <summary>
    /// As many rows come first, by themselves, so that all whole blocks begin with lines of the outputs that go past the caches, or of few
    /// classes that are asked for: else each vector is in two lines, which a stride puts into few sets twice.
    /// </summary>
    private readonly int RowsToLine<TKernels, V>(bool isFar, bool isPast)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T> => isPast ? (int)Simd.ToLine(ref *Output)
        : isFar && TKernels.HasColumns && PastCaches.HasLines<V, T>(Logits, InnerSize, TKernels.ClassCount) ? (int)Simd.ToLine(ref *Logits)
        : 0;

    /// <summary>
    /// Whether outputs go past the caches, which need not read what is overwritten then, nor take the logits' place with it: the batch
    /// is large, vectors are lines, and all lines of the outputs begin a whole number of rows behind the first.
    /// </summary>
    private readonly bool IsPast<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T> =>
        TOperation.HasOutputs
        && PastCaches.HasLines<V, T>(Output, InnerSize, TKernels.ClassCount)
        && ColumnAhead<T>.IsFar(Rows, TKernels.ClassCount)
        && Output != Logits;

    /// <summary>
    /// Whether the batch is so large that what a pass reads and writes is asked for two passes before; of many classes, where a stride
    /// leaves room for it.
    /// </summary>
    private readonly bool IsFar<TKernels>()
        where TKernels : struct, IHeadKernels<T> =>
        ColumnAhead<T>.IsFar(Rows, TKernels.ClassCount) && (TKernels.HasColumns || ColumnAhead<T>.FitsInParts(InnerSize, TKernels.ClassCount));

    /// <summary>
    /// As many blocks as go through together in such a batch: few, so that little is asked for at a time. With many classes it is
    /// one, which asks for a part with each part of its own.
    /// </summary>
    private static int FarBlocks<TKernels, V>(int most)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T> => !TKernels.HasColumns ? 1
        : Math.Clamp(ColumnAhead<T>.Lines * CacheLine.Size / (TKernels.ClassCount * V.Count * Unsafe.SizeOf<T>()), 1, most);

    /// <summary>As many blocks come between a pass and what it asks for.</summary>
    private static int BlocksBetween<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T> => ColumnAhead<T>.LinesBetween * CacheLine.Size / (TKernels.ClassCount * V.Count * Unsafe.SizeOf<T>());

    /// <summary>
    /// Whether the first block of a pass describes all of it: classes are few, the axis is a whole number of blocks long, or more than
    /// one, and nothing but the logits and the outputs is read or written where the batch has it.
    /// </summary>
    private readonly bool IsRegular<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T> =>
        !ColumnBlock<V, T>.GoesByFour<TKernels>()
        && (InnerSize % V.Count == 0 || InnerSize > V.Count)
        && !TOperation.RereadsLogits<TKernels>()
        && (TOperation.HasOutputs || Output == null);

    /// <summary>
    /// Whether whole blocks are read where they are: there are no generated stages, terms have a place to wait in, and the classes of a
    /// block do not meet in the same few sets of a cache of the second level (64 KiB per way, half of 16 ways).
    /// </summary>
    private readonly bool IsDirect<TKernels>()
        where TKernels : struct, IHeadKernels<T>
    {
        const int WayBytes = 64 * 1024;
        const int Ways = 8;
        const int FewestSets = 64;
        nint lines = CacheLine.Fitting((nint)InnerSize * Unsafe.SizeOf<T>(), Ways, WayBytes);
        return !TKernels.HasColumns
            && lines >= Ways * FewestSets
            && TKernels.ClassCount <= lines
            && !(TOperation.KeepsTerms && TOperation.RereadsLogits<TKernels>() && (Output == Logits || Output == null));
    }

    /// <summary>
    /// As many blocks as go through together. With many classes and outputs, eight as long as they fit into a cache of the second
    /// level, else four: neighbouring blocks share pages and, in narrow vectors, lines, and are written class after class. With 512
    /// bits and a stride of 4 KiB, softmax took up to 1.4 times as long with four. Where there are no four neighbours and rows begin
    /// anywhere in lines, two: more leave the cache of the first level.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int PassBlocks<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T> => TKernels.HasColumns
        ? Math.Max(Scratch<TKernels, T>.PassCapacity / V.Count, Math.Clamp(SmallPassBytes / (Scratch<TKernels, T>.BlockStride * Unsafe.SizeOf<T>()), ColumnBlock<V, T>.GoesByFour<TKernels>() ? 4 : 1, 8))
        : InnerSize < 4 * V.Count && InnerSize % V.Count != 0 ? 2
        : TOperation.HasOutputs && TKernels.ClassCount <= LargestPassBytes / (8 * V.Count * Unsafe.SizeOf<T>()) ? 8 : 4;
}
