using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Truceline.App.Commands;
using Truceline.App.Terminal;

namespace Truceline.App;

/// <summary>The exit statuses, stable for scripts.</summary>
internal static class ExitStatus
{
    /// <summary>Done, whatever was found.</summary>
    public const int Done = 0;

    /// <summary>A check found errors or was rejected, or some input was left out.</summary>
    public const int Rejected = 1;

    /// <summary>Wrong use: an unknown option, a missing file, a name that nothing has.</summary>
    public const int WrongUse = 2;

    /// <summary>The world failed: disk, database, network.</summary>
    public const int WorldFailed = 3;
}

/// <summary>Wrong use, found after the words of the command were understood: one sentence for the user.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The command line: the verbs, and one place where failures become exit statuses.</summary>
internal static class Cli
{
    /// <summary>All verbs. The root is a plain command, so that help shows the name people type and not that of an assembly.</summary>
    public static Command Verbs()
    {
        var help = new HelpOption();
        var root = new Command("truceline", "Makes what is said about a ceasefire checkable.\n\nExample:\n  truceline demo")
        {
            // one line a verb, alphabetical
            AddCommand.Create(),
            AgreementCommand.Create(),
            AssessCommand.Create(),
            BacktestCommand.Create(),
            BulletinCommand.Create(),
            CheckCommand.Create(),
            CompletionCommand.Create(),
            CoverageCommand.Create(),
            DemoCommand.Create(),
            ExerciseCommand.Create(),
            FindingCommand.Create(),
            ImportCommand.Create(),
            IncidentCommand.Create(),
            JournalCommand.Create(),
            OriginsCommand.Create(),
            ScreenCommand.Create(),
            ServeCommand.Create(),
            SourceCommand.Create(),
            StatementCommand.Create(),
            TallyCommand.Create(),
            TriageCommand.Create(),
            VerifyCommand.Create(),
            WatchCommand.Create(),
            help,
            new VersionOption(),
        };
        help.Action = new Help(root, (HelpAction)help.Action!);
        return root;
    }

    /// <summary>Runs one command line; what it prints goes to the two writers.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var root = Verbs();
        try
        {
            var parsed = root.Parse(args);
            if (parsed.Errors.Count == 0) return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
            if (parsed.Action is System.CommandLine.Invocation.ParseErrorAction wrongUse)
            {
                // What may have been meant; what is wrong is said below, in our own words.
                wrongUse.ShowHelp = false;
                parsed.Invoke(new InvocationConfiguration { Output = output, Error = TextWriter.Null, EnableDefaultExceptionHandler = false });
            }
            foreach (var wrong in parsed.Errors) error.WriteLine($"truceline: {Screen.Plain(Words(wrong, parsed))}");
            return ExitStatus.WrongUse;
        }
        catch (UsageException wrong)
        {
            error.WriteLine($"truceline: {Screen.Plain(wrong.Message)}");
            return ExitStatus.WrongUse;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
        {
            error.WriteLine($"truceline: {Screen.Plain(failed.Message)}");
            return ExitStatus.WorldFailed;
        }
        catch (Exception fault)
        {
            // The last stop: an abort would print the paths of the machine that built it, and a status that scripts do not know.
            error.WriteLine($"truceline: a fault of truceline's own, please report it: {fault.GetType().Name}: {Screen.Plain(fault.Message)}");
            return ExitStatus.WorldFailed;
        }
    }

    /// <summary>What the parser found wrong: the option, what was given, and what it takes. Types of the language are no words for users.</summary>
    private static string Words(ParseError error, ParseResult parsed)
    {
        if (error.SymbolResult is ArgumentResult { Argument: var argument } unfit)
        {
            var verb = parsed.CommandResult.Command.Name;
            if (unfit.Tokens.FirstOrDefault(token => IsNumber(argument) && !IsWhole(token.Value)) is { } word) return $"{verb}: {argument.Name} '{word.Value}' is no whole number: {Described(argument)}";
            if (unfit.Tokens.Count < argument.Arity.MinimumNumberOfValues)
                return $"{verb}: {argument.Name} is missing{(argument.Arity.MinimumNumberOfValues > 1 ? FormattableString.Invariant($", {unfit.Tokens.Count} of {argument.Arity.MinimumNumberOfValues} are given") : "")}: {Described(argument)}";
        }
        // A word that is no number is taken for one too many.
        if (error.SymbolResult is CommandResult { Command: { Arguments: [.., var numbers], Name: var of } } && IsNumber(numbers) && parsed.UnmatchedTokens.FirstOrDefault(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal) && !IsWhole(token)) is { } strange)
            return $"{of}: {numbers.Name} '{strange}' is no whole number: {Described(numbers)}";
        // The parser lists what it takes one a line.
        var message = string.Join(' ', error.Message.Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        if (error.SymbolResult is not OptionResult { IdentifierToken: { } name, Tokens: [.., { } given] } option) return message;
        return IsNumber(option.Option.ValueType) ? $"{name.Value} '{given.Value}' is no whole number" : $"{name.Value}: {message}";
    }

    private static bool IsNumber(Argument argument) => IsNumber(argument.ValueType.GetElementType() ?? argument.ValueType);

    private static bool IsNumber(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var bare && (bare == typeof(int) || bare == typeof(long));

    private static bool IsWhole(string word) => long.TryParse(word, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out _);

    private static string Described(Argument argument) => argument.Description is { Length: > 0 } said ? char.ToLowerInvariant(said[0]) + said[1..].TrimEnd('.') : "say which";
}
