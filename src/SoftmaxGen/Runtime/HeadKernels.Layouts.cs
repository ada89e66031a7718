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
        int tileRows = TileRows(rows);
        T[] rented = ArrayPool<T>.Shared.Rent(TileElements(tileRows));
        fixed (T* z = logits, buffer = rented)
        {
            for (int row = 0; row < rows; row += tileRows)
            {
                Tile tile = Tile.From(row, rows, innerSize, tileRows);
                LogSumExp(new ReadOnlySpan<T>(tile.Read(z, buffer), tile.Count * K), temperature, softCap, destination.Slice(row, tile.Count));
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
        _ = DividedBy(temperature, logits, destination, innerSize);
        destination = destination[..logits.Length];
        Softmax(destination, innerSize, destination);
    }

    /// <summary>Log-softmax of logits divided by a temperature.</summary>
    public static void TemperatureLogSoftmax(ReadOnlySpan<T> logits, double temperature, Span<T> destination, int innerSize = 1)
    {
        _ = DividedBy(temperature, logits, destination, innerSize);
        destination = destination[..logits.Length];
        LogSoftmax(destination, innerSize, destination);
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
    public static void Softmax(ReadOnlySpan<T> logits, double temperature, double? softCap, Span<T> destination) => Softmax(
        ref Prepared(temperature, softCap, logits, destination), ref MemoryMarshal.GetReference(destination), logits.Length / K);

    /// <summary>Log-softmax of logits that are divided by a temperature and capped first.</summary>
    public static void LogSoftmax(ReadOnlySpan<T> logits, double temperature, double? softCap, Span<T> destination) => LogSoftmax(
        ref Prepared(temperature, softCap, logits, destination), ref MemoryMarshal.GetReference(destination), logits.Length / K);

    /// <summary>Log-sum-exp of logits that are divided by a temperature and capped first.</summary>
    public static void LogSumExp(ReadOnlySpan<T> logits, double temperature, double? softCap, Span<T> destination)
    {
        int rows = HeadGuard.Rows(logits, K);
        HeadGuard.SeparateOutput(logits, destination, rows, nameof(destination));
        PerPreparedRow(logits, temperature, softCap, rows, destination, default(LogSumExpOfTile));
    }

    /// <summary>The largest probability of one row of logits that are divided by a temperature and capped first.</summary>
    public static T MaximumProbability(ReadOnlySpan<T> row, double temperature, double? softCap)
    {
        HeadGuard.Row(row, K);
        T probability = default;
        PerPreparedRow(row, temperature, softCap, 1, new Span<T>(ref probability), default(MaximumProbabilityOfTile));
        return probability;
    }

    private static void PerPreparedRow<TPart>(ReadOnlySpan<T> logits, double temperature, double? softCap, int rows, Span<T> results, TPart part)
        where TPart : struct, ITilePart
    {
        LogitTransform<T> transform = new(temperature, softCap);
        int tileRows = TileRows(rows);
        T[] rented = ArrayPool<T>.Shared.Rent((tileRows * K) + Transpose<T>.Slack);
        fixed (T* y = results, buffer = rented)
        {
            for (int row = 0; row < rows; row += tileRows)
            {
                int count = Math.Min(tileRows, rows - row);
                Transform(transform, logits.Slice(row * K, count * K), new Span<T>(buffer, count * K));
                part.Run(buffer, count, y + row);
            }
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    private static ref T Prepared(double temperature, double? softCap, ReadOnlySpan<T> logits, Span<T> destination)
    {
        if (softCap is null)
        {
            return ref DividedBy(temperature, logits, destination);
        }

        HeadGuard.Rows(logits, K);
        HeadGuard.Output(logits, destination, logits.Length, nameof(destination));
        Transform(new LogitTransform<T>(temperature, softCap), logits, destination);
        return ref MemoryMarshal.GetReference(destination);
    }

    private static ref T DividedBy(double temperature, ReadOnlySpan<T> logits, Span<T> destination, int innerSize = 1)
    {
        OptionGuard.Rows(logits, K, innerSize);
        OptionGuard.Within(temperature, nameof(temperature), "a finite number above 0", static value => value > 0 && double.IsFinite(value));
        HeadGuard.Output(logits, destination, logits.Length, nameof(destination));
        if (temperature == 1)
        {
            logits.CopyTo(destination);
            return ref MemoryMarshal.GetReference(destination);
        }

        fixed (T* z = logits, y = destination)
        {
            Dispatch(new RelativeToMaximum<T> { Source = z, Destination = y, Rows = logits.Length / K, InnerSize = innerSize, Transform = new(temperature, null) });
        }

        return ref MemoryMarshal.GetReference(destination);
    }

    private static void Prepared(ReadOnlySpan<T> logits, int innerSize, double temperature, double? softCap, Span<T> destination, bool isLog)
    {
        int rows = OptionGuard.Rows(logits, K, innerSize);
        HeadGuard.Output(logits, destination, logits.Length, nameof(destination));
        if (innerSize == 1)
        {
            Prepared(logits, temperature, softCap, destination, isLog);
            return;
        }

        int tileRows = TileRows(rows);
        T[] rented = ArrayPool<T>.Shared.Rent(TileElements(tileRows));
        fixed (T* z = logits, y = destination, buffer = rented)
        {
            for (int row = 0; row < rows; row += tileRows)
            {
                Tile tile = Tile.From(row, rows, innerSize, tileRows);
                Span<T> x = new(tile.Read(z, buffer), tile.Count * K);
                Prepared(x, temperature, softCap, x, isLog);
                tile.Write(buffer, y);
            }
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>Softmax or log-softmax of logits that are divided by a temperature and capped first.</summary>
    private static void Prepared(ReadOnlySpan<T> logits, double temperature, double? softCap, Span<T> destination, bool isLog)
    {
        if (isLog)
        {
            LogSoftmax(logits, temperature, softCap, destination);
        }
        else
        {
            Softmax(logits, temperature, softCap, destination);
        }
    }

    private static void Columns<TOperation>(ReadOnlySpan<T> logits, int innerSize, Span<T> output, TOperation operation)
        where TOperation : struct, IColumnOperation<T>
    {
        fixed (T* z = logits, y = output)
        {
            Dispatch(new ColumnJob<T, TOperation>
            {
                Logits = z,
                Output = y,
                InnerSize = innerSize,
                Rows = logits.Length / K,
                Operation = operation,
            });
        }
    }

    private interface ITilePart
    {
        void Run(T* tile, int rows, T* results);
    }

    private readonly struct LogSumExpOfTile : ITilePart
    {
        public void Run(T* tile, int rows, T* results) => LogSumExp(ref *tile, ref *results, rows);
    }

    private readonly struct MaximumProbabilityOfTile : ITilePart
    {
        public void Run(T* tile, int rows, T* results) => MaximumProbability(ref *tile, ref *results, rows);
    }
}
