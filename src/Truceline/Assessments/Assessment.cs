using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>Everything that was found when a record was held against an agreement, as of an instant and an entry.</summary>
public sealed class Assessment
{
    internal Assessment(Basis basis) => Basis = basis;

    /// <summary>The agreement, in its plain reading.</summary>
    public required Agreement Agreement { get; init; }

    /// <summary>The end of the world that was looked at: nothing that occurred after it was used. Null: the record is empty.</summary>
    public required Instant? AsOf { get; init; }

    /// <summary>Whether <see cref="AsOf"/> follows the record, because nobody asked for another end.</summary>
    public required bool FollowsRecord { get; init; }

    /// <summary>The number of journal entries that were known.</summary>
    public required long AtEntry { get; init; }

    /// <summary>How many reports were used.</summary>
    public required int Reports { get; init; }

    /// <summary>True when any report used is made up.</summary>
    public required bool Exercise { get; init; }

    /// <summary>What sources leave out as a rule ("ucdp records fatal events only"), in ordinal order.</summary>
    public required ImmutableArray<string> Limits { get; init; }

    /// <summary>The incidents, in the order of their ids.</summary>
    public required ImmutableArray<Incident> Incidents { get; init; }

    /// <summary>When each event of the agreement happened, in the plain reading.</summary>
    public required ImmutableSortedDictionary<string, EventTime> Events { get; init; }

    /// <summary>
    /// The findings: by clause as the agreement has them, then plain text before readings, then time, subject and id.
    /// Readings are listed only for the clauses that they change.
    /// </summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>From what it was made.</summary>
    internal Basis Basis { get; }

    /// <summary>The findings of the plain text.</summary>
    public IEnumerable<Finding> Plain => Findings.Where(finding => finding.Reading is null);

    /// <summary>
    /// What the readings make of a finding: "under every reading", "under some readings (…)" or "under no reading" for a
    /// breach; null when no reading changes its clause.
    /// </summary>
    public string? UnderReadings(FindingKey key)
    {
        var readings = Agreement.Readings.Values.Where(reading => reading.Changes.Contains(key.Clause)).Select(reading => reading.Name).ToArray();
        if (readings.Length == 0) return null;
        var all = readings.Prepend(null).ToArray();
        var breached = all.Where(reading => IsBreached(key with { Reading = reading })).Select(reading => reading ?? "plain text").ToArray();
        return breached.Length == 0 ? "breached under no reading"
            : breached.Length == all.Length ? "breached under every reading"
            : $"breached under some readings ({string.Join(", ", breached)})";
    }

    /// <summary>The finding of a key, or null.</summary>
    public Finding? Find(FindingKey key) =>
        (key.Occasion is Occasion.OfIncident about && Incident(about.Incident) is { } incident ? Under(key.Clause, key.Reading, incident).FirstOrDefault(finding => finding.Subject == key.Subject) : null)
        ?? Others.GetValueOrDefault(key);

    /// <summary>The incident of an id, or null.</summary>
    public Incident? Incident(IncidentId id)
    {
        var place = Place(Incidents, incident => incident.Id.CompareTo(id) < 0, 0, Incidents.Length);
        return place < Incidents.Length && Incidents[place].Id == id ? Incidents[place] : null;
    }

    /// <summary>The findings that hold an incident against clauses, readings included, in their order.</summary>
    public IEnumerable<Finding> About(Incident incident) => Parts.SelectMany(part => Under(part.Clause, part.Reading, incident));

    /// <summary>How many findings of the plain text there are under each clause with each answer.</summary>
    internal ImmutableDictionary<(string Clause, Outcome Outcome, Standing? Standing), int> Answers
    {
        get => field ??= Plain.CountBy(finding => (finding.Clause, finding.Outcome, finding.Standing)).ToImmutableDictionary();
        set;
    }

    /// <summary>The findings of deadlines, days and periods, by their keys.</summary>
    internal ImmutableDictionary<FindingKey, Finding> Others
    {
        get => field ??= Findings.Where(finding => finding.Incident is null).ToImmutableDictionary(finding => finding.Key);
        set;
    }

    /// <summary>The order of <see cref="Findings"/>.</summary>
    internal Comparison<Finding> Order => field ??= OrderOf(Ranks);

    private bool IsBreached(FindingKey key) =>
        Find(key) is { Outcome: Outcome.Breached, Standing: not Standing.Refuted };

    /// <summary>The findings of one clause under one reading that hold an incident against it: they stand at its time.</summary>
    private IEnumerable<Finding> Under(string clause, string? reading, Incident incident)
    {
        if (!Ranks.TryGetValue((clause, reading ?? ""), out var rank)) yield break;
        var (from, to) = (Parts[rank].From, rank + 1 < Parts.Length ? Parts[rank + 1].From : Findings.Length);
        var start = incident.Occurred.Start;
        for (var i = Place(Findings, finding => FindingOrder.Start(finding) < start, from, to); i < to && FindingOrder.Start(Findings[i]) == start; i++)
            if (Findings[i].Incident?.Id == incident.Id) yield return Findings[i];
    }

    // It holds on to the agreement's clauses alone, not to the findings.
    private static Comparison<Finding> OrderOf(Dictionary<(string Clause, string Reading), int> ranks) => (a, b) =>
        Rank(ranks, a).CompareTo(Rank(ranks, b)) is not 0 and var order ? order : FindingOrder.Instance.Compare(a, b);

    private static int Rank(Dictionary<(string Clause, string Reading), int> ranks, Finding finding) => ranks[(finding.Clause, finding.Reading ?? "")];

    /// <summary>Which part of the findings is of which clause and reading.</summary>
    private Dictionary<(string Clause, string Reading), int> Ranks => field ??= Agreement.Clauses
        .SelectMany(clause => Agreement.Readings.Values.Where(reading => reading.Changes.Contains(clause.Id)).Select(reading => reading.Name).Prepend("").Select(reading => (clause.Id, reading)))
        .Index().ToDictionary(one => one.Item, one => one.Index);

    private ImmutableArray<(string Clause, string? Reading, int From)> Parts => field.IsDefault
        ? field = [.. Ranks.OrderBy(one => one.Value).Select(one => (one.Key.Clause, one.Key.Reading is "" ? null : one.Key.Reading, Place(Findings, finding => Rank(Ranks, finding) < one.Value, 0, Findings.Length)))]
        : field;

    private static int Place<T>(ImmutableArray<T> all, Func<T, bool> isBefore, int low, int high)
    {
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (isBefore(all[middle])) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
