using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>What is computed for rows whose classes are a stride apart.</summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
internal interface IColumnOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether it needs the terms, beside their sum.</summary>
    static virtual bool KeepsTerms => false;

    /// <summary>Whether it needs log Σ exp(z − max), which is then in <see cref="Slot.Log"/> and <see cref="Slot.LogLow"/>.</summary>
    static virtual bool NeedsLogarithm => false;

    /// <summary>Whether the sum may lose rounding errors, as that of softmax.</summary>
    static virtual bool TakesPlainSums => false;

    /// <summary>Whether there is an output per class.</summary>
    static virtual bool HasOutputs => false;

    /// <summary>What is kept of the logits of a block before its terms are made.</summary>
    void Begin<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>;

    /// <summary>What is made of the sums of a block: results per row, and in <see cref="Slot.Log"/> and <see cref="Slot.LogLow"/> what the outputs need.</summary>
    void Finish<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>;

    /// <summary>The output of a class.</summary>
    /// <param name="value">Its term if terms are kept, else its logit.</param>
    /// <param name="high">What is in <see cref="Slot.Log"/>.</param>
    /// <param name="low">What is in <see cref="Slot.LogLow"/>.</param>
    static abstract V Output<V>(V value, V high, V low)
        where V : struct, ILanes<V, T>;

    /// <summary>What changes after all outputs of a block are written.</summary>
    void End<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>;
}
