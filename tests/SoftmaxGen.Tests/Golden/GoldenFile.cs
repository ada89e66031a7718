using System.IO.Compression;
using System.Text.Json;

namespace SoftmaxGen.Tests.Golden;

/// <summary>Opens the golden vectors that are embedded, compressed, in this assembly.</summary>
internal static class GoldenFile
{
    /// <summary>The files whose cases are replayed.</summary>
    public static readonly string[] Replayed = ["rows.jsonl", "ce.jsonl", "edge.jsonl", "nsweep.jsonl", "expsweep.jsonl"];

    /// <summary>The cases of one file, one per line.</summary>
    public static IEnumerable<GoldenCase> Cases(string name)
    {
        using var reader = new StreamReader(Open(name));
        while (reader.ReadLine() is { } line)
        {
            yield return new GoldenCase(JsonDocument.Parse(line).RootElement);
        }
    }

    /// <summary>One file that is a single JSON document.</summary>
    public static JsonElement Document(string name)
    {
        using var stream = Open(name);
        return JsonDocument.Parse(stream).RootElement;
    }

    private static GZipStream Open(string name)
    {
        var resource = typeof(GoldenFile).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"No golden file '{name}' is embedded.");
        return new GZipStream(resource, CompressionMode.Decompress);
    }
}
