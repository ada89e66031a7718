using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.CodeFixes.Repairs;

/// <summary>A file under repair.</summary>
/// <param name="Root">Its syntax.</param>
/// <param name="Text">Its text.</param>
/// <param name="Model">Its meaning.</param>
/// <param name="Cancellation">Stops.</param>
internal sealed record SourceFile(SyntaxNode Root, SourceText Text, SemanticModel Model, CancellationToken Cancellation)
{
    /// <summary>What the file ends its lines with.</summary>
    public string NewLine
    {
        get
        {
            TextLine line = Text.Lines[0];
            string end = Text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
            return end.Length > 0 ? end : "\n";
        }
    }

    /// <summary>The white space before the first token of the line at <paramref name="position"/>.</summary>
    public string IndentationAt(int position)
    {
        string line = Text.Lines.GetLineFromPosition(position).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>Whether only white space stands before <paramref name="position"/> in its line.</summary>
    public bool IsFirstInLine(int position)
    {
        TextLine line = Text.Lines.GetLineFromPosition(position);
        return string.IsNullOrWhiteSpace(Text.ToString(TextSpan.FromBounds(line.Start, position)));
    }

    /// <summary>One step of indentation, as the file has it.</summary>
    public string IndentStep => Root.DescendantTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) && trivia.ToString()[0] == '\t') ? "\t" : "    ";
}
