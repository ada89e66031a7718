using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>Between memory where the classes of a row are a stride apart, and rows whose classes are neighbours.</summary>
/// <remarks>
/// A matrix is cut into blocks of a vector's height and the width of 128 bits: the upper half of each vector has the rows that
/// are half a height further down, so that no step crosses the halves. Blocks at an edge overlap their neighbours, where the
/// matrix is large enough for that.
/// </remarks>
internal static unsafe class Transpose<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>As many elements behind a tile are read and written, too.</summary>
    public static int Slack => 32 / Unsafe.SizeOf<T>();

    private static int Width => Vector128<T>.Count;

    private static int Height => VectorWidth.Is256 ? Vector256<T>.Count : Width;

    /// <summary>Rows whose classes are a stride apart, into a tile.</summary>
    /// <param name="source">The first class of the first row.</param>
    /// <param name="stride">How far the classes of a row are apart.</param>
    /// <param name="tile">Receives the rows; <see cref="Slack"/> elements behind them are overwritten.</param>
    /// <param name="classes">K.</param>
    /// <param name="rows">The number of rows.</param>
    public static void ToTile(T* source, nint stride, T* tile, int classes, int rows)
    {
        if (rows < Width)
        {
            Copy(source, stride, tile, classes, classes, rows);
            return;
        }

        // The last classes come first: what is stored beyond the end of a row belongs to rows that are not complete yet.
        int rest = classes % Height;
        if (rest != 0)
        {
            ToTile(source, stride, tile, classes, rows, classes - rest);
        }

        for (int c = 0; c <= classes - Height; c += Height)
        {
            ToTile(source, stride, tile, classes, rows, c);
        }
    }

    /// <summary>Rows of a tile to where their classes are a stride apart.</summary>
    /// <param name="tile">The rows; <see cref="Slack"/> elements behind them are read.</param>
    /// <param name="destination">Receives the first class of the first row.</param>
    /// <param name="stride">How far the classes of a row are apart.</param>
    /// <param name="classes">K.</param>
    /// <param name="rows">The number of rows.</param>
    public static void FromTile(T* tile, T* destination, nint stride, int classes, int rows)
    {
        if (rows < Height)
        {
            Copy(tile, classes, destination, stride, rows, classes);
            return;
        }

        for (int c = 0; c < classes; c += Width)
        {
            int count = Math.Min(Width, classes - c);
            for (int row = 0; row < rows; row += Height)
            {
                int first = Math.Min(row, rows - Height);
                Block(tile + (first * (nint)classes) + c, classes, Height - 1, destination + (c * stride) + first, stride, count);
            }
        }
    }

    /// <summary>As many elements as <see cref="ToLanes"/> needs.</summary>
    public static int LanesElements<V>(int classes)
        where V : struct, ILanes<V, T> => (2 * classes * V.Count) + Slack;

    /// <summary>Neighbouring rows, no more than lanes, with a row in each lane and a vector per class.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="left">How many rows there are from the first on: behind them, nothing is read.</param>
    /// <param name="count">How many of them are wanted.</param>
    /// <param name="classes">K.</param>
    /// <param name="columns">Receives the vectors; lanes without a row stay as they are.</param>
    /// <param name="copy">Room for the rows and <see cref="Slack"/>.</param>
    public static void ToLanes<V>(T* rows, int left, int count, int classes, T* columns, T* copy)
        where V : struct, ILanes<V, T>
    {
        if ((long)(left - count) * classes < Slack)
        {
            new Span<T>(rows, count * classes).CopyTo(new Span<T>(copy, count * classes));
            rows = copy;
        }

        FromTile(rows, columns, V.Count, classes, count);
    }

    /// <summary>As many classes as there are in the height of a block.</summary>
    private static void ToTile(T* source, nint stride, T* tile, int classes, int rows, int c)
    {
        int last = Math.Min(Height, classes - c) - 1;
        for (int row = 0; row < rows; row += Width)
        {
            int first = Math.Min(row, rows - Width);
            T* x = source + (c * stride) + first;
            T* y = tile + (first * (nint)classes) + c;

            // A constant spares eight comparisons and multiplications.
            if (last == Height - 1)
            {
                Block(x, stride, Height - 1, y, classes, Width);
            }
            else
            {
                Block(x, stride, last, y, classes, Width);
            }
        }
    }

    private static void Copy(T* source, nint sourceStride, T* destination, nint destinationStride, int height, int width)
    {
        for (int i = 0; i < height; i++)
        {
            for (int j = 0; j < width; j++)
            {
                destination[(j * destinationStride) + i] = source[(i * sourceStride) + j];
            }
        }
    }

    /// <summary>One block.</summary>
    /// <param name="source">The first element.</param>
    /// <param name="stride">From row to row of the source.</param>
    /// <param name="last">The last row to read, which stands for those that would follow.</param>
    /// <param name="destination">Where the first column goes.</param>
    /// <param name="destinationStride">From column to column.</param>
    /// <param name="count">How many columns are stored.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(T* source, nint stride, int last, T* destination, nint destinationStride, int count)
    {
        if (typeof(T) == typeof(float))
        {
            if (VectorWidth.Is256)
            {
                Block256((float*)source, stride, last, (float*)destination, destinationStride, count);
            }
            else
            {
                Block128((float*)source, stride, last, (float*)destination, destinationStride, count);
            }
        }
        else if (VectorWidth.Is256)
        {
            Block256((double*)source, stride, last, (double*)destination, destinationStride, count);
        }
        else
        {
            Block128((double*)source, stride, last, (double*)destination, destinationStride, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block256(float* source, nint stride, int last, float* destination, nint destinationStride, int count)
    {
        Vector256<float> a = Pair(source, 0, 4, stride, last);
        Vector256<float> b = Pair(source, 1, 5, stride, last);
        Vector256<float> c = Pair(source, 2, 6, stride, last);
        Vector256<float> d = Pair(source, 3, 7, stride, last);
        Vector256<float> lowAC = Simd.InterleaveLow(a, c);
        Vector256<float> lowBD = Simd.InterleaveLow(b, d);
        Simd.InterleaveLow(lowAC, lowBD).Store(destination);
        if (count > 1)
        {
            Simd.InterleaveHigh(lowAC, lowBD).Store(destination + destinationStride);
        }

        Vector256<float> highAC = Simd.InterleaveHigh(a, c);
        Vector256<float> highBD = Simd.InterleaveHigh(b, d);
        if (count > 2)
        {
            Simd.InterleaveLow(highAC, highBD).Store(destination + (2 * destinationStride));
        }

        if (count > 3)
        {
            Simd.InterleaveHigh(highAC, highBD).Store(destination + (3 * destinationStride));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block128(float* source, nint stride, int last, float* destination, nint destinationStride, int count)
    {
        Vector128<float> a = Vector128.Load(source);
        Vector128<float> b = Vector128.Load(source + (Math.Min(1, last) * stride));
        Vector128<float> c = Vector128.Load(source + (Math.Min(2, last) * stride));
        Vector128<float> d = Vector128.Load(source + (Math.Min(3, last) * stride));
        Vector128<float> lowAC = Simd.InterleaveLow(a, c);
        Vector128<float> lowBD = Simd.InterleaveLow(b, d);
        Simd.InterleaveLow(lowAC, lowBD).Store(destination);
        if (count > 1)
        {
            Simd.InterleaveHigh(lowAC, lowBD).Store(destination + destinationStride);
        }

        Vector128<float> highAC = Simd.InterleaveHigh(a, c);
        Vector128<float> highBD = Simd.InterleaveHigh(b, d);
        if (count > 2)
        {
            Simd.InterleaveLow(highAC, highBD).Store(destination + (2 * destinationStride));
        }

        if (count > 3)
        {
            Simd.InterleaveHigh(highAC, highBD).Store(destination + (3 * destinationStride));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block256(double* source, nint stride, int last, double* destination, nint destinationStride, int count)
    {
        Vector256<double> a = Pair(source, 0, 2, stride, last);
        Vector256<double> b = Pair(source, 1, 3, stride, last);
        Simd.InterleaveLow(a, b).Store(destination);
        if (count > 1)
        {
            Simd.InterleaveHigh(a, b).Store(destination + destinationStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block128(double* source, nint stride, int last, double* destination, nint destinationStride, int count)
    {
        Vector128<double> a = Vector128.Load(source);
        Vector128<double> b = Vector128.Load(source + (Math.Min(1, last) * stride));
        Simd.InterleaveLow(a, b).Store(destination);
        if (count > 1)
        {
            Simd.InterleaveHigh(a, b).Store(destination + destinationStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<TElement> Pair<TElement>(TElement* source, int lower, int upper, nint stride, int last)
        where TElement : unmanaged =>
        Vector256.Create(Vector128.Load(source + (Math.Min(lower, last) * stride)), Vector128.Load(source + (Math.Min(upper, last) * stride)));
}
