using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Testing;

namespace SoftmaxGen.Generator.Tests.Generation;

/// <summary>The generator in an editor: files A.cs, B.cs, … and what each step does when one of them changes.</summary>
internal static class HeadRun
{
    public static readonly MetadataReference Runtime = MetadataReference.CreateFromFile(typeof(SoftmaxHeadAttribute).Assembly.Location);

    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13);

    public static IncrementalRun<SoftmaxHeadGenerator> Of(params string[] sources) => new(
        sources.Select(static (text, index) => (Path: (char)('A' + index) + ".cs", Text: "using SoftmaxGen; " + text))
            .ToDictionary(static file => file.Path, static file => file.Text),
        [Runtime],
        ParseOptions);

    /// <summary>Fails unless the steps, one letter per output, did just this: C(ached), U(nchanged), M(odified), N(ew), R(emoved).</summary>
    public static void AssertSteps(this IncrementalRun<SoftmaxHeadGenerator> run, string declaration, string plan, string source)
    {
        Assert.Equal(
            $"declaration {declaration}, plan {plan}, source {source}",
            $"declaration {Letters(run, TrackingNames.Declaration)}, plan {Letters(run, TrackingNames.Plan)}, source {Letters(run, TrackingNames.Source)}");
        Assert.Equal(source, Letters(run.OutputReasons));
    }

    private static string Letters(IncrementalRun<SoftmaxHeadGenerator> run, string step) => Letters(run.Reasons(step));

    private static string Letters(IEnumerable<IncrementalStepRunReason> reasons) =>
        string.Concat(reasons.Select(static reason => reason.ToString()[0]));
}
