namespace SoftmaxGen.Charts;

/// <summary>The colours of all charts. Backgrounds are white whatever the page has, so that ink is legible on dark ones too.</summary>
internal static class Palette
{
    public const string Ink = "#333333";
    public const string Muted = "#666666";
    public const string Paper = "#ffffff";
    public const string Border = "#d0d7de";
    public const string GridLine = "#e4e4e4";

    // Colours of Okabe and Ito, told apart by colour-blind eyes too; greys for what is no rival.
    public const string Generated = "#0072b2";
    public const string OnnxRuntime = "#009e73";
    public const string TensorPrimitives = "#d55e00";
    public const string PyTorch = "#b0568f";
    public const string Xnnpack = "#c68a00";
    public const string OneDnn = "#3d9ed6";
    public const string Scalar = "#8c8c8c";
    public const string Copy = "#555555";
}
