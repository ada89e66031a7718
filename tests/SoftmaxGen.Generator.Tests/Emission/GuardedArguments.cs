using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SoftmaxGen.Tests.MemorySafety;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>The arguments of a call, moved between pages that end the process when they are touched, and the output moved back.</summary>
internal readonly ref struct GuardedArguments<T> : IDisposable
    where T : unmanaged
{
    private readonly GuardedBuffer<T> _logits;
    private readonly GuardedBuffer<int> _labels;
    private readonly GuardedBuffer<T> _output;
    private readonly Placement _placement;
    private readonly Span<T> _destination;

    public GuardedArguments(Placement placement, ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> destination)
    {
        bool inPlace = Unsafe.AreSame(in MemoryMarshal.GetReference(logits), in MemoryMarshal.GetReference<T>(destination));
        _logits = new GuardedBuffer<T>(logits.Length);
        _labels = new GuardedBuffer<int>(labels.Length);
        _output = inPlace ? _logits : new GuardedBuffer<T>(destination.Length);
        _placement = placement;
        _destination = destination;
        Span<T> guarded = _logits.Take(placement, logits);
        Logits = guarded;
        Labels = _labels.Take(placement, labels);
        Output = inPlace ? guarded : _output.Take(placement, destination.Length);
    }

    public ReadOnlySpan<T> Logits { get; }

    public ReadOnlySpan<int> Labels { get; }

    public Span<T> Output { get; }

    public void Dispose()
    {
        Output.CopyTo(_destination);
        Assert.True(_logits.IsUntouchedAround(_placement, Logits.Length));
        Assert.True(_labels.IsUntouchedAround(_placement, Labels.Length));
        Assert.True(_output.IsUntouchedAround(_placement, Output.Length));
        _logits.Dispose();
        _labels.Dispose();
        if (_output != _logits)
        {
            _output.Dispose();
        }
    }
}
