using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>Statements that do not go on with the next one.</summary>
internal static class LoopExit
{
    public static bool IsAtEndOf(SyntaxNode statement) => statement switch
    {
        BlockSyntax { Statements: [.., var last] } => IsAtEndOf(last),
        ReturnStatementSyntax or ThrowStatementSyntax => true,
        _ => false,
    };
}
