using Spectre.Console;

namespace Shared;

/// <summary>A console with colours on a terminal, and without any control character when the output is redirected.</summary>
internal static class ConsoleFactory
{
    private const int RedirectedWidth = 110;

    public static IAnsiConsole Create()
    {
        if (!Console.IsOutputRedirected)
            return AnsiConsole.Create(new AnsiConsoleSettings());

        // The enrichers would turn ANSI back on when they recognise a build server.
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = RedirectedWidth;
        return console;
    }
}
