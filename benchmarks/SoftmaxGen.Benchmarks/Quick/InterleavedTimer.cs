using System.Diagnostics;

namespace SoftmaxGen.Benchmarks.Quick;

/// <summary>
/// Times several bodies in turn, A B C A B C, in many short rounds, and keeps the fastest round of each: whatever disturbs
/// the machine disturbs all of them, and a fast round is one that nothing disturbed.
/// </summary>
internal static class InterleavedTimer
{
    private const int FewestRounds = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Round = TimeSpan.FromMicroseconds(300);
    private static readonly TimeSpan BudgetPerBody = TimeSpan.FromMilliseconds(50);

    /// <summary>Receives everything that bodies return.</summary>
    private static double _sink;

    /// <summary>The seconds that one call of each body takes.</summary>
    public static double[] BestSeconds(IReadOnlyList<Func<double>> bodies)
    {
        int[] calls = [.. bodies.Select(CallsPerRound)];
        var best = new double[bodies.Count];
        Array.Fill(best, double.PositiveInfinity);

        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < FewestRounds || Stopwatch.GetElapsedTime(start) < bodies.Count * BudgetPerBody; round++)
        {
            for (int i = 0; i < best.Length; i++)
                best[i] = Math.Min(best[i], Time(bodies[i], calls[i]).TotalSeconds / calls[i]);
        }

        return best;
    }

    /// <summary>Warms a body up, and finds how often it has to be called for one round.</summary>
    private static int CallsPerRound(Func<double> body)
    {
        // By doubling: one call of a short body is less than a tick of a time span.
        int calls = 1;
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            TimeSpan elapsed = Time(body, calls);
            if (elapsed < Round / 2)
                calls *= 2;
            else if (Stopwatch.GetElapsedTime(start) >= WarmUp)
                return Math.Max(1, (int)(calls * (Round / elapsed)));
        }
    }

    private static TimeSpan Time(Func<double> body, int calls)
    {
        double sum = 0;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
            sum += body();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        _sink += sum;
        return elapsed;
    }
}
