using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <content>
/// Blocks of rows, stage by stage. Stages are called from frames that end at a line of the cache: what they spill to the
/// stack then lies in one line each, instead of two whenever the caller's stack happens to be placed so, which would cost up
/// to half of their speed.
/// </content>
public static unsafe partial class Batch<TKernels, T>
{
    private const int FarthestBytes = 256 * 1024;

    private static int ScratchBytes => TKernels.ScratchElements * Unsafe.SizeOf<T>();

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SoftmaxBlocks(ref T logits, ref T output, nint rows)
    {
        byte* memory = stackalloc byte[ScratchBytes];
        if (CacheLine.Beyond(memory) is var beyond and not 0)
        {
            byte* line = stackalloc byte[beyond];
            memory = line;
        }

        ref T scratch = ref Unsafe.AsRef<T>(memory);
        for (nint row = 0; row < rows; row += TKernels.PassRows)
        {
            int count = PassOf(rows - row);
            ref T x = ref At(ref logits, row);
            ref T y = ref At(ref output, row);
            TKernels.Spread(ref x, ref scratch, count);
            TKernels.AddPlainly(ref x, ref y, ref scratch, count, Ahead(rows - row));
            TKernels.Inverses(ref scratch, count);
            TKernels.Probabilities(ref y, ref scratch, count);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LogSoftmaxBlocks(ref T logits, ref T output, nint rows)
    {
        byte* memory = stackalloc byte[ScratchBytes];
        if (CacheLine.Beyond(memory) is var beyond and not 0)
        {
            byte* line = stackalloc byte[beyond];
            memory = line;
        }

        ref T scratch = ref Unsafe.AsRef<T>(memory);
        for (nint row = 0; row < rows; row += TKernels.PassRows)
        {
            int count = PassOf(rows - row);
            ref T x = ref At(ref logits, row);
            TKernels.Spread(ref x, ref scratch, count);
            TKernels.AddOnly(ref x, ref scratch, count, Ahead(rows - row));
            TKernels.Logarithms(ref scratch, count);
            TKernels.LogProbabilities(ref x, ref At(ref output, row), ref scratch, count);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LogSumExpBlocks(ref T logits, ref T results, nint rows)
    {
        byte* memory = stackalloc byte[ScratchBytes];
        if (CacheLine.Beyond(memory) is var beyond and not 0)
        {
            byte* line = stackalloc byte[beyond];
            memory = line;
        }

        ref T scratch = ref Unsafe.AsRef<T>(memory);
        for (nint row = 0; row < rows; row += TKernels.PassRows)
        {
            int count = PassOf(rows - row);
            ref T x = ref At(ref logits, row);
            TKernels.Spread(ref x, ref scratch, count);
            TKernels.AddOnly(ref x, ref scratch, count, Ahead(rows - row));
            TKernels.Logarithms(ref scratch, count);
            TKernels.LogSums(ref Unsafe.Add(ref results, row), ref scratch, count);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MaximumProbabilityBlocks(ref T logits, ref T results, nint rows)
    {
        byte* memory = stackalloc byte[ScratchBytes];
        if (CacheLine.Beyond(memory) is var beyond and not 0)
        {
            byte* line = stackalloc byte[beyond];
            memory = line;
        }

        ref T scratch = ref Unsafe.AsRef<T>(memory);
        for (nint row = 0; row < rows; row += TKernels.PassRows)
        {
            int count = PassOf(rows - row);
            ref T x = ref At(ref logits, row);
            TKernels.Spread(ref x, ref scratch, count);
            TKernels.AddOnly(ref x, ref scratch, count, Ahead(rows - row));
            TKernels.MaximumProbabilities(ref Unsafe.Add(ref results, row), ref scratch, count);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CrossEntropyBlocks(ref T logits, ref LossBatch<T> batch, nint rows)
    {
        byte* memory = stackalloc byte[ScratchBytes];
        if (CacheLine.Beyond(memory) is var beyond and not 0)
        {
            byte* line = stackalloc byte[beyond];
            memory = line;
        }

        ref T scratch = ref Unsafe.AsRef<T>(memory);
        for (nint row = 0; row < rows; row += TKernels.PassRows)
        {
            int count = PassOf(rows - row);
            ref T x = ref At(ref logits, row);
            TKernels.Pick(ref x, ref batch.Labels, ref scratch, count);
            TKernels.Spread(ref x, ref scratch, count);
            TKernels.AddOnly(ref x, ref scratch, count, Ahead(rows - row));
            TKernels.Logarithms(ref scratch, count);
            TKernels.Losses(ref batch, ref scratch, count);
            Advance(ref batch, count);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CrossEntropyWithGradientBlocks(ref T logits, ref LossBatch<T> batch, ref T gradient, T scale, nint rows)
    {
        byte* memory = stackalloc byte[ScratchBytes];
        if (CacheLine.Beyond(memory) is var beyond and not 0)
        {
            byte* line = stackalloc byte[beyond];
            memory = line;
        }

        ref T scratch = ref Unsafe.AsRef<T>(memory);
        for (nint row = 0; row < rows; row += TKernels.PassRows)
        {
            int count = PassOf(rows - row);
            ref T x = ref At(ref logits, row);
            ref T y = ref At(ref gradient, row);
            TKernels.Pick(ref x, ref batch.Labels, ref scratch, count);
            TKernels.Spread(ref x, ref scratch, count);
            TKernels.AddKeeping(ref x, ref y, ref scratch, count, Ahead(rows - row));
            TKernels.PickTerms(ref y, ref batch.Labels, ref scratch, count);
            TKernels.Logarithms(ref scratch, count);
            TKernels.Gradients(ref batch, ref y, scale, ref scratch, count);
            Advance(ref batch, count);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PredictBlocks(ref T logits, ref int classes, nint rows)
    {
        // Not scratch memory: this only moves the end of the stack.
        byte* memory = stackalloc byte[CacheLine.Size];
        if (CacheLine.Beyond(memory) is var beyond and not 0)
        {
            byte* line = stackalloc byte[beyond];
            memory = line;
        }

        TKernels.PredictBlocks(ref logits, ref classes, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PassOf(nint rows) => rows < TKernels.PassRows ? (int)rows : TKernels.PassRows;

    /// <summary>
    /// How far ahead of a pass the next one is, which is asked for while this one computes; 0 where there is none, or where it would
    /// take the place of what this one still needs.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Ahead(nint rows)
    {
        nint elements = (nint)TKernels.PassRows * TKernels.ClassCount;
        return rows > TKernels.PassRows && elements * Unsafe.SizeOf<T>() <= FarthestBytes ? elements : 0;
    }

    private static void Advance(ref LossBatch<T> batch, int rows)
    {
        batch.Labels = ref Unsafe.Add(ref batch.Labels, rows);
        batch.Losses = ref AtOrNull(ref batch.Losses, rows);
        batch.Row += rows;
    }
}
