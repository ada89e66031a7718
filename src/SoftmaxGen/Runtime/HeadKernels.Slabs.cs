using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <content>Some rows of a batch in its own layout, where what is computed for them is to stay in the cache.</content>
public abstract unsafe partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    /// <summary>Along an inner axis, a slab may have so many bytes: it stays in a cache of the second level.</summary>
    private const int LargestSlabBytes = 256 * 1024;

    /// <summary>So many positions are enough for a class of a slab: four lines of a cache.</summary>
    private const int EnoughPositions = 64;

    /// <summary>So many rows are enough for the vectors at its end to count for little.</summary>
    private const int ManyPositions = 256;

    /// <summary>As many rows as a slab has: those of a tile, or whole outer indices, or, where one of these has many positions, enough of them, as far as they fit.</summary>
    private static int SlabRows(int rows, int innerSize)
    {
        int tileRows = TileRows(rows);
        if (innerSize == 1 || tileRows >= ManyPositions)
        {
            return tileRows;
        }

        return innerSize <= FittingRows ? Math.Min(rows, SetRows(rows, innerSize)) : Math.Min(rows, Math.Min(FittingRows, EnoughPositions));
    }

    /// <summary>
    /// As many rows as are taken together: of a slab where logits are transformed, a few positions where classes are scattered and
    /// copied, and else, along an inner axis, all of them.
    /// </summary>
    private static int PartRows(int rows, int innerSize, LogitTransform<T> transform, bool isScattered) => !transform.IsIdentity || innerSize == 1
        ? SlabRows(rows, innerSize)
        : isScattered ? Math.Min(rows, Math.Min(FittingRows, EnoughPositions)) : rows;

    /// <summary>As many rows, a multiple of 16, as a slab has at most.</summary>
    private static int FittingRows => Math.Max(16, LargestSlabBytes / (K * Unsafe.SizeOf<T>()) / 16 * 16);

    /// <summary>
    /// Whether all classes of a row meet in one set of a cache: what reads them again and again does so in a slab. Few classes are
    /// copied in any case, and with a stride that spreads them over more sets, or so many that a slab has few rows, copying costs more than it gains.
    /// </summary>
    private static bool IsScattered(int innerSize) =>
        !T512.HasColumns && K <= ColumnAhead<T>.MostClasses && innerSize > EnoughPositions && CacheLine.Meet((nint)innerSize * Unsafe.SizeOf<T>());

    /// <summary>The rows of some whole outer indices, at least one: several, so that the last vector of each is filled up with rows of the next.</summary>
    private static int SetRows(int rows, int innerSize)
    {
        int fitting = Math.Min(ManyPositions, LargestSlabBytes / (K * Unsafe.SizeOf<T>()));
        return Math.Max(innerSize, Math.Max(TileRows(rows), innerSize == 1 ? 0 : fitting) / innerSize * innerSize);
    }

    /// <summary>Rows of [N, K, inner]: some outer indices, or some positions of one. Nothing changes places, other than in a <see cref="Tile"/>.</summary>
    private readonly struct Slab(int row, int count, int innerSize, int batchInnerSize)
    {
        /// <summary>The first row.</summary>
        public int Row { get; } = row;

        /// <summary>The number of rows.</summary>
        public int Count { get; } = count;

        /// <summary>The number of inner positions.</summary>
        public int InnerSize { get; } = innerSize;

        /// <summary>The number of logits.</summary>
        public int Elements => Count * K;

        /// <summary>Where the first of them is in the batch.</summary>
        public nint Offset => IndexOf(Row, 0, batchInnerSize);

        /// <summary>The pieces of neighbours: one per outer index and class.</summary>
        private int Segments => Elements / InnerSize;

        /// <summary>Whether the logits are neighbours in the batch.</summary>
        private bool IsWhole => InnerSize == batchInnerSize;

        /// <summary>All rows of a batch.</summary>
        public static Slab All(int rows, int innerSize) => new(0, rows, innerSize, innerSize);

        /// <summary>As many rows from one on as may be taken together, up to <paramref name="most"/>.</summary>
        public static Slab From(int row, int rows, int innerSize, int most) => innerSize <= most
            ? new(row, Math.Min(most / innerSize * innerSize, rows - row), innerSize, innerSize)
            : Positions(row, Math.Min(most, innerSize - (row % innerSize)), innerSize);

        /// <summary>The rows of an operand: where they are if they are neighbours, else copied to <paramref name="buffer"/>.</summary>
        public T* Read(T* batch, T* buffer)
        {
            if (IsWhole)
            {
                return batch + Offset;
            }

            Copy(batch, buffer);
            return buffer;
        }

        /// <summary>The rows of an operand, copied to <paramref name="buffer"/>.</summary>
        public void Copy(T* batch, T* buffer) => Dispatch(new CopyJob<T>
        {
            Source = batch + Offset,
            SourceStride = batchInnerSize,
            Destination = buffer,
            DestinationStride = InnerSize,
            Count = InnerSize,
            Segments = Segments,
        });

        /// <summary>Outputs go from a buffer to where they belong.</summary>
        public void Write(T* buffer, T* batch) => Dispatch(new CopyJob<T>
        {
            Source = buffer,
            SourceStride = InnerSize,
            Destination = batch + Offset,
            DestinationStride = batchInnerSize,
            Count = InnerSize,
            Segments = Segments,
        });

        /// <summary>Transformed logits.</summary>
        public void Transform(LogitTransform<T> transform, T* batch, T* buffer) => Dispatch(new TransformJob<T>
        {
            Source = batch + Offset,
            SourceStride = batchInnerSize,
            Destination = buffer,
            DestinationStride = InnerSize,
            Count = IsWhole ? Elements : InnerSize,
            Segments = IsWhole ? 1 : K,
            Transform = transform,
        });

        /// <summary>
        /// Transformed logits, up to a number per row: with nothing but a temperature, they are taken relative to the row's maximum first,
        /// so that division does not round away what large logits differ by.
        /// </summary>
        public void TransformRelatively(LogitTransform<T> transform, T* batch, T* buffer)
        {
            if (transform.HasCap)
            {
                Transform(transform, batch, buffer);
                return;
            }

            Dispatch(new RelativeToMaximum<T> { Source = Read(batch, buffer), Destination = buffer, Rows = Count, InnerSize = InnerSize, Transform = transform });
        }

        /// <summary>Gradients with respect to the batch's logits, of those with respect to transformed ones.</summary>
        public void TransformBack(LogitTransform<T> transform, T* logits, T* gradients, T* destination) => Dispatch(new TransformBackJob<T>
        {
            Logits = logits + Offset,
            Source = gradients,
            SourceStride = InnerSize,
            Destination = destination + Offset,
            DestinationStride = batchInnerSize,
            Count = IsWhole ? Elements : InnerSize,
            Segments = IsWhole ? 1 : K,
            Transform = transform,
            KeepsZeros = true,
        });

        private static Slab Positions(int row, int count, int batchInnerSize) => new(row, count, count, batchInnerSize);
    }
}
