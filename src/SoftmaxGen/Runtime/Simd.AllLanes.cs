using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <content>
/// Reductions across the lanes, by halves: lane i with lane i + half, and so on down to one. Every lane has the result, so
/// that what follows from it stays in vector registers.
/// </content>
public static partial class Simd
{
    /// <summary>The largest lane; any number or NaN when a lane is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MaxInAllLanes(Vector128<float> vector)
    {
        vector = Max(vector, SwapPairs(vector));
        return Max(vector, SwapNeighbours(vector));
    }

    /// <summary>The sum of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SumInAllLanes(Vector128<float> vector)
    {
        vector += SwapPairs(vector);
        return vector + SwapNeighbours(vector);
    }

    /// <summary>
    /// The sum of the lanes, all of them 0 or more, with what rounding loses: every addition's error (Dekker's FastTwoSum) is added to
    /// the errors of both.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SumInAllLanes(Vector128<float> vector, Vector128<float> lost, out Vector128<float> lostSum)
    {
        vector = AddTerms(vector, SwapPairs(vector), lost, SwapPairs(lost), out lost);
        return AddTerms(vector, SwapNeighbours(vector), lost, SwapNeighbours(lost), out lostSum);
    }

    /// <summary>The sum of the integer lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> SumInAllLanes(Vector128<int> vector)
    {
        vector += SwapPairs(vector.AsSingle()).AsInt32();
        return vector + SwapNeighbours(vector.AsSingle()).AsInt32();
    }

    /// <inheritdoc cref="MaxInAllLanes(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MaxInAllLanes(Vector256<float> vector)
    {
        vector = Max(vector, SwapHalves(vector));
        vector = Max(vector, SwapPairs(vector));
        return Max(vector, SwapNeighbours(vector));
    }

    /// <inheritdoc cref="SumInAllLanes(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SumInAllLanes(Vector256<float> vector)
    {
        vector += SwapHalves(vector);
        vector += SwapPairs(vector);
        return vector + SwapNeighbours(vector);
    }

    /// <inheritdoc cref="SumInAllLanes(Vector128{float}, Vector128{float}, out Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SumInAllLanes(Vector256<float> vector, Vector256<float> lost, out Vector256<float> lostSum)
    {
        vector = AddTerms(vector, SwapHalves(vector), lost, SwapHalves(lost), out lost);
        vector = AddTerms(vector, SwapPairs(vector), lost, SwapPairs(lost), out lost);
        return AddTerms(vector, SwapNeighbours(vector), lost, SwapNeighbours(lost), out lostSum);
    }

    /// <inheritdoc cref="SumInAllLanes(Vector128{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> SumInAllLanes(Vector256<int> vector)
    {
        vector += SwapHalves(vector.AsSingle()).AsInt32();
        vector += SwapPairs(vector.AsSingle()).AsInt32();
        return vector + SwapNeighbours(vector.AsSingle()).AsInt32();
    }

    /// <inheritdoc cref="MaxInAllLanes(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MaxInAllLanes(Vector512<float> vector)
    {
        Vector256<float> half = MaxInAllLanes(Max(vector.GetLower(), vector.GetUpper()));
        return Vector512.Create(half, half);
    }

    /// <inheritdoc cref="SumInAllLanes(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SumInAllLanes(Vector512<float> vector)
    {
        Vector256<float> half = SumInAllLanes(vector.GetLower() + vector.GetUpper());
        return Vector512.Create(half, half);
    }

    /// <inheritdoc cref="SumInAllLanes(Vector128{float}, Vector128{float}, out Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SumInAllLanes(Vector512<float> vector, Vector512<float> lost, out Vector512<float> lostSum)
    {
        Vector256<float> half = AddTerms(vector.GetLower(), vector.GetUpper(), lost.GetLower(), lost.GetUpper(), out Vector256<float> halfLost);
        half = SumInAllLanes(half, halfLost, out halfLost);
        lostSum = Vector512.Create(halfLost, halfLost);
        return Vector512.Create(half, half);
    }

    /// <inheritdoc cref="SumInAllLanes(Vector128{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> SumInAllLanes(Vector512<int> vector)
    {
        Vector256<int> half = SumInAllLanes(vector.GetLower() + vector.GetUpper());
        return Vector512.Create(half, half);
    }

    /// <inheritdoc cref="MaxInAllLanes(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> MaxInAllLanes(Vector128<double> vector)
    {
        return Max(vector, SwapNeighbours(vector));
    }

    /// <inheritdoc cref="SumInAllLanes(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> SumInAllLanes(Vector128<double> vector)
    {
        return vector + SwapNeighbours(vector);
    }

