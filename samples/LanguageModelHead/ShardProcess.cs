using System.Globalization;
using SoftmaxGen;

namespace LanguageModelHead;

/// <summary>A process that has a shard of the vocabulary. It prints the state of each row, and reads those that all shards together have.</summary>
internal static class ShardProcess
{
    public static void Run(int firstToken, int count, int steps)
    {
        float[][] hidden = Embedding.HiddenStates(Corpus.Tokens);
        int[] labels = Corpus.Labels;
        var layer = new OutputLayer(firstToken, count);
        var logits = new float[hidden.Length * count];
        for (int step = 0; step < steps; step++)
        {
            for (int position = 0; position < hidden.Length; position++)
            {
                Span<float> row = logits.AsSpan(position * count, count);
                layer.Logits(hidden[position], row);
                Console.WriteLine(Write(OnlineSoftmax<float>.Empty.Add(row, labels[position], firstToken)));
            }

            for (int position = 0; position < hidden.Length; position++)
            {
                OnlineSoftmax<float> whole = Read(Console.ReadLine()!);
                Span<float> row = logits.AsSpan(position * count, count);
                whole.Gradient(row, labels[position], firstToken, row, scale: 1f / hidden.Length);
            }

            for (int position = 0; position < hidden.Length; position++)
            {
                layer.Learn(hidden[position], logits.AsSpan(position * count, count));
            }
        }
    }

    /// <summary>A state as a line of text: five numbers, whatever the size of the shard.</summary>
    public static string Write(OnlineSoftmax<float> state) => string.Join(
        ' ',
        state.Maximum.ToString("R", CultureInfo.InvariantCulture),
        state.MaximumCount.ToString(CultureInfo.InvariantCulture),
        state.SumBelow.ToString("R", CultureInfo.InvariantCulture),
        state.SumBelowLow.ToString("R", CultureInfo.InvariantCulture),
        state.LabelLogit?.ToString("R", CultureInfo.InvariantCulture) ?? "-");

    /// <summary>The state of a line.</summary>
    public static OnlineSoftmax<float> Read(string line)
    {
        string[] parts = line.Split(' ');
        return new()
        {
            Maximum = float.Parse(parts[0], CultureInfo.InvariantCulture),
            MaximumCount = long.Parse(parts[1], CultureInfo.InvariantCulture),
            SumBelow = double.Parse(parts[2], CultureInfo.InvariantCulture),
            SumBelowLow = double.Parse(parts[3], CultureInfo.InvariantCulture),
            LabelLogit = parts[4] == "-" ? null : float.Parse(parts[4], CultureInfo.InvariantCulture),
        };
    }
}
