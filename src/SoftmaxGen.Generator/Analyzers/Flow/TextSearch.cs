using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>Looks for words in a file without making a string or a tree of it.</summary>
internal static class TextSearch
{
    private const int BlockLength = 8192;

    /// <summary>Whether one of <paramref name="words"/> is in the text, with no letter, digit or underscore beside it.</summary>
    public static bool ContainsWord(SourceText text, IReadOnlyCollection<string> words) => Contains(text, words, isWhole: true);

    /// <summary>Whether one of <paramref name="parts"/> is in the text, wherever.</summary>
    public static bool ContainsPart(SourceText text, IReadOnlyCollection<string> parts) => Contains(text, parts, isWhole: false);

    private static bool Contains(SourceText text, IReadOnlyCollection<string> words, bool isWhole)
    {
        int overlap = words.Max(static word => word.Length) + 1;
        char[] block = System.Buffers.ArrayPool<char>.Shared.Rent(BlockLength + overlap);
        try
        {
            for (int start = 0; start < text.Length; start += BlockLength)
            {
                int count = Math.Min(BlockLength + overlap, text.Length - start);
                text.CopyTo(start, block, 0, count);
                foreach (string word in words)
                {
                    if (isWhole ? ContainsWord(block.AsSpan(0, count), word.AsSpan()) : block.AsSpan(0, count).IndexOf(word.AsSpan()) >= 0)
                    {
                        return true;
                    }
                }
            }

            return false;
        }
        finally
        {
            System.Buffers.ArrayPool<char>.Shared.Return(block);
        }
    }

    private static bool ContainsWord(ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        for (int start = 0; ;)
        {
            int found = text.Slice(start).IndexOf(word);
            if (found < 0)
            {
                return false;
            }

            int end = start + found + word.Length;
            bool isWhole = (start + found == 0 || !IsPartOfWord(text[start + found - 1])) && (end == text.Length || !IsPartOfWord(text[end]));
            if (isWhole)
            {
                return true;
            }

            start = end;
        }
    }

    private static bool IsPartOfWord(char character) => char.IsLetterOrDigit(character) || character == '_';
}
