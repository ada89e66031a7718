using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator.Analyzers.Flow;

namespace SoftmaxGen.Generator.Analyzers;

/// <summary>Turns a fact into a diagnostic: the place, the places beside it, and what a fix wants to know.</summary>
internal static class Finding
{
    public static Diagnostic Of(DiagnosticDescriptor rule, FlowFact fact, params object[] words) => Of(rule, fact, rule.DefaultSeverity, words);

    public static Diagnostic Of(DiagnosticDescriptor rule, FlowFact fact, DiagnosticSeverity severity, params object[] words) => Diagnostic.Create(
        rule,
        LocationOf(fact.Site),
        severity,
        fact.Related.Select(LocationOf),
        ImmutableDictionary<string, string?>.Empty
            .Add(FindingProperties.Normalisation, fact.Normalisation)
            .Add(FindingProperties.Element, fact.Element)
            .Add(FindingProperties.Library, fact.Library),
        words);

    /// <summary>Where numbers of an element type overflow, in words.</summary>
    public static string Threshold(string element) => element switch
    {
        "float" => "88.7",
        "Half" => "11.09",
        "double" => "709.7",
        _ => "88.7 in float and 709.7 in double",
    };

    /// <summary>The text of an expression, short enough for a message.</summary>
    public static string Name(SyntaxNode node)
    {
        string text = node is VariableDeclaratorSyntax declarator ? declarator.Identifier.ValueText : node.ToString();
        int end = text.IndexOf('\n');
        text = (end < 0 ? text : text.Substring(0, end)).Trim();
        return text.Length <= 60 ? text : text.Substring(0, 57) + "...";
    }

    // A chain of calls may span lines: the finding stands on the line of the call that it is about.
    private static Location LocationOf(SyntaxNode node)
    {
        if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } })
        {
            FileLinePositionSpan start = node.SyntaxTree.GetLineSpan(node.Span);
            if (start.StartLinePosition.Line != node.SyntaxTree.GetLineSpan(name.Span).StartLinePosition.Line)
            {
                return Location.Create(node.SyntaxTree, TextSpan.FromBounds(name.SpanStart, node.Span.End));
            }
        }

        return node.GetLocation();
    }
}
