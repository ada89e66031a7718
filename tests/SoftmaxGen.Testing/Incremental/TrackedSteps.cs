using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Testing;

/// <summary>Reads the steps that a driver keeps for tests.</summary>
internal static class TrackedSteps
{
    private static readonly ImmutableHashSet<string> RoslynNames =
    [
        WellKnownGeneratorInputs.AdditionalTexts,
        WellKnownGeneratorInputs.AnalyzerConfigOptions,
        WellKnownGeneratorInputs.Compilation,
        "CompilationOptions",
        WellKnownGeneratorInputs.MetadataReferences,
        WellKnownGeneratorInputs.ParseOptions,
        WellKnownGeneratorOutputs.ImplementationSourceOutput,
        WellKnownGeneratorOutputs.SourceOutput,
        "HostOutput",
    ];

    /// <summary>Whether the generator gave the name; Roslyn names its inputs, its outputs and the parts of ForAttributeWithMetadataName.</summary>
    public static bool IsNamedByGenerator(string name) =>
        !RoslynNames.Contains(name)
        && !name.Contains("_ForAttribute", StringComparison.Ordinal);

    /// <summary>The reasons of the steps, by name.</summary>
    public static ImmutableSortedDictionary<string, IReadOnlyList<IncrementalStepRunReason>> ReasonsOf(
        IEnumerable<KeyValuePair<string, ImmutableArray<IncrementalGeneratorRunStep>>> steps) =>
        steps.ToImmutableSortedDictionary(static step => step.Key, static step => ReasonsOf(step.Value), StringComparer.Ordinal);

    /// <summary>The reasons of all outputs.</summary>
    public static IReadOnlyList<IncrementalStepRunReason> ReasonsOf(ImmutableArray<IncrementalGeneratorRunStep> steps) =>
        [.. steps.SelectMany(static step => step.Outputs).Select(static output => output.Reason)];

    /// <summary>Fails if an output is new, modified or removed.</summary>
    public static void VerifyCached(
        IVerifier verifier, IEnumerable<KeyValuePair<string, IReadOnlyList<IncrementalStepRunReason>>> reasons)
    {
        var recomputed = reasons
            .Where(static step => step.Value.Any(
                static reason => reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)))
            .Select(static step => $"{step.Key}: {string.Join(", ", step.Value)}")
            .ToList();
        if (recomputed.Count > 0)
            verifier.Fail(DiagnosticText.List("steps that are not cached", recomputed));
    }

    /// <summary>Fails if an output of the steps reaches a Roslyn object, or if there is no output to look at.</summary>
    public static void VerifyNoRoslynObjects(
        IVerifier verifier,
        ImmutableDictionary<string, ImmutableArray<IncrementalGeneratorRunStep>> steps,
        ImmutableArray<string> names)
    {
        var available = steps.Keys.Where(IsNamedByGenerator).ToImmutableArray();
        verifier.True(
            !names.IsEmpty || !available.IsEmpty,
            "the generator names no step, so there is nothing to check: use WithTrackingName");
        foreach (var name in names.IsEmpty ? available : names)
        {
            var outputs = steps.GetValueOrDefault(name, []).SelectMany(static step => step.Outputs).ToList();
            verifier.True(outputs.Count > 0, $"the step '{name}' has no output to check; there are: {string.Join(", ", available)}");
            foreach (var (value, _) in outputs)
            {
                if (RoslynObjectFinder.Find(value) is { } path)
                    verifier.Fail($"the step '{name}' holds on to {path}");
            }
        }
    }
}
