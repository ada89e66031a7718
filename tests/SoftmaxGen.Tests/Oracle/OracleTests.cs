using System.Numerics;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Oracle;

/// <summary>Heads of every declared class count against the oracle.</summary>
public abstract class OracleTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Every declared class count of this element type.</summary>
    public static TheoryData<int> ClassCounts =>
        [.. HeadRegistry.All<T>().Select(static head => head.ClassCount).Distinct()];

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void EveryOutput_OfRandomLogits_IsWithinTheBounds(int classCount)
    {
        var report = OracleReplay.Run(HeadRegistry.Get<T>(classCount));
        using var text = new StringWriter();
        report.Write(text);

        Assert.True(report.Judge.Comparisons > 50 * classCount, text.ToString());
        Assert.True(report.Judge.Failures.Count == 0, text.ToString());
    }
}

/// <summary>The float heads.</summary>
public sealed class SingleOracleTests : OracleTests<float>;

/// <summary>The double heads.</summary>
public sealed class DoubleOracleTests : OracleTests<double>;
