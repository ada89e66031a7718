using System.Globalization;
using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// How operations on one vector (or, at width 0, one number) are spelled. The kernels' namespace declares the aliases:
/// <c>V</c> for System.Runtime.Intrinsics, <c>C</c> for System.Runtime.CompilerServices, <c>SG</c> for SoftmaxGen.Runtime,
/// <c>Offset</c> for nint and <c>UnsignedOffset</c> for nuint, which are names a user may take.
/// </summary>
internal sealed class LaneSpelling(Precision precision, VectorWidth width)
{
    public Precision Precision { get; } = precision;

    public VectorWidth Width { get; } = width;

    public int Count { get; } = precision.Lanes(width);

    public bool IsScalar => Width == VectorWidth.Scalar;

    /// <summary>The type of a vector.</summary>
    public string Type => IsScalar ? Precision.Keyword : $"{Class}<{Precision.Keyword}>";

    /// <summary>The type of a vector of integers as wide as the elements.</summary>
    public string IntegerType => IsScalar ? Precision.IntegerKeyword : $"{Class}<{Precision.IntegerKeyword}>";

    /// <summary>The type of a comparison's result.</summary>
    public string MaskType => IsScalar ? "bool" : Type;

    private string Class => $"V::Vector{(int)Width}";

    /// <summary>A number in every lane.</summary>
    public string Constant(double value) => Splat(NumbersWriter.NameOf(Precision, value) ?? Literal(value));

    /// <summary>An integer in every lane.</summary>
    public string IntegerConstant(long value) =>
        Splat(Precision.Bytes == 4 ? CSharpLiteral.Of(checked((int)value)) : value.ToString(CultureInfo.InvariantCulture) + "L");

    /// <summary>A scalar expression in every lane.</summary>
    public string Splat(string scalar) => IsScalar ? scalar : $"{Class}.Create({scalar})";

    /// <summary>A number as the element type's literal.</summary>
    public string Literal(double value) =>
        Precision.Bytes == 4 ? CSharpLiteral.Of((float)value) : CSharpLiteral.Of(value);

    public string Zero => IsScalar ? Literal(0) : $"{Type}.Zero";

    public string IntegerZero => IsScalar ? "0" : $"{IntegerType}.Zero";

    public string MultiplyAdd(string left, string right, string addend) => $"SG::Simd.MultiplyAdd({left}, {right}, {addend})";

    /// <summary>left · right − subtrahend, rounded once: the JIT would negate a vector by an operation of its own.</summary>
    public string MultiplySubtract(string left, string right, string subtrahend) => $"SG::Simd.MultiplySubtract({left}, {right}, {subtrahend})";

    /// <summary>minuend − left · right, rounded once.</summary>
    public string SubtractProduct(string minuend, string left, string right) => $"SG::Simd.SubtractProduct({minuend}, {left}, {right})";

    public string Max(string left, string right) => $"SG::Simd.Max({left}, {right})";

    /// <summary>The largest in each lane, by halves.</summary>
    public string MaximumOf(IReadOnlyList<string> values) => values.Count == 1
        ? values[0]
        : Max(MaximumOf([.. values.Take(values.Count / 2)]), MaximumOf([.. values.Skip(values.Count / 2)]));

    public string Abs(string value) => IsScalar ? $"global::System.Math.Abs({value})" : $"{Class}.Abs({value})";

    public string AtLeast(string left, string right) => IsScalar ? $"({left} >= {right})" : $"{Class}.GreaterThanOrEqual({left}, {right})";

    public string AreEqual(string left, string right) => IsScalar ? $"({left} == {right})" : $"{Class}.Equals({left}, {right})";

    /// <summary>Whether two vectors have the same number in any lane.</summary>
    public string AnyEqual(string left, string right) => $"{Class}.EqualsAny({left}, {right})";

    /// <summary>Whether all lanes of one are less than those of the other.</summary>
    public string AllBelow(string left, string right) => $"{Class}.LessThanAll({left}, {right})";

    /// <summary><paramref name="then"/> where the mask is true, <paramref name="otherwise"/> elsewhere.</summary>
    public string Select(string mask, string then, string otherwise) =>
        IsScalar ? $"({mask} ? {then} : {otherwise})" : $"SG::Simd.Select({mask}, {then}, {otherwise})";

    /// <summary>0 where the mask is true, the value elsewhere.</summary>
    public string ZeroWhere(string mask, string value) =>
        IsScalar ? $"({mask} ? {Literal(0)} : {value})" : $"{Class}.AndNot({value}, {mask})";

    /// <summary>Where <paramref name="mask"/> is true and <paramref name="excluded"/> is not.</summary>
    public string Without(string mask, string excluded) =>
        IsScalar ? $"({mask} && !{excluded})" : $"{Class}.AndNot({mask}, {excluded})";

