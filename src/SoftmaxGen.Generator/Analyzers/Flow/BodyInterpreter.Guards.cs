using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>What a branch knows about the values in its condition.</content>
internal sealed partial class BodyInterpreter
{
    private void Assume(IOperation condition, bool holds)
    {
        switch (Bare(condition))
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                Assume(not.Operand, !holds);
                break;

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And } both when holds:
                Assume(both.LeftOperand, true);
                Assume(both.RightOperand, true);
                break;

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or } either when !holds:
                Assume(either.LeftOperand, false);
                Assume(either.RightOperand, false);
                break;

            case IBinaryOperation comparison:
                AssumeComparison(comparison.LeftOperand, Effective(comparison.OperatorKind, holds), comparison.RightOperand);
                AssumeComparison(comparison.RightOperand, Mirrored(Effective(comparison.OperatorKind, holds)), comparison.LeftOperand);
                break;

            case IIsPatternOperation pattern:
                AssumePattern(pattern.Value, pattern.Pattern, holds);
                break;
        }
    }

    private void AssumePattern(IOperation value, IPatternOperation pattern, bool holds)
    {
        switch (pattern)
        {
            case INegatedPatternOperation negated:
                AssumePattern(value, negated.Pattern, !holds);
                break;

            case IConstantPatternOperation constant:
                AssumeComparison(value, holds ? BinaryOperatorKind.Equals : BinaryOperatorKind.NotEquals, constant.Value);
                break;

            case IRelationalPatternOperation relational:
                AssumeComparison(value, Effective(relational.OperatorKind, holds), relational.Value);
                break;

            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both when holds:
                AssumePattern(value, both.LeftPattern, true);
                AssumePattern(value, both.RightPattern, true);
                break;
        }
    }

    private void AssumeComparison(IOperation subject, BinaryOperatorKind relation, IOperation other)
    {
        if (Bare(other).ConstantValue is not { HasValue: true, Value: { } boxed } || ToNumber(boxed) is not { } bound)
        {
            // Not zero, or above something that is not negative itself.
            if (relation == BinaryOperatorKind.GreaterThan && Evaluate(other).Lower >= LowerBound.NonNegative)
            {
                Refine(subject, static value => value with { Lower = LowerBound.Positive });
            }

            return;
        }

        switch (relation)
        {
            case BinaryOperatorKind.GreaterThan when bound >= 0:
            case BinaryOperatorKind.GreaterThanOrEqual when bound > 0:
            case BinaryOperatorKind.NotEquals when bound == 0:
                Refine(subject, static value => value with { Lower = LowerBound.Positive });
                break;

            case BinaryOperatorKind.GreaterThanOrEqual when bound == 0:
                Refine(subject, static value => value with { Lower = (LowerBound)Math.Max((int)value.Lower, (int)LowerBound.NonNegative) });
                break;

            case BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual when bound <= 0:
                Refine(subject, static value => value with { Upper = UpperBound.NonPositive });
                break;

            case BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual:
                Refine(subject, static value => value.Upper == UpperBound.None ? value with { Upper = UpperBound.Constant } : value);
                break;

            case BinaryOperatorKind.Equals:
                Refine(subject, value => value with { Constant = bound, Upper = UpperBound.Constant });
                break;
        }
    }

    private void Refine(IOperation subject, Func<FlowValue, FlowValue> refine)
    {
        IOperation bare = Bare(subject);
        if (bare is IInvocationOperation { TargetMethod: { Name: "Abs", IsStatic: true }, Arguments: [var argument] })
        {
            bare = Bare(argument.Value);
        }

        if (PlaceOf(bare) is { } place)
        {
            _state[place] = refine(_state[place] ?? Read(bare, place));
        }
    }

    private bool? KnownTruth(IOperation condition) => Bare(condition) switch
    {
        { ConstantValue: { HasValue: true, Value: bool constant } } => constant,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => !KnownTruth(not.Operand),
        IParameterReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } parameter when _frame.Depth > 0 =>
            _state[new(null, parameter.Parameter)]?.Constant is { } number ? number != 0 : null,
        _ => null,
    };

    private static IOperation Bare(IOperation operation) => operation switch
    {
        IConversionOperation conversion => Bare(conversion.Operand),
        IParenthesizedOperation parenthesized => Bare(parenthesized.Operand),
        _ => operation,
    };

    private static BinaryOperatorKind Effective(BinaryOperatorKind relation, bool holds) => holds ? relation : relation switch
    {
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.Equals => BinaryOperatorKind.NotEquals,
        BinaryOperatorKind.NotEquals => BinaryOperatorKind.Equals,
        _ => BinaryOperatorKind.None,
    };

    private static BinaryOperatorKind Mirrored(BinaryOperatorKind relation) => relation switch
    {
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        _ => relation,
    };

    private static double? ToNumber(object? constant) => constant switch
    {
        bool truth => truth ? 1 : 0,
        char => null,
        string => null,
        IConvertible number => number.ToDouble(System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };
}
