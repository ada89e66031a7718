using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <content>The operations on vectors of 256 bits.</content>
public static partial class Simd
{
    /// <summary>left · right + addend in every lane, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> left, Vector256<float> right, Vector256<float> addend) =>
        Fma.IsSupported
            ? Fma.MultiplyAdd(left, right, addend)
            : Vector256.Create(
                MultiplyAdd(left.GetLower(), right.GetLower(), addend.GetLower()),
                MultiplyAdd(left.GetUpper(), right.GetUpper(), addend.GetUpper()));

    /// <summary>left · right − subtrahend in every lane, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplySubtract(Vector256<float> left, Vector256<float> right, Vector256<float> subtrahend) =>
        Fma.IsSupported ? Fma.MultiplySubtract(left, right, subtrahend) : MultiplyAdd(left, right, -subtrahend);

    /// <summary>minuend − left · right in every lane, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SubtractProduct(Vector256<float> minuend, Vector256<float> left, Vector256<float> right) =>
        Fma.IsSupported ? Fma.MultiplyAddNegated(left, right, minuend) : MultiplyAdd(-left, right, minuend);

    /// <summary>In every lane left if it is greater, else right: of a NaN and a number, always the right one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Max(Vector256<float> left, Vector256<float> right) =>
        Avx.IsSupported ? Avx.Max(left, right) : Vector256.ConditionalSelect(Vector256.GreaterThan(left, right), left, right);

    /// <summary>In every lane then where the mask is set, else otherwise. The mask has all bits or none in a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Select(Vector256<float> mask, Vector256<float> then, Vector256<float> otherwise) =>
        Avx.IsSupported ? Avx.BlendVariable(otherwise, then, mask) : Vector256.ConditionalSelect(mask, then, otherwise);

    /// <summary>left + right, both of them 0 or more, and what is lost: the rounding error (Dekker's FastTwoSum) added to the errors of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> AddTerms(Vector256<float> left, Vector256<float> right, Vector256<float> leftLost, Vector256<float> rightLost, out Vector256<float> lost)
    {
        Vector256<float> sum = left + right;
        lost = (leftLost + rightLost) + (Min(left, right) - (sum - Max(left, right)));
        return sum;
    }

    /// <summary>The first <paramref name="count"/> elements from <paramref name="source"/> on, and <paramref name="fill"/> in the other lanes; nothing beyond them is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadPartial256(ref float source, nint count, float fill) =>
        count >= 4
            ? Vector256.Create(Vector128.LoadUnsafe(ref source), LoadPartial128(ref Unsafe.Add(ref source, 4), count - 4, fill))
            : Vector256.Create(LoadPartial128(ref source, count, fill), Vector128.Create(fill));

    /// <summary>Stores the first <paramref name="count"/> lanes; nothing beyond them is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Vector256<float> vector, ref float destination, nint count)
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

    /// <summary>The vector with zeros in the lanes from <paramref name="count"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> KeepFirst(Vector256<float> vector, nint count) =>
        Vector256.GreaterThan(Vector256.Create((int)count), Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7)).AsSingle() & vector;

    /// <summary>Loads one label per lane, as numbers of the lanes' type (exact for every class that a kernel compares).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadLabels(ref int labels, out Vector256<float> vector) => vector = Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref labels));

    /// <summary>Stores one class index per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreClasses(Vector256<float> classes, ref int destination) => Vector256.ConvertToInt32(classes).StoreUnsafe(ref destination);

    /// <inheritdoc cref="MultiplyAdd(Vector256{float}, Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MultiplyAdd(Vector256<double> left, Vector256<double> right, Vector256<double> addend) =>
        Fma.IsSupported
            ? Fma.MultiplyAdd(left, right, addend)
            : Vector256.Create(
                MultiplyAdd(left.GetLower(), right.GetLower(), addend.GetLower()),
                MultiplyAdd(left.GetUpper(), right.GetUpper(), addend.GetUpper()));

    /// <inheritdoc cref="MultiplySubtract(Vector256{float}, Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MultiplySubtract(Vector256<double> left, Vector256<double> right, Vector256<double> subtrahend) =>
        Fma.IsSupported ? Fma.MultiplySubtract(left, right, subtrahend) : MultiplyAdd(left, right, -subtrahend);

    /// <inheritdoc cref="SubtractProduct(Vector256{float}, Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> SubtractProduct(Vector256<double> minuend, Vector256<double> left, Vector256<double> right) =>
        Fma.IsSupported ? Fma.MultiplyAddNegated(left, right, minuend) : MultiplyAdd(-left, right, minuend);

    /// <inheritdoc cref="Max(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Max(Vector256<double> left, Vector256<double> right) =>
        Avx.IsSupported ? Avx.Max(left, right) : Vector256.ConditionalSelect(Vector256.GreaterThan(left, right), left, right);

    /// <inheritdoc cref="Select(Vector256{float}, Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Select(Vector256<double> mask, Vector256<double> then, Vector256<double> otherwise) =>
        Avx.IsSupported ? Avx.BlendVariable(otherwise, then, mask) : Vector256.ConditionalSelect(mask, then, otherwise);

    /// <inheritdoc cref="AddTerms(Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float}, out Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> AddTerms(Vector256<double> left, Vector256<double> right, Vector256<double> leftLost, Vector256<double> rightLost, out Vector256<double> lost)
    {
        Vector256<double> sum = left + right;
        lost = (leftLost + rightLost) + (Min(left, right) - (sum - Max(left, right)));
        return sum;
    }

    /// <inheritdoc cref="LoadPartial256(ref float, nint, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LoadPartial256(ref double source, nint count, double fill) =>
        count >= 2
            ? Vector256.Create(Vector128.LoadUnsafe(ref source), LoadPartial128(ref Unsafe.Add(ref source, 2), count - 2, fill))
            : Vector256.Create(LoadPartial128(ref source, count, fill), Vector128.Create(fill));

    /// <inheritdoc cref="StorePartial(Vector256{float}, ref float, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Vector256<double> vector, ref double destination, nint count)
    {
        if (count >= 2)
        {
            vector.GetLower().StoreUnsafe(ref destination);
            StorePartial(vector.GetUpper(), ref Unsafe.Add(ref destination, 2), count - 2);
        }
        else
        {
            StorePartial(vector.GetLower(), ref destination, count);
        }
    }

    /// <inheritdoc cref="KeepFirst(Vector256{float}, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> KeepFirst(Vector256<double> vector, nint count) =>
        Vector256.GreaterThan(Vector256.Create((long)count), Vector256.Create(0L, 1L, 2L, 3L)).AsDouble() & vector;

    /// <inheritdoc cref="LoadLabels(ref int, out Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadLabels(ref int labels, out Vector256<double> vector)
    {
        LoadLabels(ref labels, out Vector128<double> lower);
        LoadLabels(ref Unsafe.Add(ref labels, 2), out Vector128<double> upper);
        vector = Vector256.Create(lower, upper);
    }

    /// <inheritdoc cref="StoreClasses(Vector256{float}, ref int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreClasses(Vector256<double> classes, ref int destination)
    {
        StoreClasses(classes.GetLower(), ref destination);
        StoreClasses(classes.GetUpper(), ref Unsafe.Add(ref destination, 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Min(Vector256<float> left, Vector256<float> right) =>
        Avx.IsSupported ? Avx.Min(left, right) : Vector256.ConditionalSelect(Vector256.LessThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Min(Vector256<double> left, Vector256<double> right) =>
        Avx.IsSupported ? Avx.Min(left, right) : Vector256.ConditionalSelect(Vector256.LessThan(left, right), left, right);
}
