using System.Globalization;
using System.Numerics;
using SoftmaxGen.Oracle;

namespace SoftmaxGen.Tests.Golden;

/// <summary>Compares outputs with true values in units of the last place, within the bounds of S51, and keeps the score.</summary>
internal sealed class Judge
{
    /// <summary>The bound on softmax, and on gradients relative to the largest of the row, in ulp.</summary>
    public const double ThreeUlp = 3;

    /// <summary>The bound on logarithms and losses, in ulp.</summary>
    public const double TwoUlp = 2;

    /// <summary>How many values were compared with a true value.</summary>
    public long Comparisons { get; private set; }

    /// <summary>How many values were required to have the same bits as others.</summary>
    public long Identities { get; private set; }

    /// <summary>What went wrong, one line each.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>The worst error in ulp by output and element type.</summary>
    public SortedDictionary<string, double> Worst { get; } = new(StringComparer.Ordinal);

    /// <summary>softmax: 3 ulp of each p; 0 exactly where the logit is −∞.</summary>
    public void Softmax<T>(string id, ReadOnlySpan<T> logits, Expected<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < expected.Values.Length; i++)
        {
            Close(id, "softmax", i, expected, actual[i], ThreeUlp);
            if (T.IsNegativeInfinity(logits[i]) && !T.IsNaN(expected.Values[i]) && actual[i] != T.Zero)
            {
                Fail($"{id} softmax[{i}]: {Spell(actual[i])} for a logit of -infinity");
            }
        }
    }

    /// <summary>log-softmax and losses: 2 ulp of each value.</summary>
    public void Logarithms<T>(string id, string output, Expected<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < expected.Values.Length; i++)
        {
            Close(id, output, i, expected, actual[i], TwoUlp);
        }
    }

    /// <summary>logsumexp: 2 ulp of the larger of the row's maximum and the result, which can cancel.</summary>
    public void LogSumExp<T>(string id, ReadOnlySpan<T> logits, Expected<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = expected.Values.Length == 0 ? 0 : logits.Length / expected.Values.Length;
        for (var i = 0; i < expected.Values.Length; i++)
        {
            var max = T.NegativeInfinity;
            foreach (var logit in logits.Slice(i * width, width))
            {
                max = T.Max(max, logit);
            }

            var scale = T.IsFinite(max) ? Math.Max(Magnitude(max), Magnitude(expected.Values[i])) : Magnitude(expected.Values[i]);
            Close(id, "logsumexp", i, expected, actual[i], TwoUlp, scale);
        }
    }

    /// <summary>Gradients: 3 ulp of the largest of the row.</summary>
    public void Gradient<T>(string id, int classCount, Expected<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var start = 0; start < expected.Values.Length; start += classCount)
        {
            var largest = 0.0;
            foreach (var value in expected.Values.AsSpan(start, classCount))
            {
                largest = Math.Max(largest, T.IsFinite(value) ? Magnitude(value) : 0);
            }

            for (var i = start; i < start + classCount; i++)
            {
                Close(id, "grad", i, expected, actual[i], ThreeUlp, largest);
            }
        }
    }

    /// <summary>One value of an output, within <paramref name="bound"/> ulp of <paramref name="scale"/> (its own magnitude when absent).</summary>
    public void Close<T>(string id, string output, int index, Expected<T> expected, T actual, double bound, double? scale = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Comparisons++;
        var value = expected.Values[index];
        if (T.IsNaN(value) || T.IsNaN(actual))
        {
            Check(T.IsNaN(value) && T.IsNaN(actual), id, output, index, value, actual, double.NaN);
        }
        else if (T.IsInfinity(value) || T.IsInfinity(actual))
        {
            var fair = expected.OnlyOverflows && actual == T.CopySign(T.BitDecrement(T.PositiveInfinity), value);
            Check(value == actual || fair, id, output, index, value, actual, double.PositiveInfinity);
        }
        else
        {
            var size = scale ?? Magnitude(value);
            var error = Math.Abs(double.CreateChecked(actual) - double.CreateChecked(value) - expected.Residuals[index]) / FloatFormat<T>.Ulp(size);
            var subnormal = size < FloatFormat<T>.SmallestNormal;
            if (!subnormal)
            {
                var key = $"{output}/{FloatFormat<T>.ShortName}";
                Worst[key] = Math.Max(Worst.GetValueOrDefault(key), error);
            }

            Check(error <= bound || (subnormal && actual == T.Zero), id, output, index, value, actual, error);
        }
    }

    /// <summary>Integers, exactly.</summary>
    public void Equal(string id, string output, ReadOnlySpan<int> expected, ReadOnlySpan<int> actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Comparisons++;
            if (expected[i] != actual[i])
            {
                Fail($"{id} {output}[{i}]: {actual[i]} instead of {expected[i]}");
            }
        }
    }

    /// <summary>The same bits, any NaN being any other.</summary>
    public void SameBits<T>(string id, string what, ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Identities++;
            if (FloatFormat<T>.CanonicalBits(expected[i]) != FloatFormat<T>.CanonicalBits(actual[i]))
            {
                Fail($"{id} {what}[{i}]: {Spell(actual[i])} does not have the bits of {Spell(expected[i])}");
            }
        }
    }

    /// <summary>A condition that has no number.</summary>
    public void Require(bool condition, string failure)
    {
        Identities++;
        if (!condition)
        {
            Fail(failure);
        }
    }

    /// <summary>Adds the score of another judge.</summary>
    public void Add(Judge other)
    {
        Comparisons += other.Comparisons;
        Identities += other.Identities;
        Failures.AddRange(other.Failures);
        foreach (var (key, error) in other.Worst)
        {
            Worst[key] = Math.Max(Worst.GetValueOrDefault(key), error);
        }
    }

    private static double Magnitude<T>(T value) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Math.Abs(double.CreateChecked(value));

    private static string Spell<T>(T value) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        value.ToString("R", CultureInfo.InvariantCulture);

    private void Check<T>(bool good, string id, string output, int index, T expected, T actual, double error)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!good)
        {
            Fail($"{id} {output}[{index}]: {Spell(actual)} instead of {Spell(expected)}, {error.ToString("0.00", CultureInfo.InvariantCulture)} ulp");
        }
    }

    private void Fail(string failure) => Failures.Add(failure);
}
