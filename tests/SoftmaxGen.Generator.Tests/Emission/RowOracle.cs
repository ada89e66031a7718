namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>What a row of finite logits (−∞ among them allowed, but not only −∞) should give, to 90 bits and more.</summary>
internal sealed class RowOracle
{
    /// <summary>Probabilities are kept times 2^this, so that both parts of a tiny one are normal numbers.</summary>
    public const int ProbabilityExponent = 300;

    private readonly double[] _logits;
    private readonly DoubleDouble _logTotal;

    public RowOracle(double[] logits)
    {
        _logits = logits;
        int top = Array.IndexOf(logits, logits.Max());
        Maximum = logits[top];
        Terms = [.. logits.Select(z => double.IsNegativeInfinity(z) ? 0 : DoubleDouble.Exp((DoubleDouble)z - Maximum, ProbabilityExponent))];
        DoubleDouble others = Sum(Terms, top);
        Total = others + Terms[top];
        _logTotal = DoubleDouble.LogOnePlus(others.Scale(-ProbabilityExponent));
    }

    public double Maximum { get; }

    public DoubleDouble LogSumExp => Maximum + _logTotal;

    /// <summary>e^(z − max) · 2^<see cref="ProbabilityExponent"/>.</summary>
    private DoubleDouble[] Terms { get; }

    private DoubleDouble Total { get; }

    public DoubleDouble ScaledProbability(int c) => (Terms[c] / Total).Scale(ProbabilityExponent);

    /// <summary>log p_c; −∞ for a logit of −∞.</summary>
    public DoubleDouble LogProbability(int c) =>
        double.IsNegativeInfinity(_logits[c]) ? double.NegativeInfinity : ((DoubleDouble)_logits[c] - Maximum) - _logTotal;

    /// <summary>p_c − onehot(y), that of the label as minus the sum of the others.</summary>
    public DoubleDouble Gradient(int c, int label) => c == label ? -(Sum(Terms, label) / Total) : Terms[c] / Total;

    private static DoubleDouble Sum(DoubleDouble[] terms, int except)
    {
        DoubleDouble sum = 0;
        for (int c = 0; c < terms.Length; c++)
        {
            if (c != except)
            {
                sum += terms[c];
            }
        }

        return sum;
    }
}
