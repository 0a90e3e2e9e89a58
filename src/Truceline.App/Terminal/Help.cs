using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Truceline.App.Terminal;

/// <summary>
/// The library's help, with the example at its end: a description is written with its example, and lists of verbs show
/// only what stands before it.
/// </summary>
internal sealed class Help : SynchronousCommandLineAction
{
    private const string Mark = "Example:";
    private readonly Dictionary<Command, string> examples = [];
    private readonly HelpAction inner;

    public Help(Command root, HelpAction inner)
    {
        this.inner = inner;
        Split(root);
    }

    /// <summary>Who asks for help need not have written the rest.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parsed)
    {
        var status = inner.Invoke(parsed);
        if (examples.TryGetValue(parsed.CommandResult.Command, out var example)) parsed.InvocationConfiguration.Output.WriteLine(example);
        return status;
    }

    private void Split(Command command)
    {
        if (command.Description is { } description && description.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at)
        {
            examples[command] = description[at..];
            command.Description = description[..at].TrimEnd();
        }
        foreach (var below in command.Subcommands) Split(below);
    }
}
