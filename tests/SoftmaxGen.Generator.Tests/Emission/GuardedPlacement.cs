using SoftmaxGen.Tests.MemorySafety;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>Where guarded heads put their arguments: static members have no other way to be told.</summary>
internal static class GuardedPlacement
{
    [ThreadStatic]
    private static Placement _current;

    /// <summary>The place, on this thread.</summary>
    public static Placement Current
    {
        get => _current;
        set => _current = value;
    }
}
