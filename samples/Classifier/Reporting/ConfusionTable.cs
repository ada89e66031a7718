using Classifier.Learning;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Classifier.Reporting;

/// <summary>A confusion matrix in colour: right is green, wrong is red, nothing is a dot.</summary>
internal static class ConfusionTable
{
    public static IRenderable Of(ConfusionMatrix confusion, IReadOnlyList<string> classNames)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title("[grey]test rows: actual ↓  predicted →[/]");
        table.AddColumn(new TableColumn(string.Empty).RightAligned().NoWrap());
        foreach (string name in classNames)
            table.AddColumn(new TableColumn($"[bold]{name.EscapeMarkup()}[/]").RightAligned().NoWrap());

        for (int actual = 0; actual < confusion.ClassCount; actual++)
        {
            int row = actual;
            IEnumerable<string> cells = Enumerable.Range(0, confusion.ClassCount).Select(predicted => Cell(confusion[row, predicted], row == predicted));
            table.AddRow([$"[bold]{classNames[actual].EscapeMarkup()}[/]", .. cells]);
        }

        return table;
    }

    private static string Cell(int count, bool correct) => (count, correct) switch
    {
        (0, _) => "[grey]·[/]",
        (_, true) => $"[green]{count}[/]",
        (_, false) => $"[bold red]{count}[/]",
    };
}
