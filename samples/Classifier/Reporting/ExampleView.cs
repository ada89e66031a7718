using Classifier.DataSets;
using Classifier.Learning;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Classifier.Reporting;

/// <summary>A few predictions worth looking at: as pictures where the rows are pictures, as a table otherwise.</summary>
internal static class ExampleView
{
    public static IRenderable Of(ExperimentResult result)
    {
        IReadOnlyList<Example> examples = Example.Choose(result.Outcome.Predictions);
        return result.Data.FeatureCount == PixelImage.PixelCount ? Pictures(examples, result.Data) : Rows(examples, result.Data);
    }

    private static Table Rows(IReadOnlyList<Example> examples, DataSet data)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title("[grey]example predictions[/]");
        foreach (string heading in new[] { string.Empty, "row", "actual", "predicted", "probability", "all classes" })
            table.AddColumn(new TableColumn(heading).NoWrap());

        foreach ((string why, Prediction prediction) in examples)
        {
            string color = Color(prediction);
            table.AddRow(
                $"[grey]{why}[/]",
                $"{prediction.Row}",
                data.ClassNames[prediction.Actual].EscapeMarkup(),
                $"[{color}]{data.ClassNames[prediction.Predicted].EscapeMarkup()}[/]",
                $"[{color}]{Percent(prediction.Probability)}[/]",
                $"[grey]{string.Join(' ', prediction.Probabilities.Select(static probability => $"{probability:F2}"))}[/]");
        }

        return table;
    }

    private static Columns Pictures(IReadOnlyList<Example> examples, DataSet data) =>
        new Columns(examples.Select(example => Picture(example, data))).Collapse();

    private static Panel Picture(Example example, DataSet data)
    {
        (string why, Prediction prediction) = example;
        string answer = $"[{Color(prediction)}]{data.ClassNames[prediction.Predicted]} at {Percent(prediction.Probability)}[/]";
        string truth = $"[grey]row {prediction.Row}, a {data.ClassNames[prediction.Actual]}[/]";
        return new Panel(new Rows(new Text(PixelImage.Of(data.Row(prediction.Row))), new Markup(answer), new Markup(truth)))
            .Header($"[grey]{why}[/]").Padding(0, 0);
    }

    private static string Color(Prediction prediction) => prediction.IsCorrect ? "green" : "red";

    private static string Percent(float probability) => $"{probability * 100:F1} %";
}
