using SoftmaxGen.Benchmarks.Contenders;

namespace SoftmaxGen.Benchmarks.Charts;

/// <summary>How a library is drawn.</summary>
/// <param name="Library">Its name.</param>
/// <param name="Color">A colour of Okabe and Ito, told apart by colour-blind eyes too; greys for what is no rival.</param>
/// <param name="Width">The width of its line.</param>
/// <param name="Dashes">The dashes of its line; null for a solid line with points.</param>
internal sealed record SeriesStyle(string Library, string Color, double Width, string? Dashes)
{
    /// <summary>In the order of the legend.</summary>
    public static readonly SeriesStyle[] All =
    [
        new(Names.Generated, "#0072b2", 2.8, null),
        new(Names.OnnxRuntime, "#009e73", 1.6, null),
        new(Names.TensorPrimitives, "#d55e00", 1.6, null),
        new(Names.PyTorch, "#b0568f", 1.6, null),
        new(Names.Xnnpack, "#c68a00", 1.6, null),
        new(Names.OneDnn, "#3d9ed6", 1.6, null),
        new(Names.Scalar, "#8c8c8c", 1.6, null),
        new(Names.Copy, "#555555", 1.4, "5 4"),
    ];
}
