using System.Numerics;

namespace SoftmaxGen.Tests.Replay;

/// <summary>Reproducible logits and labels (SplitMix64), the same on every machine and at every vector width.</summary>
internal sealed class HardInputs(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Uniform logits in ±<paramref name="scale"/>.</summary>
    public T[] Uniform<T>(int length, double scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var logits = new T[length];
        for (var i = 0; i < length; i++)
        {
            logits[i] = T.CreateChecked(scale * ((2 * Unit()) - 1));
        }

        return logits;
    }

    /// <summary>Logits with few distinct values, so that most rows have ties.</summary>
    public T[] Ties<T>(int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var logits = new T[length];
        for (var i = 0; i < length; i++)
        {
            logits[i] = T.CreateChecked(Below(3));
        }

        return logits;
    }

    /// <summary>Uniform logits in ±10 of which one in four is replaced by <paramref name="special"/>.</summary>
    public T[] Sprinkled<T>(int length, T special) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var logits = Uniform<T>(length, 10);
        for (var i = 0; i < length; i++)
        {
            logits[i] = Below(4) == 0 ? special : logits[i];
        }

        return logits;
    }

    /// <summary>Rows of every kind side by side: NaN, infinities, huge, tiny, all −∞, dominated by one class.</summary>
    public T[] MixedRows<T>(int rows, int classCount) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var logits = Uniform<T>(rows * classCount, 1);
        for (var row = 0; row < rows; row++)
        {
            var z = logits.AsSpan(row * classCount, classCount);
            var position = Below(classCount);
            switch (Below(9))
            {
                case 0: z[position] = T.NaN; break;
                case 1: z[position] = T.PositiveInfinity; break;
                case 2: z[position] = T.NegativeInfinity; break;
                case 3: z[position] = T.BitDecrement(T.PositiveInfinity); break;
                case 4: z[position] = T.BitIncrement(T.NegativeInfinity); break;
                case 5: z[position] = T.Epsilon; break;
                case 6: z.Fill(T.NegativeInfinity); break;
                case 7: z[position] = T.CreateChecked(Below(120)); break;
                default: break;
            }
        }

        return logits;
    }

    /// <summary>Labels in [0, K), one in eight replaced by the ignore label.</summary>
    public int[] Labels(int rows, int classCount, int ignoreLabel)
    {
        var labels = new int[rows];
        for (var i = 0; i < rows; i++)
        {
            labels[i] = Below(8) == 0 ? ignoreLabel : Below(classCount);
        }

        return labels;
    }

    private int Below(int bound) => (int)(Unit() * bound);

    private double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
