using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.CodeFixes.Repairs;
using SoftmaxGen.CodeFixes.Shapes;
using SoftmaxGen.Generator.Rules;

namespace SoftmaxGen.CodeFixes;

/// <summary>Subtracts the maximum before <c>TensorPrimitives.SoftMax</c> (SMG1007).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ShiftBeforeSoftMaxFix))]
[Shared]
public sealed class ShiftBeforeSoftMaxFix : RepairProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [TensorPrimitivesSoftmax.Id];

    private protected override ImmutableArray<RepairKind> Kinds { get; } = [new("Subtract the maximum first", nameof(ShiftBeforeSoftMaxFix), Find)];

    private static Repair? Find(Finding finding)
    {
        if (TensorPrimitivesCall.At(finding.Call, finding.File) is not { } call || ShiftScope.Around(call.Syntax).FirstOrDefault() is not { } scope
            || scope.PartOf(call.Syntax) is not { } anchor)
        {
            return null;
        }

        // Like SoftMax itself, Max throws on an empty span.
        string shift = $"{call.Class}.Subtract{call.TypeArgument}({call.Source}, {call.Class}.Max{call.TypeArgument}({call.Source}), {call.Destination});";
        return Insertion.Before(finding.File, scope, anchor, [shift]) is { } insertions
            ? new([.. insertions.Append(new TextChange(call.Source.Span, call.Destination.ToString())).OrderBy(static change => change.Span.Start)], [finding.Place], [])
            : null;
    }
}
