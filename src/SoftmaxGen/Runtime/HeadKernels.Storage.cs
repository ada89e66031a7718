using System.Buffers;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <content>Batches stored in 16 bits per number, computed in float.</content>
public abstract partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    /// <summary>Softmax, row by row, of logits that are divided by a temperature and capped first.</summary>
    public static void Softmax(ReadOnlySpan<Half> logits, Span<Half> destination, double temperature = 1, double? softCap = null, int innerSize = 1) =>
        Elementwise<HalfStorage, Half>(logits, temperature, softCap, destination, isLog: false, innerSize);

    /// <inheritdoc cref="Softmax(ReadOnlySpan{Half}, Span{Half}, double, double?, int)"/>
    public static void Softmax(ReadOnlySpan<BFloat16> logits, Span<BFloat16> destination, double temperature = 1, double? softCap = null, int innerSize = 1) =>
        Elementwise<BFloat16Storage, BFloat16>(logits, temperature, softCap, destination, isLog: false, innerSize);

    /// <summary>Log-softmax, row by row, of logits that are divided by a temperature and capped first.</summary>
    public static void LogSoftmax(ReadOnlySpan<Half> logits, Span<Half> destination, double temperature = 1, double? softCap = null, int innerSize = 1) =>
        Elementwise<HalfStorage, Half>(logits, temperature, softCap, destination, isLog: true, innerSize);

    /// <inheritdoc cref="LogSoftmax(ReadOnlySpan{Half}, Span{Half}, double, double?, int)"/>
    public static void LogSoftmax(ReadOnlySpan<BFloat16> logits, Span<BFloat16> destination, double temperature = 1, double? softCap = null, int innerSize = 1) =>
        Elementwise<BFloat16Storage, BFloat16>(logits, temperature, softCap, destination, isLog: true, innerSize);

    /// <summary>Cross-entropy of labels.</summary>
    public static LossSum CrossEntropy(
        ReadOnlySpan<Half> logits, ClassLabels labels, Span<T> losses, Span<Half> gradient, LossParts parts, in LossOptions<T> options, int ignoreLabel, int innerSize = 1) =>
        Stored<HalfStorage, Half>(logits, labels, losses, gradient, parts, options, ignoreLabel, innerSize);

    /// <inheritdoc cref="CrossEntropy(ReadOnlySpan{Half}, ClassLabels, Span{T}, Span{Half}, LossParts, in LossOptions{T}, int, int)"/>
    public static LossSum CrossEntropy(
        ReadOnlySpan<BFloat16> logits, ClassLabels labels, Span<T> losses, Span<BFloat16> gradient, LossParts parts, in LossOptions<T> options, int ignoreLabel, int innerSize = 1) =>
        Stored<BFloat16Storage, BFloat16>(logits, labels, losses, gradient, parts, options, ignoreLabel, innerSize);

    private static void Elementwise<TStorage, TStored>(ReadOnlySpan<TStored> logits, double temperature, double? softCap, Span<TStored> destination, bool isLog, int innerSize)
        where TStorage : struct, IStorage<TStored>
        where TStored : unmanaged
    {
        int rows = OptionGuard.Rows(logits, K, innerSize);
        HeadGuard.Output(logits, destination, logits.Length, nameof(destination));

        // Whole outer indices.
        int tileRows = SetRows(rows, innerSize);
        T[] rented = ArrayPool<T>.Shared.Rent(tileRows * K);
        for (int row = 0; row < rows; row += tileRows)
        {
            Span<T> tile = rented.AsSpan(0, Math.Min(tileRows, rows - row) * K);
            TStorage.Widen(logits.Slice(row * K, tile.Length), MemoryMarshal.Cast<T, float>(tile));
            Prepared(tile, innerSize, temperature, softCap, tile, isLog);
            TStorage.Narrow(MemoryMarshal.Cast<T, float>(tile), destination.Slice(row * K, tile.Length));
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    private static LossSum Stored<TStorage, TStored>(
        ReadOnlySpan<TStored> logits, ClassLabels labels, Span<T> losses, Span<TStored> gradient, LossParts parts, in LossOptions<T> options, int ignoreLabel, int innerSize)
        where TStorage : struct, IStorage<TStored>
        where TStored : unmanaged
    {
        int rows = OptionGuard.Rows(logits, K, innerSize);
        HeadGuard.Labels(labels, rows);
        if (parts.HasFlag(LossParts.Losses))
        {
            HeadGuard.SeparateOutput(logits, losses, rows, nameof(losses));
        }

        if (parts.HasFlag(LossParts.Gradient))
        {
            HeadGuard.Output(logits, gradient, logits.Length, nameof(gradient));
            HeadGuard.SeparateOutput(labels, gradient, logits.Length, nameof(gradient));
            HeadGuard.SeparateOutput(options.ClassWeights, gradient, logits.Length, nameof(gradient));
            HeadGuard.SeparateOutput(options.SampleWeights, gradient, logits.Length, nameof(gradient));
        }

        T[] rented = ArrayPool<T>.Shared.Rent(logits.Length);
        try
        {
            Span<T> batch = rented.AsSpan(0, logits.Length);
            TStorage.Widen(logits, MemoryMarshal.Cast<T, float>(batch));
            LossSum sum = CrossEntropy(batch, labels, losses, batch, parts, options, ignoreLabel, innerSize);
            if (parts.HasFlag(LossParts.Gradient))
            {
                TStorage.Narrow(MemoryMarshal.Cast<T, float>(batch), gradient[..logits.Length]);
            }

            return sum;
        }
        finally
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }
}
