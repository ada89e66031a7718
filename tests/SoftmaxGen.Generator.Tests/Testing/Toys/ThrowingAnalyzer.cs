// No compiler ever loads this assembly as an extension, so the rules for those do not apply.
#pragma warning disable RS1036, RS1038, RS1041

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SoftmaxGen.Generator.Tests.Testing.Toys;

/// <summary>Throws at every type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThrowingAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [LowerCaseTypeAnalyzer.LowerCase];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(
            static context => throw new InvalidOperationException($"cannot look at {context.Symbol.Name}"), SymbolKind.NamedType);
    }
}
