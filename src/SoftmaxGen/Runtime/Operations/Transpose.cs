using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>Between memory where the classes of a row are a stride apart, and rows whose classes are neighbours.</summary>
internal static unsafe class Transpose<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static int Edge => Vector128<T>.Count;

    /// <summary>The transpose of a matrix: element (i, j) at <c>source[i · sourceStride + j]</c> goes to <c>destination[j · destinationStride + i]</c>.</summary>
    public static void Copy(T* source, nint sourceStride, T* destination, nint destinationStride, int height, int width)
    {
        int i = 0;
        for (; i <= height - Edge; i += Edge)
        {
            int j = 0;
            for (; j <= width - Edge; j += Edge)
            {
                Square(source + (i * sourceStride) + j, sourceStride, destination + (j * destinationStride) + i, destinationStride);
            }

            Rest(source, sourceStride, destination, destinationStride, i, i + Edge, j, width);
        }

        Rest(source, sourceStride, destination, destinationStride, i, height, 0, width);
    }

    private static void Rest(T* source, nint sourceStride, T* destination, nint destinationStride, int top, int bottom, int left, int right)
    {
        for (int i = top; i < bottom; i++)
        {
            for (int j = left; j < right; j++)
            {
                destination[(j * destinationStride) + i] = source[(i * sourceStride) + j];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(T* source, nint sourceStride, T* destination, nint destinationStride)
    {
        if (typeof(T) == typeof(float))
        {
            float* from = (float*)source;
            float* to = (float*)destination;
            Vector128<float> a = Vector128.Load(from);
            Vector128<float> b = Vector128.Load(from + sourceStride);
            Vector128<float> c = Vector128.Load(from + (2 * sourceStride));
            Vector128<float> d = Vector128.Load(from + (3 * sourceStride));
            Vector128<float> lowAC = Simd.InterleaveLow(a, c);
            Vector128<float> highAC = Simd.InterleaveHigh(a, c);
            Vector128<float> lowBD = Simd.InterleaveLow(b, d);
            Vector128<float> highBD = Simd.InterleaveHigh(b, d);
            Vector128<float> first = Simd.InterleaveLow(lowAC, lowBD);
            Vector128<float> second = Simd.InterleaveHigh(lowAC, lowBD);
            Vector128<float> third = Simd.InterleaveLow(highAC, highBD);
            Vector128<float> fourth = Simd.InterleaveHigh(highAC, highBD);
            first.Store(to);
            second.Store(to + destinationStride);
            third.Store(to + (2 * destinationStride));
            fourth.Store(to + (3 * destinationStride));
        }
        else
        {
            double* from = (double*)source;
            double* to = (double*)destination;
            Vector128<double> a = Vector128.Load(from);
            Vector128<double> b = Vector128.Load(from + sourceStride);
            Simd.InterleaveLow(a, b).Store(to);
            Simd.InterleaveHigh(a, b).Store(to + destinationStride);
        }
    }
}
