using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <content>The operations on vectors of 512 bits.</content>
public static partial class Simd
{
    /// <summary>left · right + addend in every lane, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> left, Vector512<float> right, Vector512<float> addend) =>
        Avx512F.IsSupported
            ? Avx512F.FusedMultiplyAdd(left, right, addend)
            : Vector512.Create(
                MultiplyAdd(left.GetLower(), right.GetLower(), addend.GetLower()),
                MultiplyAdd(left.GetUpper(), right.GetUpper(), addend.GetUpper()));

    /// <summary>left · right − subtrahend in every lane, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplySubtract(Vector512<float> left, Vector512<float> right, Vector512<float> subtrahend) =>
        Avx512F.IsSupported ? Avx512F.FusedMultiplySubtract(left, right, subtrahend) : MultiplyAdd(left, right, -subtrahend);

    /// <summary>minuend − left · right in every lane, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SubtractProduct(Vector512<float> minuend, Vector512<float> left, Vector512<float> right) =>
        Avx512F.IsSupported ? Avx512F.FusedMultiplyAddNegated(left, right, minuend) : MultiplyAdd(-left, right, minuend);

    /// <summary>In every lane left if it is greater, else right: of a NaN and a number, always the right one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Max(Vector512<float> left, Vector512<float> right) =>
        Avx512F.IsSupported ? Avx512F.Max(left, right) : Vector512.ConditionalSelect(Vector512.GreaterThan(left, right), left, right);

    /// <summary>In every lane then where the mask is set, else otherwise. The mask has all bits or none in a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Select(Vector512<float> mask, Vector512<float> then, Vector512<float> otherwise) =>
        Avx512F.IsSupported ? Avx512F.BlendVariable(otherwise, then, mask) : Vector512.ConditionalSelect(mask, then, otherwise);

    /// <summary>left + right, both of them 0 or more, and what is lost: the rounding error (Dekker's FastTwoSum) added to the errors of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AddTerms(Vector512<float> left, Vector512<float> right, Vector512<float> leftLost, Vector512<float> rightLost, out Vector512<float> lost)
    {
        Vector512<float> sum = left + right;
        lost = (leftLost + rightLost) + (Min(left, right) - (sum - Max(left, right)));
        return sum;
    }

    /// <summary>The first <paramref name="count"/> elements from <paramref name="source"/> on, and <paramref name="fill"/> in the other lanes; nothing beyond them is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadPartial512(ref float source, nint count, float fill) =>
        count >= 8
            ? Vector512.Create(Vector256.LoadUnsafe(ref source), LoadPartial256(ref Unsafe.Add(ref source, 8), count - 8, fill))
            : Vector512.Create(LoadPartial256(ref source, count, fill), Vector256.Create(fill));

    /// <summary>Stores the first <paramref name="count"/> lanes; nothing beyond them is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Vector512<float> vector, ref float destination, nint count)
    {
        if (count >= 8)
        {
            vector.GetLower().StoreUnsafe(ref destination);
            StorePartial(vector.GetUpper(), ref Unsafe.Add(ref destination, 8), count - 8);
        }
        else
        {
            StorePartial(vector.GetLower(), ref destination, count);
        }
    }

