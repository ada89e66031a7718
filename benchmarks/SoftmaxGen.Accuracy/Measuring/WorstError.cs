namespace SoftmaxGen.Accuracy.Measuring;

/// <summary>The worst error in ulp, and whether some result was not even a finite number where the true value is.</summary>
internal readonly record struct WorstError(double Ulp, bool IsNotFinite)
{
    public static WorstError operator |(WorstError a, WorstError b) => new(Math.Max(a.Ulp, b.Ulp), a.IsNotFinite || b.IsNotFinite);

    /// <summary>Whether that is within a bound.</summary>
    public bool IsWithin(double bound) => !IsNotFinite && Ulp <= bound;
}
