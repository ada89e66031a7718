namespace SoftmaxGen.Runtime;

/// <summary>The coefficients of e^r = 1 + r + …: those of terms, as in the generated kernels, for r of at most half a step of the table (the generator's
/// <c>Precision</c> explains them); and in float, where the exponential is not relative to a maximum and has no table, those for
/// |r| of ln 2 / 2 or less, made with Sollya: fpminimax(exp(x), [|2,…,6|], [|SG…|], [−ln2/2, ln2/2]·1.002, 1 + x, relative), relative error 3.19e-9.</summary>
internal static class ExpPolynomial
{
    public const float FourthOfStep = 0.0416604057f;

    public const float ThirdOfStep = 0.166680306f;

    public const float SecondOfStep = 0.5f;

    public const float Sixth = 0.0013822664f;

    public const float Fifth = 0.00836884044f;

    public const float Fourth = 0.0416682474f;

    public const float Third = 0.166665196f;

    public const float Second = 0.49999994f;

    public const double EleventhOfDouble = 2.500282689911468020162762897207198165006047929637134075164795e-8;

    public const double TenthOfDouble = 2.763063699197585885045601837572970538303707144223153591156006e-7;

    public const double NinthOfDouble = 2.755757889989332755234854865911131582834059372544288635253906e-6;

    public const double EighthOfDouble = 2.480149203131548339717506179713524261387647129595279693603516e-5;

    public const double SeventhOfDouble = 1.98412695135947417419963745288669088040478527545928955078125e-4;

    public const double SixthOfDouble = 1.3888888944645597263438663304668807541020214557647705078125e-3;

    public const double FifthOfDouble = 8.333333333491795003045154999199439771473407745361328125e-3;

    public const double FourthOfDouble = 4.166666666652629746891989270807243883609771728515625e-2;

    public const double ThirdOfDouble = 0.1666666666666641594130027215214795432984828948974609375;

    public const double SecondOfDouble = 0.5000000000000011102230246251565404236316680908203125;
}
