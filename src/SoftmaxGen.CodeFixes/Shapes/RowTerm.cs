using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>The numbers that exponentials are taken of.</summary>
/// <param name="Key">The same for exponentials of the same data, whatever the loop that runs through it.</param>
/// <param name="Kind">How it is run through.</param>
/// <param name="Text">The argument, with the variable of the loop or lambda in it.</param>
/// <param name="Type">The type of the argument, or of the function's parameter if that is an integer.</param>
/// <param name="Variable">The variable of the loop or lambda.</param>
/// <param name="Source">The collection.</param>
/// <param name="Loop">The loop.</param>
/// <param name="Guard">On which elements the exponential is taken, if not on all.</param>
/// <param name="Names">The variables that the argument needs, besides that of the loop or lambda.</param>
/// <param name="CanMove">Whether the argument can be computed twice, and elsewhere.</param>
internal sealed record RowTerm(
    string Key,
    RowKind Kind,
    string Text,
    ITypeSymbol Type,
    string Variable,
    ExpressionSyntax? Source,
    StatementSyntax? Loop,
    ExpressionSyntax? Guard,
    IReadOnlyCollection<ISymbol> Names,
    bool CanMove);
