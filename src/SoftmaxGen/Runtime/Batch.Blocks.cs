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
            Spread(ref x, ref scratch, count, row);
            TKernels.AddPlainly(ref x, ref y, ref scratch, count, Ahead(rows - row), Following(rows - row), Beyond(rows, row));
            TKernels.InversesPlainly(ref scratch, count);
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
            Spread(ref x, ref scratch, count, row);
            TKernels.AddOnly(ref x, ref scratch, count, Ahead(rows - row), Following(rows - row), Beyond(rows, row));
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
            Spread(ref x, ref scratch, count, row);
            TKernels.AddOnly(ref x, ref scratch, count, Ahead(rows - row), Following(rows - row), Beyond(rows, row));
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
            Spread(ref x, ref scratch, count, row);
            TKernels.AddOnly(ref x, ref scratch, count, Ahead(rows - row), Following(rows - row), Beyond(rows, row));
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
            Spread(ref x, ref scratch, count, row);
            TKernels.AddOnly(ref x, ref scratch, count, Ahead(rows - row), Following(rows - row), Beyond(rows, row));
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
            Spread(ref x, ref scratch, count, row);
            TKernels.AddKeeping(ref x, ref y, ref scratch, count, Ahead(rows - row), Following(rows - row), Beyond(rows, row));
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

    /// <summary>The maxima of a pass, unless they were found while the terms of the one before were added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(ref T x, ref T scratch, int rows, nint row)
    {
        if (FindsNextMaxima && row > 0)
        {
            TKernels.SpreadNext(ref scratch, rows);
        }
        else
        {
            TKernels.Spread(ref x, ref scratch, rows);
        }
    }

    /// <summary>
    /// Whether the maxima of the next pass are found while one is computed, at hardly any cost beside the exponentials. They are not
    /// where the logits of one would take the place of what the other still needs.
    /// </summary>
    private static bool FindsNextMaxima
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TKernels.FindsNextMaxima && PassElements * Unsafe.SizeOf<T>() <= FarthestBytes;
    }

    private static nint PassElements => (nint)TKernels.PassRows * TKernels.ClassCount;

    /// <summary>How far ahead of a pass the next one is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Ahead(nint rows) => Following(rows) > 0 ? PassElements : 0;

    /// <summary>How many rows of the next pass have their maxima found beside those of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Following(nint rows) => FindsNextMaxima && rows > TKernels.PassRows ? PassOf(rows - TKernels.PassRows) : 0;

    /// <summary>
    /// How far behind what is read lies what is asked for, the next pass that is not: so that it is in a cache then. Nothing is,
    /// where the batch is small enough to be in one, or a pass so large that it would take the place of what is still needed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Beyond(nint rows, nint row)
    {
        nint behind = rows - row - (FindsNextMaxima ? 2 : 1) * TKernels.PassRows;
        return behind > 0 && rows * TKernels.ClassCount * Unsafe.SizeOf<T>() > FarthestBytes && PassElements * Unsafe.SizeOf<T>() <= FarthestBytes
            ? PassElements
            : 0;
    }

    private static void Advance(ref LossBatch<T> batch, int rows)
    {
        batch.Labels = ref Unsafe.Add(ref batch.Labels, rows);
        batch.Losses = ref AtOrNull(ref batch.Losses, rows);
        batch.Row += rows;
    }
}
