using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>What is computed for rows whose classes are a stride apart.</summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
internal unsafe interface IColumnOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether it needs the terms, beside their sum.</summary>
    static virtual bool KeepsTerms => false;

    /// <summary>Whether it needs log Σ exp(z − max), which is then in <see cref="Slot.Log"/> and <see cref="Slot.LogLow"/>.</summary>
    static virtual bool NeedsLogarithm => false;

    /// <summary>Whether it needs 1 / the sum of all terms and the remainder, which are in the same places then.</summary>
    static virtual bool NeedsInverse => false;

    /// <summary>Whether the sum may lose rounding errors, as that of softmax.</summary>
    static virtual bool TakesPlainSums => false;

    /// <summary>Whether there is an output per class.</summary>
    static virtual bool HasOutputs => false;

    /// <summary>
    /// Whether rows have labels, in the second vector of <see cref="ColumnBlock{V, T}.Extra"/>: as numbers where there are generated stages,
    /// else as integers in the bits of the lanes. The outputs there are in the first, and where the third has bits, a row's outputs are 0.
    /// </summary>
    static virtual bool HasLabels => false;

    /// <summary>
    /// Whether <see cref="Finish"/> reads logits where they are, over an end of the axis, too, from <see cref="ColumnBlock{V, T}.Place"/> on:
    /// terms may not take their place before.
    /// </summary>
    static virtual bool RereadsLogits<TKernels>()
        where TKernels : struct, IHeadKernels<T> => false;

    /// <summary>Whether <see cref="Begin"/> does anything where terms take the place of the logits.</summary>
    static virtual bool KeepsLogits => false;

    /// <summary>What is kept of the logits of a block before its terms are made.</summary>
    void Begin<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>;

    /// <summary>Whether <see cref="Finish"/> does anything.</summary>
    static virtual bool HasResults => false;

    /// <summary>What is made of the sums of blocks: results per row, and perhaps other numbers for the outputs in <see cref="Slot.Log"/> and <see cref="Slot.LogLow"/>.</summary>
    void Finish<TKernels, V>(ColumnBlock<V, T>* blocks, int count)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>;

    /// <summary>What makes the outputs of a block, of the sums of generated stages.</summary>
    static abstract void Factors<V>(RowNumbers<V, T> numbers, out V high, out V low)
        where V : struct, ILanes<V, T>;

    /// <summary>The output of a class.</summary>
    /// <param name="value">Its term if terms are kept, else its logit.</param>
    /// <param name="high">The first of the factors.</param>
    /// <param name="low">The second.</param>
    static abstract V Output<V>(V value, V high, V low)
        where V : struct, ILanes<V, T>;
}
