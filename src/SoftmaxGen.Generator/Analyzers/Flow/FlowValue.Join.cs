using System.Collections.Immutable;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>Two paths meet: what can happen stays, what must hold has to hold on both.</content>
internal sealed partial record FlowValue
{
    public FlowValue Join(FlowValue other)
    {
        if (ReferenceEquals(this, other))
        {
            return this;
        }

        bool bothConstant = IsConstant && other.IsConstant;
        return new()
        {
            Upper = (UpperBound)Math.Min((int)Upper, (int)other.Upper),
            Lower = (LowerBound)Math.Min((int)Lower, (int)other.Lower),
            Constant = bothConstant && Constant.Equals(other.Constant) ? Constant : null,
            Statistic = IsConstant ? other.Statistic : other.IsConstant || Statistic == other.Statistic ? Statistic : Statistic.None,
            IsData = IsData || other.IsData,
            IsRaw = (IsRaw || IsConstant) && (other.IsRaw || other.IsConstant) && !bothConstant,
            IsComplement = IsComplement && other.IsComplement,
            IsInteger = (IsInteger || IsConstant) && (other.IsInteger || other.IsConstant) && (IsInteger || other.IsInteger),
            IsRandom = IsRandom || other.IsRandom,
            IsLog = IsLog || other.IsLog,
            IsPower = IsPower && other.IsPower,
            IsField = IsField || other.IsField,
            IsChosen = IsChosen && other.IsChosen,
            IsElement = IsElement || other.IsElement,
            Exps = UnionOf(Exps, other.Exps),
            IsSum = IsSum || other.IsSum,
            IsWeighted = IsWeighted || other.IsWeighted,
            IsReciprocal = (IsReciprocal || IsConstant) && (other.IsReciprocal || other.IsConstant) && (IsReciprocal || other.IsReciprocal),
            Softmax = Both(Softmax, other.Softmax, other),
            ShiftedSoftmax = Both(ShiftedSoftmax, other.ShiftedSoftmax, other),
            LogSoftmax = Both(LogSoftmax, other.LogSoftmax, other),
            SlopeOf = SlopeOf is not null && other.SlopeOf is not null ? SlopeOf : null,
            Logs = UnionOf(Logs, other.Logs),
            HasOtherTerms = HasOtherTerms || other.HasOtherTerms,
            OneHot = OneHot ?? other.OneHot,
            AddedEpsilon = AddedEpsilon is not null && other.AddedEpsilon is not null ? AddedEpsilon : null,
            LogitsOf = LogitsOf == other.LogitsOf ? LogitsOf : null,
            Cell = Cell ?? other.Cell,
            Length = Length == other.Length ? Length : null,
            Layer = Layer ?? other.Layer,
            Functions = Union(Functions, other.Functions),
            Parameters = Union(Parameters, other.Parameters),
        };
    }

    /// <summary>One site for each place, with the weaker bound.</summary>
    public static ImmutableArray<ExpSite> UnionOf(ImmutableArray<ExpSite> left, ImmutableArray<ExpSite> right)
    {
        if (left.IsEmpty || left == right)
        {
            return right;
        }

        if (right.IsEmpty)
        {
            return left;
        }

        ImmutableArray<ExpSite>.Builder sites = left.ToBuilder();
        foreach (ExpSite site in right)
        {
            int index = sites.FindIndex(mine => mine.IsSame(site));
            if (index < 0)
            {
                sites.Add(site);
            }
            else if (site.CanOverflow || !sites[index].CanOverflow)
            {
                sites[index] = site with { Syntax = sites[index].Syntax };
            }
        }

        return sites.ToImmutable();
    }

    public static ImmutableArray<LogSite> UnionOf(ImmutableArray<LogSite> left, ImmutableArray<LogSite> right)
    {
        if (left.IsEmpty || left == right)
        {
            return right;
        }

        ImmutableArray<LogSite>.Builder sites = left.ToBuilder();
        foreach (LogSite site in right)
        {
            int index = sites.FindIndex(mine => mine.Syntax == site.Syntax);
            if (index < 0)
            {
                sites.Add(site);
            }
            else
            {
                sites[index] = sites[index] with
                {
                    IsWeighted = sites[index].IsWeighted || site.IsWeighted,
                    IsSummed = sites[index].IsSummed || site.IsSummed,
                };
            }
        }

        return sites.ToImmutable();
    }

    // A buffer of zeros that is filled with probabilities holds probabilities.
    private SoftmaxSite? Both(SoftmaxSite? mine, SoftmaxSite? theirs, FlowValue other) =>
        mine is null ? IsConstant ? theirs : null : theirs is not null || other.IsConstant ? mine : null;
}
