using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using SoftmaxGen.CodeFixes.Repairs;
using SoftmaxGen.CodeFixes.Shapes;
using SoftmaxGen.Generator.Rules;

namespace SoftmaxGen.CodeFixes;

/// <summary>Subtracts the maximum of the row before the exponentials of a softmax or a log-sum-exp (SMG1001).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SubtractMaximumFix))]
[Shared]
public sealed class SubtractMaximumFix : RepairProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [UnstableExpSum.Id];

    private protected override ImmutableArray<RepairKind> Kinds { get; } =
    [
        new("Subtract the maximum", nameof(SubtractMaximumFix), static finding => Shift.Find(finding) is { } shift ? new ShiftWriter(finding, shift).Write() : TensorPrimitivesShift.Find(finding)),
    ];
}
