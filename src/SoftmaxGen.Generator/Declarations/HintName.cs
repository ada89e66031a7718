using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>Names the generated file of a head: <c>My.Space.Outer.Iris.1a2b3c4d5e6f7a8b.g.cs</c>.</summary>
internal static class HintName
{
    // With EmitCompilerGeneratedFiles this is a file name: 255 bytes is the limit of common file systems, and a letter may take 3.
    private const int LongestReadablePart = 72;

    /// <summary>
    /// The hash is of the exact metadata name, because hint names are compared without case, and because the readable part
    /// drops arity and whatever <c>AddSource</c> refuses. It has 64 bits, because two heads of one hint name would stop the generator,
    /// and 32 bits are found by trying.
    /// </summary>
    public static string Of(INamedTypeSymbol type)
    {
        string metadataName = MetadataName(type);
        string readable = Readable(metadataName);
        return $"{readable}.{Fnv1a(metadataName).ToString("x16", CultureInfo.InvariantCulture)}.g.cs";
    }

    private static string MetadataName(INamedTypeSymbol type)
    {
        string nested = string.Join("+", ContainingTypes.Of(type).Append(type).Select(static t => t.MetadataName));
        return type.ContainingNamespace is { IsGlobalNamespace: false } scope ? $"{scope.ToDisplayString()}.{nested}" : nested;
    }

    private static string Readable(string metadataName)
    {
        var text = new StringBuilder(metadataName.Length);
        foreach (char c in metadataName)
        {
            text.Append(c == '+' ? '.' : char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '_');
        }

        // The end is kept: it is the part that tells heads apart.
        int excess = Math.Max(0, text.Length - LongestReadablePart);
        return text.ToString(excess, text.Length - excess);
    }

    /// <summary>FNV-1a, 64 bits, over UTF-16 code units, low byte first; string.GetHashCode differs from run to run.</summary>
    private static ulong Fnv1a(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ (byte)c) * 1099511628211);
            hash = unchecked((hash ^ (byte)(c >> 8)) * 1099511628211);
        }

        return hash;
    }
}
