namespace SoftmaxGen.Tests.MemorySafety;

/// <summary>Memory between two pages that nothing may touch, full of canaries outside the span in use.</summary>
internal sealed class GuardedBuffer<T> : IDisposable where T : unmanaged
{
    private const byte Canary = 0xA7;

    /// <summary>How far from the span canaries are laid and looked for: a page, which no vector reaches across.</summary>
    private const int Reach = 4096;

    private static readonly int Page = Environment.SystemPageSize;

    private readonly nint _address;
    private readonly int _usable;

    /// <summary>Room for that many elements wherever they are placed.</summary>
    public unsafe GuardedBuffer(int capacity)
    {
        _usable = ((capacity * sizeof(T)) + (2 * Reach) + Page - 1) / Page * Page;
        _address = Pages.Allocate(Total);
        Pages.Forbid(_address, (nuint)Page);
        Pages.Forbid(_address + Page + _usable, (nuint)Page);
    }

    private nuint Total => (nuint)(_usable + (2 * Page));

    private unsafe Span<byte> Usable => new((void*)(_address + Page), _usable);

    /// <summary>A span at that place, and canaries around and in it.</summary>
    public Span<T> Take(Placement placement, int length)
    {
        var (start, end) = Bounds(placement, length);
        var from = Math.Max(0, start - Reach);
        Usable[from..Math.Min(_usable, end + Reach)].Fill(Canary);
        return Span(start, length);
    }

    /// <summary>A span at that place holding these values.</summary>
    public Span<T> Take(Placement placement, ReadOnlySpan<T> values)
    {
        var span = Take(placement, values.Length);
        values.CopyTo(span);
        return span;
    }

    /// <summary>Whether nothing was written around the span taken last.</summary>
    public bool IsUntouchedAround(Placement placement, int length)
    {
        var (start, end) = Bounds(placement, length);
        return !Usable[Math.Max(0, start - Reach)..start].ContainsAnyExcept(Canary)
            && !Usable[end..Math.Min(_usable, end + Reach)].ContainsAnyExcept(Canary);
    }

    public void Dispose() => Pages.Free(_address, Total);

    private unsafe (int Start, int End) Bounds(Placement placement, int length)
    {
        var bytes = length * sizeof(T);
        var start = placement switch
        {
            Placement.BeforeGuard => _usable - bytes,
            Placement.AfterGuard => 0,
            _ => Reach - (5 * sizeof(T)),
        };
        return (start, start + bytes);
    }

    private unsafe Span<T> Span(int start, int length) => new((void*)(_address + Page + start), length);
}
