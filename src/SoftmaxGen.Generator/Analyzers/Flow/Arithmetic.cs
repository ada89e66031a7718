using System.Collections.Immutable;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>What sums, differences and products of values are; quotients and functions are in the other parts.</summary>
internal static partial class Arithmetic
{
    public static FlowValue Add(FlowValue left, FlowValue right, Site site)
    {
        if (left.Constant is { } a && right.Constant is { } b)
        {
            NoteLostEpsilon(a, b, site);
            return FlowValue.Of(a + b);
        }

        // One with a weight and one without are a start and a step, as of an iteration, and no sum of exponentials.
        bool isStep = left.HasExps && right.HasExps && left.IsWeighted != right.IsWeighted;
        FlowValue sum = FlowValue.Derived(left, right) with
        {
            Upper = UpperOfSum(left, right),
            Lower = LowerOfSum(left, right),
            Exps = isStep ? [] : FlowValue.UnionOf(left.Exps, right.Exps),
            IsSum = !isStep && (left.IsSum || right.IsSum || IsAccumulation(left.Exps, right.Exps)),
            IsWeighted = left.IsWeighted || right.IsWeighted,
            Logs = SumOf(left.Logs, right.Logs),
            HasOtherTerms = left.HasOtherTerms || right.HasOtherTerms || HasOtherTerm(left, right) || HasOtherTerm(right, left),
            OneHot = null,
        };
        FlowValue? kept = right.IsConstant ? left : left.IsConstant ? right : null;
        return kept is null ? sum : sum with
        {
            Softmax = kept.Softmax,
            LogSoftmax = kept.LogSoftmax,
            AddedEpsilon = site.Syntax,
            IsChosen = kept.IsChosen,
        };
    }

    public static FlowValue Subtract(FlowValue left, FlowValue right, Site site)
    {
        if (left.Constant is { } a && right.Constant is { } b)
        {
            NoteLostEpsilon(a, -b, site);
            return FlowValue.Of(a - b);
        }

        bool isRatio = left.Logs.Any(static log => !log.IsNegated) || right.Logs.Any(static log => log.IsNegated);
        if (!right.Logs.IsEmpty && !right.HasOtherTerms && !HasOtherTerm(right, left) && !isRatio)
        {
            site.Facts.SawNegated(site, right.Logs);
        }

        if (left.Softmax is { } softmax && right.SlopeOf is not null && !right.IsComplement)
        {
            NoteSlope(softmax, left, site);
        }

        return FlowValue.Derived(left, right) with
        {
            Upper = UpperOfDifference(left, right),
            Lower = right.Statistic == Statistic.Minimum || left.Statistic == Statistic.Maximum ? LowerBound.NonNegative : LowerBound.None,
            Exps = left.Exps,
            IsSum = left.IsSum,
            IsWeighted = left.IsWeighted,
            Logs = FlowValue.UnionOf(left.Logs, [.. right.Logs.Select(static log => log with { IsNegated = !log.IsNegated })]),
            HasOtherTerms = left.HasOtherTerms || right.HasOtherTerms || HasOtherTerm(left, right) || HasOtherTerm(right, left),
            IsComplement = left.Constant == 1 && right.IsRaw,
            IsRaw = left.Constant == 1 && right.IsRaw && !right.IsComplement,
            IsChosen = right.IsChosen && left.IsConstant,
            SlopeOf = left.Constant == 1 ? right.Softmax : null,
            AddedEpsilon = right.IsConstant ? site.Syntax : null,
            Softmax = right.IsConstant ? left.Softmax : null,
            ShiftedSoftmax = right.Statistic == Statistic.Maximum ? left.Softmax : null,
        };
    }

    public static FlowValue Negate(FlowValue value, Site site)
    {
        if (value.Constant is { } number)
        {
            return FlowValue.Of(-number);
        }

        if (!value.Logs.IsEmpty && !value.HasOtherTerms && !value.Logs.Any(static log => log.IsNegated))
        {
            site.Facts.SawNegated(site, value.Logs);
        }

        return FlowValue.Derived(value, FlowValue.Unknown) with
        {
            Upper = value.Upper == UpperBound.NonPositive ? UpperBound.None : UpperBound.NonPositive,
            IsLog = value.IsLog,
            IsPower = value.IsPower,
            Exps = value.Exps,
            IsSum = value.IsSum,
            IsWeighted = value.IsWeighted,
            Statistic = value.Statistic switch { Statistic.Maximum => Statistic.Minimum, Statistic.Minimum => Statistic.Maximum, _ => value.Statistic },
        };
    }

