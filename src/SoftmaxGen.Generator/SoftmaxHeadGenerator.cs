using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Emission;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator;

/// <summary>
/// The pipeline: declaration → plan → source. Each step is a pure function of the one before, equal by value, and nothing is
/// combined with the compilation, so an edit elsewhere costs nothing. It reports nothing: what it skips,
/// <c>HeadDeclarationAnalyzer</c> explains.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SoftmaxHeadGenerator : IIncrementalGenerator
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        Register(context, HeadDeclarationParser.AttributeMetadataName);
        Register(context, HeadDeclarationParser.EnumAttributeMetadataName);
    }

    private static void Register(IncrementalGeneratorInitializationContext context, string attribute)
    {
        IncrementalValuesProvider<GeneratedSource> sources = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (context, cancellationToken) => HeadDeclarationParser.Parse(
                    (INamedTypeSymbol)context.TargetSymbol,
                    context.Attributes[0],
                    context.SemanticModel.Compilation,
                    report: null,
                    cancellationToken))
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName(TrackingNames.Declaration)
            .Select(static (declaration, _) => new HeadModel(declaration, KernelPlanner.Plan(declaration.Options)))
            .WithTrackingName(TrackingNames.Plan)
            .Select(static (model, _) => new GeneratedSource(model.Declaration.HintName, HeadWriter.Write(model.Declaration, model.Plan)))
            .WithTrackingName(TrackingNames.Source);

        context.RegisterSourceOutput(sources, static (context, source) =>
            context.AddSource(source.HintName, SourceText.From(source.Text, Utf8)));
    }
}
