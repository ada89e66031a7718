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
        Elementwise(logits, innerSize, destination, isLog: false);
    }

    /// <summary>Log-softmax over the classes at each inner position.</summary>
    public static void LogSoftmax(ReadOnlySpan<T> logits, int innerSize, Span<T> destination)
    {
        OptionGuard.Rows(logits, K, innerSize);
        HeadGuard.Output(logits, destination, logits.Length, nameof(destination));
        Elementwise(logits, innerSize, destination, isLog: true);
    }

    /// <summary>Log-sum-exp over the classes at each inner position, [N, inner].</summary>
    public static void LogSumExp(ReadOnlySpan<T> logits, int innerSize, Span<T> destination)
    {
        int rows = OptionGuard.Rows(logits, K, innerSize);
        HeadGuard.SeparateOutput(logits, destination, rows, nameof(destination));
        ForEachTile(logits, innerSize, rows, default, destination, default(LogSumExpOfTile));
    }

    /// <summary>The class with the largest logit at each inner position, [N, inner].</summary>
    public static void Predict(ReadOnlySpan<T> logits, int innerSize, Span<int> destination)
    {
        int rows = OptionGuard.Rows(logits, K, innerSize);
        HeadGuard.SeparateOutput(logits, destination, rows, nameof(destination));
        ForEachTile(logits, innerSize, rows, destination, default, default(PredictOfTile));
    }

    /// <summary>Softmax of logits divided by a temperature.</summary>
    public static void TemperatureSoftmax(ReadOnlySpan<T> logits, double temperature, Span<T> destination) =>
        Softmax(ref DividedBy(temperature, logits, destination), ref MemoryMarshal.GetReference(destination), logits.Length / K);

    /// <summary>Log-softmax of logits divided by a temperature.</summary>
    public static void TemperatureLogSoftmax(ReadOnlySpan<T> logits, double temperature, Span<T> destination) =>
        LogSoftmax(ref DividedBy(temperature, logits, destination), ref MemoryMarshal.GetReference(destination), logits.Length / K);

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
        BackwardChecks(logits, upstream, destination, nameof(logits));
        TransformBack(new LogitTransform<T>(null, cap), logits, upstream, destination);
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
        T[] rented = ArrayPool<T>.Shared.Rent(tileRows * K);
        fixed (T* y = results, buffer = rented)
        {
            for (int row = 0; row < rows; row += tileRows)
            {
                int count = Math.Min(tileRows, rows - row);
                Transform(transform, logits.Slice(row * K, count * K), new Span<T>(buffer, count * K));
                part.Run(buffer, count, y + row, null);
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

    private static ref T DividedBy(double temperature, ReadOnlySpan<T> logits, Span<T> destination)
    {
        HeadGuard.Rows(logits, K);
        OptionGuard.Within(temperature, nameof(temperature), "a finite number above 0", static value => value > 0 && double.IsFinite(value));
        HeadGuard.Output(logits, destination, logits.Length, nameof(destination));
        fixed (T* z = logits, y = destination)
        {
            Dispatch(new RelativeToMaximum<T> { Source = z, Destination = y, Rows = logits.Length / K, Transform = new(temperature, null) });
        }

        return ref MemoryMarshal.GetReference(destination);
    }

    private static void Elementwise(ReadOnlySpan<T> logits, int innerSize, Span<T> destination, bool isLog)
    {
        int rows = logits.Length / K;
        int tileRows = TileRows(rows);
        T[] rented = ArrayPool<T>.Shared.Rent(tileRows * K);
        fixed (T* z = logits, y = destination, buffer = rented)
        {
            for (int row = 0; row < rows;)
            {
                Tile tile = Tile.From(row, rows, innerSize, tileRows);
                tile.Load(z, buffer);
                if (isLog)
                {
                    LogSoftmax(ref *buffer, ref *buffer, tile.Count);
                }
                else
                {
                    Softmax(ref *buffer, ref *buffer, tile.Count);
                }

                tile.Store(buffer, y);
                row += tile.Count;
            }
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    private static void ForEachTile<TPart>(ReadOnlySpan<T> logits, int innerSize, int rows, Span<int> classes, Span<T> results, TPart part)
        where TPart : struct, ITilePart
    {
        int tileRows = TileRows(rows);
        T[] rented = ArrayPool<T>.Shared.Rent(tileRows * K);
        fixed (T* z = logits, y = results, buffer = rented)
        fixed (int* c = classes)
        {
            for (int row = 0; row < rows;)
            {
                Tile tile = Tile.From(row, rows, innerSize, tileRows);
                tile.Load(z, buffer);
                part.Run(buffer, tile.Count, y == null ? null : y + row, c == null ? null : c + row);
                row += tile.Count;
            }
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    private interface ITilePart
    {
        void Run(T* tile, int rows, T* results, int* classes);
    }

    private readonly struct LogSumExpOfTile : ITilePart
    {
        public void Run(T* tile, int rows, T* results, int* classes) => LogSumExp(ref *tile, ref *results, rows);
    }

    private readonly struct MaximumProbabilityOfTile : ITilePart
    {
        public void Run(T* tile, int rows, T* results, int* classes) => MaximumProbability(ref *tile, ref *results, rows);
    }

    private readonly struct PredictOfTile : ITilePart
    {
        public void Run(T* tile, int rows, T* results, int* classes) => Predict(ref *tile, ref *classes, rows);
    }

    /// <summary>Some rows of a batch, as neighbours.</summary>
    private readonly struct Tile(int row, int count, int innerSize)
    {
        /// <summary>The number of rows.</summary>
        public int Count { get; } = count;

        /// <summary>As many rows from one on as fit; they do not go beyond the inner positions of one outer index.</summary>
        public static Tile From(int row, int rows, int innerSize, int tileRows) =>
            new(row, Math.Min(tileRows, innerSize == 1 ? rows - row : innerSize - (row % innerSize)), innerSize);

        /// <summary>Copies the rows to where they are neighbours.</summary>
        public void Load(T* batch, T* tile)
        {
            if (innerSize == 1)
            {
                new ReadOnlySpan<T>(batch + ((nint)row * K), Count * K).CopyTo(new Span<T>(tile, Count * K));
                return;
            }

            Transpose<T>.Copy(batch + Offset, innerSize, tile, K, K, Count);
        }

        /// <summary>Copies the rows back.</summary>
        public void Store(T* tile, T* batch)
        {
            if (innerSize == 1)
            {
                new ReadOnlySpan<T>(tile, Count * K).CopyTo(new Span<T>(batch + ((nint)row * K), Count * K));
                return;
            }

            Transpose<T>.Copy(tile, K, batch + Offset, innerSize, Count, K);
        }

        private nint Offset => ((nint)(row / innerSize) * K * innerSize) + (row % innerSize);
    }
}
