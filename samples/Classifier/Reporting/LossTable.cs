using Spectre.Console;
using Spectre.Console.Rendering;

namespace Classifier.Reporting;

/// <summary>The loss beside the reference: a few epochs in numbers, all of them as sparklines.</summary>
internal static class LossTable
{
    private const int SparklineWidth = 50;
    private static readonly int[] Epochs = [0, 1, 10, 50, 100, 200];

    public static IRenderable Of(LossCurve curve)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title("[grey]loss of the training rows[/]");
        foreach (string heading in new[] { "epoch", "float", "float64 reference", "difference" })
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());

        foreach (int epoch in Epochs)
        {
            double loss = curve.Losses[epoch];
            double reference = curve.Reference[epoch];
            table.AddRow($"{epoch}", $"{loss:F7}", $"{reference:F7}", $"[grey]{loss - reference:+0.0e+0;-0.0e+0;0}[/]");
        }

        return table;
    }

    public static IRenderable Sparklines(LossCurve curve)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(0, 0, 1, 0)).AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0)).AddColumn();
        grid.AddRow("loss", $"[green]{Sparkline.Of(curve.Losses, SparklineWidth)}[/]", $"{curve.Losses[0]:F4} → [bold]{curve.Losses[^1]:F4}[/]");
        grid.AddRow("reference", $"[grey]{Sparkline.Of(curve.Reference, SparklineWidth)}[/]", $"{curve.Reference[0]:F4} → {curve.Reference[^1]:F4}");
        return grid;
    }
}
