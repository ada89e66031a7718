using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>The derivatives ∂p_i/∂z_j = p_i (δ_ij − p_j), spelled one by one. The shape is the evidence: nothing else looks like it.</content>
internal sealed partial class BodyInterpreter
{
    /// <summary><c>i == j ? p[i] * (1 - p[i]) : -p[i] * p[j]</c>, as an expression or as statements.</summary>
    private void NoteJacobian(IConditionalOperation conditional)
    {
        if (IsDiagonal(conditional.Condition) && ValueOf(conditional.WhenTrue) is { } diagonal && ValueOf(conditional.WhenFalse) is { } beside
            && ((IsSlope(diagonal) && IsNegatedProduct(beside)) || (IsSlope(beside) && IsNegatedProduct(diagonal))))
        {
            facts.SawHere(FactKind.NaiveJacobian, At(diagonal), []);
        }
    }

    /// <summary><c>p[i] * ((i == j ? 1 : 0) - p[j])</c>.</summary>
    private void NoteDeltaJacobian((IOperation Left, IOperation Right) factors, Site site)
    {
        if ((IsDeltaMinus(factors.Left) && IsElementLike(factors.Right)) || (IsDeltaMinus(factors.Right) && IsElementLike(factors.Left)))
        {
            facts.SawHere(FactKind.NaiveJacobian, site, []);
        }
    }

    /// <summary><c>diag(p) - p.OuterProduct(p)</c>.</summary>
    private void NoteOuterJacobian((IOperation Left, IOperation Right) terms, Site site)
    {
        if (Bare(terms.Left) is IInvocationOperation { TargetMethod.Name: "OfDiagonalVector" or "DiagonalOfDiagonalVector" or "DenseOfDiagonalVector" or "OfDiagonalArray" or "DenseOfDiagonalArray" or "Diagonal" or "diag" or "CreateDiagonal" or "Build" }
            && Bare(terms.Right) is IInvocationOperation { TargetMethod.Name: "OuterProduct" or "outer" or "ger" or "Outer" })
        {
            facts.SawHere(FactKind.NaiveJacobian, site, []);
        }
    }

    private static IOperation? ValueOf(IOperation? branch) => branch switch
    {
        null => null,
        IBlockOperation { Operations: [var only] } => ValueOf(only),
        IExpressionStatementOperation { Operation: IAssignmentOperation assignment } => Bare(assignment.Value),
        IReturnOperation { ReturnedValue: { } returned } => Bare(returned),
        IBlockOperation or IExpressionStatementOperation => null,
        _ => Bare(branch),
    };

    private static bool IsDiagonal(IOperation condition) => Bare(condition) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } equality
        && IsIndex(Bare(equality.LeftOperand)) && IsIndex(Bare(equality.RightOperand));

    private static bool IsIndex(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Int32, Local: var local } =>
            local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().Parent?.Parent is ForStatementSyntax,
        IParameterReferenceOperation { Type.SpecialType: SpecialType.System_Int32, Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } => true,
        _ => false,
    };

    // a * (1 - a) or a - a * a
    private static bool IsSlope(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product =>
            IsComplementOf(product.RightOperand, product.LeftOperand) || IsComplementOf(product.LeftOperand, product.RightOperand)
            || HasComplementOf(product.RightOperand, product.LeftOperand)
            || IsSlope(Bare(product.LeftOperand)) || IsSlope(Bare(product.RightOperand)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference =>
            Bare(difference.RightOperand) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } square
            && Same(square.LeftOperand, square.RightOperand) && Same(square.LeftOperand, difference.LeftOperand),
        _ => false,
    };

    // g[j] * s[i] * (1 - s[j]): on the diagonal, both are one element.
    private static bool HasComplementOf(IOperation complement, IOperation factors) =>
        Bare(complement) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference && IsNumber(difference.LeftOperand, 1)
        && ElementTarget(Bare(difference.RightOperand)) is { } collection
        && Bare(factors).DescendantsAndSelf().Any(factor => ElementTarget(factor) is { } other && Same(other, collection));

    private static bool IsComplementOf(IOperation complement, IOperation value) =>
        Bare(complement) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference && IsNumber(difference.LeftOperand, 1) && Same(difference.RightOperand, value);

    private static bool IsNegatedProduct(IOperation operation) => operation switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } negated => Bare(negated.Operand) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply },
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product => IsNegative(product.LeftOperand) || IsNegative(product.RightOperand) || IsNegatedProduct(Bare(product.LeftOperand)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference =>
            IsNumber(difference.LeftOperand, 0) && Bare(difference.RightOperand) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply },
        _ => false,
    };

    private static bool IsNegative(IOperation operation) => Bare(operation) is IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus };

    private bool IsDeltaMinus(IOperation operation) => Bare(operation) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference
        && IsElementLike(difference.RightOperand) && IsDelta(Bare(difference.LeftOperand));

    private static bool IsDelta(IOperation operation) => operation switch
    {
        IConditionalOperation { WhenFalse: { } zero } conditional => IsDiagonal(conditional.Condition) && IsNumber(conditional.WhenTrue, 1) && IsNumber(zero, 0),
        ILocalReferenceOperation { Local: var local } reference => local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } initializer }
            && reference.SemanticModel?.GetOperation(initializer) is { } value && Bare(value) is IConditionalOperation && IsDelta(Bare(value)),
        _ => false,
    };

    private static bool IsElementLike(IOperation operation) => Bare(operation) is IArrayElementReferenceOperation or IPropertyReferenceOperation or ILocalReferenceOperation or { Kind: OperationKind.None };

    private static bool IsNumber(IOperation operation, double number) => Bare(operation).ConstantValue is { HasValue: true, Value: var value } && ToNumber(value) == number;

    private static bool Same(IOperation left, IOperation right) => SyntaxFactory.AreEquivalent(Bare(left).Syntax, Bare(right).Syntax);
}
