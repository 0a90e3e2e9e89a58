using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.App.Intake;
using Truceline.App.Serving;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>
/// From what was typed to a report. The form writes what a line of a file would say and goes through the same reader and the
/// same admission; what they find is told at the field that it is about.
/// </summary>
internal sealed partial class ReportDraftReading
{
    private readonly Gazetteer places;
    private readonly Func<ReportId, JournalledReport?> find;
    private readonly Instant now;
    private readonly List<string> assumed = [];
    private ReportDraft draft;

    private ReportDraftReading(ReportDraft draft, Gazetteer places, Func<ReportId, JournalledReport?> find, Instant now) => (this.draft, this.places, this.find, this.now) = (draft, places, find, now);

    /// <summary>The report, or the draft with what is wrong with it.</summary>
    /// <param name="draft">What was typed.</param>
    /// <param name="places">The places that have names here.</param>
    /// <param name="find">The reports that the journal has.</param>
    /// <param name="now">When it is handed in: what is reported lies before.</param>
    public static (Report? Report, ReportDraft Draft) Read(ReportDraft draft, Gazetteer places, Func<ReportId, JournalledReport?> find, Instant now)
    {
        var reading = new ReportDraftReading(draft, places, find, now);
        var report = reading.Report();
        return (reading.draft.Faults.IsEmpty ? report : null, reading.draft);
    }

    private Report? Report()
    {
        if (draft["source"].Length == 0) Fault("source", "Name who says it.");
        var content = Content();
        if (!draft.Faults.IsEmpty) return null;
        var line = new JsonObject { ["own-id"] = draft.OwnId, ["exercise"] = draft["exercise"].Length > 0, [draft.Kind] = content };
        var where = new Location("the form", 1, 1);
        var reading = ReportReader.Read(where, System.Text.Encoding.UTF8.GetBytes(line.ToJsonString()), draft["source"]);
        foreach (var problem in reading.Problems) Fault(FieldOf(problem.What), $"{problem.What}: {problem.Remedy}.");
        if (reading.Report is { } report && Admission.Refusal(report, now, where) is { } refused) Fault("", $"{Capital(refused.What)}: {refused.Remedy}.");
        return reading.Report;
    }

    private JsonObject Content()
    {
        var content = new JsonObject { ["occurred"] = Occurred(), ["where"] = Where() };
        if (draft.Kind == "access") Set(content, "status", Chosen("status", "Say how it went."));
        if (draft.Kind == "observation")
        {
            Set(content, "act", draft["act"]);
            Set(content, "phase", draft["phase"]);
        }
        if (draft.Kind != "access")
        {
            Set(content, "what", draft["what"]);
            if (Count() is { } count) content["count"] = count;
        }
        Set(content, "means", Chosen("means", "Say how it came to be known."));
        Set(content, "observer", draft["observer"]);
        if (draft.Kind == "observation") Set(content, "text", TextRead());
        By(content);
        Set(content, "note", draft["note"]);
        if (draft.Kind == "observation" && assumed.Count > 0) content["assumed"] = new JsonArray([.. assumed.Select(sentence => JsonValue.Create(sentence))]);
        return content;
    }

    /// <summary>The text it was read in. A name that is wrong would make a report that adds no origin to anybody, so the journal must have the text.</summary>
    private string TextRead()
    {
        if (draft["text"] is { Length: > 0 } name && TextsRead.Named(name, find) is null)
            Fault("text", TextsRead.IsName(name) ? "The journal has no text of that name: import the text first, or leave this empty." : "Write the source of the text and its own number with a slash between them, as Press Desk/wire.");
        return draft["text"];
    }

    private void By(JsonObject content)
    {
        var (actor, basis) = (draft["by"], draft["basis"]);
        if (draft.Kind == "presence")
        {
            Set(content, "who", actor.Length > 0 ? actor : Missing("by", "Name whose unit it is."));
            Set(content, "basis", Chosen("basis", "Say on what it rests that it was them."));
            return;
        }
        if (actor.Length == 0)
        {
            if (basis.Length > 0) Fault("by", "Name who did it, or leave out on what that rests.");
            return;
        }
        content["by"] = new JsonArray(new JsonObject { ["actor"] = actor, ["basis"] = Chosen("basis", "Say on what it rests that it was them.") });
    }

