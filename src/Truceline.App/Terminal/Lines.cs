using Spectre.Console;

namespace Truceline.App.Terminal;

/// <summary>Lines with a title at the left, broken between words under themselves.</summary>
internal static class Lines
{
    private const int Margin = 22;

    /// <summary>One of them; words that came in are made safe.</summary>
    public static void Row(IAnsiConsole screen, string title, string words)
    {
        var line = Screen.Plain(title).PadRight(Margin - 1);
        foreach (var word in Screen.Plain(words).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > Margin && line.Length + 1 + word.Length > screen.Profile.Width)
            {
                screen.WriteLine(line);
                line = new string(' ', Margin - 1);
            }
            line += $" {word}";
        }
        screen.WriteLine(line.TrimEnd());
    }
}
