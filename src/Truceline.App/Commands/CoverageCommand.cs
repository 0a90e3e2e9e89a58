using System.Collections.Immutable;
using System.CommandLine;
using Truceline.App.Terminal;
using Truceline.Assessments;

namespace Truceline.App.Commands;

/// <summary><c>truceline coverage</c>: what could have been seen of each zone, hour by hour. What nobody could see is not quiet.</summary>
internal static class CoverageCommand
{
    public static Command Create()
    {
        var record = new RecordOptions();
        var zone = new Option<string?>("--zone") { Description = "This zone alone, with what kept monitors from seeing it.", HelpName = "ZONE" };
        var json = new Option<bool>("--json") { Description = "Write every hour as JSON: its share by each means, and what kept monitors from seeing." };
        var command = new Command("coverage", """
            Says what monitors could have seen of each zone, by day and hour, from what they report of their patrols and sensors. An hour in
            which nobody could see anything is unseen, which is not quiet: it has no rate.

            Example:
              truceline coverage --journal mission --agreement mission.truce.yaml --zone front
            """)
        { zone, json };
        record.AddTo(command);
        command.SetAction(parsed =>
        {
            var (log, assessment) = record.Read(parsed);
            var asked = parsed.GetValue(zone);
            if (asked is not null && !assessment.Agreement.Zones.ContainsKey(asked))
                throw new UsageException($"--zone {Screen.Plain(asked)} is no zone of the agreement: it has {string.Join(", ", assessment.Agreement.Zones.Values.Where(one => one.IsNamed).Select(one => Screen.Plain(one.Id)))}");
            ImmutableArray<ZoneCoverage> zones = asked is null ? ZoneCoverage.All(assessment, log) : [ZoneCoverage.Of(assessment, log, asked)];
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteUtf8(CoverageJson.Write(assessment, zones));
            else CoverageText.Write(Screen.On(output), assessment, zones, asked is not null);
            return ExitStatus.Done;
        });
        return command;
    }
}
