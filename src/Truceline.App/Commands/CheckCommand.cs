using System.Collections.Immutable;
using System.CommandLine;
using Truceline.Agreements;
using Truceline.Agreements.Checks;
using Truceline.App.Terminal;

namespace Truceline.App.Commands;

/// <summary><c>truceline check</c>: what is wrong with truce files, each problem with its place, code, proof and remedy.</summary>
internal static class CheckCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("agreement") { Description = "Truce files, such as minsk-2.truce.yaml. Several are read together, as instruments in force side by side.", Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var sarif = new Option<bool>("--sarif") { Description = "Print SARIF 2.1, which editors and code-review tools show at the place." };
        var explain = new Option<string?>("--explain") { Description = "Say what a code such as TL010 finds, why it matters and what to do.", HelpName = "CODE" };
        explain.CompletionSources.Add([.. ProblemCodes.All.Select(entry => entry.Code)]);
        var command = new Command("check", """
            Check truce files: what cannot be read, what contradicts itself, what nobody could verify, who waits for whom, who can
            block, and what cannot all hold. The gravest first, each with file, line, column, code, the shortest proof and a remedy.
            Exit status 1 when a file cannot be read or has errors.

            Example:
              truceline check examples/minsk-2/minsk-2.truce.yaml
              truceline check --explain TL010
            """) { files, json, sarif, explain };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(explain) is { } code) return Explain(output, code);
            if (parsed.GetValue(files) is not { Length: > 0 } paths) throw new UsageException("name a truce file, such as minsk-2.truce.yaml, or a code with --explain.");
            if (parsed.GetValue(json) && parsed.GetValue(sarif)) throw new UsageException("--json and --sarif are two forms of the same; keep one of them.");
            // All files are read before anything is printed, so that wrong use prints nothing else.
            var checkedFiles = Check(paths);
            if (parsed.GetValue(json)) output.WriteUtf8(CheckJson.Write(checkedFiles));
            else if (parsed.GetValue(sarif)) output.WriteUtf8(CheckSarif.Write(checkedFiles));
            else CheckText.Write(output, checkedFiles);
            return checkedFiles.All(one => one.Agreement is not null && one.Problems.All(problem => problem.Severity != Severity.Error)) ? ExitStatus.Done : ExitStatus.Rejected;
        });
        return command;
    }

    /// <summary>What reading and checking each file found; what several say to each other stands with the file that says it.</summary>
    internal static ImmutableArray<CheckedFile> Check(IEnumerable<string> paths)
    {
        var read = paths.Select(path => (Path: path, Reading: AgreementFile.Read(path))).ToImmutableArray();
        var between = Instruments.Of([.. read.Select(one => one.Reading.Agreement).OfType<Agreement>()]).Problems;
        return
        [
            .. read.Select(one => new CheckedFile(one.Path, one.Reading.Agreement,
                AgreementChecks.InOrder([
                    .. one.Reading.Problems,
                    .. one.Reading.Agreement is { } agreement ? AgreementChecks.Find(agreement) : [],
                    .. between.Where(problem => problem.Where.File == one.Path),
                ]))),
        ];
    }

    private static int Explain(TextWriter output, string code)
    {
        if (ProblemCodes.All.FirstOrDefault(entry => string.Equals(entry.Code, code, StringComparison.OrdinalIgnoreCase)) is not { } found)
            throw new UsageException($"'{Screen.Plain(code)}' is no code; there are {string.Join(", ", ProblemCodes.All.Select(entry => entry.Code))}.");
        CheckText.Explain(output, found);
        return ExitStatus.Done;
    }
}

/// <summary>A truce file with all that was found in it.</summary>
/// <param name="Path">The file, as it was named.</param>
/// <param name="Agreement">The agreement; null when it cannot be read.</param>
/// <param name="Problems">What was found, the gravest first.</param>
internal sealed record CheckedFile(string Path, Agreement? Agreement, ImmutableArray<Problem> Problems);
