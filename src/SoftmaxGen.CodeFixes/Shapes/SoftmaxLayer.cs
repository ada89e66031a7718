using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>A softmax that is one of the layers of a sequence.</summary>
/// <param name="Syntax">What makes the layer.</param>
/// <param name="Argument">The argument of the sequence.</param>
/// <param name="Arguments">All of its arguments.</param>
internal sealed record SoftmaxLayer(InvocationExpressionSyntax Syntax, ArgumentSyntax Argument, ArgumentListSyntax Arguments)
{
    public static SoftmaxLayer? At(InvocationExpressionSyntax? layer)
    {
        if (layer is null || NameOf(layer) is not { Identifier.ValueText: "Softmax" or "LogSoftmax" })
        {
            return null;
        }

        ArgumentSyntax? argument = layer.Parent as ArgumentSyntax;
        if (argument?.Parent is TupleExpressionSyntax { Arguments.Count: 2, Parent: ArgumentSyntax named })
        {
            argument = named;
        }

        return argument?.Parent is ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list && NameOf(call)?.Identifier.ValueText == "Sequential" ? new(layer, argument, list) : null;
    }

    /// <summary>The edits that take it out, with the comma that belongs to it; none if nothing would be left.</summary>
    public TextChange[] Removal()
    {
        if (Arguments.Arguments.Count == 1)
        {
            return [];
        }

        int index = Arguments.Arguments.IndexOf(Argument);
        SyntaxToken comma = Arguments.Arguments.GetSeparator(Math.Max(0, index - 1));
        bool hasComment = comma.GetAllTrivia().Concat(Argument.GetLeadingTrivia()).Any(static trivia => !string.IsNullOrWhiteSpace(trivia.ToString()));
        return hasComment ? [new(comma.Span, ""), new(Argument.Span, "")]
            : index > 0 ? [new(TextSpan.FromBounds(comma.SpanStart, Argument.Span.End), "")]
            : [new(TextSpan.FromBounds(Argument.SpanStart, Arguments.Arguments[1].SpanStart), "")];
    }

    public TextChange AsLogSoftmax() => new(NameOf(Syntax)!.Span, "LogSoftmax");

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };
}
