using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>How one row is walked over: the loops, or their unrolling, around the row core.</summary>
internal interface IRowStrategyWriter
{
    /// <summary>Writes methods of the kernel class that the operations share.</summary>
    void WriteHelpers();

    /// <summary>Writes statements that define the number <c>max</c>, the largest logit of the row at <c>x</c>.</summary>
    void WriteMaximum(Operation operation);

    /// <summary>
    /// Writes statements that define <c>sum</c>, or <c>below</c> and <c>ties</c>, given <c>max</c>, <c>shift</c>,
    /// <c>bound</c> and <c>pivot</c>.
    /// </summary>
    void WriteSum(Operation operation);

    /// <summary>Writes statements that store every class's value at <c>y</c>.</summary>
    void WriteElements(Operation operation);
}
