using SoftmaxGen.Generator.Tests.Snapshots;

namespace SoftmaxGen.Generator.Tests.Generation;

/// <summary>Whole generated files, reviewed as code. <c>UPDATE_SNAPSHOTS=1 dotnet test</c> rewrites them.</summary>
public sealed class SnapshotTests
{
    private static readonly Dictionary<string, string> Sources = new()
    {
        ["f32-k1"] = "[SoftmaxHead(K = 1)] partial class Spam;",
        ["f32-k3"] = "namespace Flowers; [SoftmaxHead(K = 3)] public sealed partial class Iris;",
        ["f32-k10-static"] = "namespace Images; [SoftmaxHead(K = 10, IgnoreLabel = 9)] internal static partial class Digits;",
        ["f32-k100"] = "namespace Images; [SoftmaxHead(K = 100)] public partial record Cifar;",
        ["f64-k1000-nested"] = """
            namespace Images.@event
            {
                partial interface IData<in T>
                {
                    [SoftmaxHead(K = 1000, ElementType = typeof(double))] readonly partial struct ImageNet<TPixel>;
                }
            }
            """,
    };

    public static TheoryData<string> Names => [.. Sources.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void GeneratedFile_IsTheVerifiedOne(string name)
    {
        string actual = Assert.Single(HeadRun.Of("", Sources[name]).Edit("B.cs", "using SoftmaxGen;\n" + Sources[name]).GeneratedTexts).Value;
        string path = SnapshotFolder.PathOf(name);
        if (SnapshotFolder.IsUpdating)
        {
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"There is no {path}; UPDATE_SNAPSHOTS=1 dotnet test writes it.");
        string expected = File.ReadAllText(path).Replace("\r\n", "\n");
        Assert.True(expected == actual, Difference(name, expected, actual));
    }

    [Fact]
    public void EveryVerifiedFile_HasATest() => Assert.Equal(Sources.Keys.Order(), SnapshotFolder.Names.Order());

    private static string Difference(string name, string expected, string actual)
    {
        string[] wanted = expected.Split('\n');
        string[] found = actual.Split('\n');
        int line = 0;
        while (line < wanted.Length && line < found.Length && wanted[line] == found[line])
        {
            line++;
        }

        return $"""
            {name} is not the verified file. First different line: {line + 1}
            verified:  {wanted.ElementAtOrDefault(line) ?? "(end)"}
            generated: {found.ElementAtOrDefault(line) ?? "(end)"}
            If the change is meant, run: UPDATE_SNAPSHOTS=1 dotnet test
            """;
    }
}
