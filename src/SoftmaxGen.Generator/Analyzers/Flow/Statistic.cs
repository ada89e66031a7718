namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>Which summary of a collection a number is.</summary>
internal enum Statistic
{
    /// <summary>None that matters.</summary>
    None,

    /// <summary>The largest element.</summary>
    Maximum,

    /// <summary>The smallest element: subtracting it bounds nothing from above.</summary>
    Minimum,

    /// <summary>The mean, of which the same is true.</summary>
    Mean,

    /// <summary>The sum, or a norm.</summary>
    Total,
}
