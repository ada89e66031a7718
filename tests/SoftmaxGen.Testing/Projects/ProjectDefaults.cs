using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SoftmaxGen.Testing;

/// <summary>How a test compiles unless it says otherwise: a library, strict about nulls and documentation.</summary>
internal static class ProjectDefaults
{
    /// <summary>The name of project and assembly.</summary>
    public const string Name = "TestProject";

    /// <summary>The newest released language this Roslyn knows; comments are checked, since users may turn that on.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>A library. CS1701 and CS1702 (a reference built for an older framework) are off, as in every SDK build.</summary>
    public static CSharpCompilationOptions CompilationOptions { get; } = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        specificDiagnosticOptions: new Dictionary<string, ReportDiagnostic>
        {
            ["CS1701"] = ReportDiagnostic.Suppress,
            ["CS1702"] = ReportDiagnostic.Suppress,
        });

    /// <summary>Turns off <paramref name="disabled"/>, and turns on the rules that are off by default.</summary>
    public static CSharpCompilationOptions WithSeverities(
        this CSharpCompilationOptions options, IEnumerable<DiagnosticDescriptor> rules, IEnumerable<string> disabled)
    {
        var severities = options.SpecificDiagnosticOptions.ToImmutableDictionary();
        foreach (var rule in rules.Where(static rule => !rule.IsEnabledByDefault))
            severities = severities.SetItem(rule.Id, ReportOf(rule.DefaultSeverity));

        foreach (var id in disabled)
            severities = severities.SetItem(id, ReportDiagnostic.Suppress);

        return options.WithSpecificDiagnosticOptions(severities);
    }

    private static ReportDiagnostic ReportOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => ReportDiagnostic.Error,
        DiagnosticSeverity.Warning => ReportDiagnostic.Warn,
        DiagnosticSeverity.Info => ReportDiagnostic.Info,
        _ => ReportDiagnostic.Hidden,
    };
}
