using System.CommandLine;
using Truceline.App.Publishing;
using Truceline.App.Terminal;

namespace Truceline.App.Commands;

/// <summary><c>truceline journal checker</c>: the page that checks proofs, as one file.</summary>
internal static class JournalCheckerCommand
{
    public static Command Create()
    {
        var file = new Option<string>("--output", "-o") { Description = "The file to write.", HelpName = "FILE", DefaultValueFactory = _ => "check.html" };
        var command = new Command("checker", """
            Writes the page that checks proofs: one HTML file for any browser, which works from the disk and asks for nothing
            from anywhere. Give it to whoever gets proofs from you, or better let them get it from somebody else.

            Example:
              truceline journal checker -o check.html
            """)
        { file };
        command.SetAction(parsed =>
        {
            var into = parsed.GetValue(file)!;
            if (Directory.Exists(into)) throw new UsageException($"{into} is a folder; name a file to be written.");
            File.WriteAllBytes(into, CheckerPage.Bytes);
            parsed.InvocationConfiguration.Output.WriteLine($"wrote {Screen.Plain(into)}; open it in a browser and drop a proof on it");
            return ExitStatus.Done;
        });
        return command;
    }
}
