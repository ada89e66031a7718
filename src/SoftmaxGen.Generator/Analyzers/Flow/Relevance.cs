using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SoftmaxGen.Generator.Analyzers.Flow.Libraries;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>A look at the symbols of a body, before its flow is computed: most bodies with one of the words have something else in mind.</summary>
internal sealed class Relevance(LibraryTable libraries, NumberTypes numbers)
{
    public bool Has(IOperation body) => body.DescendantsAndSelf().Any(operation => operation switch
    {
        IInvocationOperation invocation => Concerns(invocation.TargetMethod),
        IMethodReferenceOperation group => Concerns(group.Method),
        IMemberReferenceOperation member => numbers.MayHold(member.Type) && member.Member.DeclaringSyntaxReferences.Length > 0,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide or BinaryOperatorKind.Subtract } arithmetic => numbers.MayHold(arithmetic.Type),
        IInvalidOperation { Syntax: InvocationExpressionSyntax } => true,
        IObjectCreationOperation creation => libraries.IsLibraryType(creation.Type!),
        _ => false,
    });

    private bool Concerns(IMethodSymbol method) =>
        libraries.Find(method) is not null
        || LibraryTable.LibraryOf(method.ContainingType) is not null
        || libraries.Heads.IsHead(method.ContainingType)
        || (libraries.CanFollow(method) && numbers.Concern(method.OriginalDefinition));
}
