using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Benchmarks.Quick;

/// <summary>
/// Places the stack: whether spilled vectors straddle cache lines depends on the frames of the callers and on what the
/// operating system drew at random, and can change the speed of the same code by half or more.
/// </summary>
internal static class StackPhase
{
    private const int CacheLine = 64;

    /// <summary>What frames are aligned to. There are four phases, then.</summary>
    private const int Step = 16;

    /// <summary>The phase of a launch: 0, 16, 32 or 48 bytes.</summary>
    public static int Of(int launch) => launch * Step % CacheLine;

    /// <summary>Runs the action with the stack so many bytes into a cache line: in the same place in every process that asks for it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    public static void Run(int phase, Action action)
    {
        Span<byte> here = stackalloc byte[Step];
        nint address = Unsafe.ByteOffset(in Unsafe.NullRef<byte>(), in MemoryMarshal.GetReference(here));
        // Stacks grow downwards.
        RunBelow((int)((address - phase) % CacheLine), action);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static void RunBelow(int bytes, Action action)
    {
        Span<byte> space = stackalloc byte[bytes + Step];
        space[0] = 1;
        action();
        space[^1] = space[0];
    }
}
