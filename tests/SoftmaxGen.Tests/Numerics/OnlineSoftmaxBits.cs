using System.Numerics;
using SoftmaxGen.Oracle;
using SoftmaxGen.Tests.Replay;
using SoftmaxGen.Tests.Widths;

namespace SoftmaxGen.Tests.Numerics;

/// <summary>Condenses what shards give to one number per operation, for rows of every length up to a few vectors and of many.</summary>
internal static class OnlineSoftmaxBits
{
    public static void Write<T>(TextWriter writer) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var hashes = new BitHashes();
        var inputs = new HardInputs(41);
        foreach (var length in Enumerable.Range(1, 150).Concat([1000, 5003, 20011]))
        {
            foreach (var logits in new[] { inputs.Uniform<T>(length, 10), inputs.Uniform<T>(length, 1e4), inputs.Ties<T>(length), inputs.Sprinkled(length, T.NegativeInfinity) })
            {
                Add(hashes, logits);
            }
        }

        hashes.Write(writer, $"OnlineSoftmax {FloatFormat<T>.ShortName}");
    }

    private static void Add<T>(BitHashes hashes, T[] logits) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var label = logits.Length / 2;
        var first = OnlineSoftmax<T>.Empty.Add(logits.AsSpan(0, label));
        var state = first.Merge(OnlineSoftmax<T>.Empty.Add(logits.AsSpan(label), 0));
        var output = new T[logits.Length];
        Add(hashes, "state", [state.Maximum, T.CreateChecked(state.MaximumCount)]);
        Add(hashes, "state", [state.SumBelow, state.SumBelowLow]);
        Add(hashes, "loss", [state.CrossEntropy(), state.LogSumExp()]);
        state.Softmax(logits, output);
        Add<T>(hashes, "softmax", output);
        state.Gradient(logits, label, output, T.CreateChecked(0.125));
        Add<T>(hashes, "gradient", output);
    }

    private static void Add<T>(BitHashes hashes, string operation, ReadOnlySpan<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var value in values)
        {
            hashes.Add(operation, FloatFormat<T>.CanonicalBits(value));
        }
    }
}
