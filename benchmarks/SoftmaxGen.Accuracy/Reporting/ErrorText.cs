using System.Globalization;
using SoftmaxGen.Accuracy.Measuring;

namespace SoftmaxGen.Accuracy.Reporting;

/// <summary>Errors as table cells.</summary>
internal static class ErrorText
{
    public static string Of(WorstError error) => error switch
    {
        { IsNotFinite: true, Ulp: 0 } => "NaN",
        { IsNotFinite: true } => $"{Number(error.Ulp)}, NaN",
        _ => Number(error.Ulp),
    };

    public static string Number(double ulp) => ulp switch
    {
        < 100 => ulp.ToString("0.00", CultureInfo.InvariantCulture),
        < 100_000 => ulp.ToString("#,##0", CultureInfo.InvariantCulture),
        _ => ulp.ToString("0.0e0", CultureInfo.InvariantCulture),
    };
}
