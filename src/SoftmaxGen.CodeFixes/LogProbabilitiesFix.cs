using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.CodeFixes.Repairs;
using SoftmaxGen.CodeFixes.Shapes;
using SoftmaxGen.Generator.Rules;

namespace SoftmaxGen.CodeFixes;

/// <summary>Gives a likelihood loss the logarithms of the probabilities that it wants (SMG1006).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LogProbabilitiesFix))]
[Shared]
public sealed class LogProbabilitiesFix : RepairProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [LikelihoodOfProbabilities.Id];

    private protected override ImmutableArray<RepairKind> Kinds { get; } = [new("Use log-softmax", nameof(LogProbabilitiesFix), Find)];

    private static Repair? Find(Finding finding)
    {
        if (SoftmaxLayer.At(finding.RelatedCall(0)) is { } layer)
        {
            return Repair.Of(finding.Place, layer.AsLogSoftmax());
        }

        if (finding.Call is not { } loss || SoftmaxCall.At(finding.RelatedCall(0), finding.File) is not { } softmax || SingleUse.Of(softmax.Syntax, loss, finding.File) is not { } use)
        {
            return null;
        }

        return use.OtherUses == 0 ? Repair.Of(finding.Place, softmax.AsLogSoftmax())
            : use.IsUnchanged(softmax.Syntax, finding.File) ? Repair.Of(finding.Place, new TextChange(use.Place.Span, softmax.LogSoftmaxText()))
            : null;
    }
}
