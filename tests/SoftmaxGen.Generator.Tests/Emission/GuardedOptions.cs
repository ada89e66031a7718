using System.Numerics;
using SoftmaxGen.Tests.MemorySafety;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>Options whose weights are moved between pages that end the process when they are touched.</summary>
internal readonly ref struct GuardedOptions<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GuardedInput<T> _classWeights;
    private readonly GuardedInput<T> _sampleWeights;

    public GuardedOptions(Placement placement, LossOptions<T> options)
    {
        _classWeights = new GuardedInput<T>(placement, options.ClassWeights);
        _sampleWeights = new GuardedInput<T>(placement, options.SampleWeights);
        Value = options with { ClassWeights = _classWeights.Values, SampleWeights = _sampleWeights.Values };
    }

    public LossOptions<T> Value { get; }

    public void Dispose()
    {
        _classWeights.Dispose();
        _sampleWeights.Dispose();
    }
}
