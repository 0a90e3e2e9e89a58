using Spectre.Console;
using Truceline.App.Wording;

namespace Truceline.App.Terminal;

/// <summary>
/// A terminal, or a file that stands in for one. Colour and width follow the terminal; a file gets plain text of a fixed
/// width, so that it is the same everywhere.
/// </summary>
internal static class Screen
{
    private const int WidthOfFiles = 110;

    /// <summary>The console that writes to a writer.</summary>
    public static IAnsiConsole On(TextWriter output)
    {
        var isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = isTerminal ? Math.Clamp(Console.WindowWidth, 60, 140) : WidthOfFiles;
        return console;
    }

    /// <summary>Words that came in, safe to show (<see cref="ForeignWords"/>).</summary>
    public static string Plain(string words) => ForeignWords.Plain(words);

    /// <summary>The same, safe inside Spectre's markup too.</summary>
    public static string Marked(string words) => Plain(words).EscapeMarkup();
}
