using System.CommandLine;
using Truceline.App.Terminal;
using Truceline.Assessments;

namespace Truceline.App.Commands;

/// <summary><c>truceline assess</c>: findings with outcome, standing, attribution, margin and trace.</summary>
internal static class AssessCommand
{
    public static Command Create()
    {
        var record = new RecordOptions();
        var json = new Option<bool>("--json") { Description = "Write everything as JSON, reasons included; the same record gives the same bytes." };
        var most = new Option<int>("--most") { Description = "List at most this many findings.", HelpName = "N", DefaultValueFactory = _ => 20 };
        var command = new Command("assess", """
            Holds the record against an agreement: each incident, deadline and day against each clause. With several agreements each
            incident is held against all that are in force, and stays one incident.

            Example:
              truceline assess --journal mission --agreement examples/minsk-2/minsk-2.truce.yaml --as-of 2015-03-03T18:00:00+02:00
            """)
        { json, most };
        record.AddAllTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(most) < 0) throw new UsageException("--most is a number of findings, at least 0");
            var assessments = record.AssessAll(parsed);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteUtf8(assessments.Length == 1 ? AssessmentJson.Write(assessments[0]) : AssessmentJson.Write(assessments));
            else AssessmentText.Write(Screen.On(output), assessments, parsed.GetValue(most));
            return ExitStatus.Done;
        });
        return command;
    }
}