    /// <inheritdoc cref="SumInAllLanes(Vector128{float}, Vector128{float}, out Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> SumInAllLanes(Vector128<double> vector, Vector128<double> lost, out Vector128<double> lostSum)
    {
        return AddTerms(vector, SwapNeighbours(vector), lost, SwapNeighbours(lost), out lostSum);
    }

    /// <inheritdoc cref="SumInAllLanes(Vector128{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<long> SumInAllLanes(Vector128<long> vector)
    {
        return vector + SwapNeighbours(vector.AsDouble()).AsInt64();
    }

    /// <inheritdoc cref="MaxInAllLanes(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MaxInAllLanes(Vector256<double> vector)
    {
        vector = Max(vector, SwapHalves(vector));
        return Max(vector, SwapNeighbours(vector));
    }

    /// <inheritdoc cref="SumInAllLanes(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> SumInAllLanes(Vector256<double> vector)
    {
        vector += SwapHalves(vector);
        return vector + SwapNeighbours(vector);
    }

    /// <inheritdoc cref="SumInAllLanes(Vector128{float}, Vector128{float}, out Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> SumInAllLanes(Vector256<double> vector, Vector256<double> lost, out Vector256<double> lostSum)
    {
        vector = AddTerms(vector, SwapHalves(vector), lost, SwapHalves(lost), out lost);
        return AddTerms(vector, SwapNeighbours(vector), lost, SwapNeighbours(lost), out lostSum);
    }

    /// <inheritdoc cref="SumInAllLanes(Vector128{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> SumInAllLanes(Vector256<long> vector)
    {
        vector += SwapHalves(vector.AsDouble()).AsInt64();
        return vector + SwapNeighbours(vector.AsDouble()).AsInt64();
    }

    /// <inheritdoc cref="MaxInAllLanes(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MaxInAllLanes(Vector512<double> vector)
    {
        Vector256<double> half = MaxInAllLanes(Max(vector.GetLower(), vector.GetUpper()));
        return Vector512.Create(half, half);
    }

    /// <inheritdoc cref="SumInAllLanes(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SumInAllLanes(Vector512<double> vector)
    {
        Vector256<double> half = SumInAllLanes(vector.GetLower() + vector.GetUpper());
        return Vector512.Create(half, half);
    }

    /// <inheritdoc cref="SumInAllLanes(Vector128{float}, Vector128{float}, out Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SumInAllLanes(Vector512<double> vector, Vector512<double> lost, out Vector512<double> lostSum)
    {
        Vector256<double> half = AddTerms(vector.GetLower(), vector.GetUpper(), lost.GetLower(), lost.GetUpper(), out Vector256<double> halfLost);
        half = SumInAllLanes(half, halfLost, out halfLost);
        lostSum = Vector512.Create(halfLost, halfLost);
        return Vector512.Create(half, half);
    }

    /// <inheritdoc cref="SumInAllLanes(Vector128{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> SumInAllLanes(Vector512<long> vector)
    {
        Vector256<long> half = SumInAllLanes(vector.GetLower() + vector.GetUpper());
        return Vector512.Create(half, half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> SwapPairs(Vector128<float> vector) => Vector128.Shuffle(vector, Vector128.Create(2, 3, 0, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> SwapNeighbours(Vector128<float> vector) => Vector128.Shuffle(vector, Vector128.Create(1, 0, 3, 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> SwapNeighbours(Vector128<double> vector) => Vector128.Shuffle(vector, Vector128.Create(1L, 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SwapHalves(Vector256<float> vector) =>
        Avx.IsSupported ? Avx.Permute2x128(vector, vector, 1) : Vector256.Create(vector.GetUpper(), vector.GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SwapPairs(Vector256<float> vector) => Avx.IsSupported
        ? Avx.Permute(vector, 0b_01_00_11_10)
        : Vector256.Create(SwapPairs(vector.GetLower()), SwapPairs(vector.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SwapNeighbours(Vector256<float> vector) => Avx.IsSupported
        ? Avx.Permute(vector, 0b_10_11_00_01)
        : Vector256.Create(SwapNeighbours(vector.GetLower()), SwapNeighbours(vector.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> SwapHalves(Vector256<double> vector) =>
        Avx.IsSupported ? Avx.Permute2x128(vector, vector, 1) : Vector256.Create(vector.GetUpper(), vector.GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> SwapNeighbours(Vector256<double> vector) => Avx.IsSupported
        ? Avx.Permute(vector, 0b0101)
        : Vector256.Create(SwapNeighbours(vector.GetLower()), SwapNeighbours(vector.GetUpper()));
}
