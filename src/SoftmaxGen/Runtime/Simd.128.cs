using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <content>The operations on vectors of 128 bits.</content>
public static partial class Simd
{
    /// <summary>left · right + addend in every lane, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> left, Vector128<float> right, Vector128<float> addend) =>
        Fma.IsSupported ? Fma.MultiplyAdd(left, right, addend)
        : AdvSimd.IsSupported ? AdvSimd.FusedMultiplyAdd(addend, left, right)
        : MultiplyAddThroughDouble(left, right, addend);

    /// <summary>left · right − subtrahend in every lane, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplySubtract(Vector128<float> left, Vector128<float> right, Vector128<float> subtrahend) =>
        Fma.IsSupported ? Fma.MultiplySubtract(left, right, subtrahend) : MultiplyAdd(left, right, -subtrahend);

    /// <summary>minuend − left · right in every lane, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SubtractProduct(Vector128<float> minuend, Vector128<float> left, Vector128<float> right) =>
        Fma.IsSupported ? Fma.MultiplyAddNegated(left, right, minuend) : MultiplyAdd(-left, right, minuend);

    /// <summary>In every lane left if it is greater, else right: of a NaN and a number, always the right one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Max(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.Max(left, right) : Vector128.ConditionalSelect(Vector128.GreaterThan(left, right), left, right);

    /// <summary>In every lane then where the mask is set, else otherwise. The mask has all bits or none in a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Select(Vector128<float> mask, Vector128<float> then, Vector128<float> otherwise) =>
        Sse41.IsSupported ? Sse41.BlendVariable(otherwise, then, mask) : Vector128.ConditionalSelect(mask, then, otherwise);

    /// <summary>left + right, both of them 0 or more, and what is lost: the rounding error (Dekker's FastTwoSum) added to the errors of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AddTerms(Vector128<float> left, Vector128<float> right, Vector128<float> leftLost, Vector128<float> rightLost, out Vector128<float> lost)
    {
        Vector128<float> sum = left + right;
        lost = (leftLost + rightLost) + (Min(left, right) - (sum - Max(left, right)));
        return sum;
    }

    /// <summary>The first <paramref name="count"/> elements from <paramref name="source"/> on, and <paramref name="fill"/> in the other lanes; nothing beyond them is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadPartial128(ref float source, nint count, float fill) => count switch
    {
        >= 4 => Vector128.LoadUnsafe(ref source),
        3 => TwoOf(ref source).WithElement(2, Unsafe.Add(ref source, 2)) | Vector128.Create(0, 0, 0, fill),
        2 => TwoOf(ref source) | Vector128.Create(0, 0, fill, fill),
        1 => Vector128.CreateScalar(source) | Vector128.Create(0, fill, fill, fill),
        _ => Vector128.Create(fill),
    };

