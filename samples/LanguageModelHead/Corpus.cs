namespace LanguageModelHead;

/// <summary>A text as tokens: each word is a number of the vocabulary.</summary>
internal static class Corpus
{
    private const string Text = """
        It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, it was the
        epoch of belief, it was the epoch of incredulity, it was the season of Light, it was the season of Darkness, it was the
        spring of hope, it was the winter of despair, we had everything before us, we had nothing before us
        """;

    /// <summary>The words of the text.</summary>
    public static string[] Words { get; } = [.. Text.ToLowerInvariant().Split([' ', ',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Their tokens (FNV-1a, modulo the size of the vocabulary).</summary>
    public static int[] Tokens { get; } = [.. Words.Select(static word => (int)(word.Aggregate(2166136261u, static (hash, letter) => (hash ^ letter) * 16777619u) % Vocabulary.ClassCount))];

    /// <summary>Every token but the first: what is to be predicted at each position.</summary>
    public static int[] Labels { get; } = Tokens[1..];
}
