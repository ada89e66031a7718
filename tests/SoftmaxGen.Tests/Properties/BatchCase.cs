using System.Numerics;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Properties;

/// <summary>A batch for a property to hold on, small enough to read when it does not.</summary>
/// <param name="ClassCount">K.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Offset">How many elements stand before the logits.</param>
/// <param name="OutputOffset">How many elements stand before the output.</param>
/// <param name="Seed">Decides labels, and whatever else a property needs.</param>
internal sealed record BatchCase(int ClassCount, RowSpec[] Rows, int Offset, int OutputOffset, int Seed)
{
    public HardInputs Inputs => new((ulong)Seed + 77);

    public T[] Logits<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Rows.SelectMany(row => row.Logits<T>(ClassCount))];

    /// <summary>Labels, some of them the ignore label.</summary>
    public int[] Labels() => Inputs.Labels(Rows.Length, ClassCount, HeadRegistry.DefaultIgnoreLabel);

    /// <summary>Something from 0 to <paramref name="bound"/> − 1.</summary>
    public int Choice(int bound) => (int)((uint)(Seed * 2654435761) % (uint)bound);

    public override string ToString() =>
        $"K {ClassCount}, logits at {Offset}, output at {OutputOffset}, seed {Seed}, rows [{string.Join(", ", Rows.Select(static row => $"{row.Kind} {row.Seed}"))}]";
}
