namespace SoftmaxGen.Charts;

/// <summary>The ends of a logarithmic axis.</summary>
/// <param name="Lowest">Its lower end; above 0.</param>
/// <param name="Highest">Its upper end.</param>
internal readonly record struct LogRange(double Lowest, double Highest)
{
    /// <summary>The powers of ten inside.</summary>
    public IEnumerable<double> Decades
    {
        get
        {
            LogRange range = this;
            return Enumerable.Range(-3, 13).Select(static exponent => Math.Pow(10, exponent)).Where(range.Contains);
        }
    }

    /// <summary>The whole decades around some values.</summary>
    public static LogRange Around(IReadOnlyCollection<double> values) =>
        new(Math.Pow(10, Math.Floor(Math.Log10(values.Min()))), Math.Pow(10, Math.Ceiling(Math.Log10(values.Max()))));

    /// <summary>0 at the lower end, 1 at the upper end.</summary>
    public double Position(double value) => Math.Log(value / Lowest) / Math.Log(Highest / Lowest);

    private bool Contains(double value) => value >= Lowest * 0.999 && value <= Highest * 1.001;
}