    /// <summary>The vector with zeros in the lanes from <paramref name="count"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> KeepFirst(Vector512<float> vector, nint count) =>
        Vector512.GreaterThan(Vector512.Create((int)count), Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)).AsSingle() & vector;

    /// <summary>Loads one label per lane, as numbers of the lanes' type (exact for every class that a kernel compares).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadLabels(ref int labels, out Vector512<float> vector) => vector = Vector512.ConvertToSingle(Vector512.LoadUnsafe(ref labels));

    /// <summary>Stores one class index per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreClasses(Vector512<float> classes, ref int destination) => Vector512.ConvertToInt32(classes).StoreUnsafe(ref destination);

    /// <inheritdoc cref="MultiplyAdd(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplyAdd(Vector512<double> left, Vector512<double> right, Vector512<double> addend) =>
        Avx512F.IsSupported
            ? Avx512F.FusedMultiplyAdd(left, right, addend)
            : Vector512.Create(
                MultiplyAdd(left.GetLower(), right.GetLower(), addend.GetLower()),
                MultiplyAdd(left.GetUpper(), right.GetUpper(), addend.GetUpper()));

    /// <inheritdoc cref="MultiplySubtract(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplySubtract(Vector512<double> left, Vector512<double> right, Vector512<double> subtrahend) =>
        Avx512F.IsSupported ? Avx512F.FusedMultiplySubtract(left, right, subtrahend) : MultiplyAdd(left, right, -subtrahend);

    /// <inheritdoc cref="SubtractProduct(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SubtractProduct(Vector512<double> minuend, Vector512<double> left, Vector512<double> right) =>
        Avx512F.IsSupported ? Avx512F.FusedMultiplyAddNegated(left, right, minuend) : MultiplyAdd(-left, right, minuend);

    /// <inheritdoc cref="Max(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Max(Vector512<double> left, Vector512<double> right) =>
        Avx512F.IsSupported ? Avx512F.Max(left, right) : Vector512.ConditionalSelect(Vector512.GreaterThan(left, right), left, right);

    /// <inheritdoc cref="Select(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Select(Vector512<double> mask, Vector512<double> then, Vector512<double> otherwise) =>
        Avx512F.IsSupported ? Avx512F.BlendVariable(otherwise, then, mask) : Vector512.ConditionalSelect(mask, then, otherwise);

    /// <inheritdoc cref="AddTerms(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> AddTerms(Vector512<double> left, Vector512<double> right, Vector512<double> leftLost, Vector512<double> rightLost, out Vector512<double> lost)
    {
        Vector512<double> sum = left + right;
        lost = (leftLost + rightLost) + (Min(left, right) - (sum - Max(left, right)));
        return sum;
    }

    /// <inheritdoc cref="LoadPartial512(ref float, nint, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LoadPartial512(ref double source, nint count, double fill) =>
        count >= 4
            ? Vector512.Create(Vector256.LoadUnsafe(ref source), LoadPartial256(ref Unsafe.Add(ref source, 4), count - 4, fill))
            : Vector512.Create(LoadPartial256(ref source, count, fill), Vector256.Create(fill));

    /// <inheritdoc cref="StorePartial(Vector512{float}, ref float, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Vector512<double> vector, ref double destination, nint count)
    {
        if (count >= 4)
        {
            vector.GetLower().StoreUnsafe(ref destination);
            StorePartial(vector.GetUpper(), ref Unsafe.Add(ref destination, 4), count - 4);
        }
        else
        {
            StorePartial(vector.GetLower(), ref destination, count);
        }
    }

    /// <inheritdoc cref="KeepFirst(Vector512{float}, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> KeepFirst(Vector512<double> vector, nint count) =>
        Vector512.GreaterThan(Vector512.Create((long)count), Vector512.Create(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L)).AsDouble() & vector;

    /// <inheritdoc cref="LoadLabels(ref int, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadLabels(ref int labels, out Vector512<double> vector)
    {
        LoadLabels(ref labels, out Vector256<double> lower);
        LoadLabels(ref Unsafe.Add(ref labels, 4), out Vector256<double> upper);
        vector = Vector512.Create(lower, upper);
    }

    /// <inheritdoc cref="StoreClasses(Vector512{float}, ref int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreClasses(Vector512<double> classes, ref int destination)
    {
        StoreClasses(classes.GetLower(), ref destination);
        StoreClasses(classes.GetUpper(), ref Unsafe.Add(ref destination, 4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Min(Vector512<float> left, Vector512<float> right) =>
        Avx512F.IsSupported ? Avx512F.Min(left, right) : Vector512.ConditionalSelect(Vector512.LessThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Min(Vector512<double> left, Vector512<double> right) =>
        Avx512F.IsSupported ? Avx512F.Min(left, right) : Vector512.ConditionalSelect(Vector512.LessThan(left, right), left, right);
}
