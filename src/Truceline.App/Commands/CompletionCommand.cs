using System.CommandLine;

namespace Truceline.App.Commands;

/// <summary><c>truceline completion</c>: a script that lets a shell complete verbs, options and values.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _truceline() {
          local IFS=$'\n'
          COMPREPLY=( $(compgen -W "$(truceline completion --at "${COMP_POINT}" -- "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -o default -F _truceline truceline
        """;

    private const string Zsh = """
        _truceline() {
          local -a found
          found=("${(@f)$(truceline completion --at "$CURSOR" -- "$BUFFER" 2>/dev/null)}")
          compadd -a found || _files
        }
        compdef _truceline truceline
        """;

    private const string Fish = """
        complete -c truceline -a '(truceline completion --at (commandline -C) -- (commandline -cp) 2>/dev/null)'
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.CompletionSources.Add("bash", "zsh", "fish");
        var at = new Option<int?>("--at") { Description = "What the scripts ask: the words that fit at this position of a command line.", Hidden = true };
        var command = new Command("completion", """
            Prints a script with which a shell completes truceline's verbs and options.

            Example:
              source <(truceline completion bash)
            """)
        { shell, at };
        command.SetAction(parsed =>
        {
            var (output, asked) = (parsed.InvocationConfiguration.Output, parsed.GetValue(shell)!);
            if (parsed.GetValue(at) is { } position)
                foreach (var word in Completions(asked, Math.Clamp(position, 0, asked.Length))) output.WriteLine(word);
            else
                output.WriteLine(asked switch
                {
                    "bash" => Bash,
                    "zsh" => Zsh,
                    "fish" => Fish,
                    _ => throw new UsageException($"there is no script for '{Terminal.Screen.Plain(asked)}': name bash, zsh or fish"),
                });
            return ExitStatus.Done;
        });
        return command;
    }

    // What may stand where the word begins, of which what begins as the word does: the library offers what has the letters
    // anywhere ('journal' for 'a'), and fails at '--format=j'.
    private static IEnumerable<string> Completions(string line, int position)
    {
        var start = line.AsSpan(0, position).LastIndexOfAny(' ', '=') + 1;
        var before = start == 0 ? "" : line[..(start - 1)] + " ";
        return Cli.Verbs().Parse(before).GetCompletions(start).Select(word => word.InsertText ?? word.Label).Where(word => word.StartsWith(line[start..position], StringComparison.Ordinal));
    }
}
