using System.Globalization;
using System.Numerics;

namespace SoftmaxGen.Tests.Widths;

/// <summary>One number per operation that every bit added to it changes.</summary>
internal sealed class BitHashes
{
    private const ulong FnvOffset = 0xCBF29CE484222325;
    private const ulong FnvPrime = 0x100000001B3;

    private readonly SortedDictionary<string, ulong> _hashes = new(StringComparer.Ordinal);

    public void Add(string operation, params ReadOnlySpan<long> words)
    {
        var hash = _hashes.GetValueOrDefault(operation, FnvOffset);
        foreach (var word in words)
        {
            hash = BitOperations.RotateLeft((hash ^ (ulong)word) * FnvPrime, 23);
        }

        _hashes[operation] = hash;
    }

    /// <summary>A line per operation.</summary>
    public void Write(TextWriter writer, string head)
    {
        foreach (var (operation, hash) in _hashes)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{head} {operation} {hash:x16}"));
        }
    }
}
