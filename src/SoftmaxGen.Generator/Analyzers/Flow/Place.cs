using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>Where a value is kept: a variable, a member of an object, or all elements of a collection.</summary>
internal readonly struct Place(Cell? owner, ISymbol? member) : IEquatable<Place>
{
    public Cell? Owner => owner;

    public ISymbol? Member => member;

    public static Place ElementsOf(Cell owner) => new(owner, null);

    public bool Equals(Place other) => ReferenceEquals(Owner, other.Owner) && SymbolEqualityComparer.Default.Equals(Member, other.Member);

    public override bool Equals(object? obj) => obj is Place other && Equals(other);

    public override int GetHashCode() =>
        (Owner is null ? 0 : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Owner) * 31) + SymbolEqualityComparer.Default.GetHashCode(Member);
}
