using System.Numerics;

namespace SoftmaxGen.Tests.Layouts;

/// <summary>What operations take, in one of both layouts.</summary>
/// <param name="Inner">The inner size; 0 for the ordinary layout.</param>
/// <param name="Logits">Hard rows among others.</param>
/// <param name="Targets">Targets per class, some of them 0.</param>
/// <param name="Upstream">Gradients from above.</param>
/// <param name="LogProbabilities">The log-softmax of the logits.</param>
/// <param name="Probabilities">Their softmax.</param>
/// <param name="Mask">A mask per logit; one row has no class.</param>
internal sealed record InnerOperands<T>(int Inner, T[] Logits, T[] Targets, T[] Upstream, T[] LogProbabilities, T[] Probabilities, bool[] Mask)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Operands in the ordinary layout.</summary>
    public static InnerOperands<T> OfRows<THead>(int rows, Random random)
        where THead : ISoftmaxHead<THead, T>
    {
        var k = THead.ClassCount;
        var logits = new T[rows * k];
        for (var row = 0; row < rows; row++)
        {
            HardRows.Fill(logits.AsSpan(row * k, k), random);
        }

        var log = new T[rows * k];
        THead.LogSoftmax(logits, log);
        var p = new T[rows * k];
        THead.Softmax(logits, p);
        return new(
            0,
            logits,
            [.. logits.Select(_ => T.CreateTruncating(random.Next(6) == 0 ? 0 : random.NextDouble()))],
            [.. logits.Select(_ => T.CreateTruncating((random.NextDouble() * 4) - 2))],
            log,
            p,
            [.. Enumerable.Range(0, rows * k).Select(i => i / k % 11 != 4 && random.Next(3) > 0)]);
    }

    /// <summary>The same over [N, K, inner].</summary>
    public InnerOperands<T> ToPlanes(int k, int inner) => new(
        inner,
        Planes.Of(Logits, k, inner),
        Planes.Of(Targets, k, inner),
        Planes.Of(Upstream, k, inner),
        Planes.Of(LogProbabilities, k, inner),
        Planes.Of(Probabilities, k, inner),
        Planes.Of(Mask, k, inner));
}

/// <summary>The other layout.</summary>
internal static class Planes
{
    /// <summary>[N, K, inner] of rows.</summary>
    public static TElement[] Of<TElement>(TElement[] rows, int k, int inner) =>
        [.. Enumerable.Range(0, rows.Length).Select(i => rows[(((i / (k * inner) * inner) + (i % inner)) * k) + (i / inner % k)])];
}
