using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.CodeFixes.Repairs;

/// <summary>What a fix does to a file.</summary>
/// <param name="Changes">The edits, in the order of the text; insertions at one place in the order they shall have.</param>
/// <param name="Repaired">The places that are sound afterwards: another finding at one of them needs no repair of its own.</param>
/// <param name="NewNames">The names it introduces, which no other repair of the same round may use.</param>
internal sealed record Repair(ImmutableArray<TextChange> Changes, ImmutableArray<TextSpan> Repaired, ImmutableArray<string> NewNames)
{
    /// <summary>Whether it calls members that a generator adds.</summary>
    public bool NeedsGenerator { get; init; }

    public static Repair Of(TextSpan repaired, params TextChange[] changes) => new([.. changes.OrderBy(static change => change.Span.Start)], [repaired], []);

    /// <summary>Whether both cannot be made at once. Insertions at one place do not hurt each other.</summary>
    public bool ConflictsWith(TextChange other) => Changes.Any(change =>
        change.Span.IsEmpty && other.Span.IsEmpty
            ? false
            : change.Span.IsEmpty ? other.Span.Start < change.Span.Start && change.Span.Start < other.Span.End
            : other.Span.IsEmpty ? change.Span.Start < other.Span.Start && other.Span.Start < change.Span.End
            : change.Span.OverlapsWith(other.Span));
}
