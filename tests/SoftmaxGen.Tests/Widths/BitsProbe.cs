using System.Numerics;
using SoftmaxGen.Oracle;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Numerics;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Widths;

/// <summary>Condenses every output of every head to one number per operation, so that widths can be compared bit for bit (S50).</summary>
internal static class BitsProbe
{
    /// <summary>Above this many logits, a batch size is left out.</summary>
    private const int LargestBatch = 5200;

    /// <summary>Every rest of a block, one and more blocks, and their neighbours.</summary>
    private static readonly int[] RowCounts = [.. Enumerable.Range(0, 18), 24, 31, 32, 33, 40];

    public static void Write(TextWriter writer)
    {
        Write<float>(writer);
        Write<double>(writer);
        OnlineSoftmaxBits.Write<float>(writer);
        OnlineSoftmaxBits.Write<double>(writer);
    }

    private static void Write<T>(TextWriter writer) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var head in HeadRegistry.All<T>().Where(static head => head.IgnoreLabel == HeadRegistry.DefaultIgnoreLabel))
        {
            Hashes(head).Write(writer, head.Name);
        }
    }

    private static BitHashes Hashes<T>(HeadAdapter<T> head) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var hashes = new BitHashes();
        var inputs = new HardInputs((ulong)head.ClassCount);
        foreach (var rows in RowCounts)
        {
            if (rows > 2 && rows * head.ClassCount > LargestBatch)
            {
                break;
            }

            foreach (var logits in Batches<T>(inputs, rows, head.ClassCount))
            {
                Run(hashes, head, logits, inputs.Labels(rows, head.ClassCount, head.IgnoreLabel));
            }
        }

        return hashes;
    }

    private static IEnumerable<T[]> Batches<T>(HardInputs inputs, int rows, int classCount) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var length = rows * classCount;
        yield return inputs.Uniform<T>(length, 1);
        yield return inputs.Uniform<T>(length, 10);
        yield return inputs.Uniform<T>(length, 80);
        yield return inputs.Uniform<T>(length, 1e4);
        yield return inputs.Ties<T>(length);
        yield return inputs.Sprinkled(length, T.NegativeInfinity);
        yield return inputs.MixedRows<T>(rows, classCount);
    }

    private static void Run<T>(BitHashes hashes, HeadAdapter<T> head, T[] logits, int[] labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var operation in BatchOperation<T>.All)
        {
            var output = new T[operation.OutputLength(head, labels.Length)];
            operation.Kernel(head, logits, labels, output);
            hashes.Add(operation.Name, Array.ConvertAll(output, FloatFormat<T>.CanonicalBits));
        }

        var predicted = new int[labels.Length];
        head.Predict(logits, predicted);
        hashes.Add("predict", Array.ConvertAll(predicted, static label => (long)label));

        LossSum[] sums =
        [
            head.CrossEntropy(logits, labels),
            head.CrossEntropy(logits, labels, new T[labels.Length]),
            head.CrossEntropyWithGradient(logits, labels, new T[logits.Length], Reduction.Mean),
        ];
        hashes.Add("loss_sum", Array.ConvertAll(sums, static sum => FloatFormat<double>.CanonicalBits(sum.Sum)));

        for (var row = 0; row < labels.Length; row++)
        {
            head.Predict(logits.AsSpan(row * head.ClassCount, head.ClassCount), out var probability);
            hashes.Add("probability", FloatFormat<T>.CanonicalBits(probability));
        }
    }
}