    /// <summary>1 where the mask is true and 0 elsewhere, added to integers.</summary>
    public string Count1(string count, string mask) =>
        IsScalar ? $"{count} + ({mask} ? 1 : 0)" : $"{count} - {BitsOf(mask)}";

    /// <summary>The bits of the elements as integers.</summary>
    public string BitsOf(string value) => (IsScalar, Precision.Bytes) switch
    {
        (true, 4) => $"global::System.BitConverter.SingleToInt32Bits({value})",
        (true, _) => $"global::System.BitConverter.DoubleToInt64Bits({value})",
        (_, 4) => $"{Class}.AsInt32({value})",
        _ => $"{Class}.AsInt64({value})",
    };

    /// <summary>Integers as the bits of elements; wrapping, also where the user's project checks arithmetic.</summary>
    public string FromBits(string bits) => (IsScalar, Precision.Bytes) switch
    {
        (true, 4) => $"global::System.BitConverter.Int32BitsToSingle(unchecked({bits}))",
        (true, _) => $"global::System.BitConverter.Int64BitsToDouble(unchecked({bits}))",
        (_, 4) => $"{Class}.AsSingle({bits})",
        _ => $"{Class}.AsDouble({bits})",
    };

    /// <summary>
    /// The power of two that is counted, in steps of the exponential's table, in the low bits of a number, up to a factor common to
    /// all of them.
    /// </summary>
    public string PowerOfSteps(string steps) =>
        Precision.StepsPerOctave == 1 ? FromBits($"{BitsOf(steps)} << {Precision.MantissaBits}") : $"SG::Simd.PowerOfEighths({steps})";

    /// <summary>A term as a multiple of one number: so large a one that the sum of a few is exact, see <see cref="Precision.TotalMagic"/>.</summary>
    public string Head(string term) => $"(({term} + {Constant(Precision.TotalMagic)}) - {Constant(Precision.TotalMagic)})";

    /// <summary>Small integers as numbers: through the low bits of 1.5 · 2^mantissa, as AVX2 cannot convert 64-bit integers.</summary>
    public string ToNumber(string integers)
    {
        long magicBits = Precision.Bytes == 4
            ? 0x4B400000
            : BitConverter.DoubleToInt64Bits(Precision.RoundMagic);
        return $"({FromBits($"{integers} + {IntegerConstant(magicBits)}")} - {Constant(Precision.RoundMagic)})";
    }

    /// <summary>Elements from an offset (in elements) on.</summary>
    public string Load(string reference, string offset) =>
        IsScalar ? $"C::Unsafe.Add(ref {reference}, {offset})" : $"{Class}.LoadUnsafe(ref {reference}, (UnsignedOffset)({offset}))";

    /// <summary>The first <paramref name="count"/> elements from an offset on, <paramref name="fill"/> in the other lanes.</summary>
    public string LoadPartial(string reference, string offset, string count, double fill) =>
        $"SG::Simd.LoadPartial{(int)Width}({At(reference, offset)}, {count}, {Literal(fill)})";

    public string Store(string value, string reference, string offset) => IsScalar
        ? $"C::Unsafe.Add(ref {reference}, {offset}) = {value};"
        : $"{Class}.StoreUnsafe({value}, ref {reference}, (UnsignedOffset)({offset}));";

    /// <summary>The statement that asks for a line of memory that is read soon.</summary>
    public string Prefetch(string reference, string offset) => $"SG::Simd.Prefetch({At(reference, offset)});";

    public string StorePartial(string value, string reference, string offset, string count) =>
        $"SG::Simd.StorePartial({value}, {At(reference, offset)}, {count});";

    /// <summary>The lanes in another order, given the source of each.</summary>
    public string Permute(string value, IEnumerable<int> lanes) =>
        $"{Class}.Shuffle({value}, {Class}.Create({string.Join(", ", lanes.Select(lane => Precision.Bytes == 4 ? $"{lane}" : $"{lane}L"))}))";

    /// <summary>A constant mask: true in the lanes that have 1.</summary>
    public string Mask(IEnumerable<int> lanes) =>
        FromBits($"{Class}.Create({string.Join(", ", lanes.Select(bit => Precision.Bytes == 4 ? $"{-bit}" : $"{-bit}L"))})");

    /// <summary>The number in the first lane.</summary>
    public string First(string value) => IsScalar ? value : $"{Class}.ToScalar({value})";

    public string MaxInAllLanes(string value) => $"SG::Simd.MaxInAllLanes({value})";

    private static string At(string reference, string offset) =>
        offset == "0" ? $"ref {reference}" : $"ref C::Unsafe.Add(ref {reference}, {offset})";
}
