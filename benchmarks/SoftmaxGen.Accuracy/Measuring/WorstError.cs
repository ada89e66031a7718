namespace SoftmaxGen.Accuracy.Measuring;

/// <summary>The worst error in ulp, and whether some result was not even a finite number where the true value is.</summary>
internal readonly record struct WorstError(double Ulp, bool IsNotFinite)
{
    public static WorstError operator |(WorstError a, WorstError b) => new(Math.Max(a.Ulp, b.Ulp), a.IsNotFinite || b.IsNotFinite);

    /// <summary>The worst of all.</summary>
    public static WorstError Of(IEnumerable<Score> scores) => scores.Aggregate(default(WorstError), static (worst, score) => worst | score.Error);

    /// <summary>Whether that is within a bound.</summary>
    public bool IsWithin(double bound) => !IsNotFinite && Ulp <= bound;
}
