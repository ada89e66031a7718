using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Rules;

namespace SoftmaxGen.Generator.Analyzers;

/// <summary>Explains, on the user's own line, why the generator skips a head: it asks the parser that the generator asks.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HeadDeclarationAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        HeadMustBePartial.Descriptor,
        ClassCountMustBePositive.Descriptor,
        EnumMustNumberClasses.Descriptor,
        ElementTypeMustBeSupported.Descriptor,
        LossConstantsMustMakeSense.Descriptor,
        ContainingTypesMustBePartial.Descriptor,
        MembersMustNotClash.Descriptor,
        LanguageVersionMustBeSupported.Descriptor,
        FrameworkMustBeSupported.Descriptor,
        SingleClassIsConstant.Descriptor,
        HeadMustBeExtendable.Descriptor,
        HeadMustNotNeedGeneratedCode.Descriptor,
        WellKnownTypesMustBeReachable.Descriptor,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // The generator reads every file, whatever it is called and whatever its first comment says.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            ImmutableArray<INamedTypeSymbol> attributes =
            [
                .. start.Compilation.GetTypesByMetadataName(HeadDeclarationParser.AttributeMetadataName),
                .. start.Compilation.GetTypesByMetadataName(HeadDeclarationParser.EnumAttributeMetadataName),
            ];
            if (!attributes.IsEmpty)
            {
                start.RegisterSymbolAction(symbol => Analyze(symbol, attributes), SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, ImmutableArray<INamedTypeSymbol> attributes)
    {
        foreach (AttributeData attribute in context.Symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } used && attributes.Contains(used.OriginalDefinition, SymbolEqualityComparer.Default))
            {
                Analyze((INamedTypeSymbol)context.Symbol, attribute, context);
            }
        }
    }

    private static void Analyze(INamedTypeSymbol type, AttributeData attribute, SymbolAnalysisContext context)
    {
        Action<DeclarationProblem> report = problem => context.ReportDiagnostic(problem.ToDiagnostic());
        if (HeadDeclarationParser.Parse(type, attribute, context.Compilation, report, context.CancellationToken) is not null
            && HeadCandidate.Create(type, attribute, context.Compilation, context.CancellationToken) is { } head)
        {
            HeadMustNotNeedGeneratedCode.Check(head, new ProblemSink(report));
        }
    }
}
