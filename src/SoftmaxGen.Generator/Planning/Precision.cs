using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Planning;

/// <summary>
/// The constants of an element type: of its format, of the exponential and of the logarithm. docs/kernels.md explains the
/// method; the bounds stated here are checked by the tests of the emitted functions.
/// </summary>
/// <param name="Keyword">The C# keyword.</param>
/// <param name="ShortName">The name in plans.</param>
/// <param name="Bytes">The size of an element.</param>
/// <param name="IntegerKeyword">The signed integer of the same size.</param>
/// <param name="MantissaBits">Explicit bits of the significand.</param>
/// <param name="ExponentBias">What the exponent field adds.</param>
/// <param name="RoundMagic">1.5 · 2^<paramref name="MantissaBits"/>: adding it rounds to an integer in the low bits.</param>
/// <param name="StepsPerOctave">The exponential's table has so many entries between two powers of two; 1 without a table.</param>
/// <param name="StepsPerUnit">log2 e · <paramref name="StepsPerOctave"/>: the steps of the table in an argument of 1.</param>
/// <param name="StepHigh">ln 2 / <paramref name="StepsPerOctave"/>, rounded.</param>
/// <param name="StepLow">What is left of it, rounded.</param>
/// <param name="Ln2High">ln 2, rounded to so few bits that an exponent times it is exact.</param>
/// <param name="Ln2Low">ln 2 − <paramref name="Ln2High"/>, rounded.</param>
/// <param name="ShiftThreshold">
/// Logits are shifted by the maximum m only from |m| ≥ this on: below, no shift is needed for the reduction to be exact, and
/// from there on x − m is exact for every x above the floor (Sterbenz).
/// </param>
/// <param name="Floor">
/// exp(−floor), even 2^23 times over, vanishes beside 1; arguments are clamped at this distance below the maximum.
/// </param>
/// <param name="HeadroomExponent">
/// Terms carry a factor 2^this, so that the smallest of them are normal numbers until the division takes it out again.
/// </param>
/// <param name="ExpCoefficients">c2, c3, …: exp(r) ≈ 1 + r + c2·r² + … up to half a step, |r| ≤ <paramref name="StepHigh"/> / 2.</param>
/// <param name="LogCoefficients">L1, L2, …: log((1 + s)/(1 − s)) ≈ 2s + s·(L1·s² + L2·s⁴ + …).</param>
internal sealed record Precision(
    string Keyword,
    string ShortName,
    int Bytes,
    string IntegerKeyword,
    int MantissaBits,
    int ExponentBias,
    double RoundMagic,
    int StepsPerOctave,
    double StepsPerUnit,
    double StepHigh,
    double StepLow,
    double Ln2High,
    double Ln2Low,
    int ShiftThreshold,
    int Floor,
    int HeadroomExponent,
    IReadOnlyList<double> ExpCoefficients,
    IReadOnlyList<double> LogCoefficients)
{
    // Of the table in Simd.Eighths.cs.
    private const double FirstEntry = 9124414.0 / (1 << 23);

    // exp: minimax polynomials with the leading 1 + x fixed, by Remez's algorithm, the second with Sollya 8.0:
    //   float: remez on [−ln2/16, ln2/16]·1.002, rounded   relative error 1.92e-10 (0.0032 · 2^-24)
    //   double: fpminimax(exp(x), [|2,…,11|], [|D…|], [−ln2/2, ln2/2]·1.002, 1 + x, relative)   relative error 3.80e-18 (0.034 · 2^-53)
    // log: minimax polynomials by Remez's algorithm, z ↦ (log((1 + s) / (1 − s)) / s − 2) / s² with z = s² up to 0.2005², the error weighted
    // with z, rounded: of the logarithm, relative error 2^-28.1 (0.06 ulp) in float, 2^-60.7 (0.01 ulp) in double.
    private static readonly Precision Single = new(
        Keyword: "float",
        ShortName: "f32",
        Bytes: 4,
        IntegerKeyword: "int",
        MantissaBits: 23,
        ExponentBias: 127,
        RoundMagic: 12582912,
        StepsPerOctave: 8,
        StepsPerUnit: 11.5415603f,
        StepHigh: 0.0866433978f,
        StepLow: -2.3808178747e-10f,
        Ln2High: 0.693145751953125,
        Ln2Low: 1.4286068203094e-6f,
        ShiftThreshold: 256,
        Floor: 120,
        HeadroomExponent: 64,
        ExpCoefficients:
        [
            0.5,
            0.1666803061962127685546875,
            4.1660405695438385009765625e-2,
        ],
        LogCoefficients: [0.666669487953186f, 0.3995738923549652f, 0.3036994934082031f]);

    private static readonly Precision Double = new(
        Keyword: "double",
        ShortName: "f64",
        Bytes: 8,
        IntegerKeyword: "long",
        MantissaBits: 52,
        ExponentBias: 1023,
        RoundMagic: 6755399441055744,
        StepsPerOctave: 1,
        StepsPerUnit: 1.4426950408889634,
        StepHigh: 0.69314718055994529,
        StepLow: 2.3190468138462996e-17,
        Ln2High: 0.693147180559890330187045037746,
        Ln2Low: 5.497923018708371174712472e-14,
        ShiftThreshold: 2048,
        Floor: 762,
        HeadroomExponent: 128,
        ExpCoefficients:
        [
            0.5000000000000011102230246251565404236316680908203125,
            0.1666666666666641594130027215214795432984828948974609375,
            4.166666666652629746891989270807243883609771728515625e-2,
            8.333333333491795003045154999199439771473407745361328125e-3,
            1.3888888944645597263438663304668807541020214557647705078125e-3,
            1.98412695135947417419963745288669088040478527545928955078125e-4,
            2.480149203131548339717506179713524261387647129595279693603516e-5,
            2.755757889989332755234854865911131582834059372544288635253906e-6,
            2.763063699197585885045601837572970538303707144223153591156006e-7,
            2.500282689911468020162762897207198165006047929637134075164795e-8,
        ],
        LogCoefficients:
        [
            0.6666666666666659444652,
            0.4000000000005798280717,
            0.2857142855552455500775,
            0.2222222432987641177954,
            0.1818166391784463229820,
            0.1539117476157126213829,
            0.1317255876298876024925,
            0.1384999644302904057465,
        ]);

    public static Precision Of(ElementType elementType) => elementType switch
    {
        ElementType.Single => Single,
        ElementType.Double => Double,
        _ => throw new ArgumentOutOfRangeException(nameof(elementType), elementType, "Unknown element type."),
    };

    /// <summary>The power of the maximum's own term: the table's first entry, which is 1 without one, and the headroom.</summary>
    public double PeakPower => (StepsPerOctave == 1 ? 1 : FirstEntry) * Math.Pow(2, HeadroomExponent);

    /// <summary>
    /// 1.5 · 2^n, so large that as many terms as a vector of 512 bits has lanes, each at most 1.5 times the headroom, are below 2^n
    /// together. Adding it rounds a term to a multiple of what such numbers are apart; sums of these are exact.
    /// </summary>
    public double TotalMagic => 1.5 * Math.Pow(2, HeadroomExponent + (Bytes == 4 ? 4 : 3));

    /// <summary>Half of what 1 is apart from the number before: what is less than that does not count beside 1.</summary>
    public double HalfUlpBelowOne => Math.Pow(2, -MantissaBits - 2);

    /// <summary>The number of lanes of a vector; 1 for scalar code.</summary>
    public int Lanes(VectorWidth width) => Math.Max(1, (int)width / 8 / Bytes);
}
