using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Terminal;
using Truceline.App.Wording;
using Truceline.Assessments;
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
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command("show", """
            Shows what an incident was put together of, by which links (metres, seconds, classes), and what was left out or left open and why.

            Example:
              truceline incident show 12 --journal mission
            """)
        { id, journal, json };
        command.SetAction(parsed =>
        {
            using var store = JournalFolder.OpenForReading(parsed.GetRequiredValue(journal));
            var log = ReportLog.Fold(store.Read(store.Head.Size));
            var incidents = Fusion.Fuse(log.Standing, FusionRules.Default, GroupingDecisions.Of(log));
            var shown = Shown.Of(Sought(parsed.GetRequiredValue(id), incidents), log);
            if (parsed.GetValue(json)) parsed.InvocationConfiguration.Output.WriteUtf8(Json(shown));
            else Write(parsed.InvocationConfiguration.Output, shown);
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

    private static void Write(TextWriter output, Shown shown)
    {
        var incident = shown.Incident;
        output.WriteLine($"incident {incident.Id}");
        output.WriteLine($"  {TimeWords.Words(incident.Occurred, DateTimeZone.Utc)} UTC, {ReportWords.Words(incident.Count) ?? "not counted"}{(incident.Class is { } kind ? $", {kind}" : "")}");
        foreach (var one in shown.Reports)
        {
            var (observation, happened) = (one.Observation, Sound.Happened(one.Observation));
            output.WriteLine($"  {JournalWords.Listed(one.Report.Entries)}: {Screen.Plain(ReportWords.Summary(observation))}, {Screen.Plain(PlaceWords.Words(observation.Where))}, {observation.Means.Written()}");
            if (happened != observation.Occurred)
                output.WriteLine(FormattableString.Invariant($"    heard: happened {(observation.Occurred.End - happened.End).TotalSeconds:0.0} to {(observation.Occurred.Start - happened.Start).TotalSeconds:0.0} s earlier"));
        }
        foreach (var (reason, of) in shown.Reasons)
        {
            output.WriteLine($"  {string.Join(" and ", of.Select(one => JournalWords.Listed(one.Report.Entries)))}: {Screen.Plain(reason.Sentence())}");
            if (reason is Grouping.LeftOpen { By: var by } && !by.IsEmpty) output.WriteLine($"    because of {string.Join(", ", by.Select(one => JournalWords.Listed(one.Report.Entries)))}; 'truceline incident together' or 'apart' settles it");
            if (reason.Measured is var (gap, pause)) output.WriteLine(FormattableString.Invariant($"    {gap.Value:0.###} m, {pause.TotalSeconds:0.#} s; {string.Join(" and ", of.Select(one => Screen.Plain(one.Observation.What ?? "no class")))}"));
        }
        if (incident.Reasons.IsEmpty) output.WriteLine("  joined with no other, and nothing is left open");
    }

    private static byte[] Json(Shown shown)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, CheckJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("id", shown.Incident.Id.Value);
            AssessmentJson.Time(json, "occurred", shown.Incident.Occurred);
            if (shown.Incident.Count is { } count)
            {
                json.WriteStartArray("count");
                json.WriteNumberValue(count.Least);
                if (count.Most is { } most) json.WriteNumberValue(most);
                else json.WriteNullValue();
                json.WriteEndArray();
            }
            if (shown.Incident.Class is { } kind) json.WriteString("class", kind);
            json.WriteStartArray("reports");
            foreach (var one in shown.Reports)
            {
                json.WriteStartObject();
                json.WriteNumber("entry", one.Report.Entries[0]);
                json.WriteString("what", ReportWords.Summary(one.Observation));
                json.WriteString("where", PlaceWords.Words(one.Observation.Where));
                json.WriteString("means", one.Observation.Means.Written());
                AssessmentJson.Time(json, "occurred", one.Observation.Occurred);
                AssessmentJson.Time(json, "happened", Sound.Happened(one.Observation));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("grouping");
            foreach (var (reason, of) in shown.Reasons)
            {
                json.WriteStartObject();
                json.WriteString("says", reason.Sentence());
                json.WriteBoolean("is-left-open", reason is Grouping.LeftOpen or Grouping.TooMany);
                Entries("entries", of);
                if (reason.Measured is var (gap, pause))
                {
                    json.WriteNumber("gap-m", gap.Value);
                    json.WriteNumber("pause-s", pause.TotalSeconds);
                }
                if (reason is Grouping.LeftOpen { By: var by }) Entries("because-of", by);
                if (reason is Grouping.Split { Bar: { } bar })
                {
                    if (bar.Across is { } across) json.WriteNumber("across-m", across.Value);
                    if (bar.Lasting is { } lasting) json.WriteNumber("lasting-s", lasting.TotalSeconds);
                    if (bar.Excluding is var (a, b)) Entries("excluding", [a, b]);
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();

            void Entries(string name, IEnumerable<Sighting> of)
            {
                json.WriteStartArray(name);
                foreach (var one in of) json.WriteNumberValue(one.Report.Entries[0]);
                json.WriteEndArray();
            }
        }
        return buffer.ToArray();
    }

    /// <summary>An incident with its reports, and each reason with those of which it speaks, in the order in which they came.</summary>
    private sealed record Shown(Incident Incident, Sighting[] Reports, (Grouping Reason, Sighting[] Of)[] Reasons)
    {
        public static Shown Of(Incident incident, ReportLog log)
        {
            var of = log.Standing.ToDictionary(report => report.Report.Id);
            return new(incident, InOrder(incident.Sightings), [.. incident.Reasons.Select(reason => (reason, Named(reason)))]);

            Sighting[] Named(Grouping reason)
            {
                var (_, a, b) = Grouping.Order(reason);
                Sighting[] two = [.. new[] { a, b }.Distinct().Select(id => Sighting.Of(of[id])!)];
                // Who counted more is named first.
                return reason is Grouping.CountsContradict ? two : InOrder(two);
            }
        }

        private static Sighting[] InOrder(IEnumerable<Sighting> some) => [.. some.OrderBy(one => one.Report.Entries[0])];
    }
}
