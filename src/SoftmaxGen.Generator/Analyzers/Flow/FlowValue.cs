using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>What is known of a number, or of all numbers of a collection, at one point of a program.</summary>
internal sealed partial record FlowValue
{
    /// <summary>A number that nothing is known of.</summary>
    public static readonly FlowValue Unknown = new();

    /// <summary>A number out of data: an element, the result of a call that cannot be followed.</summary>
    public static readonly FlowValue Data = new() { IsData = true, IsRaw = true };

    /// <summary>A count or an index.</summary>
    public static readonly FlowValue Integer = new() { IsInteger = true, Upper = UpperBound.Constant };

    public UpperBound Upper { get; init; }

    public LowerBound Lower { get; init; }

    public Statistic Statistic { get; init; }

    /// <summary>The number itself, if it is a constant.</summary>
    public double? Constant { get; init; }

    public bool IsData { get; init; }

    /// <summary>Whether it is as it was found: no arithmetic since.</summary>
    public bool IsRaw { get; init; }

    /// <summary>Whether it is one minus something raw.</summary>
    public bool IsComplement { get; init; }

    public bool IsInteger { get; init; }

    public bool IsRandom { get; init; }

    /// <summary>Whether it is the logarithm of something.</summary>
    public bool IsLog { get; init; }

    /// <summary>Whether it is a logarithm times something, so that its exponential is a power.</summary>
    public bool IsPower { get; init; }

    /// <summary>Whether it was found in a field.</summary>
    public bool IsField { get; init; }

    /// <summary>Whether it is the element at an index that is itself data.</summary>
    public bool IsChosen { get; init; }

    /// <summary>Whether it is an element, or comes from one, and not a single number.</summary>
    public bool IsElement { get; init; }

    /// <summary>The exponentials that it is made of.</summary>
    public ImmutableArray<ExpSite> Exps { get; init; } = [];

    /// <summary>Whether these were added up.</summary>
    public bool IsSum { get; init; }

    /// <summary>Whether these were multiplied by something before.</summary>
    public bool IsWeighted { get; init; }

    /// <summary>Whether it is one divided by their sum.</summary>
    public bool IsReciprocal { get; init; }

    /// <summary>The softmax whose probability it is, on every path.</summary>
    public SoftmaxSite? Softmax { get; init; }

    /// <summary>The softmax from whose probability something was subtracted: the shift of a second one.</summary>
    public SoftmaxSite? ShiftedSoftmax { get; init; }

    /// <summary>The softmax of whose probability it is the logarithm.</summary>
    public SoftmaxSite? LogSoftmax { get; init; }

    /// <summary>Whether it is p · p, or 1 − p, of the probability in <see cref="SlopeOf"/>.</summary>
    public SoftmaxSite? SlopeOf { get; init; }

    /// <summary>The unguarded logarithms that it is made of.</summary>
    public ImmutableArray<LogSite> Logs { get; init; } = [];

    /// <summary>Whether terms that are no logarithms were added to these.</summary>
    public bool HasOtherTerms { get; init; }

    /// <summary>Where a vector that is 1 at a label and 0 elsewhere was made.</summary>
    public SyntaxNode? OneHot { get; init; }

    /// <summary>The addition of a constant to it, last thing.</summary>
    public SyntaxNode? AddedEpsilon { get; init; }

    /// <summary>The head that has been given these numbers as logits.</summary>
    public string? LogitsOf { get; init; }

    /// <summary>The object or collection that this is.</summary>
    public Cell? Cell { get; init; }

    /// <summary>The number of elements, if it is a constant, and where that was said.</summary>
    public BufferLength? Length { get; init; }

    public Layer? Layer { get; init; }

    public ImmutableArray<FunctionTarget> Functions { get; init; } = [];

    /// <summary>The parameters that it comes from.</summary>
    public ImmutableArray<IParameterSymbol> Parameters { get; init; } = [];

    public bool IsConstant => Constant is not null;

    public bool HasExps => !Exps.IsEmpty;

    public static FlowValue Of(double constant) => new()
    {
        Constant = constant,
        Upper = constant <= 0 ? UpperBound.NonPositive : UpperBound.Constant,
        Lower = constant > 0 ? LowerBound.Positive : constant == 0 ? LowerBound.NonNegative : LowerBound.None,
    };

    /// <summary>The same number as far as its origin goes, after arithmetic.</summary>
    public static FlowValue Derived(FlowValue left, FlowValue right) => new()
    {
        IsData = left.IsData || right.IsData,
        IsInteger = left.IsInteger && right.IsInteger,
        IsRandom = left.IsRandom || right.IsRandom,
        IsField = left.IsField || right.IsField,
        IsElement = left.IsElement || right.IsElement,
        Parameters = Union(left.Parameters, right.Parameters),
    };

    public static ImmutableArray<T> Union<T>(ImmutableArray<T> left, ImmutableArray<T> right) =>
        left.IsEmpty ? right : right.IsEmpty || left == right ? left : [.. left.Union(right)];
}
