using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.CodeFixes.Repairs;
using SoftmaxGen.CodeFixes.Shapes;
using SoftmaxGen.Generator.Rules;

namespace SoftmaxGen.CodeFixes;

/// <summary>Makes a log-softmax of the logarithm of a softmax (SMG1004).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LogSoftmaxFix))]
[Shared]
public sealed class LogSoftmaxFix : RepairProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [LogOfSoftmax.Id];

    private protected override ImmutableArray<RepairKind> Kinds { get; } = [new("Use log-softmax", nameof(LogSoftmaxFix), Find)];

    private static Repair? Find(Finding finding)
    {
        if (finding.Call is not { } log || SoftmaxCall.At(finding.RelatedCall(0), finding.File) is not { } softmax || OperandOf(log, finding.File) is not { } operand
            || SingleUse.Of(softmax.Syntax, log, finding.File) is not { } use || !IsOnly(use.Place, operand))
        {
            return null;
        }

        if (use.Declaration is null)
        {
            return Repair.Of(finding.Place, new TextChange(log.Span, softmax.LogSoftmaxText()));
        }

        if (use.OtherUses == 0)
        {
            return Repair.Of(finding.Place, softmax.AsLogSoftmax(), new TextChange(log.Span, use.Place.ToString()));
        }

        return use.IsUnchanged(softmax.Syntax, finding.File) ? Repair.Of(finding.Place, new TextChange(log.Span, softmax.LogSoftmaxText())) : null;
    }

    /// <summary>What the logarithm is taken of.</summary>
    private static ExpressionSyntax? OperandOf(InvocationExpressionSyntax log, SourceFile file) =>
        file.Model.GetSymbolInfo(log, file.Cancellation).Symbol is not IMethodSymbol { Name: "log" } method ? null
        : log.ArgumentList.Arguments is [var only] ? only.Expression
        : !method.IsStatic && log.ArgumentList.Arguments.Count == 0 ? (log.Expression as MemberAccessExpressionSyntax)?.Expression
        : null;

    /// <summary>Whether the operand is the softmax and nothing else, but for an epsilon, which has no purpose any more.</summary>
    private static bool IsOnly(ExpressionSyntax place, ExpressionSyntax operand) => operand switch
    {
        ParenthesizedExpressionSyntax parenthesized => IsOnly(place, parenthesized.Expression),
        BinaryExpressionSyntax { Right: LiteralExpressionSyntax } sum when sum.IsKind(SyntaxKind.AddExpression) => IsOnly(place, sum.Left),
        _ => operand == place,
    };
}
