using System.Diagnostics;
using System.Globalization;
using SoftmaxGen;

namespace LanguageModelHead;

/// <summary>Training in two processes that have half of the vocabulary each: five numbers per position go to and fro, not logits.</summary>
internal sealed class Sharded : IDisposable
{
    private static readonly int FirstHalf = (Vocabulary.ClassCount / 2) + 1;

    private readonly Process[] _shards;

    public Sharded(int steps) => _shards =
    [
        Start(0, FirstHalf, steps),
        Start(FirstHalf, Vocabulary.ClassCount - FirstHalf, steps),
    ];

    /// <summary>The loss before the next step, which the shards then take.</summary>
    public LossSum Step()
    {
        double sum = 0;
        var merged = new OnlineSoftmax<float>[Corpus.Labels.Length];
        for (int position = 0; position < merged.Length; position++)
        {
            merged[position] = OnlineSoftmax<float>.Empty;
            foreach (Process shard in _shards)
            {
                string line = shard.StandardOutput.ReadLine() ?? throw new InvalidOperationException(shard.StandardError.ReadToEnd());
                merged[position] = merged[position].Merge(ShardProcess.Read(line));
            }

            sum += merged[position].CrossEntropy();
        }

        foreach (Process shard in _shards)
        {
            foreach (OnlineSoftmax<float> state in merged)
            {
                shard.StandardInput.WriteLine(ShardProcess.Write(state));
            }
        }

        return new LossSum(sum, merged.Length, merged.Length);
    }

    public void Dispose()
    {
        foreach (Process shard in _shards)
        {
            shard.WaitForExit();
            shard.Dispose();
        }
    }

    private static Process Start(params int[] arguments)
    {
        string program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Sharded).Assembly.Location);
        }

        start.ArgumentList.Add("shard");
        foreach (int argument in arguments)
        {
            start.ArgumentList.Add(argument.ToString(CultureInfo.InvariantCulture));
        }

        return Process.Start(start)!;
    }
}
