using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Calls the kernels of the widest vectors that the processor has; to the JIT, the choice is a constant. Not meant to be
/// called by hand.
/// </summary>
/// <typeparam name="T512">The kernels with vectors of 512 bits.</typeparam>
/// <typeparam name="T256">The kernels with vectors of 256 bits.</typeparam>
/// <typeparam name="T128">The kernels with vectors of 128 bits.</typeparam>
/// <typeparam name="TScalar">The kernels without vectors.</typeparam>
/// <typeparam name="T">The element type: float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class HeadKernels<T512, T256, T128, TScalar, T>
    where T512 : struct, IHeadKernels<T>
    where T256 : struct, IHeadKernels<T>
    where T128 : struct, IHeadKernels<T>
    where TScalar : struct, IHeadKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Softmax, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softmax(ref T logits, ref T output, nint rows)
    {
        if (VectorWidth.Is512)
        {
            Batch<T512, T>.Softmax(ref logits, ref output, rows);
            return;
        }

        if (VectorWidth.Is256)
        {
            Batch<T256, T>.Softmax(ref logits, ref output, rows);
            return;
        }

        if (VectorWidth.Is128)
        {
            Batch<T128, T>.Softmax(ref logits, ref output, rows);
            return;
        }

        Batch<TScalar, T>.Softmax(ref logits, ref output, rows);
    }

    /// <summary>Log-softmax, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSoftmax(ref T logits, ref T output, nint rows)
    {
        if (VectorWidth.Is512)
        {
            Batch<T512, T>.LogSoftmax(ref logits, ref output, rows);
            return;
        }

        if (VectorWidth.Is256)
        {
            Batch<T256, T>.LogSoftmax(ref logits, ref output, rows);
            return;
        }

        if (VectorWidth.Is128)
        {
            Batch<T128, T>.LogSoftmax(ref logits, ref output, rows);
            return;
        }

        Batch<TScalar, T>.LogSoftmax(ref logits, ref output, rows);
    }

    /// <summary>Log-sum-exp, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSumExp(ref T logits, ref T results, nint rows)
    {
        if (VectorWidth.Is512)
        {
            Batch<T512, T>.LogSumExp(ref logits, ref results, rows);
            return;
        }

        if (VectorWidth.Is256)
        {
            Batch<T256, T>.LogSumExp(ref logits, ref results, rows);
            return;
        }

        if (VectorWidth.Is128)
        {
            Batch<T128, T>.LogSumExp(ref logits, ref results, rows);
            return;
        }

        Batch<TScalar, T>.LogSumExp(ref logits, ref results, rows);
    }

    /// <summary>The largest probability, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaximumProbability(ref T logits, ref T results, nint rows)
    {
        if (VectorWidth.Is512)
        {
            Batch<T512, T>.MaximumProbability(ref logits, ref results, rows);
            return;
        }

        if (VectorWidth.Is256)
        {
            Batch<T256, T>.MaximumProbability(ref logits, ref results, rows);
            return;
        }

        if (VectorWidth.Is128)
        {
            Batch<T128, T>.MaximumProbability(ref logits, ref results, rows);
            return;
        }

        Batch<TScalar, T>.MaximumProbability(ref logits, ref results, rows);
    }

    /// <summary>The class with the largest logit, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Predict(ref T logits, ref int classes, nint rows)
    {
        if (VectorWidth.Is512)
        {
            Batch<T512, T>.Predict(ref logits, ref classes, rows);
            return;
        }

        if (VectorWidth.Is256)
        {
            Batch<T256, T>.Predict(ref logits, ref classes, rows);
            return;
        }

        if (VectorWidth.Is128)
        {
            Batch<T128, T>.Predict(ref logits, ref classes, rows);
            return;
        }

        Batch<TScalar, T>.Predict(ref logits, ref classes, rows);
    }

    /// <summary>The sum of the losses, which are stored too unless losses is a null reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CrossEntropy(ref T logits, ref int labels, ref T losses, nint rows)
    {
        if (VectorWidth.Is512)
        {
            return Batch<T512, T>.CrossEntropy(ref logits, ref labels, ref losses, rows);
        }

        if (VectorWidth.Is256)
        {
            return Batch<T256, T>.CrossEntropy(ref logits, ref labels, ref losses, rows);
        }

        if (VectorWidth.Is128)
        {
            return Batch<T128, T>.CrossEntropy(ref logits, ref labels, ref losses, rows);
        }

        return Batch<TScalar, T>.CrossEntropy(ref logits, ref labels, ref losses, rows);
    }

    /// <summary>The sum of the losses, as above, and their gradient, times scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CrossEntropyWithGradient(ref T logits, ref int labels, ref T losses, ref T gradient, T scale, nint rows)
    {
        if (VectorWidth.Is512)
        {
            return Batch<T512, T>.CrossEntropyWithGradient(ref logits, ref labels, ref losses, ref gradient, scale, rows);
        }

        if (VectorWidth.Is256)
        {
            return Batch<T256, T>.CrossEntropyWithGradient(ref logits, ref labels, ref losses, ref gradient, scale, rows);
        }

        if (VectorWidth.Is128)
        {
            return Batch<T128, T>.CrossEntropyWithGradient(ref logits, ref labels, ref losses, ref gradient, scale, rows);
        }

        return Batch<TScalar, T>.CrossEntropyWithGradient(ref logits, ref labels, ref losses, ref gradient, scale, rows);
    }

    /// <summary>The log-sum-exp of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogSumExp(ref T row)
    {
        if (VectorWidth.Is512)
        {
            return Batch<T512, T>.LogSumExp(ref row);
        }

        if (VectorWidth.Is256)
        {
            return Batch<T256, T>.LogSumExp(ref row);
        }

        if (VectorWidth.Is128)
        {
            return Batch<T128, T>.LogSumExp(ref row);
        }

        return Batch<TScalar, T>.LogSumExp(ref row);
    }

    /// <summary>The class with the largest logit of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Predict(ref T row)
    {
        if (VectorWidth.Is512)
        {
            return T512.PredictRow(ref row);
        }

        if (VectorWidth.Is256)
        {
            return T256.PredictRow(ref row);
        }

        if (VectorWidth.Is128)
        {
            return T128.PredictRow(ref row);
        }

        return TScalar.PredictRow(ref row);
    }

    /// <summary>The loss of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CrossEntropy(ref T row, int label)
    {
        if (VectorWidth.Is512)
        {
            return Batch<T512, T>.CrossEntropy(ref row, label);
        }

        if (VectorWidth.Is256)
        {
            return Batch<T256, T>.CrossEntropy(ref row, label);
        }

        if (VectorWidth.Is128)
        {
            return Batch<T128, T>.CrossEntropy(ref row, label);
        }

        return Batch<TScalar, T>.CrossEntropy(ref row, label);
    }

    /// <summary>The loss of one row and its gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CrossEntropyWithGradient(ref T row, int label, ref T gradient)
    {
        if (VectorWidth.Is512)
        {
            return Batch<T512, T>.CrossEntropyWithGradient(ref row, label, ref gradient);
        }

        if (VectorWidth.Is256)
        {
            return Batch<T256, T>.CrossEntropyWithGradient(ref row, label, ref gradient);
        }

        if (VectorWidth.Is128)
        {
            return Batch<T128, T>.CrossEntropyWithGradient(ref row, label, ref gradient);
        }

        return Batch<TScalar, T>.CrossEntropyWithGradient(ref row, label, ref gradient);
    }
}
