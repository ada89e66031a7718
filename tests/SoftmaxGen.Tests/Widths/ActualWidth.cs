using System.Runtime.Intrinsics;
using SoftmaxGen.Runtime;

namespace SoftmaxGen.Tests.Widths;

/// <summary>What this process computes with.</summary>
internal static class ActualWidth
{
    /// <summary>The widest vectors, in bits, that the runtime accelerates here; 0 when it accelerates none.</summary>
    public static int Hardware =>
        Vector512.IsHardwareAccelerated ? 512 :
        Vector256.IsHardwareAccelerated ? 256 :
        Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>The first line of a child process: the width that its heads use, and what the runtime offers.</summary>
    public static string Line =>
        $"width {VectorWidth.Bits}: Vector512 {Vector512.IsHardwareAccelerated}, Vector256 {Vector256.IsHardwareAccelerated}, Vector128 {Vector128.IsHardwareAccelerated}";
}
