namespace SoftmaxGen.Runtime;

/// <content>Some rows of a batch as neighbours, whatever the layout: where they are, or in memory that stays in the cache.</content>
public abstract unsafe partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    /// <summary>As many elements as a tile takes where its rows have to be copied; nothing where they are neighbours in the batch.</summary>
    private static int TileElements(int tileRows, int innerSize) => innerSize == 1 ? 0 : (tileRows * K) + Transpose<T>.Slack;

    /// <summary>Where a class of a row is in [N, K, inner]; without an inner axis, that takes no division.</summary>
    private static nint IndexOf(int row, int label, int innerSize) => innerSize == 1
        ? ((nint)row * K) + label
        : ((nint)(row / innerSize) * K * innerSize) + ((nint)label * innerSize) + (row % innerSize);

    /// <summary>Some rows of a batch; with an inner axis, they may go on at the next outer index.</summary>
    private readonly struct Tile(int row, int count, int innerSize)
    {
        /// <summary>The first row.</summary>
        public int Row { get; } = row;

        /// <summary>The number of rows.</summary>
        public int Count { get; } = count;

        /// <summary>As many rows from one on as there are, up to <paramref name="tileRows"/>.</summary>
        public static Tile From(int row, int rows, int innerSize, int tileRows) => new(row, Math.Min(tileRows, rows - row), innerSize);

        /// <summary>The rows of an operand: where they are if they are neighbours, else copied to <paramref name="buffer"/>.</summary>
        public T* Read(T* batch, T* buffer)
        {
            if (innerSize == 1)
            {
                return batch + ((nint)Row * K);
            }

            int done = 0;
            while (done < Count)
            {
                int length = Segment(done, out nint offset);
                Transpose<T>.ToTile(batch + offset, innerSize, buffer + ((nint)done * K), K, length);
                done += length;
            }

            return buffer;
        }

        /// <summary>Rows of one outer index, and where the first of them is.</summary>
        private int Segment(int done, out nint offset)
        {
            int row = Row + done;
            offset = IndexOf(row, 0, innerSize);
            return Math.Min(Count - done, innerSize - (row % innerSize));
        }
    }
}
