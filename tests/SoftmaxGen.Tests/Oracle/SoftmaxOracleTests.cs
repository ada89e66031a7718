using SoftmaxGen.Oracle;
using SoftmaxGen.Tests.Golden;

namespace SoftmaxGen.Tests.Oracle;

/// <summary>The oracle itself is judged by the golden vectors: it must round correctly, nearly always.</summary>
public sealed class SoftmaxOracleTests
{
    private const double HalfUlp = 0.5001;

    [Fact]
    public void Oracle_OfGoldenRows_IsCorrectlyRounded()
    {
        var judge = new Judge();
        foreach (var golden in GoldenFile.Cases("rows.jsonl").Where(static golden => golden is { IsSingle: false, UnsupportedOptions: "" }))
        {
            var oracle = new SoftmaxOracle<double>(golden.Values<double>("z"), golden.ClassCount);
            Compare(judge, golden, "softmax", oracle.Softmax());
            Compare(judge, golden, "log_softmax", oracle.LogSoftmax());
        }

        Assert.True(judge.Comparisons > 5_000);
        Assert.Empty(judge.Failures);
    }

    private static void Compare(Judge judge, GoldenCase golden, string output, Expected<double> actual)
    {
        var expected = golden.Expected<double>(output);
        for (var i = 0; i < expected.Values.Length; i++)
        {
            judge.Close(golden.Id, output, i, expected, actual.Values[i], HalfUlp);
        }
    }
}
