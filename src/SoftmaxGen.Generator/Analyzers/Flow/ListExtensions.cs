using System.Collections.Immutable;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>Searching in a builder.</summary>
internal static class ListExtensions
{
    public static int FindIndex<T>(this ImmutableArray<T>.Builder list, Func<T, bool> matches)
    {
        for (int i = 0; i < list.Count; i++)
        {
            if (matches(list[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
