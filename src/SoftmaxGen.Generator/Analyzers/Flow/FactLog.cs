using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>Collects facts while a body is interpreted.</summary>
internal sealed class FactLog
{
    private readonly List<FlowFact> _facts = [];

    /// <summary>Every exponential that was met, in called methods too, and what bounded its argument.</summary>
    public Dictionary<SyntaxNode, List<UpperBound>> Exponentials { get; } = [];

    public IReadOnlyList<FlowFact> Facts => _facts;

    /// <summary>How many exponentials, logarithms and softmaxes were met so far.</summary>
    public int Sites { get; private set; }

    public void SawSite() => Sites++;

    public void SawExp(SyntaxNode syntax, UpperBound argument)
    {
        if (!Exponentials.TryGetValue(syntax, out List<UpperBound> seen))
        {
            Exponentials.Add(syntax, seen = []);
        }

        seen.Add(argument);
        SawSite();
    }

    public void SawUnstableSum(Site site, ImmutableArray<ExpSite> exps, string normalisation)
    {
        foreach (ExpSite exp in exps)
        {
            if (exp.CanOverflow && IsVisible(site.Frame, exp.Depth))
            {
                SyntaxNode normaliser = At(site.Frame, site.Syntax);
                Add(new(FactKind.UnstableExpSum, exp.Syntax, [normaliser, .. exps.Where(other => other != exp).Select(static other => other.Syntax)])
                {
                    Element = exp.Element,
                    Normalisation = normalisation,
                    Exp = exp,
                });
            }
        }
    }

    /// <summary>Something that was made at <paramref name="source"/> is used at <paramref name="site"/>, and should not be.</summary>
    public void SawUse(FactKind kind, Site site, SoftmaxSite source, params string[] words)
    {
        if (IsVisible(site.Frame, source.Depth))
        {
            Add(new(kind, At(site.Frame, site.Syntax), [source.Syntax]) { Library = source.Library, Words = [.. words], Element = site.Element });
        }
    }

    public void SawNegated(Site site, ImmutableArray<LogSite> logs)
    {
        // p and 1 − p of one p.
        bool isPaired = logs.Any(log => log.IsComplement && logs.Any(other => !other.IsComplement && other.Parameters.SequenceEqual(log.Parameters)));
        foreach (LogSite log in logs)
        {
            if (IsVisible(site.Frame, log.Depth))
            {
                Add(new(FactKind.NegatedLog, log.Syntax, [At(site.Frame, site.Syntax)]) { Log = log with { IsPaired = isPaired }, IsOfParameter = !log.Parameters.IsEmpty, Element = site.Element });
            }
        }
    }

    public void SawHere(FactKind kind, Site site, ImmutableArray<SyntaxNode> related, params string[] words)
    {
        if (site.Frame.Depth == 0)
        {
            Add(new(kind, site.Syntax, related) { Words = [.. words], Element = site.Element });
        }
    }

    // What happens between two places of a called method is found when that method itself is looked at.
    private static bool IsVisible(Frame frame, int sourceDepth) => frame.Depth == 0 || sourceDepth == 0;

    private static SyntaxNode At(Frame frame, SyntaxNode syntax) => frame.Depth == 0 ? syntax : frame.RootSite ?? syntax;

    private void Add(FlowFact fact)
    {
        int index = _facts.FindIndex(known => known.Kind == fact.Kind && known.Site == fact.Site);
        if (index < 0)
        {
            _facts.Add(fact);
        }
        else if (fact.Log is { } log && _facts[index].Log is { } known)
        {
            _facts[index] = _facts[index] with { Log = known with { IsWeighted = known.IsWeighted || log.IsWeighted, IsSummed = known.IsSummed || log.IsSummed, IsPaired = known.IsPaired || log.IsPaired } };
        }
    }
}
