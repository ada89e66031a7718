using System.Reflection;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Testing;

/// <summary>Walks everything an object reaches through its fields, breadth first, so that the shortest path is named.</summary>
internal static class RoslynObjectFinder
{
    private static readonly Type[] Forbidden =
    [
        typeof(ISymbol),
        typeof(SyntaxNode),
        typeof(SyntaxTree),
        typeof(SyntaxReference),
        typeof(Compilation),
        typeof(SemanticModel),
        typeof(Location),
        typeof(AttributeData),
        typeof(IOperation),
    ];

    /// <summary>The path to the first Roslyn object and its type, or null if there is none.</summary>
    public static string? Find(object? root)
    {
        if (root is null)
            return null;

        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var queue = new Queue<(object Value, string Path)>();
        queue.Enqueue((root, root.GetType().Name));
        while (queue.TryDequeue(out var item))
        {
            var type = item.Value.GetType();
            if (IsForbidden(type))
                return $"{item.Path}, a {type.FullName}";

            if (IsLeaf(type) || !visited.Add(item.Value))
                continue;

            foreach (var (child, path) in Children(item.Value, type, item.Path))
                queue.Enqueue((child, path));
        }

        return null;
    }

    // Structs such as TypedConstant hold the compiler's own symbols, which implement only an internal interface.
    private static bool IsForbidden(Type type) =>
        Forbidden.Any(forbidden => forbidden.IsAssignableFrom(type)) || type.GetInterface("ISymbolInternal") is not null;

    private static bool IsLeaf(Type type) =>
        type.IsPrimitive
        || type.IsEnum
        || type.IsPointer
        || type == typeof(string)
        || type == typeof(decimal)
        || typeof(MemberInfo).IsAssignableFrom(type)
        || typeof(Assembly).IsAssignableFrom(type)
        || typeof(Module).IsAssignableFrom(type)
        || (type.IsArray && IsLeaf(type.GetElementType()!));

    private static IEnumerable<(object Value, string Path)> Children(object value, Type type, string path)
    {
        if (value is Array array)
        {
            var index = 0;
            foreach (var element in array)
            {
                if (element is not null)
                    yield return (element, $"{path}[{index}]");

                index++;
            }

            yield break;
        }

        // Private fields of a base class are not among those of the derived type.
        for (var declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            foreach (var field in declaring.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!IsLeaf(field.FieldType) && field.GetValue(value) is { } child)
                    yield return (child, $"{path}.{PropertyName(field.Name)}");
            }
        }
    }

    // "<Symbol>k__BackingField" is what the compiler makes of a property; the reader knows it as "Symbol".
    private static string PropertyName(string field) =>
        field.StartsWith('<') && field.IndexOf('>') is > 1 and var end ? field[1..end] : field;
}