    // By one load of 8 bytes, which sets the other lanes to 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> TwoOf(ref float source) =>
        Vector128.CreateScalar(Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref source))).AsSingle();

    /// <summary>Stores the first <paramref name="count"/> lanes; nothing beyond them is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Vector128<float> vector, ref float destination, nint count)
    {
        if (count >= 4)
        {
            vector.StoreUnsafe(ref destination);
            return;
        }

        if (count >= 2)
        {
            // As one number of 8 bytes: a vector of 64 bits would go through memory.
            Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref destination), vector.AsDouble().ToScalar());
        }

        if ((count & 1) != 0)
        {
            Unsafe.Add(ref destination, count - 1) = count == 3 ? vector.GetElement(2) : vector.ToScalar();
        }
    }

    /// <summary>The vector with zeros in the lanes from <paramref name="count"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> KeepFirst(Vector128<float> vector, nint count) =>
        Vector128.GreaterThan(Vector128.Create((int)count), Vector128.Create(0, 1, 2, 3)).AsSingle() & vector;

    /// <summary>Loads one label per lane, as numbers of the lanes' type (exact for every class that a kernel compares).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadLabels(ref int labels, out Vector128<float> vector) => vector = Vector128.ConvertToSingle(Vector128.LoadUnsafe(ref labels));

    /// <summary>Stores one class index per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreClasses(Vector128<float> classes, ref int destination) => Vector128.ConvertToInt32(classes).StoreUnsafe(ref destination);

    /// <inheritdoc cref="MultiplyAdd(Vector128{float}, Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> MultiplyAdd(Vector128<double> left, Vector128<double> right, Vector128<double> addend) =>
        Fma.IsSupported ? Fma.MultiplyAdd(left, right, addend)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.FusedMultiplyAdd(addend, left, right)
        : OneByOne(left, right, addend);

    /// <inheritdoc cref="MultiplySubtract(Vector128{float}, Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> MultiplySubtract(Vector128<double> left, Vector128<double> right, Vector128<double> subtrahend) =>
        Fma.IsSupported ? Fma.MultiplySubtract(left, right, subtrahend) : MultiplyAdd(left, right, -subtrahend);

    /// <inheritdoc cref="SubtractProduct(Vector128{float}, Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> SubtractProduct(Vector128<double> minuend, Vector128<double> left, Vector128<double> right) =>
        Fma.IsSupported ? Fma.MultiplyAddNegated(left, right, minuend) : MultiplyAdd(-left, right, minuend);

    /// <inheritdoc cref="Max(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Max(Vector128<double> left, Vector128<double> right) =>
        Sse2.IsSupported ? Sse2.Max(left, right) : Vector128.ConditionalSelect(Vector128.GreaterThan(left, right), left, right);

    /// <inheritdoc cref="Select(Vector128{float}, Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Select(Vector128<double> mask, Vector128<double> then, Vector128<double> otherwise) =>
        Sse41.IsSupported ? Sse41.BlendVariable(otherwise, then, mask) : Vector128.ConditionalSelect(mask, then, otherwise);

    /// <inheritdoc cref="AddTerms(Vector128{float}, Vector128{float}, Vector128{float}, Vector128{float}, out Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> AddTerms(Vector128<double> left, Vector128<double> right, Vector128<double> leftLost, Vector128<double> rightLost, out Vector128<double> lost)
    {
        Vector128<double> sum = left + right;
        lost = (leftLost + rightLost) + (Min(left, right) - (sum - Max(left, right)));
        return sum;
    }

    /// <inheritdoc cref="LoadPartial128(ref float, nint, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> LoadPartial128(ref double source, nint count, double fill) => count switch
    {
        >= 2 => Vector128.LoadUnsafe(ref source),
        1 => Vector128.Create(source, fill),
        _ => Vector128.Create(fill),
    };

    /// <inheritdoc cref="StorePartial(Vector128{float}, ref float, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Vector128<double> vector, ref double destination, nint count)
    {
        if (count >= 2)
        {
            vector.StoreUnsafe(ref destination);
        }
        else if (count == 1)
        {
            destination = vector.ToScalar();
        }
    }

    /// <inheritdoc cref="KeepFirst(Vector128{float}, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> KeepFirst(Vector128<double> vector, nint count) =>
        Vector128.GreaterThan(Vector128.Create((long)count), Vector128.Create(0L, 1L)).AsDouble() & vector;

    /// <inheritdoc cref="LoadLabels(ref int, out Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadLabels(ref int labels, out Vector128<double> vector) => vector = Vector128.Create((double)labels, Unsafe.Add(ref labels, 1));

    /// <inheritdoc cref="StoreClasses(Vector128{float}, ref int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreClasses(Vector128<double> classes, ref int destination)
    {
        destination = (int)classes.ToScalar();
        Unsafe.Add(ref destination, 1) = (int)classes.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Min(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.Min(left, right) : Vector128.ConditionalSelect(Vector128.LessThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Min(Vector128<double> left, Vector128<double> right) =>
        Sse2.IsSupported ? Sse2.Min(left, right) : Vector128.ConditionalSelect(Vector128.LessThan(left, right), left, right);
}
