using System.Numerics;
using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Tests.MemorySafety;
using Xunit.Abstractions;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>The kernels of every width, whatever the machine has: the same bits, and close to the exact results.</summary>
public abstract class ForcedWidthTests<T>(ForcedWidthHeads<T> heads, ITestOutputHelper output) : IClassFixture<ForcedWidthHeads<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly VectorWidth[] Widths = [VectorWidth.Bits512, VectorWidth.Bits256, VectorWidth.Bits128, VectorWidth.Scalar];

    public static TheoryData<int> ClassCounts => [.. ForcedWidthHeads<T>.ClassCounts];

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void EveryWidth_InPlaceAndRowByRow_GivesTheSameBits(int classCount)
    {
        List<string> differences = [];
        foreach (LogitsBatch<T> batch in LogitsBatches.All<T>(classCount))
        {
            IReadOnlyDictionary<string, double[]> expected = heads.Caller(VectorWidth.Scalar, classCount).Run(batch);
            foreach (VectorWidth width in Widths)
            {
                IReadOnlyDictionary<string, double[]> actual = heads.Caller(width, classCount).Run(batch);
                differences.AddRange(actual.Keys
                    .Select(name => Outputs.Difference(name, expected[Outputs.OriginalOf(name)], actual[name]))
                    .OfType<string>()
                    .Select(difference => $"{batch.Name}, {width}: {difference}"));
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences.Take(20)));
    }

    // SoftmaxGen.Tests has the same in processes of their own, for the widths that the machine has; few have this one.
    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void WidestVectors_BesideForbiddenPages_GiveTheSameBits(int classCount)
    {
        IHeadCaller<T> guarded = heads.GuardedCaller(VectorWidth.Bits512, classCount);
        foreach (LogitsBatch<T> batch in LogitsBatches.All<T>(classCount).Where(static batch => batch.Name.Contains("mixed", StringComparison.Ordinal)))
        {
            IReadOnlyDictionary<string, double[]> expected = heads.Caller(VectorWidth.Bits512, classCount).Run(batch);
            foreach (Placement placement in new[] { Placement.BeforeGuard, Placement.AfterGuard })
            {
                GuardedPlacement.Current = placement;
                IReadOnlyDictionary<string, double[]> actual = guarded.Run(batch);
                string[] differences = [.. actual.Keys.Select(name => Outputs.Difference(name, expected[name], actual[name])).OfType<string>()];
                Assert.True(differences.Length == 0, $"{batch.Name}, {placement}: {string.Join(", ", differences)}");
            }
        }
    }

    // One width stands for all: the bits are the same. The bounds are S51's.
    [Theory]
    [InlineData(Outputs.Softmax, 3)]
    [InlineData(Outputs.MaximumProbability, 3)]
    [InlineData(Outputs.LogSoftmax, 2)]
    [InlineData(Outputs.LogSumExp, 2)]
    [InlineData(Outputs.Loss, 2)]
    [InlineData(Outputs.Gradient, 3)]
    [InlineData(Outputs.MeanGradient, 3)]
    public void Results_AreWithinTheStatedError(string operation, double bound)
    {
        output.WriteLine(heads.Errors.Describe(operation));
        heads.Errors.AssertWithin(operation, bound);
    }
}
