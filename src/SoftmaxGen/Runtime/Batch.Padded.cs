using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <content>The last rows of a batch, fewer than a block, filled up to one in local memory.</content>
public static partial class Batch<TKernels, T>
{
    private static int BlockElements => TKernels.BlockRows * TKernels.ClassCount;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SoftmaxPadded(ref T logits, ref T output, int rows)
    {
        Span<T> block = stackalloc T[BlockElements];
        Fill(block, ref logits, rows * TKernels.ClassCount);
        SoftmaxBlocks(ref block[0], ref block[0], TKernels.BlockRows);
        Take(block, ref output, rows * TKernels.ClassCount);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LogSoftmaxPadded(ref T logits, ref T output, int rows)
    {
        Span<T> block = stackalloc T[BlockElements];
        Fill(block, ref logits, rows * TKernels.ClassCount);
        LogSoftmaxBlocks(ref block[0], ref block[0], TKernels.BlockRows);
        Take(block, ref output, rows * TKernels.ClassCount);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LogSumExpPadded(ref T logits, ref T results, int rows)
    {
        Span<T> block = stackalloc T[BlockElements];
        Span<T> blockResults = stackalloc T[TKernels.BlockRows];
        Fill(block, ref logits, rows * TKernels.ClassCount);
        LogSumExpBlocks(ref block[0], ref blockResults[0], TKernels.BlockRows);
        Take(blockResults, ref results, rows);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PredictPadded(ref T logits, ref int classes, int rows)
    {
        Span<T> block = stackalloc T[BlockElements];
        Span<int> blockClasses = stackalloc int[TKernels.BlockRows];
        Fill(block, ref logits, rows * TKernels.ClassCount);
        TKernels.PredictBlocks(ref block[0], ref blockClasses[0], TKernels.BlockRows);
        Take(blockClasses, ref classes, rows);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CrossEntropyPadded(
        ref T logits, ref int labels, ref T losses, int rows, nint row, ref LossLanes sums)
    {
        Span<T> block = stackalloc T[BlockElements];
        Span<T> blockLosses = stackalloc T[TKernels.BlockRows];
        Span<int> blockLabels = stackalloc int[TKernels.BlockRows];
        Fill(block, ref logits, rows * TKernels.ClassCount);
        Fill(blockLabels, ref labels, rows);
        LossLanes unused = default;
        LossBatch<T> batch = new() { Labels = ref blockLabels[0], Losses = ref blockLosses[0], Sums = ref unused };
        CrossEntropyBlocks(ref block[0], ref batch, TKernels.BlockRows);
        Record(blockLosses[..rows], ref losses, row, ref sums);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CrossEntropyWithGradientPadded(
        ref T logits, ref int labels, ref T losses, ref T gradient, T scale, int rows, nint row, ref LossLanes sums)
    {
        Span<T> block = stackalloc T[BlockElements];
        Span<T> blockLosses = stackalloc T[TKernels.BlockRows];
        Span<int> blockLabels = stackalloc int[TKernels.BlockRows];
        Fill(block, ref logits, rows * TKernels.ClassCount);
        Fill(blockLabels, ref labels, rows);
        LossLanes unused = default;
        LossBatch<T> batch = new() { Labels = ref blockLabels[0], Losses = ref blockLosses[0], Sums = ref unused };
        CrossEntropyWithGradientBlocks(ref block[0], ref batch, ref block[0], scale, TKernels.BlockRows);
        Take(block, ref gradient, rows * TKernels.ClassCount);
        Record(blockLosses[..rows], ref losses, row, ref sums);
    }

    private static void Record(ReadOnlySpan<T> blockLosses, ref T losses, nint row, ref LossLanes sums)
    {
        for (int i = 0; i < blockLosses.Length; i++)
        {
            T loss = blockLosses[i];
            sums.Add(row + i, typeof(T) == typeof(float) ? Unsafe.BitCast<T, float>(loss) : Unsafe.BitCast<T, double>(loss));
            if (!Unsafe.IsNullRef(ref losses))
            {
                Unsafe.Add(ref losses, i) = loss;
            }
        }
    }

    /// <summary>Copies the elements there are; whatever stands behind them is computed along and thrown away.</summary>
    private static void Fill<TItem>(Span<TItem> block, ref TItem source, int count) =>
        MemoryMarshal.CreateReadOnlySpan(ref source, count).CopyTo(block);

    private static void Take<TItem>(ReadOnlySpan<TItem> block, ref TItem destination, int count) =>
        block[..count].CopyTo(MemoryMarshal.CreateSpan(ref destination, count));
}
