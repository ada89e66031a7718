using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Losses of labels with everything that may be said about them, and their gradients, out of the stages of generated
/// kernels: the stages make the terms of all classes and their sums, and what differs between losses is a few lines on
/// vectors with a row in each lane.
/// </summary>
/// <remarks>
/// With P, T and U per row, the gradient of class c is P · p_c − T · [c = y] − U · w_c. At the label it is
/// (P − T) − P · (1 − p_y) − U · w_y, where 1 − p_y comes from the sum of the other classes' terms: a confident, correct
/// prediction keeps its gradient. Where T is less than half of P, it is P · p_y − T − U · w_y: so does a class with a small part.
/// </remarks>
internal static unsafe partial class HardLabelKernel<TKernels, V, T, TShape>
    where TKernels : struct, IHeadKernels<T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TShape : struct, ILossShape<T>
{
    private static int PassRows => TKernels.PassRows;

    private static int K => TKernels.ClassCount;

    /// <summary>The losses of the rows from x on, the first of which is row <paramref name="first"/> of the batch.</summary>
    public static void Run(ref T x, ref T y, int first, int rows, scoped ref HardLabelBatch<T> batch, TShape shape)
    {
        int whole = TKernels.TakesPartialBlocks ? rows : rows - (rows % TKernels.BlockRows);
        RunBlocks(ref x, ref y, first, whole, whole, ref batch, shape);
        int rest = rows - whole;
        if (rest == 0)
        {
            return;
        }

        T* block = stackalloc T[TKernels.BlockRows * K];
        Span<T> used = new(block, rest * K);
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref x, (nint)whole * K), rest * K).CopyTo(used);
        RunBlocks(ref *block, ref *block, first + whole, rest, TKernels.BlockRows, ref batch, shape);
        if (batch.HasGradient)
        {
            used.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref y, (nint)whole * K), rest * K));
        }
    }

    /// <param name="x">The logits.</param>
    /// <param name="y">Where the gradient goes.</param>
    /// <param name="first">The row's number in the batch.</param>
    /// <param name="rows">How many rows count.</param>
    /// <param name="computed">How many rows there is memory for.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="shape">The loss.</param>
    [SkipLocalsInit]
    private static void RunBlocks(ref T x, ref T y, int first, int rows, int computed, scoped ref HardLabelBatch<T> batch, TShape shape)
    {
        byte* memory = stackalloc byte[Scratch<TKernels, T>.Bytes];
        T* scratch = Scratch<TKernels, T>.Align(memory);
        T* columns = stackalloc T[PerRow<T>.Columns * Scratch<TKernels, T>.PassCapacity];
        ref T s = ref *scratch;
        for (int row = 0; row < rows; row += PassRows)
        {
            int count = Math.Min(PassRows, rows - row);
            int given = Math.Min(PassRows, computed - row);
            ref T z = ref Unsafe.Add(ref x, (nint)row * K);
            ref T gradient = ref Unsafe.Add(ref y, (nint)row * K);
            PerRow<T> numbers = new(columns, Scratch<TKernels, T>.PassCapacity);
            if (!TKernels.HasColumns)
            {
                Gather<Off>(ref z, 1, count, first + row, count, in batch, numbers);
            }

            TKernels.Spread(ref z, ref s, given);
            if (batch.LabelSmoothing > 0)
            {
                SmoothedSums(ref z, scratch, count, given, in batch, numbers);
            }

            if (batch.HasGradient)
            {
                TKernels.AddKeeping(ref z, ref gradient, ref s, given, ahead: 0, following: 0, beyond: 0);
            }
            else
            {
                TKernels.AddOnly(ref z, ref s, given, ahead: 0, following: 0, beyond: 0);
            }

            TKernels.Logarithms(ref s, given);
            for (int block = 0; block * V.Count < count; block++)
            {
                int r = block * V.Count;
                T* kept = scratch + (block * Scratch<TKernels, T>.BlockStride);
                RowNumbers<V, T> known = new(ref *kept);
                if (TKernels.HasColumns)
                {
                    SelectLabels<Off>(LogitColumns(kept), first + row + r, count - r, in batch, numbers, r);
                }

                Losses<Off>(known, numbers, r, in batch, shape);
                if (batch.HasGradient)
                {
                    Factors(known, numbers, r, in batch);
                    if (TKernels.HasColumns)
                    {
                        T* terms = LogitColumns(kept) + (K * V.Count);
                        WriteGradients(known, numbers, r, terms, V.Count, terms, V.Count, V.Count, in batch);
                        TKernels.FromColumns(ref *terms, ref Unsafe.Add(ref gradient, r * K));
                    }
                }
            }

            Record(first + row, count, ref batch, numbers);
            if (batch.HasGradient && !TKernels.HasColumns)
            {
                TKernels.Probabilities(ref gradient, ref s, given);
                FinishGradients(ref gradient, first + row, count, in batch, numbers);
            }
        }
    }

    /// <summary>
    /// The same of rows that are neighbours along an inner axis: what the stages make of rows is there in the block, and its terms if
    /// the gradient is wanted.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void RunColumns(in ColumnBlock<V, T> block, scoped ref HardLabelBatch<T> batch, TShape shape)
    {
        T* columns = stackalloc T[PerRow<T>.Columns * V.Count];
        PerRow<T> numbers = new(columns, V.Count);
        int left = block.Crosses && !TKernels.HasColumns ? block.Left : 0;
        if (TKernels.HasColumns)
        {
            SelectLabels<On>(block.Copy, batch.First + block.Row, block.Count, in batch, numbers, 0);
        }
        else
        {
            Gather<On>(ref *block.Place, block.PlaceStride, left, batch.First + block.Row, block.Count, in batch, numbers);
        }

        if (batch.LabelSmoothing > 0)
        {
            T* results = stackalloc T[4 * V.Count];
            T* logits = TKernels.HasColumns ? block.Copy : block.Place;
            ElementColumns<TKernels, V, T> elements = new()
            {
                Stride = TKernels.HasColumns ? V.Count : block.PlaceStride,
                First = logits,
                Second = logits,
                Count = TKernels.HasColumns ? V.Count : block.Count,
                Left = left,
                ToNextSet = block.PlaceStride * (K - 1),
            };
            ref T weights = ref MemoryMarshal.GetReference(batch.ClassWeights);
            elements.Sum(ref weights, block.Memory + ((int)Slot.Maximum * V.Count), results, new SmoothingSums<T>(hasWeights: !batch.ClassWeights.IsEmpty));
            numbers.Store(PerRow<T>.Distance, 0, V.Load(ref *results, 0));
            numbers.Store(PerRow<T>.DistanceLow, 0, V.Load(ref *results, V.Count));
        }

        Losses<On>(block.Numbers, numbers, 0, in batch, shape);
        if (batch.HasGradient)
        {
            Factors(block.Numbers, numbers, 0, in batch);
        }

        Record(batch.First + block.Row, block.Count, ref batch, numbers);
        if (batch.HasGradient)
        {
            WriteGradients(block.Numbers, numbers, 0, block.Terms<TKernels>(), block.Step, block.Destination, block.Stride, block.Count, in batch);
            if (!TKernels.HasColumns)
            {
                WriteLabels(block, in batch, numbers);
            }
        }
    }

    /// <summary>So many blocks along an inner axis are finished together.</summary>
    public static int MostBlocks => 4;

    /// <summary>The same of rows with one label and no smoothing, whose gradients <see cref="ColumnOutputs{TKernels, V, T, TOperation}"/> writes.</summary>
    /// <param name="first">The block that describes them.</param>
    /// <param name="index">The first of them behind it.</param>
    /// <param name="blocks">How many there are; no more than <see cref="MostBlocks"/>.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="shape">The loss.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void RunColumns(in ColumnBlock<V, T> first, int index, int blocks, scoped ref HardLabelBatch<T> batch, TShape shape)
    {
        T* columns = stackalloc T[PerRow<T>.Columns * MostBlocks * V.Count];
        PerRow<T> numbers = new(columns, MostBlocks * V.Count);
        int row = batch.First + first.Row + (index * V.Count);
        int rows = blocks == 1 ? first.Count : blocks * V.Count;
        T* memory = first.Memory + (index * ColumnBlock<V, T>.Elements<TKernels>());
        T* extra = first.Extra + (index * ColumnBlock<V, T>.Extras * V.Count);
        if (!TKernels.HasColumns)
        {
            // With many classes, blocks come one by one, and the logits of the labels have been picked.
            numbers.Store(PerRow<T>.Picked, 0, V.Load(ref *extra, 0));
            GatherWeights(batch.Labels.Slice(row, rows), in batch, numbers);
            if (!batch.HasClassWeightsOnly)
            {
                GatherSamples(row, rows, in batch, numbers);
            }
        }

        for (int r = 0; r < rows; r += V.Count)
        {
            int count = Math.Min(V.Count, rows - r);
            if (TKernels.HasColumns)
            {
                SelectLabels<On>(LogitColumns(memory), row + r, count, in batch, numbers, r);
            }

            RowNumbers<V, T> known = new(ref *memory);
            Losses<On>(known, numbers, r, in batch, shape);
            if (batch.HasGradient)
            {
                Factors(known, numbers, r, in batch);
                V isOut = V.Equal(numbers.Load<V>(PerRow<T>.Counts, r), LaneMath<V, T>.Zero);
                V.AndNot(numbers.Load<V>(PerRow<T>.Alpha, r), isOut).Store(ref *extra, 0);
                (TKernels.HasColumns ? numbers.Load<V>(PerRow<T>.Label, r) : LoadIntegers(batch.Labels, row + r, count)).Store(ref *extra, V.Count);
                isOut.Store(ref *extra, 2 * V.Count);
            }

            memory += ColumnBlock<V, T>.Elements<TKernels>();
            extra += ColumnBlock<V, T>.Extras * V.Count;
        }

        Record(row, rows, ref batch, numbers);
    }

    /// <summary>The logits that stages with a vector per class keep of a block, followed by its terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* LogitColumns(T* memory) => memory + (ColumnBlock<V, T>.Slots * V.Count);

    /// <summary>Adds the losses up, and writes them where they are wanted.</summary>
    private static void Record(int first, int count, scoped ref HardLabelBatch<T> batch, PerRow<T> numbers)
    {
        T* losses = numbers.Column(PerRow<T>.Loss);
        batch.Sums.Add(first, losses, numbers.Column(PerRow<T>.LossLow), count);
        T* zLosses = null;
        if (batch.ZLoss > 0)
        {
            zLosses = numbers.Column(PerRow<T>.ZLoss);
            batch.ZSums.Add(first, zLosses, null, count);
        }

        if (!batch.Losses.IsEmpty)
        {
            Span<T> destination = batch.Losses.Slice(first, count);
            new ReadOnlySpan<T>(losses, count).CopyTo(destination);
            for (int r = 0; zLosses != null && r < count; r++)
            {
                destination[r] += zLosses[r];
            }
        }
    }
}
