using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// What a pass over rows of [N, K, inner] will read and write: it is asked for while another is computed, so that it is in a cache then.
/// Each class is a stream of its own, more of them than a processor foresees, and its pages end with the class.
/// </summary>
internal readonly unsafe struct ColumnAhead<T>
    where T : unmanaged
{
    /// <summary>So many lines are asked for between two stages: a processor waits for no more than some dozens, and computes nothing while there are more of them to come.</summary>
    public const int Lines = 40;

    /// <summary>As many come between what is computed and what is asked for: a line takes as long as computing some dozens.</summary>
    public const int LinesBetween = 64;

    /// <summary>Logits beyond this are in memory rather than in a cache.</summary>
    private const int LargestCacheBytes = 8 * 1024 * 1024;

    /// <summary>Of more classes, a block takes the place of what was asked for.</summary>
    public const int MostClasses = 1024;

    private readonly T* _logits;
    private readonly T* _operand;
    private readonly T* _output;
    private readonly int _left;
    private readonly int _rows;
    private readonly int _innerSize;
    private readonly int _classCount;
    private readonly bool _collides;

    /// <param name="logits">The first class of the first row.</param>
    /// <param name="operand">The same of another operand, or null.</param>
    /// <param name="output">Where its output goes; null if there is none, it takes the logits' place, or it goes past the caches.</param>
    /// <param name="left">The rows before the end of the axis.</param>
    /// <param name="rows">The rows of the pass.</param>
    /// <param name="innerSize">The number of inner positions.</param>
    /// <param name="classCount">K.</param>
    /// <param name="collides">Whether the classes are more than a stride lets a cache of the first level hold: what is asked for waits in the second.</param>
    public ColumnAhead(T* logits, T* operand, T* output, int left, int rows, int innerSize, int classCount, bool collides)
    {
        _logits = logits;
        _operand = operand;
        _output = output;
        _left = left;
        _rows = rows;
        _innerSize = innerSize;
        _classCount = classCount;
        _collides = collides;
    }

    /// <summary>Whether a batch is so large that it is not in a cache.</summary>
    public static bool IsFar(int rows, int classCount) =>
        Simd.Prefetches && (nint)rows * classCount * Unsafe.SizeOf<T>() > LargestCacheBytes;

    /// <summary>Whether there is room for what is asked for while a block is computed: there is not where a stride puts the classes into few sets of a cache.</summary>
    public static bool Fits(int innerSize, int classCount) => classCount <= MostClasses && !Collides(innerSize, classCount);

    /// <summary>The same where what is asked for comes part by part: the second level is enough, as long as a stride spreads the classes over all sets of it.</summary>
    public static bool FitsInParts(int innerSize, int classCount) =>
        Fits(innerSize, classCount) || (classCount <= MostClasses && CacheLine.IsSpread(innerSize * (nint)Unsafe.SizeOf<T>()));

    /// <summary>Whether the classes of a line of rows do not fit into a cache of the first level.</summary>
    public static bool Collides(int innerSize, int classCount) => CacheLine.Collide(innerSize * (nint)Unsafe.SizeOf<T>(), classCount);

    /// <summary>Some rows of a batch, from one on; as many as there are.</summary>
    public static ColumnAhead<T> OfRows(T* logits, T* operand, T* output, int row, int rows, int batchRows, int innerSize, int classCount)
    {
        row = Math.Min(row, batchRows);
        nint offset = ((nint)(row / innerSize) * classCount * innerSize) + (row % innerSize);
        return new(
            logits + offset,
            operand == null ? null : operand + offset,
            output == null || output == logits || output == operand ? null : output + offset,
            innerSize - (row % innerSize),
            Math.Min(rows, batchRows - row),
            innerSize,
            classCount,
            Collides(innerSize, classCount));
    }

    /// <summary>Asks for the operands.</summary>
    public void Read() => Read(0, _classCount);

    /// <summary>Asks for where the outputs go, if they have a place of their own.</summary>
    public void Write() => Write(0, _classCount);

    /// <summary>Asks for both, of some classes.</summary>
    public void ReadAndWrite(int first, int end)
    {
        Read(first, end);
        Write(first, end);
    }

    private void Read(int first, int end)
    {
        Ask(_logits, first, end);
        if (_operand != null)
        {
            Ask(_operand, first, end);
        }
    }

    private void Write(int first, int end)
    {
        if (_output != null)
        {
            Ask(_output, first, end);
        }
    }

    private void Ask(T* place, int first, int end)
    {
        if (_collides)
        {
            Ask<Off>(place, first, end);
        }
        else
        {
            Ask<On>(place, first, end);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Ask<TFirst>(T* place, int first, int end)
        where TFirst : struct, ISwitch
    {
        int left = _left;
        nint stride = _innerSize * (nint)Unsafe.SizeOf<T>();
        for (int rows = _rows; rows > 0;)
        {
            nint bytes = Math.Min(rows, left) * (nint)Unsafe.SizeOf<T>();

            // A line that a class does not begin with was asked for with the rows before.
            nint before = left == _innerSize ? 0 : CacheLine.Size - 1;
            byte* begin = (byte*)(place + (first * (nint)_innerSize));
            for (int c = first; c < end; c++)
            {
                byte* last = begin + bytes;
                for (byte* line = (byte*)(((nint)begin + before) & -CacheLine.Size); line < last; line += CacheLine.Size)
                {
                    if (TFirst.IsOn)
                    {
                        Simd.PrefetchFirst(line);
                    }
                    else
                    {
                        Simd.Prefetch(ref *line);
                    }
                }

                begin += stride;
            }

            place += left + ((nint)_innerSize * (_classCount - 1));
            rows -= left;
            left = _innerSize;
        }
    }
}
