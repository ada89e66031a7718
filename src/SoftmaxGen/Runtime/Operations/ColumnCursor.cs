using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Walks over the rows of [N, K, inner], block by block.</summary>
internal unsafe struct ColumnCursor<TKernels, V, T>
    where TKernels : struct, IHeadKernels<T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _innerSize;

    private readonly int _rows;

    private readonly bool _isDirect;

    /// <summary>From a logit to what belongs to it of another operand; 0 without one.</summary>
    private readonly nint _toOperand;

    /// <summary>Whether outputs go elsewhere than to the logits, and where to is asked for.</summary>
    private readonly bool _asksForOutputs;

    private T* _source;

    private T* _destination;

    /// <summary>The rows before the end of the axis.</summary>
    private int _left;

    /// <summary>Whether blocks have been filled otherwise than whole ones.</summary>
    private bool _isIrregular;

    public ColumnCursor(T* logits, T* operand, T* output, int innerSize, int rows, bool isDirect, bool asksForOutputs)
    {
        _source = logits;
        _destination = output;
        _innerSize = innerSize;
        _rows = rows;
        _isDirect = isDirect;
        _toOperand = operand == null ? 0 : (nint)((byte*)operand - (byte*)logits);
        _asksForOutputs = asksForOutputs && output != null && output != logits;
        _left = innerSize;
    }

    /// <summary>The next row.</summary>
    public int Row { get; private set; }

    /// <summary>Whether some of the blocks cross an end of the axis.</summary>
    public bool HasSeams { get; private set; }

    private readonly nint ToNextSet => (nint)_innerSize * (TKernels.ClassCount - 1);

    /// <summary>What whole blocks have in common.</summary>
    public static void Reset(ColumnBlock<V, T>* blocks, int count, int innerSize, bool isDirect)
    {
        for (int i = 0; i < count; i++)
        {
            blocks[i].Stride = innerSize;
            blocks[i].Count = V.Count;
            blocks[i].IsDirect = isDirect;
        }
    }

    /// <summary>Whether another block is full.</summary>
    public readonly bool HasFullBlock => Row <= _rows - V.Count;

    /// <summary>What as many blocks as <paramref name="capacity"/> read and write, after some that come before them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly ColumnAhead<T> Ahead(int between, int capacity, bool collides)
    {
        ColumnCursor<TKernels, V, T> ahead = this;
        ahead.Skip(Math.Min(between * V.Count, _rows - Row));
        return new(
            ahead._source,
            _toOperand == 0 ? null : (T*)((byte*)ahead._source + _toOperand),
            _asksForOutputs ? ahead._destination : null,
            ahead._left,
            Math.Min(capacity * V.Count, _rows - ahead.Row),
            _innerSize,
            TKernels.ClassCount,
            collides);
    }

    /// <summary>Goes on by some rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Skip(int lanes)
    {
        Row += lanes;
        _source += lanes;
        _destination += lanes;
        _left -= lanes;
        while (_left <= 0)
        {
            _left += _innerSize;
            _source += ToNextSet;
            _destination += ToNextSet;
        }
    }

    /// <summary>The next blocks where all are full: the first of them describes all, with the rows before the end of the axis.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FillRegularly(ColumnBlock<V, T>* blocks, int capacity)
    {
        int count = Math.Min(capacity, (int)((uint)(_rows - Row) / (uint)V.Count));
        blocks->Source = _source;
        blocks->Destination = _destination;
        blocks->Row = Row;
        blocks->Left = _left;
        blocks->Neighbours = count;
        Skip(count * V.Count);
        return count;
    }

    /// <summary>A block of some rows, fewer than it has lanes and than there are before the end of the axis.</summary>
    public void FillPart(ColumnBlock<V, T>* block, int lanes)
    {
        block->Source = _source;
        block->Destination = _destination;
        block->Row = Row;
        block->Neighbours = 0;
        block->Count = lanes;
        block->IsDirect = false;
        _isIrregular = true;
        Skip(lanes);
    }

    /// <summary>The next blocks, and how many they are.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Fill<TOperation>(ColumnBlock<V, T>* blocks, int capacity)
        where TOperation : struct, IColumnOperation<T>
    {
        if (_isIrregular)
        {
            Reset(blocks, capacity, _innerSize, _isDirect);
            _isIrregular = false;
            HasSeams = false;
        }

        T* source = _source;
        T* destination = _destination;
        int row = Row;
        int left = _left;
        int count = 0;
        do
        {
            ColumnBlock<V, T>* block = blocks + count;
            block->Source = source;
            block->Destination = destination;
            block->Row = row;
            int lanes;
            if (left >= 2 * V.Count && count < capacity - 1)
            {
                int neighbours = Math.Min((int)((uint)left / (uint)V.Count), capacity - count);
                block->Neighbours = neighbours;
                for (int i = 1; (TOperation.RereadsLogits<TKernels>() || ColumnBlock<V, T>.GoesByFour<TKernels>()) && i < neighbours; i++)
                {
                    block++;
                    block->Source = source + (i * V.Count);
                    block->Destination = destination + (i * V.Count);
                    block->Row = row + (i * V.Count);
                }

                lanes = neighbours * V.Count;
                count += neighbours;
            }
            else if (left >= V.Count)
            {
                block->Neighbours = 1;
                lanes = V.Count;
                count++;
            }
            else
            {
                block->Neighbours = 0;
                lanes = FillRest<TOperation>(block, left);
                count++;
            }

            row += lanes;
            left -= lanes;
            source += lanes;
            destination += lanes;
            while (left <= 0)
            {
                left += _innerSize;
                source += ToNextSet;
                destination += ToNextSet;
            }
        }
        while (count < capacity && row < _rows);
        _source = source;
        _destination = destination;
        _left = left;
        Row = row;
        return count;
    }

    /// <summary>A block that begins with what is left of the axis, filled up beyond its end if that is possible.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FillRest<TOperation>(ColumnBlock<V, T>* block, int left)
        where TOperation : struct, IColumnOperation<T>
    {
        _isIrregular = true;
        if (ColumnSeam<TKernels, V, T>.CanCross<TOperation>(block->Row, left, _innerSize, _rows))
        {
            ColumnSeam<TKernels, V, T>.Enter(block, left);
            HasSeams = true;
            return V.Count;
        }

        block->Count = left;
        block->IsDirect = false;
        return left;
    }
}
