using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>Quotients, exponentials, logarithms and summaries.</content>
internal static partial class Arithmetic
{
    public static FlowValue Divide(FlowValue left, FlowValue right, Site site)
    {
        if (left.Constant is { } a && right.Constant is { } b)
        {
            return FlowValue.Of(a / b);
        }

        if (right.HasExps && right.IsSum && !right.IsReciprocal)
        {
            return Normalise(left, right, site, isNoted: false);
        }

        return FlowValue.Derived(left, right) with
        {
            Upper = UpperOfQuotient(left, right),
            Lower = (LowerBound)Math.Min((int)left.Lower, (int)right.Lower),
            Exps = right.HasExps ? [] : left.Exps,
            IsSum = left.IsSum && !right.HasExps,
            IsWeighted = left.IsWeighted,
            Logs = left.Logs,
            IsPower = left.IsPower,
            HasOtherTerms = left.HasOtherTerms,
            Statistic = left.Statistic == Statistic.Total ? Statistic.Mean : Statistic.None,
            Softmax = right.IsConstant ? left.Softmax : null,
        };
    }

    /// <summary><paramref name="value"/> divided by the sum of exponentials <paramref name="sum"/>.</summary>
    public static FlowValue Normalise(FlowValue value, FlowValue sum, Site site, bool isNoted)
    {
        // Σ w·exp(x) may be anything unless the same stands above the line.
        bool isEvidence = !sum.IsWeighted || (value.HasExps && !value.IsSum);
        ImmutableArray<ExpSite> unbounded = [.. sum.Exps.Where(static exp => exp.CanOverflow)];
        if (isEvidence && !isNoted && unbounded.Length > 0)
        {
            site.Facts.SawUnstableSum(site, sum.Exps, "divide");
        }

        if (value.HasExps && !value.IsSum)
        {
            NoteSecondSoftmax(FactKind.SoftmaxOfSoftmax, sum, site);
        }

        FlowValue quotient = FlowValue.Derived(value, sum);
        if (value.IsConstant)
        {
            return quotient with { Exps = sum.Exps, IsSum = true, IsReciprocal = true, IsWeighted = sum.IsWeighted, Lower = LowerBound.NonNegative };
        }

        if (!value.HasExps || value.IsSum)
        {
            return value.Softmax is null ? quotient with { IsData = true } : value;
        }

        site.Facts.SawSite();
        ExpSite first = unbounded.FirstOrDefault() ?? sum.Exps[0];
        return quotient with
        {
            IsData = true,
            Upper = UpperBound.Constant,
            Lower = LowerBound.NonNegative,
            Softmax = new(first.Syntax, Math.Min(first.Depth, site.Frame.Depth), SoftmaxSite.ByHand) { IsNaive = unbounded.Length > 0 },
        };
    }

    public static FlowValue Exp(FlowValue argument, Site site)
    {
        if (argument.Constant is { } number)
        {
            return FlowValue.Of(Math.Exp(number));
        }

        UpperBound bound = argument.Upper == UpperBound.None && (argument.IsInteger || argument.IsPower) ? UpperBound.Constant : argument.Upper;
        site.Facts.SawExp(site.Syntax, bound);
        return FlowValue.Derived(argument, FlowValue.Unknown) with
        {
            IsInteger = false,
            Upper = bound == UpperBound.None ? UpperBound.None : UpperBound.Constant,
            Lower = LowerBound.NonNegative,
            Exps = argument.LogSoftmax is null
                ? [new(site.Syntax, site.Syntax, site.Frame.Depth, bound, argument.IsData, site.Element, argument.Parameters) { OfSoftmax = argument.Softmax ?? argument.ShiftedSoftmax }]
                : [],
            Softmax = argument.LogSoftmax,
        };
    }

    public static FlowValue Log(FlowValue argument, Site site)
    {
        if (argument.Constant is { } number)
        {
            return FlowValue.Of(Math.Log(number));
        }

        site.Facts.SawSite();
        FlowValue log = FlowValue.Derived(argument, FlowValue.Unknown) with { IsInteger = false, IsLog = true };
        if (argument.HasExps && argument.IsSum && !argument.IsReciprocal && !argument.IsWeighted)
        {
            site.Facts.SawUnstableSum(site, argument.Exps, "log");
            NoteSecondSoftmax(FactKind.SoftmaxBeforeCrossEntropy, argument, site);
            return log with { IsData = true };
        }

        if (argument.Softmax is { } softmax)
        {
            bool isFloored = argument.Lower == LowerBound.Positive && (!softmax.IsLibrary || argument.AddedEpsilon is null);
            if (!isFloored)
            {
                site.Facts.SawUse(FactKind.LogOfSoftmax, site, softmax);
            }

            return log with { LogSoftmax = softmax, IsData = true, Upper = UpperBound.NonPositive };
        }

        bool isSuspect = argument is { IsRaw: true, IsInteger: false, IsRandom: false, Lower: not LowerBound.Positive }
            && (argument.IsElement || !argument.Parameters.IsEmpty || argument.IsData);
        return !isSuspect ? log with { IsPower = true } : log with
        {
            IsPower = true,
            Logs = [new(site.Syntax, site.Frame.Depth, argument.Parameters, argument.IsChosen, argument.IsField, !argument.IsElement) { IsComplement = argument.IsComplement }],
        };
    }

