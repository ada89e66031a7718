using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>What an operation does with each class of a row: sums over the classes, and outputs made of what was found.</summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
/// <remarks>
/// Elements come as vectors: those of one class with a row in each lane, or those of one row with a class in each lane. What
/// belongs to a row, <c>number</c>, is then in its lane, or in all of them.
/// </remarks>
internal interface IElementJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether the second sum is needed.</summary>
    static abstract bool HasOther { get; }

    /// <summary>What two sums over the classes are made of, each as a number and its low part.</summary>
    /// <param name="first">The first operand.</param>
    /// <param name="second">The second operand.</param>
    /// <param name="weight">The class's weight, where the operation has weights.</param>
    /// <param name="number">What belongs to the row.</param>
    /// <param name="low">The low part of the result.</param>
    /// <param name="other">What the second sum is made of.</param>
    /// <param name="otherLow">The low part of the same.</param>
    V Term<V>(V first, V second, V weight, V number, out V low, out V other, out V otherLow)
        where V : struct, ILanes<V, T>;

    /// <summary>What the output is.</summary>
    /// <param name="first">The first operand.</param>
    /// <param name="second">The second operand.</param>
    /// <param name="weight">The class's weight, where the operation has weights.</param>
    /// <param name="number">What belongs to the row.</param>
    /// <param name="other">What belongs to the row, too.</param>
    V Output<V>(V first, V second, V weight, V number, V other)
        where V : struct, ILanes<V, T>;

    /// <summary>Whether the operation has class weights.</summary>
    bool HasWeights { get; }
}
