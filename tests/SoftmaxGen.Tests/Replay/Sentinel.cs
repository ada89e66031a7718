using System.Numerics;

namespace SoftmaxGen.Tests.Replay;

/// <summary>A number that no operation returns: where it still stands, nothing was written.</summary>
internal static class Sentinel
{
    public static T Of<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateChecked(-7654321);

    public static bool Fills<T>(ReadOnlySpan<T> span) where T : unmanaged, IBinaryFloatingPointIeee754<T> => !span.ContainsAnyExcept(Of<T>());

    public static T[] Array<T>(int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var array = new T[length];
        array.AsSpan().Fill(Of<T>());
        return array;
    }
}
