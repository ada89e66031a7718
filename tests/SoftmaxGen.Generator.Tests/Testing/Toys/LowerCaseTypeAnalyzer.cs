// No compiler ever loads this assembly as an extension, so the rules for those do not apply.
#pragma warning disable RS1036, RS1038, RS1041, RS2008

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SoftmaxGen.Generator.Tests.Testing.Toys;

/// <summary>Complains about types whose name starts with a lower-case letter, and hints at those that start with an underscore.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LowerCaseTypeAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor LowerCase = new(
        "TOY0001", "Type in lower case", "Type '{0}' is in lower case", "Toys", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    internal static readonly DiagnosticDescriptor Underscore = new(
        "TOY0002", "Type with underscore", "Type '{0}' has an underscore", "Toys", DiagnosticSeverity.Hidden, isEnabledByDefault: false);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [LowerCase, Underscore];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var name = context.Symbol.Name;
        if (char.IsLower(name[0]))
            context.ReportDiagnostic(Diagnostic.Create(LowerCase, context.Symbol.Locations[0], name));

        if (name[0] == '_')
            context.ReportDiagnostic(Diagnostic.Create(Underscore, context.Symbol.Locations[0], name));
    }
}
