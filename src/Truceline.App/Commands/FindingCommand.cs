using System.CommandLine;
using Truceline.App.Terminal;
using Truceline.Assessments;

namespace Truceline.App.Commands;

/// <summary><c>truceline finding</c>: the reasons of one finding, down to the reports, and whether they follow from the record.</summary>
internal static class FindingCommand
{
    public static Command Create() => new("finding", """
        Findings, one at a time: why one says what it says, and whether findings follow from the record.

        Example:
          truceline finding explain 7qx2mbaa --journal mission --agreement examples/minsk-2/minsk-2.truce.yaml
          truceline finding recheck 7qx2mbaa --journal mission --agreement examples/minsk-2/minsk-2.truce.yaml
        """) { Explain(), FindingRecheckCommand.Create() };

    private static Command Explain()
    {
        var record = new RecordOptions();
        var id = new Argument<string>("ID") { Description = "The finding's id, or its first letters (four or more) when only one begins so." };
        var json = new Option<bool>("--json") { Description = "Write the finding as JSON." };
        var command = new Command("explain", """
            Says why a finding says what it says, in plain sentences down to the reports.

            Example:
              truceline finding explain 7qx2mbaa --journal mission --agreement examples/minsk-2/minsk-2.truce.yaml
            """)
        { id, json };
        record.AddTo(command);
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetValue(id)!;
            if (wanted.Length < 4) throw new UsageException($"'{Screen.Plain(wanted)}' is too short: give at least four letters of the finding's id");
            var assessment = record.Assess(parsed);
            var found = assessment.Findings.Where(finding => finding.Id.Value.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)).ToArray();
            var finding = found.Length switch
            {
                1 => found[0],
                0 => throw new UsageException($"no finding of this record begins with '{Screen.Plain(wanted)}': 'truceline assess' with the same options lists them"),
                _ => throw new UsageException($"{found.Length} findings begin with '{Screen.Plain(wanted)}': give more letters"),
            };
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteUtf8(AssessmentJson.Write(assessment, finding));
            else FindingText.Write(output, assessment, finding);
            return ExitStatus.Done;
        });
        return command;
    }
}
