using System.Numerics;

namespace SoftmaxGen.Oracle;

/// <summary>True values to nearly twice the precision of the element type.</summary>
/// <param name="Values">The correctly rounded values.</param>
/// <param name="Residuals">The exact value minus the rounded one.</param>
/// <param name="OnlyOverflows">Whether an infinity among the values stands for a finite number that is too large, so that the largest finite one is fair too.</param>
internal sealed record Expected<T>(T[] Values, double[] Residuals, bool OnlyOverflows)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
