using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SoftmaxGen.Generator.Analyzers.Flow;
using SoftmaxGen.Generator.Rules;

namespace SoftmaxGen.Generator.Analyzers;

/// <summary>
/// Finds numerically wrong softmax code. The flow of a body is computed once; the rules only read what it found. Files without
/// an exponential, a logarithm or a softmax, and without calls of methods that have one, cost a search for a few words.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SoftmaxCodeAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        UnstableExpSum.Descriptor,
        SoftmaxBeforeCrossEntropy.Descriptor,
        LogWithoutFloor.Descriptor,
        LogOfSoftmax.Descriptor,
        DoubleSoftmax.Descriptor,
        LikelihoodOfProbabilities.Descriptor,
        TensorPrimitivesSoftmax.Descriptor,
        NaiveJacobian.Descriptor,
        OneHotWaste.Descriptor,
        UselessEpsilon.Descriptor,
        BufferMustFitHead.Descriptor,
        ProbabilitiesAsLogits.Descriptor,
        LogOfHeadSoftmax.Descriptor,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var engine = new Lazy<FlowEngine>(() => new(start.Compilation));
            var candidates = new Candidates(start.Compilation);
            start.RegisterSemanticModelAction(context => Analyze(context, engine, candidates));
        });
    }

    private static void Analyze(SemanticModelAnalysisContext context, Lazy<FlowEngine> engine, Candidates candidates)
    {
        var reported = new HashSet<(string, Location)>();
        foreach (SyntaxNode body in candidates.In(context.SemanticModel.SyntaxTree, context.CancellationToken))
        {
            engine.Value.Bodies.Adopt(context.SemanticModel);
            foreach (FlowFact fact in engine.Value.FactsOf(body, context.CancellationToken))
            {
                if (fact.Site.SyntaxTree == context.SemanticModel.SyntaxTree
                    && Judge(fact, engine.Value, context.CancellationToken) is { } finding
                    && reported.Add((finding.Id, finding.Location)))
                {
                    context.ReportDiagnostic(finding);
                }
            }
        }
    }

    private static Diagnostic? Judge(FlowFact fact, FlowEngine engine, CancellationToken cancellation) => fact.Kind switch
    {
        FactKind.UnstableExpSum => UnstableExpSum.Check(fact, engine, cancellation),
        FactKind.SoftmaxBeforeCrossEntropy => SoftmaxBeforeCrossEntropy.Check(fact),
        FactKind.NegatedLog => LogWithoutFloor.Check(fact),
        FactKind.LogOfSoftmax => LogOfHeadSoftmax.Check(fact) ?? LogOfSoftmax.Check(fact),
        FactKind.SoftmaxOfSoftmax => DoubleSoftmax.Check(fact),
        FactKind.LikelihoodOfProbabilities => LikelihoodOfProbabilities.Check(fact),
        FactKind.TensorPrimitivesSoftmax => TensorPrimitivesSoftmax.Check(fact),
        FactKind.NaiveJacobian => NaiveJacobian.Check(fact),
        FactKind.OneHotInLoss => OneHotWaste.Check(fact),
        FactKind.LostEpsilon or FactKind.CancelledEpsilon => UselessEpsilon.Check(fact),
        FactKind.BufferLength => BufferMustFitHead.Check(fact),
        FactKind.WrongKindForHead => ProbabilitiesAsLogits.Check(fact),
        _ => null,
    };
}