    public static FlowValue Multiply(FlowValue left, FlowValue right, Site site, bool isSquare)
    {
        if (left.Constant is { } a && right.Constant is { } b)
        {
            return FlowValue.Of(a * b);
        }

        if (left.IsReciprocal || right.IsReciprocal)
        {
            (FlowValue value, FlowValue reciprocal) = right.IsReciprocal ? (left, right) : (right, left);
            return Normalise(value, reciprocal with { IsReciprocal = false }, site, isNoted: true);
        }

        if ((left.OneHot ?? right.OneHot) is { } oneHot && (left.IsLog || right.IsLog || (left.LogSoftmax ?? right.LogSoftmax) is not null))
        {
            site.Facts.SawHere(FactKind.OneHotInLoss, site, [oneHot]);
        }

        if (left.Softmax is { } softmax && right.SlopeOf is not null && right.Constant is null)
        {
            NoteSlope(softmax, left, site);
        }

        ImmutableArray<LogSite> logs = FlowValue.UnionOf(Weigh(left.Logs, right), Weigh(right.Logs, left));
        if (!logs.IsEmpty && (IsNegative(left) || IsNegative(right)) && !left.HasOtherTerms && !right.HasOtherTerms)
        {
            // −2 Σ log p is a statistic.
            bool isStatistic = (left.Constant ?? right.Constant) <= -2;
            if (!logs.Any(static log => log.IsNegated))
            {
                site.Facts.SawNegated(site, isStatistic ? [.. logs.Where(static log => log.IsWeighted || log.IsChosen)] : logs);
            }

            logs = [];
        }

        return FlowValue.Derived(left, right) with
        {
            Upper = isSquare ? UpperBound.None : UpperOfProduct(left, right),
            Lower = isSquare ? LowerBound.NonNegative : (LowerBound)Math.Min((int)left.Lower, (int)right.Lower),
            Exps = FlowValue.UnionOf(left.Exps, right.Exps),
            IsSum = left.IsSum || right.IsSum,
            // The square of a sum is below the line in the quotient's derivative.
            IsWeighted = left.IsWeighted || right.IsWeighted || (!(isSquare && left.IsSum) && (left.HasExps ? !right.IsConstant : right.HasExps && !left.IsConstant)),
            Logs = logs,
            IsPower = left.IsPower || right.IsPower,
            HasOtherTerms = left.HasOtherTerms || right.HasOtherTerms,
            SlopeOf = isSquare ? left.Softmax : null,
            Constant = left.Constant == 0 || right.Constant == 0 ? 0 : null,
        };
    }

    private static bool IsNegative(FlowValue value) => value.Constant < 0 || (value.Upper == UpperBound.NonPositive && value is { IsConstant: false, IsLog: false });

    // A loss is the logarithm of one thing weighed by another: p · log p is an entropy, and log x by a constant is a unit. Elements
    // are weighed by elements: one number before all logarithms is a unit as well, such as −RT.
    private static ImmutableArray<LogSite> Weigh(ImmutableArray<LogSite> logs, FlowValue weight) =>
        logs.IsEmpty || weight.IsConstant ? logs
        : weight.IsData && weight.IsElement ? [.. logs.Select(static log => log with { IsWeighted = true })]
        : !weight.IsInteger && (weight.IsData || !weight.Parameters.IsEmpty) ? [.. logs.Select(static log => log.IsScalar ? log with { IsWeighted = true } : log)]
        : logs;

    // The same logarithm again is one in a loop.
    private static ImmutableArray<LogSite> SumOf(ImmutableArray<LogSite> left, ImmutableArray<LogSite> right) => left.IsEmpty || right.IsEmpty
        ? FlowValue.UnionOf(left, right)
        : FlowValue.UnionOf([.. left.Select(log => right.Any(other => other.Syntax == log.Syntax) ? log with { IsSummed = true } : log)], right);

    private static bool HasOtherTerm(FlowValue logs, FlowValue other) => !logs.Logs.IsEmpty && other.Logs.IsEmpty && !other.IsConstant;

