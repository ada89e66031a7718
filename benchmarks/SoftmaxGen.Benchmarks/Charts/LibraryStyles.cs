using SoftmaxGen.Benchmarks.Contenders;
using SoftmaxGen.Charts;

namespace SoftmaxGen.Benchmarks.Charts;

/// <summary>How libraries are drawn.</summary>
internal static class LibraryStyles
{
    /// <summary>In the order of the legend.</summary>
    public static readonly SeriesStyle[] All =
    [
        new(Names.Generated, Palette.Generated, 2.8, null),
        new(Names.OnnxRuntime, Palette.OnnxRuntime, 1.6, null),
        new(Names.TensorPrimitives, Palette.TensorPrimitives, 1.6, null),
        new(Names.PyTorch, Palette.PyTorch, 1.6, null),
        new(Names.Xnnpack, Palette.Xnnpack, 1.6, null),
        new(Names.OneDnn, Palette.OneDnn, 1.6, null),
        new(Names.Scalar, Palette.Scalar, 1.6, null),
        new(Names.Copy, Palette.Copy, 1.4, "5 4"),
    ];
}
