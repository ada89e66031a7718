using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>Which vector width generated heads use on this machine: the widest that is true. Constants to the JIT.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class VectorWidth
{
    /// <summary>Whether the 512-bit kernels run.</summary>
    public static bool Is512 => Vector512.IsHardwareAccelerated;

    /// <summary>Whether the 256-bit kernels run, unless the 512-bit ones do.</summary>
    public static bool Is256 => Vector256.IsHardwareAccelerated;

    /// <summary>Whether the 128-bit kernels run, unless wider ones do. When this is false too, the scalar ones do.</summary>
    public static bool Is128 => Vector128.IsHardwareAccelerated;

    /// <summary>The width in use, in bits: 512, 256 or 128; 0 for scalar code.</summary>
    public static int Bits => Is512 ? 512 : Is256 ? 256 : Is128 ? 128 : 0;
}