    // The same exponential added to itself is one in a loop; two different ones are a sum by hand, but not e^x + e^-x, nor e^x + e^2x.
    private static bool IsAccumulation(ImmutableArray<ExpSite> left, ImmutableArray<ExpSite> right)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            return false;
        }

        ExpSite? again = left.FirstOrDefault(mine => right.Any(mine.IsSame));
        return again?.IsData
            ?? (left.Any(static exp => exp.CanOverflow) == right.Any(static exp => exp.CanOverflow) && !left.All(mine => right.All(mine.IsOfSameNumber)));
    }

    private static UpperBound UpperOfSum(FlowValue left, FlowValue right)
    {
        if (left.Upper == UpperBound.NonPositive && right.Upper == UpperBound.NonPositive)
        {
            return UpperBound.NonPositive;
        }

        if (IsShifted(left) || IsShifted(right))
        {
            return UpperBound.Shifted;
        }

        return left.Upper != UpperBound.None && right.Upper != UpperBound.None ? UpperBound.Constant : UpperBound.None;
    }

    private static UpperBound UpperOfDifference(FlowValue left, FlowValue right)
    {
        if (right.Constant is { } constant)
        {
            return left.Upper == UpperBound.NonPositive && constant < 0 ? UpperBound.Constant : left.Upper;
        }

        if (right.Statistic == Statistic.Maximum || (left.Statistic == Statistic.Minimum && right.IsData))
        {
            return UpperBound.NonPositive;
        }

        // Less its smallest element or its mean, data is no smaller at the top.
        if (right.Statistic is Statistic.Minimum or Statistic.Mean)
        {
            return left.Upper;
        }

        if (left.Upper == UpperBound.NonPositive || left.Constant <= 0)
        {
            return UpperBound.NonPositive;
        }

        return left.IsInteger && right.IsInteger ? UpperBound.Constant : UpperBound.Shifted;
    }

    private static UpperBound UpperOfProduct(FlowValue left, FlowValue right)
    {
        if (left.Constant < 0 || right.Constant < 0)
        {
            FlowValue other = left.Constant < 0 ? right : left;
            return other.Upper == UpperBound.NonPositive && !other.IsConstant ? UpperBound.None : UpperBound.NonPositive;
        }

        bool leftSign = left.Upper == UpperBound.NonPositive && !left.IsConstant;
        bool rightSign = right.Upper == UpperBound.NonPositive && !right.IsConstant;
        if (leftSign || rightSign)
        {
            return leftSign && rightSign ? UpperBound.None : UpperBound.NonPositive;
        }

        if (left.Upper == UpperBound.Shifted || right.Upper == UpperBound.Shifted)
        {
            return UpperBound.Shifted;
        }

        return left.Upper != UpperBound.None && right.Upper != UpperBound.None ? UpperBound.Constant : UpperBound.None;
    }

    private static bool IsShifted(FlowValue value) => value.Upper >= UpperBound.Shifted && !value.IsConstant;

    private static LowerBound LowerOfSum(FlowValue left, FlowValue right)
    {
        if (left.Constant > 0 || right.Constant > 0)
        {
            return LowerBound.Positive;
        }

        return left.Lower == LowerBound.None || right.Lower == LowerBound.None
            ? LowerBound.None
            : (LowerBound)Math.Max((int)left.Lower, (int)right.Lower);
    }

    private static void NoteSlope(SoftmaxSite softmax, FlowValue probability, Site site)
    {
        if (softmax.IsNaive && probability.Softmax is { IsLibrary: false } && softmax.Depth == 0)
        {
            site.Facts.SawHere(FactKind.NaiveJacobian, new(softmax.Syntax, site.Element, site.Frame, site.Facts), [site.Syntax]);
        }
    }

    private static void NoteLostEpsilon(double large, double small, Site site)
    {
        if (small == 0 || large == 0 || Math.Abs(small) >= Math.Abs(large))
        {
            (large, small) = (small, large);
        }

        bool isLost = site.Element == "float" ? (float)((float)large + (float)small) == (float)large : large + small == large;
        if (isLost && small != 0 && Math.Abs(large) == 1)
        {
            site.Facts.SawHere(FactKind.LostEpsilon, site, []);
        }
    }
}
