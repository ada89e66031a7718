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
        if (TKernels.HasColumns)
        {
            byte* memory = stackalloc byte[Scratch<TKernels, T>.Bytes];
            RunBlocks<TKernels, V>(Scratch<TKernels, T>.Align(memory));
            return;
        }

        int elements = PassBlocks<TKernels, V>() * ColumnBlock<V, T>.Elements<TKernels>();
        if (elements * Unsafe.SizeOf<T>() <= LargestStackBytes)
        {
            T* memory = stackalloc T[elements];
            RunBlocks<TKernels, V>(memory);
            return;
        }

        T[] rented = ArrayPool<T>.Shared.Rent(elements);
        fixed (T* memory = rented)
        {
            RunBlocks<TKernels, V>(memory);
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    private readonly void RunBlocks<TKernels, V>(T* memory)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        ColumnBlock<V, T>* blocks = stackalloc ColumnBlock<V, T>[PassBlocks<TKernels, V>()];
        T* extra = stackalloc T[PassBlocks<TKernels, V>() * V.Count];
        int first = 0;
        int inner = 0;
        while (first < Rows)
        {
            int count = 0;
            for (; count < PassBlocks<TKernels, V>() && first < Rows; count++)
            {
                blocks[count] = Block<TKernels, V>(memory, extra, count, first, inner);
                inner += V.Count;
                if (inner >= InnerSize)
                {
                    inner = 0;
                    first += InnerSize;
                }
            }

            for (int i = 0; i < count; i += 2)
            {
                ColumnSums<TKernels, V, T, TOperation>.Load(blocks[i], blocks[Math.Min(i + 1, count - 1)]);
            }

            for (int i = 0; i < count; i++)
            {
                Operation.Begin<TKernels, V>(blocks[i]);
            }

            ColumnSums<TKernels, V, T, TOperation>.Add(memory, count);
            for (int i = 0; i < count; i++)
            {
                Operation.Finish<TKernels, V>(blocks[i]);
            }

            if (TOperation.HasOutputs)
            {
                for (int i = 0; i < count; i += 2)
                {
                    WriteOutputs<TKernels, V>(blocks[i], blocks[Math.Min(i + 1, count - 1)]);
                }

                for (int i = 0; i < count; i++)
                {
                    Operation.End<TKernels, V>(blocks[i]);
                }
            }
        }
    }

    /// <summary>As many blocks as go through together: at least two, which fill a line of the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PassBlocks<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T> => TKernels.HasColumns ? Scratch<TKernels, T>.PassCapacity / V.Count : 2;

    private static void WriteOutputs<TKernels, V>(in ColumnBlock<V, T> left, in ColumnBlock<V, T> right)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        T* leftValues = TOperation.KeepsTerms ? left.Terms<TKernels>() : left.Logits;
        T* rightValues = TOperation.KeepsTerms ? right.Terms<TKernels>() : right.Logits;
        V leftHigh = left.Numbers[Slot.Log];
        V leftLow = left.Numbers[Slot.LogLow];
        V rightHigh = right.Numbers[Slot.Log];
        V rightLow = right.Numbers[Slot.LogLow];
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            left.Write(c, TOperation.Output(V.Load(ref *leftValues, c * V.Count), leftHigh, leftLow));
            right.Write(c, TOperation.Output(V.Load(ref *rightValues, c * V.Count), rightHigh, rightLow));
        }
    }

    /// <param name="memory">The scratch memory of the pass.</param>
    /// <param name="extra">One more number per row of the pass.</param>
    /// <param name="index">The block's number in the pass.</param>
    /// <param name="first">The first row of the outer index.</param>
    /// <param name="inner">The first inner position.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ColumnBlock<V, T> Block<TKernels, V>(T* memory, T* extra, int index, int first, int inner)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        nint offset = ((nint)first * TKernels.ClassCount) + inner;
        return new()
        {
            Source = Logits + offset,
            Destination = Output == null ? null : Output + offset,
            Stride = InnerSize,
            Row = first + inner,
            Count = Math.Min(V.Count, InnerSize - inner),
            Extra = extra + (index * V.Count),
            Memory = memory + (index * ColumnBlock<V, T>.Elements<TKernels>()),
        };
    }
}
