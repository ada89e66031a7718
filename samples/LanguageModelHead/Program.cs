using System.Globalization;
using System.Text;
using LanguageModelHead;
using Shared;
using SoftmaxGen;
using Spectre.Console;

// Next-token prediction over a vocabulary of 128,256: loss, gradient and perplexity in one process, and the same in two.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
if (args is ["shard", var first, var count, var stepsOfShard])
{
    ShardProcess.Run(int.Parse(first), int.Parse(count), int.Parse(stepsOfShard));
    return 0;
}

const int Steps = 6;
IAnsiConsole console = ConsoleFactory.Create();
console.MarkupLine($"{Corpus.Labels.Length} positions, a vocabulary of {Vocabulary.ClassCount:N0}; before training, perplexity is about its size");
Table table = new Table().Border(TableBorder.Rounded).AddColumns("step", "loss", "perplexity", "loss in two processes", "difference");
double largest = 0;
using (var sharded = new Sharded(Steps))
{
    int step = 0;
    foreach (LossSum whole in Whole.Train(Steps))
    {
        LossSum shards = sharded.Step();
        double difference = Math.Abs(shards.Mean - whole.Mean);
        largest = Math.Max(largest, difference);
        table.AddRow($"{step++}", $"{whole.Mean:F6}", $"{whole.Perplexity:N1}", $"{shards.Mean:F6}", $"{difference:E1}");
    }
}

console.Write(table);
console.MarkupLine("Between the processes go five numbers per position and step, where the logits would be 64,000 each way.");
return largest < 1e-5 ? 0 : 1;
