using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>An object, array or buffer; two variables with the same cell are two names for it.</summary>
internal sealed class Cell
{
    private readonly Dictionary<ISymbol, Cell> _children = new(SymbolEqualityComparer.Default);

    private Cell? _elements;

    /// <summary>The object in a member of this one, as long as nothing else is known.</summary>
    public Cell Child(ISymbol? member)
    {
        if (member is null)
        {
            return _elements ??= new();
        }

        if (!_children.TryGetValue(member, out Cell child))
        {
            _children.Add(member, child = new());
        }

        return child;
    }
}
