using System.Globalization;
using System.Text;
using SoftmaxGen;

namespace Calibration;

/// <summary>How often the model is right when it says how sure it is: bars on the diagonal are what it should say.</summary>
internal static class ReliabilityDiagram
{
    private const int Side = 260;
    private const int Margin = 46;

    public static void Save(string path, params (string Title, Evaluation Evaluation)[] panels)
    {
        var svg = new StringBuilder();
        int width = (panels.Length * (Side + Margin)) + Margin;
        int height = Side + (2 * Margin);
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"11\"><rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (int panel = 0; panel < panels.Length; panel++)
        {
            Append(svg, Margin + (panel * (Side + Margin)), panels[panel].Title, panels[panel].Evaluation);
        }

        File.WriteAllText(path, svg.Append("</svg>\n").ToString());
    }

    private static void Append(StringBuilder svg, int left, string title, Evaluation evaluation)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({left},{Margin})\"><text x=\"0\" y=\"-12\" font-weight=\"bold\">{title}: expected calibration error {evaluation.ExpectedCalibrationError:P1}</text>\n");
        for (int i = 0; i < evaluation.BinCount; i++)
        {
            CalibrationBin bin = evaluation.Bin(i);
            if (bin.Count > 0)
            {
                double x = bin.Lower * Side;
                double barWidth = ((bin.Upper - bin.Lower) * Side) - 2;
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:F1}\" y=\"{(1 - bin.Accuracy) * Side:F1}\" width=\"{barWidth:F1}\" height=\"{bin.Accuracy * Side:F1}\" fill=\"#4c78a8\"/>");
                svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x:F1}\" x2=\"{x + barWidth:F1}\" y1=\"{(1 - bin.Confidence) * Side:F1}\" y2=\"{(1 - bin.Confidence) * Side:F1}\" stroke=\"#e45756\" stroke-width=\"3\"/>\n");
            }
        }

        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Side}\" height=\"{Side}\" fill=\"none\" stroke=\"#888\"/><line x1=\"0\" y1=\"{Side}\" x2=\"{Side}\" y2=\"0\" stroke=\"#888\" stroke-dasharray=\"4\"/><text x=\"0\" y=\"{Side + 16}\">0</text><text x=\"{Side}\" y=\"{Side + 16}\" text-anchor=\"end\">1</text><text x=\"{Side / 2}\" y=\"{Side + 30}\" text-anchor=\"middle\">said (red) and found (blue) by the largest probability</text></g>\n");
    }
}
