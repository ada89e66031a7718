using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// What a pass over rows of [N, K, inner] will read and write: it is asked for while another is computed, so that it is in a cache then.
/// Each class is a stream of its own, more of them than a processor foresees, and its pages end with the class.
/// </summary>
internal readonly unsafe struct ColumnAhead<T>
    where T : unmanaged
{
    private readonly T* _logits;
    private readonly T* _output;
    private readonly int _left;
    private readonly int _rows;
    private readonly int _innerSize;
    private readonly int _classCount;

    /// <param name="logits">The first class of the first row.</param>
    /// <param name="output">Where its output goes; null if there is none, or it takes the logits' place.</param>
    /// <param name="left">The rows before the end of the axis.</param>
    /// <param name="rows">The rows of the pass.</param>
    /// <param name="innerSize">The number of inner positions.</param>
    /// <param name="classCount">K.</param>
    public ColumnAhead(T* logits, T* output, int left, int rows, int innerSize, int classCount)
    {
        _logits = logits;
        _output = output;
        _left = left;
        _rows = rows;
        _innerSize = innerSize;
        _classCount = classCount;
    }

    /// <summary>Asks for the logits.</summary>
    public void Read() => Ask(_logits, 0, _classCount);

    /// <summary>Asks for where the outputs go, if they have a place of their own.</summary>
    public void Write()
    {
        if (_output != null)
        {
            Ask(_output, 0, _classCount);
        }
    }

    /// <summary>Asks for both, of some classes.</summary>
    public void ReadAndWrite(int first, int end)
    {
        Ask(_logits, first, end);
        if (_output != null)
        {
            Ask(_output, first, end);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Ask(T* place, int first, int end)
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
                    Simd.PrefetchFirst(line);
                }

                begin += stride;
            }

            place += left + ((nint)_innerSize * (_classCount - 1));
            rows -= left;
            left = _innerSize;
        }
    }
}
