namespace SoftmaxGen.Generator.Analyzers.Flow.Libraries;

/// <summary>What a library function does, as far as the engine cares.</summary>
internal enum LibraryOperation
{
    /// <summary>Something whose result has nothing to do with its arguments any more.</summary>
    Fresh,

    /// <summary>The same numbers: in another shape, order or type.</summary>
    Identity,

    /// <summary>Different numbers, out of the same data.</summary>
    Derived,
    Exp,
    Log,

    /// <summary>log(1 + x).</summary>
    LogOnePlus,
    Power,
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    MultiplyAdd,

    /// <summary>Of two values or collections, element by element.</summary>
    Larger,
    Smaller,
    Clamp,

    /// <summary>Into [0, 1], or [−1, 1].</summary>
    Squash,
    Magnitude,

    /// <summary>Of all elements.</summary>
    Sum,
    Mean,
    Maximum,
    Minimum,

    /// <summary>Each row or column divided by its sum.</summary>
    Normalise,
    Softmax,
    LogSoftmax,
    LogSumExp,

    /// <summary>A loss that applies softmax itself.</summary>
    CrossEntropy,

    /// <summary>A loss that wants log-probabilities.</summary>
    Likelihood,
    OneHot,

    /// <summary>A delegate for every element.</summary>
    Map,

    /// <summary>From the first to the second argument.</summary>
    Copy,

    /// <summary>A random number.</summary>
    Random,
}
