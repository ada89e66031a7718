using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;

namespace SoftmaxGen.Benchmarks.Suites;

/// <summary>Several launches, because the place of the stack is drawn anew in each, and a column with the time of one row.</summary>
public sealed class SuiteConfig : ManualConfig
{
    private const int Launches = 3;

    /// <summary>The project is built once more, with all of its heads.</summary>
    private static readonly TimeSpan BuildPatience = TimeSpan.FromMinutes(10);

    public SuiteConfig()
    {
        WithBuildTimeout(BuildPatience);
        AddJob(Job.Default.WithLaunchCount(Launches).WithArguments([new MsBuildArgument("/p:RunAnalyzers=false")]));
        AddColumn(new NanosecondsPerRowColumn());
    }
}
