using System.Numerics;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>Sees that contenders compute the same thing before anybody compares their speed.</summary>
internal static class Agreement
{
    /// <summary>Of each result.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>Of the largest result: the differences of nearly equal numbers that float loops compute.</summary>
    private const double CancellationTolerance = 1e-5;

    private const int MostElements = 1 << 16;

    /// <remarks>Nobody else has losses and derivatives of the family: what heads return for both layouts is compared.</remarks>
    /// <exception cref="InvalidOperationException">A contender differs from the scalar loops.</exception>
    public static void Check<T>(Operation operation, Workload<T> batch, IEnumerable<Contender<T>> contenders)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Contender<T>[] judged = [.. contenders.Where(static contender => contender is not CopyBatch<T>)];
        if (operation.IsOfFamily() && judged.Length < 2)
            return;

        double[] expected = Results(operation, batch, operation.IsOfFamily() ? judged[0] : ContenderList.Scalar<T>());
        double allowance = CancellationTolerance * expected.Max(Math.Abs);
        foreach (Contender<T> contender in judged)
        {
            // Who keeps the results to itself is judged by what it returns.
            double[] actual = contender.WritesToBatch ? Results(operation, batch, contender) : [contender.Run(operation, batch)];
            for (int i = 0; i < actual.Length; i++)
            {
                if (!(Math.Abs(actual[i] - expected[i]) <= Tolerance * Math.Abs(expected[i]) + allowance))
                    throw new InvalidOperationException($"{contender.Name}, {operation.Name()}, K = {batch.ClassCount}, result {i}: {actual[i]} instead of {expected[i]}.");
            }
        }
    }

    /// <summary>What the contender returns, and the beginning of what it writes.</summary>
    private static double[] Results<T>(Operation operation, Workload<T> batch, Contender<T> contender)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        batch.Output.Clear();
        batch.RowResults.Clear();
        batch.Classes.Clear();
        double returned = contender.Run(operation, batch);
        return operation switch
        {
            Operation.LogSumExp => [returned, .. Beginning(batch.RowResults)],
            Operation.Loss or Operation.TopFive or Operation.Evaluation => [returned],
            Operation.Predict => [returned, .. Beginning<int>(batch.Classes)],
            _ => [returned, .. Beginning(batch.Output)],
        };
    }

    private static double[] Beginning<T>(Span<T> results)
        where T : unmanaged, INumber<T> =>
        Array.ConvertAll(results[..Math.Min(results.Length, MostElements)].ToArray(), double.CreateChecked);
}
