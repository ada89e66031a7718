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

    /// <summary>The logits.</summary>
    public T* Logits;

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

        int first = 0;
        int inner = 0;
        nint offset = 0;
        while (first < Rows)
        {
            int count = 0;
            for (; count < PassBlocks<TKernels, V>() && first < Rows; count++)
            {
                blocks[count] = new()
                {
                    Source = Logits + offset,
                    Destination = TOperation.HasOutputs ? Output + offset : null,
                    Stride = InnerSize,
                    Row = first + inner,
                    Count = Math.Min(V.Count, InnerSize - inner),
                    Extra = (T*)extra + (count * ColumnBlock<V, T>.Extras * V.Count),
                    Memory = memory + (count * ColumnBlock<V, T>.Elements<TKernels>()),
                };
                inner += V.Count;
                offset += V.Count;
                if (inner >= InnerSize)
                {
                    inner = 0;
                    first += InnerSize;
                    offset = (nint)first * TKernels.ClassCount;
                }
            }

            ColumnSums<TKernels, V, T, TOperation>.Load(blocks, count);
            Begin<TKernels, V>(blocks, count);
            ColumnSums<TKernels, V, T, TOperation>.Add(memory, count);
            if (TOperation.HasResults)
            {
                Finish<TKernels, V>(blocks, count);
            }

            if (TOperation.HasOutputs)
            {
                ColumnOutputs<TKernels, V, T, TOperation>.Write(blocks, count);
            }
        }
    }

    private readonly void Begin<TKernels, V>(ColumnBlock<V, T>* blocks, int count)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        for (int i = 0; i < count; i++)
        {
            Operation.Begin<TKernels, V>(blocks[i]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Finish<TKernels, V>(ColumnBlock<V, T>* blocks, int count)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        for (int i = 0; i < count; i++)
        {
            Operation.Finish<TKernels, V>(blocks[i]);
        }
    }

    /// <summary>As many blocks as go through together: at least four, whose classes fill a few lines of the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PassBlocks<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T> => TKernels.HasColumns ? Scratch<TKernels, T>.PassCapacity / V.Count : 4;
}
