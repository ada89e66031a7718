using System.Diagnostics;
using SoftmaxGen;

namespace Classifier.Learning;

/// <summary>How long an epoch takes, and the generated part of it.</summary>
/// <param name="Epoch">Seconds for forward, loss and gradient, update.</param>
/// <param name="LossAndGradient">Seconds for the call of the head alone.</param>
internal sealed record Speed(double Epoch, double LossAndGradient)
{
    private const int BatchCount = 30;
    private static readonly TimeSpan BatchDuration = TimeSpan.FromMilliseconds(15);

    public double EpochsPerSecond => 1 / Epoch;

    /// <summary>Goes on training the given trainer while it looks at the clock.</summary>
    public static Speed Of<THead>(Trainer<THead> trainer)
        where THead : ISoftmaxHead<THead, float>
    {
        double epoch = BestTime(trainer.Step);
        double lossAndGradient = BestTime(() => trainer.CrossEntropyWithGradient());
        return new(epoch, lossAndGradient);
    }

    /// <summary>The seconds of one call: the best of many short batches, the one least disturbed.</summary>
    private static double BestTime(Action action) => Enumerable.Range(0, BatchCount).Min(_ => SecondsPerCall(action));

    private static double SecondsPerCall(Action action)
    {
        const int CallsPerLook = 16;
        long start = Stopwatch.GetTimestamp();
        int calls = 0;
        TimeSpan elapsed;
        do
        {
            for (int i = 0; i < CallsPerLook; i++)
                action();
            calls += CallsPerLook;
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < BatchDuration);
        return elapsed.TotalSeconds / calls;
    }
}
