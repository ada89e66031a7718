using SoftmaxGen.Tests.MemorySafety;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>An argument that is only read, moved between pages that end the process when they are touched.</summary>
internal readonly ref struct GuardedInput<T> : IDisposable
    where T : unmanaged
{
    private readonly GuardedBuffer<T> _buffer;
    private readonly Placement _placement;

    public GuardedInput(Placement placement, ReadOnlySpan<T> values)
    {
        _buffer = new GuardedBuffer<T>(values.Length);
        _placement = placement;
        Values = _buffer.Take(placement, values);
    }

    public ReadOnlySpan<T> Values { get; }

    public void Dispose()
    {
        Assert.True(_buffer.IsUntouchedAround(_placement, Values.Length));
        _buffer.Dispose();
    }
}
