using System.CommandLine;
using System.Globalization;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Terminal;
using Truceline.App.Wording;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary><c>truceline incident show</c>: what was put together to one incident, why, and what was not.</summary>
internal static class IncidentShow
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The incident's id or how it begins, or the number of an entry of one of its reports." };
        var journal = JournalWords.Journal();
        var command = new Command("show", """
            Shows what an incident was put together of, by which links (metres, seconds, classes), and what was left out or left open and why.

            Example:
              truceline incident show 12 --journal mission
            """)
        { id, journal };
        command.SetAction(parsed =>
        {
            using var store = JournalFolder.OpenForReading(parsed.GetRequiredValue(journal));
            var log = ReportLog.Fold(store.Read(store.Head.Size));
            var incidents = Fusion.Fuse(log.Standing, FusionRules.Default, GroupingDecisions.Of(log));
            Write(parsed.InvocationConfiguration.Output, Sought(parsed.GetRequiredValue(id), incidents), log);
            return ExitStatus.Done;
        });
        return command;
    }

    /// <exception cref="UsageException">There is none, or more than one.</exception>
    private static Incident Sought(string id, IEnumerable<Incident> incidents)
    {
        var found = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var entry)
            ? incidents.Where(incident => incident.Sightings.Any(sighting => sighting.Report.Entries.Contains(entry))).ToArray()
            : [.. incidents.Where(incident => incident.Id.Value.StartsWith(id, StringComparison.OrdinalIgnoreCase))];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new UsageException($"there is no incident '{Screen.Plain(id)}': name its id, or the number of an entry of one of its reports"),
            _ => throw new UsageException(FormattableString.Invariant($"{found.Length:N0} incidents begin with '{Screen.Plain(id)}': write more of the id")),
        };
    }

    private static void Write(TextWriter output, Incident incident, ReportLog log)
    {
        var of = log.Standing.ToDictionary(report => report.Report.Id);
        output.WriteLine($"incident {incident.Id}");
        output.WriteLine($"  {TimeWords.Words(incident.Occurred, DateTimeZone.Utc)} UTC, {ReportWords.Words(incident.Count) ?? "not counted"}{(incident.Class is { } kind ? $", {kind}" : "")}");
        foreach (var sighting in incident.Sightings.OrderBy(sighting => Entry(sighting.Id)))
        {
            output.WriteLine($"  {Name(sighting.Id)}: {Screen.Plain(ReportWords.Summary(sighting.Observation))}, {PlaceWords.Words(sighting.Observation.Where.Region)}, {sighting.Observation.Means.Written()}");
            if (Sound.Happened(sighting.Observation) is var happened && happened != sighting.Observation.Occurred)
                output.WriteLine(FormattableString.Invariant($"    heard: happened {(sighting.Observation.Occurred.End - happened.End).TotalSeconds:0.0} to {(sighting.Observation.Occurred.Start - happened.Start).TotalSeconds:0.0} s earlier"));
        }
        foreach (var reason in incident.Reasons)
        {
            var (_, a, b) = Grouping.Order(reason);
            // Who counted more is named first; of any other two the one that came first.
            if (reason is not Grouping.CountsContradict && Entry(b) < Entry(a)) (a, b) = (b, a);
            output.WriteLine($"  {(a == b ? Name(a) : $"{Name(a)} and {Name(b)}")}: {reason.Sentence()}");
            if (reason.Measured is var (gap, pause)) output.WriteLine(FormattableString.Invariant($"    {gap.Value:0.###} m, {pause.TotalSeconds:0.#} s; {Class(a)} and {Class(b)}"));
        }
        if (incident.Reasons.IsEmpty) output.WriteLine("  no other report is near enough in place and time to be of the same happening");

        long Entry(ReportId id) => of.TryGetValue(id, out var report) ? report.Entries[0] : long.MaxValue;
        string Name(ReportId id) => of.TryGetValue(id, out var report) ? JournalWords.Listed(report.Entries) : "a report";
        string Class(ReportId id) => of.TryGetValue(id, out var report) && Sighting.Of(report) is { } sighting ? Screen.Plain(sighting.Observation.What ?? "no class") : "no class";
    }
}
