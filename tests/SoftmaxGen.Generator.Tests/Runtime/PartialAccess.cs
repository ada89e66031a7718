using System.Runtime.Intrinsics;
using SoftmaxGen.Runtime;

namespace SoftmaxGen.Generator.Tests.Runtime;

/// <summary>The operations of <see cref="Simd"/> that take a reference, for vectors of any width: reflection would pass them a copy.</summary>
internal static class PartialAccess
{
    public static object Load<T>(int bits, T[] source, int count, T fill) => (bits, source, fill) switch
    {
        (128, float[] from, float other) => Simd.LoadPartial128(ref from[0], count, other),
        (256, float[] from, float other) => Simd.LoadPartial256(ref from[0], count, other),
        (512, float[] from, float other) => Simd.LoadPartial512(ref from[0], count, other),
        (128, double[] from, double other) => Simd.LoadPartial128(ref from[0], count, other),
        (256, double[] from, double other) => Simd.LoadPartial256(ref from[0], count, other),
        (512, double[] from, double other) => Simd.LoadPartial512(ref from[0], count, other),
        _ => throw new ArgumentOutOfRangeException(nameof(bits), bits, "Not a vector width."),
    };

    public static void Store<T>(object vector, T[] destination, int start, int count)
    {
        switch (vector, destination)
        {
            case (Vector128<float> lanes, float[] to): Simd.StorePartial(lanes, ref to[start], count); break;
            case (Vector256<float> lanes, float[] to): Simd.StorePartial(lanes, ref to[start], count); break;
            case (Vector512<float> lanes, float[] to): Simd.StorePartial(lanes, ref to[start], count); break;
            case (Vector128<double> lanes, double[] to): Simd.StorePartial(lanes, ref to[start], count); break;
            case (Vector256<double> lanes, double[] to): Simd.StorePartial(lanes, ref to[start], count); break;
            case (Vector512<double> lanes, double[] to): Simd.StorePartial(lanes, ref to[start], count); break;
            default: throw new ArgumentException("Not a vector of such elements.", nameof(vector));
        }
    }

    public static object LoadLabels(Type vector, int[] labels)
    {
        ref int first = ref labels[0];
        if (vector == typeof(Vector128<float>))
        {
            Simd.LoadLabels(ref first, out Vector128<float> lanes);
            return lanes;
        }

        if (vector == typeof(Vector256<float>))
        {
            Simd.LoadLabels(ref first, out Vector256<float> lanes);
            return lanes;
        }

        if (vector == typeof(Vector512<float>))
        {
            Simd.LoadLabels(ref first, out Vector512<float> lanes);
            return lanes;
        }

        if (vector == typeof(Vector128<double>))
        {
            Simd.LoadLabels(ref first, out Vector128<double> lanes);
            return lanes;
        }

        if (vector == typeof(Vector256<double>))
        {
            Simd.LoadLabels(ref first, out Vector256<double> lanes);
            return lanes;
        }

        Simd.LoadLabels(ref first, out Vector512<double> wide);
        return wide;
    }

    public static void StoreClasses(object vector, int[] destination, int start)
    {
        ref int first = ref destination[start];
        switch (vector)
        {
            case Vector128<float> lanes: Simd.StoreClasses(lanes, ref first); break;
            case Vector256<float> lanes: Simd.StoreClasses(lanes, ref first); break;
            case Vector512<float> lanes: Simd.StoreClasses(lanes, ref first); break;
            case Vector128<double> lanes: Simd.StoreClasses(lanes, ref first); break;
            case Vector256<double> lanes: Simd.StoreClasses(lanes, ref first); break;
            case Vector512<double> lanes: Simd.StoreClasses(lanes, ref first); break;
            default: throw new ArgumentException("Not a vector.", nameof(vector));
        }
    }
}
