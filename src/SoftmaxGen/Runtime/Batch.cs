using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Whole batches out of a width's kernels: blocks of rows as long as there are any; the remaining rows one by one or, when
/// there are more than a few, as one more block filled up in local memory, so that nothing outside the spans is touched.
/// Not meant to be called by hand.
/// </summary>
/// <typeparam name="TKernels">The kernels of one width.</typeparam>
/// <typeparam name="T">The element type: float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Batch<TKernels, T>
    where TKernels : struct, IHeadKernels<T>
    where T : unmanaged
{
    /// <summary>Softmax, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softmax(ref T logits, ref T output, nint rows)
    {
        if (rows == 1 && HasRowKernels)
        {
            TKernels.SoftmaxRow(ref logits, ref output);
        }
        else
        {
            SoftmaxRows(ref logits, ref output, rows);
        }
    }

    private static void SoftmaxRows(ref T logits, ref T output, nint rows)
    {
        nint row = InBlocks(rows);
        if (row > 0)
        {
            SoftmaxBlocks(ref logits, ref output, row);
        }

        if (rows - row >= TKernels.BlockFromRows)
        {
            SoftmaxPadded(ref At(ref logits, row), ref At(ref output, row), (int)(rows - row));
            return;
        }

        for (; row < rows; row++)
        {
            TKernels.SoftmaxRow(ref At(ref logits, row), ref At(ref output, row));
        }
    }

    /// <summary>Log-softmax, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSoftmax(ref T logits, ref T output, nint rows)
    {
        if (rows == 1 && HasRowKernels)
        {
            TKernels.LogSoftmaxRow(ref logits, ref output);
        }
        else
        {
            LogSoftmaxRows(ref logits, ref output, rows);
        }
    }

    private static void LogSoftmaxRows(ref T logits, ref T output, nint rows)
    {
        nint row = InBlocks(rows);
        if (row > 0)
        {
            LogSoftmaxBlocks(ref logits, ref output, row);
        }

        if (rows - row >= TKernels.BlockFromRows)
        {
            LogSoftmaxPadded(ref At(ref logits, row), ref At(ref output, row), (int)(rows - row));
            return;
        }

        for (; row < rows; row++)
        {
            TKernels.LogSoftmaxRow(ref At(ref logits, row), ref At(ref output, row));
        }
    }

    /// <summary>Log-sum-exp, row by row.</summary>
    public static void LogSumExp(ref T logits, ref T results, nint rows)
    {
        nint row = InBlocks(rows);
        if (row > 0)
        {
            LogSumExpBlocks(ref logits, ref results, row);
        }

        if (rows - row >= TKernels.BlockFromRows)
        {
            LogSumExpPadded(ref At(ref logits, row), ref Unsafe.Add(ref results, row), (int)(rows - row));
            row = rows;
        }

        for (; row < rows; row++)
        {
            Unsafe.Add(ref results, row) = TKernels.LogSumExpRow(ref At(ref logits, row));
        }

        NotFinite.RepairLogSumExp(ref logits, ref results, rows, TKernels.ClassCount);
    }

    /// <summary>The log-sum-exp of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogSumExp(ref T row) =>
        NotFinite.LogSumExpOr(HasRowKernels ? TKernels.LogSumExpRow(ref row) : LogSumExpBlock(ref row), ref row, TKernels.ClassCount);

    private static T LogSumExpBlock(ref T row)
    {
        Unsafe.SkipInit(out T result);
        LogSumExpBlocks(ref row, ref result, 1);
        return result;
    }

    /// <summary>The largest probability, row by row.</summary>
    public static void MaximumProbability(ref T logits, ref T results, nint rows)
    {
        nint row = InBlocks(rows);
        if (row > 0)
        {
            MaximumProbabilityBlocks(ref logits, ref results, row);
        }

        // Without kernels for a row, blocks take any number of rows.
        for (; row < rows; row++)
        {
            Unsafe.Add(ref results, row) = TKernels.MaximumProbabilityRow(ref At(ref logits, row));
        }
    }

    /// <summary>The class with the largest logit, row by row.</summary>
    public static void Predict(ref T logits, ref int classes, nint rows)
    {
        nint row = InBlocks(rows);
        if (row > 0)
        {
            PredictBlocks(ref logits, ref classes, row);
        }

        if (rows - row >= TKernels.BlockFromRows)
        {
            PredictPadded(ref At(ref logits, row), ref Unsafe.Add(ref classes, row), (int)(rows - row));
            return;
        }

        for (; row < rows; row++)
        {
            Unsafe.Add(ref classes, row) = TKernels.PredictRow(ref At(ref logits, row));
        }
    }

    /// <summary>The sum of the losses, which are stored too unless losses is a null reference.</summary>
    public static double CrossEntropy(ref T logits, ref int labels, ref T losses, nint rows)
    {
        LossLanes sums = default;
        nint row = InBlocks(rows);
        if (row > 0)
        {
            LossBatch<T> batch = new() { Labels = ref labels, Losses = ref losses, Sums = ref sums };
            CrossEntropyBlocks(ref logits, ref batch, row);
        }

        if (rows - row >= TKernels.BlockFromRows)
        {
            CrossEntropyPadded(
                ref At(ref logits, row), ref Unsafe.Add(ref labels, row), ref AtOrNull(ref losses, row), (int)(rows - row), row, ref sums);
            row = rows;
        }

        for (; row < rows; row++)
        {
            T loss = TKernels.CrossEntropyRow(ref At(ref logits, row), Unsafe.Add(ref labels, row));
            Record(loss, ref losses, row, ref sums);
        }

        return sums.Sum();
    }

    /// <summary>The sum of the losses, as above, and their gradient, times scale.</summary>
    public static double CrossEntropyWithGradient(
        ref T logits, ref int labels, ref T losses, ref T gradient, T scale, nint rows)
    {
        LossLanes sums = default;
        nint row = InBlocks(rows);
        if (row > 0)
        {
            LossBatch<T> batch = new() { Labels = ref labels, Losses = ref losses, Sums = ref sums };
            CrossEntropyWithGradientBlocks(ref logits, ref batch, ref gradient, scale, row);
        }

        if (rows - row >= TKernels.BlockFromRows)
        {
            CrossEntropyWithGradientPadded(
                ref At(ref logits, row),
                ref Unsafe.Add(ref labels, row),
                ref AtOrNull(ref losses, row),
                ref At(ref gradient, row),
                scale,
                (int)(rows - row),
                row,
                ref sums);
            row = rows;
        }

        for (; row < rows; row++)
        {
            T loss = TKernels.CrossEntropyWithGradientRow(
                ref At(ref logits, row), Unsafe.Add(ref labels, row), ref At(ref gradient, row), scale);
            Record(loss, ref losses, row, ref sums);
        }

        return sums.Sum();
    }

    /// <summary>The loss of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CrossEntropy(ref T row, int label) =>
        HasRowKernels ? TKernels.CrossEntropyRow(ref row, label) : CrossEntropyBlock(ref row, label);

    private static T CrossEntropyBlock(ref T row, int label)
    {
        LossLanes unused = default;
        Unsafe.SkipInit(out T loss);
        LossBatch<T> batch = new() { Labels = ref label, Losses = ref loss, Sums = ref unused };
        CrossEntropyBlocks(ref row, ref batch, 1);
        return loss;
    }

    /// <summary>The loss of one row and its gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CrossEntropyWithGradient(ref T row, int label, ref T gradient) => HasRowKernels
        ? TKernels.CrossEntropyWithGradientRow(ref row, label, ref gradient, One)
        : CrossEntropyWithGradientBlock(ref row, label, ref gradient);

    private static T CrossEntropyWithGradientBlock(ref T row, int label, ref T gradient)
    {
        LossLanes unused = default;
        Unsafe.SkipInit(out T loss);
        LossBatch<T> batch = new() { Labels = ref label, Losses = ref loss, Sums = ref unused };
        CrossEntropyWithGradientBlocks(ref row, ref batch, ref gradient, One, 1);
        return loss;
    }

    private static T One => typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>(1) : Unsafe.BitCast<double, T>(1);

    private static bool HasRowKernels => TKernels.BlockFromRows != 1;

    /// <summary>How many of the rows, the first ones, go to the block kernels as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint InBlocks(nint rows)
    {
        if (TKernels.BlockRows == 1)
        {
            return 0;
        }

        nint rest = rows % TKernels.BlockRows;
        return TKernels.TakesPartialBlocks && rest >= TKernels.BlockFromRows ? rows : rows - rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Record(T loss, ref T losses, nint row, ref LossLanes sums)
    {
        sums.Add(row, typeof(T) == typeof(float) ? Unsafe.BitCast<T, float>(loss) : Unsafe.BitCast<T, double>(loss));
        if (!Unsafe.IsNullRef(ref losses))
        {
            Unsafe.Add(ref losses, row) = loss;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At(ref T batch, nint row) => ref Unsafe.Add(ref batch, row * TKernels.ClassCount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T AtOrNull(ref T results, nint row) =>
        ref Unsafe.IsNullRef(ref results) ? ref results : ref Unsafe.Add(ref results, row);
}