    /// <summary>The first and the last instant, from local times; null and a fault where there are none.</summary>
    private JsonArray? Occurred()
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(draft["zone"]) is not { } zone)
        {
            Fault("zone", "There is no time zone of that name: write one such as Europe/Kyiv.");
            return null;
        }
        var from = Instant("from", zone, first: true);
        var to = draft["to"].Length > 0 ? Instant("to", zone, first: false) : draft["from"].Length > 0 && from is not null ? Instant("from", zone, first: false) : null;
        if (from is not { } start || to is not { } end) return null;
        if (end < start) Fault("to", "The end lies before the beginning.");
        if (end > now) Fault(draft["to"].Length > 0 ? "to" : "from", $"That is still to come: it is {At(now, zone)} now. What has not happened cannot be reported.");
        return [InstantPattern.ExtendedIso.Format(start), InstantPattern.ExtendedIso.Format(end)];
    }

    private Instant? Instant(string field, DateTimeZone zone, bool first)
    {
        if (draft[field].Length == 0)
        {
            Fault(field, "Say when it was.");
            return null;
        }
        if (FieldTime.Parse(draft[field]) is not { } local)
        {
            Fault(field, "That is no date and time: write it as 2025-09-06 14:10.");
            return null;
        }
        var mapping = zone.MapLocal(local);
        if (mapping.Count == 0)
        {
            Fault(field, $"There was no such time: the clocks of {zone.Id} went forward over it.");
            return null;
        }
        if (mapping.Count > 1 && first) assumed.Add($"{draft[field]} came twice when the clocks of {zone.Id} went back: both are covered");
        return (first ? mapping.First() : mapping.Last()).ToInstant();
    }

    private JsonObject? Where()
    {
        var words = draft["place"];
        if (draft["unplaced"].Length > 0) return words.Length > 0 ? new() { ["name"] = words } : new() { ["unknown"] = true };
        if (words.Length == 0)
        {
            Fault("place", "Say where it was, or tick that this is not known.");
            return null;
        }
        var found = places.Find(words);
        if (found.Place is not { } place)
        {
            Fault("place", $"{Capital(found.Fault!)}; {found.Remedy}.");
            return null;
        }
        assumed.AddRange(found.Assumed);
        var where = place.Region.Match(
            disc => new JsonObject { ["at"] = new JsonObject { ["lat"] = disc.Centre.Latitude, ["lon"] = disc.Centre.Longitude }, ["within-m"] = disc.Radius.Value },
            _ => throw new InvalidOperationException("INVARIANT: words of a place say a disc"),
            _ => throw new InvalidOperationException("INVARIANT: words of a place say a disc"),
            _ => throw new InvalidOperationException("INVARIANT: words of a place say a disc"));
        if (place.Name is { } name) where["name"] = name;
        return where;
    }

    private JsonArray? Count()
    {
        var (least, most) = (Number("least"), Number("most"));
        if (least is null && most is null) return null;
        if (least is null) Fault("least", "Say how many there were at least; 0 where that is not known.");
        if (most < least) Fault("most", "The most is less than the least.");
        return [least, most];
    }

    private int? Number(string field)
    {
        if (draft[field].Length == 0) return null;
        if (int.TryParse(draft[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        Fault(field, "That is no whole number.");
        return null;
    }

    private string Chosen(string field, string fault) => draft[field].Length > 0 ? draft[field] : Missing(field, fault);

    private string Missing(string field, string fault)
    {
        Fault(field, fault);
        return "";
    }

    private void Fault(string field, string what) => draft = draft.With(field, what);

    private static void Set(JsonObject content, string member, string words)
    {
        if (words.Length > 0) content[member] = words;
    }

    /// <summary>The field that a problem of the reader is about: the reader names the member of the file.</summary>
    private static string FieldOf(string what)
    {
        if (Member().Match(what) is not { Success: true } match) return what.StartsWith("the source", StringComparison.Ordinal) ? "source" : "";
        return match.Groups[1].Value.Split('.')[0] switch
        {
            "occurred" => "from",
            "where" => "place",
            "count" => "least",
            "who" => "by",
            var member when ReportDraft.Longest.ContainsKey(member) => member,
            _ => "",
        };
    }

    private static string At(Instant instant, DateTimeZone zone) => $"{Parts.At.Words(instant, zone)} {zone.Id}";

    private static string Capital(string sentence) => sentence.Length == 0 ? sentence : char.ToUpperInvariant(sentence[0]) + sentence[1..];

    [GeneratedRegex(@"`(?:(?:observation|access|presence)\.)?([a-z][a-z.-]*)")]
    private static partial Regex Member();
}
