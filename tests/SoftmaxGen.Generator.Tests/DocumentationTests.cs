using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Tests.TestSupport;

namespace SoftmaxGen.Generator.Tests;

/// <summary>Every rule has all that belongs to it: a page, a release-tracking line and tests.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string> RuleIds => [.. Rules().Select(static rule => rule.Id)];

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_HasAPage(string id)
    {
        DiagnosticDescriptor rule = Rules().Single(rule => rule.Id == id);
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules", id + ".md"));

        Assert.StartsWith($"# {id}: {rule.Title}\n", page);
        Assert.Contains("```csharp", page.Replace("```xml", "```csharp"));
        Assert.Contains("## When to suppress", page);
        Assert.EndsWith($"/docs/rules/{id}.md", rule.HelpLinkUri);
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_IsTracked(string id)
    {
        DiagnosticDescriptor rule = Rules().Single(rule => rule.Id == id);
        string[] lines = [.. ReadReleases("Shipped"), .. ReadReleases("Unshipped")];

        Assert.Contains(lines, line => line.StartsWith($"{id} | {rule.Category} | {rule.DefaultSeverity} |", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_HasTests(string id)
    {
        IEnumerable<string> files = new[] { "SoftmaxGen.Generator.Tests", "SoftmaxGen.Analyzers.Tests" }
            .Select(static project => Path.Combine(Repository.Root, "tests", project, "Rules"))
            .SelectMany(static path => Directory.EnumerateFiles(path, "*Tests.cs", SearchOption.AllDirectories));

        Assert.Contains(files, file => File.ReadAllText(file).Contains($"{{|{id}:", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryPage_HasARule()
    {
        IEnumerable<string?> pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "rules"), "SMG*.md").Select(Path.GetFileNameWithoutExtension);

        Assert.Empty(pages.Except(Rules().Select(static rule => rule.Id)));
    }

    [Fact]
    public void EveryTrackedRule_Exists()
    {
        IEnumerable<string> tracked = ReadReleases("Unshipped")
            .Where(static line => line.StartsWith("SMG", StringComparison.Ordinal))
            .Select(static line => line.Split(' ')[0]);

        Assert.Empty(tracked.Except(Rules().Select(static rule => rule.Id)));
    }

    private static IEnumerable<DiagnosticDescriptor> Rules() => typeof(HeadDeclarationAnalyzer).Assembly.GetTypes()
        .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
        .SelectMany(static type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics)
        .DistinctBy(static rule => rule.Id)
        .OrderBy(static rule => rule.Id, StringComparer.Ordinal);

    private static string[] ReadReleases(string kind) =>
        File.ReadAllLines(Path.Combine(Repository.Root, "src", "SoftmaxGen.Generator", $"AnalyzerReleases.{kind}.md"));
}