    /// <summary>The sum over all elements.</summary>
    public static FlowValue Sum(FlowValue element) => element with
    {
        IsSum = element.HasExps && (element.IsSum || element.Exps.Any(static exp => exp.IsData)),
        Constant = null,
        Upper = element.Upper == UpperBound.NonPositive ? UpperBound.NonPositive : UpperBound.None,
        Statistic = Statistic.Total,
        IsRaw = false,
        IsElement = false,
        IsChosen = false,
        Softmax = null,
        LogSoftmax = element.LogSoftmax,
        Cell = null,
        Length = null,
        Functions = [],
        Logs = [.. element.Logs.Select(static log => log with { IsSummed = true })],
    };

    public static FlowValue Summary(FlowValue element, Statistic statistic) => statistic switch
    {
        Statistic.Total => Sum(element),
        Statistic.Mean => Sum(element) with { Statistic = Statistic.Mean, Upper = element.Upper },
        _ => element with { Statistic = statistic, IsRaw = element.IsRaw, Cell = null, Length = null, IsData = true, IsChosen = false, Exps = element.Exps },
    };

    public static FlowValue Max(FlowValue left, FlowValue right)
    {
        FlowValue larger = left.Join(right);
        bool isFloor = left.Constant > 0 || right.Constant > 0;
        return larger with
        {
            Upper = (UpperBound)Math.Min((int)left.Upper, (int)right.Upper),
            Lower = isFloor ? LowerBound.Positive : (LowerBound)Math.Max((int)left.Lower, (int)right.Lower),
            Statistic = left.IsConstant || right.IsConstant ? larger.Statistic : Statistic.Maximum,
            IsRaw = false,
            Softmax = left.IsConstant ? right.Softmax : right.IsConstant ? left.Softmax : larger.Softmax,
        };
    }

    public static FlowValue Min(FlowValue left, FlowValue right)
    {
        FlowValue smaller = left.Join(right);
        return smaller with
        {
            Upper = (UpperBound)Math.Max((int)left.Upper, (int)right.Upper),
            Statistic = left.IsConstant || right.IsConstant ? smaller.Statistic : Statistic.Minimum,
            Softmax = left.IsConstant ? right.Softmax : right.IsConstant ? left.Softmax : smaller.Softmax,
        };
    }

    public static FlowValue Clamp(FlowValue value, FlowValue? low, FlowValue? high)
    {
        FlowValue clamped = value;
        if (low is not null)
        {
            clamped = clamped with
            {
                Lower = low.IsConstant && low.Constant <= 0 ? low.Constant == 0 ? LowerBound.NonNegative : value.Lower : LowerBound.Positive,
                IsRaw = false,
            };
        }

        return high is null ? clamped : clamped with { Upper = UpperBound.Constant, IsRaw = false, IsData = value.IsData };
    }

    /// <summary>A function whose result lies between constants.</summary>
    public static FlowValue Bounded(FlowValue argument, LowerBound lower) =>
        FlowValue.Derived(argument, FlowValue.Unknown) with { Upper = UpperBound.Constant, Lower = lower, IsInteger = false };

    public static FlowValue Probabilities(FlowValue argument, SyntaxNode syntax, Site site, string library)
    {
        site.Facts.SawSite();
        return FlowValue.Derived(argument, FlowValue.Unknown) with
        {
            IsData = true,
            Upper = UpperBound.Constant,
            Lower = LowerBound.NonNegative,
            IsElement = true,
            Softmax = new(syntax, site.Frame.Depth, library),
        };
    }

    // By hand: the exponentials of probabilities that a function returned. What was computed in place may be the iteration before.
    private static void NoteSecondSoftmax(FactKind kind, FlowValue sum, Site site)
    {
        if (sum.Exps.All(static exp => exp.OfSoftmax is not null)
            && sum.Exps[0].OfSoftmax is { Syntax: InvocationExpressionSyntax call } inner
            && (inner.IsReturned || inner.IsLibrary)
            && call != site.Syntax && call != site.Frame.RootSite && !call.Parent.IsKind(SyntaxKind.ExpressionStatement))
        {
            site.Facts.SawUse(kind, site, inner);
        }
    }

    private static UpperBound UpperOfQuotient(FlowValue left, FlowValue right)
    {
        if (right.Statistic is Statistic.Maximum or Statistic.Total && left.Upper == UpperBound.None)
        {
            return UpperBound.Constant;
        }

        return UpperOfProduct(left, right.Constant < 0 ? right : right.Upper == UpperBound.NonPositive && !right.IsConstant ? right : FlowValue.Of(1));
    }
}
