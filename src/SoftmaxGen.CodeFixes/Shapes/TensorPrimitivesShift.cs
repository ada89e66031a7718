using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.CodeFixes.Repairs;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>The shift before <c>TensorPrimitives.Exp(source, destination)</c>, whose sum is taken in steps.</summary>
internal static class TensorPrimitivesShift
{
    public static Repair? Find(Finding finding)
    {
        SourceFile file = finding.File;
        if (TensorPrimitivesCall.At(finding.Call, file) is not { Syntax.Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Exp" } } call
            || call.Syntax.FirstAncestorOrSelf<BlockSyntax>() is not { } block)
        {
            return null;
        }

        var scope = new ShiftScope(block);
        var walk = new DegreeWalk(new HashSet<SyntaxNode> { call.Syntax }, block.Span, file.Cancellation);
        if (scope.PartOf(call.Syntax) is not { } anchor || anchor != call.Syntax.Parent || !walk.Proves(scope.Parts.Select(part => file.Model.GetOperation(part, file.Cancellation))))
        {
            return null;
        }

        // Exp and Sum take an empty span, Max does not.
        string max = FreshName.For("max", anchor, finding.TakenNames);
        List<string> lines =
        [
            $"{call.Element} {max} = {call.Source}.Length == 0 ? 0 : {call.Class}.Max{call.TypeArgument}({call.Source});",
            $"{call.Class}.Subtract{call.TypeArgument}({call.Source}, {max}, {call.Destination});",
        ];
        if (walk.Logs.Count > 0)
        {
            lines.Insert(1, $"if ({call.Element}.IsInfinity({max})) {max} = 0;");
        }

        return Insertion.Before(file, scope, anchor, lines) is { } insertions
            ? new(
                [.. insertions.Append(new TextChange(call.Source.Span, call.Destination.ToString())).Concat(ShiftWriter.AddedBack(walk.Logs, max)).OrderBy(static change => change.Span.Start)],
                [finding.Place],
                [max])
            : null;
    }
}
