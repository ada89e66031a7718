using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using SoftmaxGen.CodeFixes.Repairs;
using SoftmaxGen.CodeFixes.Shapes;
using SoftmaxGen.Generator.Rules;

namespace SoftmaxGen.CodeFixes;

/// <summary>Removes the inner one of two softmaxes (SMG1005).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveInnerSoftmaxFix))]
[Shared]
public sealed class RemoveInnerSoftmaxFix : RepairProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DoubleSoftmax.Id];

    private protected override ImmutableArray<RepairKind> Kinds { get; } = [new("Remove the inner softmax", nameof(RemoveInnerSoftmaxFix), SoftmaxRemoval.Find)];
}
