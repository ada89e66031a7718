using System.Text;

namespace Classifier.Reporting;

/// <summary>An 8×8 image with pixels from 0 to 16 as text, two characters per pixel.</summary>
internal static class PixelImage
{
    public const int PixelCount = Side * Side;

    private const int Side = 8;
    private const string Shades = " ░▒▓█";

    public static string Of(ReadOnlySpan<double> pixels)
    {
        var text = new StringBuilder();
        for (int i = 0; i < pixels.Length; i++)
        {
            if (i > 0 && i % Side == 0)
                text.Append('\n');
            text.Append(Shades[(int)Math.Round(pixels[i] / 4)], 2);
        }

        return text.ToString();
    }
}
