using System.Buffers;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <content>Batches whose class axis is not the last: [N, K, inner], as images have them.</content>
public abstract unsafe partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    /// <summary>Softmax over the classes at each inner position.</summary>
    public static void Softmax(ReadOnlySpan<T> logits, int innerSize, Span<T> destination)
    {
        OptionGuard.Rows(logits, K, innerSize);
        HeadGuard.Output(logits, destination, logits.Length, nameof(destination));
        if (innerSize == 1)
        {
            Softmax(ref MemoryMarshal.GetReference(logits), ref MemoryMarshal.GetReference(destination), logits.Length / K);
            return;
        }

        Columns(logits, innerSize, destination, default(SoftmaxOfColumns<T>));
    }

    /// <summary>Log-softmax over the classes at each inner position.</summary>
    public static void LogSoftmax(ReadOnlySpan<T> logits, int innerSize, Span<T> destination)
    {
        OptionGuard.Rows(logits, K, innerSize);
        HeadGuard.Output(logits, destination, logits.Length, nameof(destination));
        if (innerSize == 1)
        {
            LogSoftmax(ref MemoryMarshal.GetReference(logits), ref MemoryMarshal.GetReference(destination), logits.Length / K);
            return;
        }

        Columns(logits, innerSize, destination, default(LogSoftmaxOfColumns<T>));
    }

    /// <summary>Softmax over the classes at each inner position, of logits that are divided by a temperature and capped first.</summary>
    public static void Softmax(ReadOnlySpan<T> logits, int innerSize, double temperature, double? softCap, Span<T> destination) =>
        Prepared(logits, innerSize, temperature, softCap, destination, isLog: false);

    /// <summary>Log-softmax over the classes at each inner position, of logits that are divided by a temperature and capped first.</summary>
    public static void LogSoftmax(ReadOnlySpan<T> logits, int innerSize, double temperature, double? softCap, Span<T> destination) =>
        Prepared(logits, innerSize, temperature, softCap, destination, isLog: true);

    /// <summary>Log-sum-exp over the classes at each inner position, of logits that are divided by a temperature and capped first.</summary>
    public static void LogSumExp(ReadOnlySpan<T> logits, int innerSize, double temperature, double? softCap, Span<T> destination)
    {
        int rows = OptionGuard.Rows(logits, K, innerSize);
        HeadGuard.SeparateOutput(logits, destination, rows, nameof(destination));
        int slabRows = SlabRows(rows, innerSize);
        LogitTransform<T> transform = new(temperature, softCap);
        T[] rented = ArrayPool<T>.Shared.Rent(slabRows * K);
        fixed (T* z = logits, prepared = rented)
        {
            for (int row = 0; row < rows;)
            {
                Slab slab = Slab.From(row, rows, innerSize, slabRows);
                slab.Transform(transform, z, prepared);
                LogSumExp(new ReadOnlySpan<T>(prepared, slab.Elements), slab.InnerSize, destination.Slice(row, slab.Count));
                row += slab.Count;
            }
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>Log-sum-exp over the classes at each inner position, [N, inner].</summary>
    public static void LogSumExp(ReadOnlySpan<T> logits, int innerSize, Span<T> destination)
    {
        int rows = OptionGuard.Rows(logits, K, innerSize);
        HeadGuard.SeparateOutput(logits, destination, rows, nameof(destination));
        if (innerSize == 1)
        {
            LogSumExp(ref MemoryMarshal.GetReference(logits), ref MemoryMarshal.GetReference(destination), rows);
            return;
        }

        fixed (T* results = destination)
        {
            Columns(logits, innerSize, default, new LogSumExpOfColumns<T>(results));
        }
    }

    /// <summary>The class with the largest logit at each inner position, [N, inner].</summary>
    public static void Predict(ReadOnlySpan<T> logits, int innerSize, Span<int> destination)
    {
        int rows = OptionGuard.Rows(logits, K, innerSize);
        HeadGuard.SeparateOutput(logits, destination, rows, nameof(destination));
        if (innerSize == 1)
        {
            Predict(ref MemoryMarshal.GetReference(logits), ref MemoryMarshal.GetReference(destination), rows);
            return;
        }

        fixed (T* z = logits)
        fixed (int* classes = destination)
        {
            Dispatch(new PredictColumnsJob<T> { Logits = z, Classes = classes, InnerSize = innerSize, Rows = rows });
        }
    }

    /// <summary>Softmax of logits divided by a temperature.</summary>
    public static void TemperatureSoftmax(ReadOnlySpan<T> logits, double temperature, Span<T> destination, int innerSize = 1)
    {
        Prepared(logits, innerSize, temperature, softCap: null, destination, isLog: false);
    }

    /// <summary>Log-softmax of logits divided by a temperature.</summary>
    public static void TemperatureLogSoftmax(ReadOnlySpan<T> logits, double temperature, Span<T> destination, int innerSize = 1)
    {
        Prepared(logits, innerSize, temperature, softCap: null, destination, isLog: true);
    }

    /// <summary>c · tanh(z / c).</summary>
    public static void SoftCap(ReadOnlySpan<T> logits, double cap, Span<T> destination)
    {
        HeadGuard.Rows(logits, K);
        OptionGuard.Within(cap, nameof(cap), "a finite number above 0", static value => value > 0 && double.IsFinite(value));
        HeadGuard.Output(logits, destination, logits.Length, nameof(destination));
        Transform(new LogitTransform<T>(null, cap), logits, destination);
    }

    /// <summary>g · (1 − tanh²(z / c)).</summary>
    public static void SoftCapBackward(ReadOnlySpan<T> logits, double cap, ReadOnlySpan<T> upstream, Span<T> destination)
    {
        OptionGuard.Within(cap, nameof(cap), "a finite number above 0", static value => value > 0 && double.IsFinite(value));
        BackwardChecks(logits, upstream, destination, nameof(logits), innerSize: 1);
        TransformBack(new LogitTransform<T>(null, cap), logits, upstream, destination, keepsZeros: false);
    }

    /// <summary>Softmax of logits that are divided by a temperature and capped first.</summary>
    public static void Softmax(ReadOnlySpan<T> logits, double temperature, double? softCap, Span<T> destination) =>
        Prepared(logits, 1, temperature, softCap, destination, isLog: false);

    /// <summary>Log-softmax of logits that are divided by a temperature and capped first.</summary>
    public static void LogSoftmax(ReadOnlySpan<T> logits, double temperature, double? softCap, Span<T> destination) =>
        Prepared(logits, 1, temperature, softCap, destination, isLog: true);

    /// <summary>Log-sum-exp of logits that are divided by a temperature and capped first.</summary>
    public static void LogSumExp(ReadOnlySpan<T> logits, double temperature, double? softCap, Span<T> destination)
    {
        HeadGuard.Rows(logits, K);
        LogSumExp(logits, 1, temperature, softCap, destination);
    }

    /// <summary>The largest probability of one row of logits that are divided by a temperature and capped first.</summary>
    public static T MaximumProbability(ReadOnlySpan<T> row, double temperature, double? softCap)
    {
        HeadGuard.Row(row, K);
        T probability = default;
        T[] rented = ArrayPool<T>.Shared.Rent(K);
        Span<T> prepared = rented.AsSpan(0, K);
        Prepare(row, 1, temperature, softCap, prepared);
        MaximumProbability(ref MemoryMarshal.GetReference(prepared), ref probability, 1);
        ArrayPool<T>.Shared.Return(rented);
        return probability;
    }

    /// <summary>Softmax or log-softmax of logits that are divided by a temperature and capped first.</summary>
    private static void Prepared(ReadOnlySpan<T> logits, int innerSize, double temperature, double? softCap, Span<T> destination, bool isLog)
    {
        Prepare(logits, innerSize, temperature, softCap, destination);
        destination = destination[..logits.Length];
        if (isLog)
        {
            LogSoftmax(destination, innerSize, destination);
        }
        else
        {
            Softmax(destination, innerSize, destination);
        }
    }

    private static void Prepare(ReadOnlySpan<T> logits, int innerSize, double temperature, double? softCap, Span<T> destination)
    {
        if (softCap is null)
        {
            DividedBy(temperature, logits, destination, innerSize);
            return;
        }

        OptionGuard.Rows(logits, K, innerSize);
        HeadGuard.Output(logits, destination, logits.Length, nameof(destination));
        Transform(new LogitTransform<T>(temperature, softCap), logits, destination);
    }

    /// <summary>Logits relative to the maximum of their row, divided by a temperature.</summary>
    private static void DividedBy(double temperature, ReadOnlySpan<T> logits, Span<T> destination, int innerSize)
    {
        OptionGuard.Rows(logits, K, innerSize);
        OptionGuard.Within(temperature, nameof(temperature), "a finite number above 0", static value => value > 0 && double.IsFinite(value));
        HeadGuard.Output(logits, destination, logits.Length, nameof(destination));
        if (temperature == 1)
        {
            logits.CopyTo(destination);
            return;
        }

        fixed (T* z = logits, y = destination)
        {
            Dispatch(new RelativeToMaximum<T> { Source = z, Destination = y, Rows = logits.Length / K, InnerSize = innerSize, Transform = new(temperature, null) });
        }
    }

    private static void Columns<TOperation>(ReadOnlySpan<T> logits, int innerSize, Span<T> output, TOperation operation, T* operand = null)
        where TOperation : struct, IColumnOperation<T>
    {
        fixed (T* z = logits, y = output)
        {
            Dispatch(new ColumnJob<T, TOperation>
            {
                Logits = z,
                Operand = operand,
                Output = y,
                InnerSize = innerSize,
                Rows = logits.Length / K,
                Operation = operation,
            });
        }
    }
}
