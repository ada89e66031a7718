using System.Globalization;
using System.Text;
using SoftmaxGen.Accuracy.Contenders;
using SoftmaxGen.Accuracy.Measuring;
using SoftmaxGen.Runtime;

namespace SoftmaxGen.Accuracy.Reporting;

/// <summary>docs/accuracy.md.</summary>
/// <param name="scores">What was measured.</param>
/// <param name="arguments">The arguments of the run.</param>
/// <param name="elements">How many logits were measured per class count and scale.</param>
/// <param name="chart">Where the chart of the same run is, seen from the report.</param>
internal sealed class AccuracyReport(IReadOnlyList<Score> scores, string arguments, int elements, string chart)
{
    private static readonly bool[] ElementTypes = [false, true];

    private readonly StringBuilder _text = new();

    public override string ToString()
    {
        _text.Clear();
        WriteIntroduction();
        foreach (Operation operation in Enum.GetValues<Operation>())
        {
            WriteOperation(operation);
        }

        return _text.ToString();
    }

    private void WriteIntroduction() => Line($$"""
        # Accuracy

        The worst errors of the generated heads, of `System.Numerics.Tensors` and of a plain loop over `MathF` (`Math` in double),
        in units of the last place (ulp), against true values computed in twice the precision of double. Written by

        ```
        dotnet run -c Release --project benchmarks/SoftmaxGen.Accuracy{{arguments}}
        ```

        with .NET {{Environment.Version.ToString(2)}} and vectors of {{VectorWidth.Bits}} bits. The heads give the same bits at every width; the others may not. `--quick`
        takes seconds, and `--check` makes the exit code tell whether the heads keep their contract.

        ![Worst error in float against the number of classes, for SoftmaxGen, TensorPrimitives and a loop over MathF]({{chart}})

        The chart is of the same run, written beside this page: the worst over all scales, as in the tables by K. A cross at the upper
        edge is a cell with `NaN`, whatever the figure beside it.

        ## What is measured

        Logits are normally distributed with standard deviations of {{string.Join(", ", Measurement<float>.Scales)}} and a fixed seed: for every K, scale and element type
        {{elements.ToString("#,##0", CultureInfo.InvariantCulture)}} of them, in whole rows, one at least. Every other row has its largest logit as its label, the others any.
        A cell is the worst over every value of every row. `NaN` stands where some result was NaN or infinite while the true value is
        an ordinary number; the figure beside it is the worst of the others.

        | | measured in ulp of | contract |
        |---|---|---|
        | softmax | p, where p is a normal number | {{Contract.Bound(Operation.Softmax)}} |
        | log-softmax | log p | {{Contract.Bound(Operation.LogSoftmax)}} |
        | logsumexp | the larger of \|max z\| and \|result\|, which can cancel | {{Contract.Bound(Operation.LogSumExp)}} |
        | loss | the loss, however small, where it is a normal number | {{Contract.Bound(Operation.Loss)}} |
        | gradient | the largest \|g\| of the row | {{Contract.Bound(Operation.Gradient)}} |

        The contract is that of the heads. The others are used as a careful user would. Softmax is `TensorPrimitives.SoftMax` as it
        is: it does not take the maximum off, and its exponentials overflow or vanish from logits of ±88 (float) or ±709 (double) on.
        Where the library has no function, and in the plain loop, the maximum is taken off first, so that nothing overflows. What is
        left are the rounding of z − max and of a long sum, and confident, correct predictions, whose loss and gradient become 0 or a
        few ulp of 1: a result without a correct digit is off by 1.7e7 ulp in float and 9.0e15 in double, or by more when it is
        too large.
        """);

    private void WriteOperation(Operation operation)
    {
        Line($"\n## {Title(operation)}\n\nBy K, the worst over all scales:\n");
        WriteTable("K", operation, static score => score.ClassCount);
        Line("\nBy the scale of the logits, the worst over all K:\n");
        WriteTable("scale", operation, static score => (int)score.Scale);
    }

    private void WriteTable(string key, Operation operation, Func<Score, int> by)
    {
        Line($"| {key} | float: SoftmaxGen | TensorPrimitives | MathF | double: SoftmaxGen | TensorPrimitives | Math |");
        Line("|---:|---:|---:|---:|---:|---:|---:|");
        foreach (IGrouping<int, Score> line in scores.Where(score => score.Operation == operation).GroupBy(by).OrderBy(static group => group.Key))
        {
            IEnumerable<string> cells = from isDouble in ElementTypes
                                        from contender in Enum.GetValues<Contender>()
                                        select ErrorText.Of(Worst(line, isDouble, contender));
            Line($"| {line.Key.ToString("#,##0", CultureInfo.InvariantCulture)} | {string.Join(" | ", cells)} |");
        }
    }

    private static WorstError Worst(IEnumerable<Score> scores, bool isDouble, Contender contender) =>
        WorstError.Of(scores.Where(score => score.IsDouble == isDouble && score.Contender == contender));

    private static string Title(Operation operation) => operation switch
    {
        Operation.Softmax => "Softmax",
        Operation.LogSoftmax => "Log-softmax",
        Operation.LogSumExp => "Logsumexp",
        Operation.Loss => "Loss",
        _ => "Gradient",
    };

    private void Line(string text) => _text.Append(text).Append('\n');
}
