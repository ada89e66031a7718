namespace SoftmaxGen.Generator.Tests.Generation;

/// <summary>What is generated compiles without a warning for every kind of class count.</summary>
public sealed class ClassCountsTests
{
    public static TheoryData<int> ClassCounts =>
    [
        1, 2, 3, 4, 5, 7, 8, 12, 13, 16, 17, 24, 25, 31, 33, 48, 64, 100, 255, 256, 257, 511, 512, 513, 1000, 100_000, 200_000, int.MaxValue,
    ];

    // Of both types in one compilation: they share nothing but the time it takes.
    [Theory]
    [MemberData(nameof(ClassCounts))]
    public Task Kernels_Compile(int classCount) => HeadGeneratorTest.VerifyAsync($"""
        [SoftmaxHead(K = {classCount})] partial class Iris;
        [SoftmaxHead(K = {classCount}, ElementType = typeof(double), IgnoreLabel = int.MinValue)] partial struct Wine;
        """);
}
