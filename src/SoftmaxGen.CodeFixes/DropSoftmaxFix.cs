using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.CodeFixes.Repairs;
using SoftmaxGen.CodeFixes.Shapes;
using SoftmaxGen.Generator.Rules;

namespace SoftmaxGen.CodeFixes;

/// <summary>Gives a loss that applies softmax itself the logits (SMG1002).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DropSoftmaxFix))]
[Shared]
public sealed class DropSoftmaxFix : RepairProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [SoftmaxBeforeCrossEntropy.Id];

    private protected override ImmutableArray<RepairKind> Kinds { get; } = [new("Drop the softmax", nameof(DropSoftmaxFix), static finding => FromProbabilities(finding) ?? SoftmaxRemoval.Find(finding))];

    /// <summary>Keras: the model ends in a softmax that predictions need, and the loss can take probabilities.</summary>
    private static Repair? FromProbabilities(Finding finding) =>
        finding.Call?.ArgumentList.Arguments.FirstOrDefault(static argument => argument.NameColon?.Name.Identifier.ValueText == "from_logits") is { Expression: { } value } && value.IsKind(SyntaxKind.TrueLiteralExpression)
            ? Repair.Of(finding.Place, new TextChange(value.Span, "false"))
            : null;
}
