using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>Everything that was found when a record was held against an agreement, as of an instant and an entry.</summary>
public sealed class Assessment
{
    private ImmutableArray<Finding> findings;

    internal Assessment(Basis basis, ImmutableArray<FindingsOf> parts) => (Basis, Parts) = (basis, parts);

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
    public ImmutableArray<Finding> Findings
    {
        get
        {
            // Where few of very many are asked for, it is spared to put them all into one list.
            if (findings.IsDefault) ImmutableInterlocked.InterlockedInitialize(ref findings, Parts.SelectMany(part => part.Findings).ToImmutableArray());
            return findings;
        }
    }

    /// <summary>The same, clause by clause and reading by reading.</summary>
    internal ImmutableArray<FindingsOf> Parts { get; }

    /// <summary>From what it was made.</summary>
    internal Basis Basis { get; }

    /// <summary>The findings of the plain text.</summary>
    public IEnumerable<Finding> Plain => Parts.Where(part => part.Reading is null).SelectMany(part => part.Findings);

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
        var place = Sorted.First(Incidents.AsSpan(), incident => incident.Id.CompareTo(id) < 0);
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
        get => field ??= Parts.SelectMany(part => part.Findings).Where(finding => finding.Incident is null).ToImmutableDictionary(finding => finding.Key);
        set;
    }

    /// <summary>The order of <see cref="Findings"/>.</summary>
    internal Comparison<Finding> Order => field ??= OrderOf(Ranks);

    private bool IsBreached(FindingKey key) =>
        Find(key) is { Outcome: Outcome.Breached, Standing: not Standing.Refuted };

    /// <summary>The findings of one clause under one reading that hold an incident against it: they stand at its time.</summary>
    private IEnumerable<Finding> Under(string clause, string? reading, Incident incident)
    {
        if (!Of.TryGetValue((clause, reading ?? ""), out var part)) yield break;
        var start = incident.Occurred.Start;
        for (var i = Sorted.First(part.AsSpan(), finding => FindingOrder.Start(finding) < start); i < part.Length && FindingOrder.Start(part[i]) == start; i++)
            if (part[i].Incident?.Id == incident.Id) yield return part[i];
    }

    // It holds on to the agreement's clauses alone, not to the findings.
    private static Comparison<Finding> OrderOf(Dictionary<(string Clause, string Reading), int> ranks) => (a, b) =>
        Rank(ranks, a).CompareTo(Rank(ranks, b)) is not 0 and var order ? order : FindingOrder.Instance.Compare(a, b);

    private static int Rank(Dictionary<(string Clause, string Reading), int> ranks, Finding finding) => ranks[(finding.Clause, finding.Reading ?? "")];

    /// <summary>Which place in the order the findings of a clause and reading have.</summary>
    private Dictionary<(string Clause, string Reading), int> Ranks => field ??= Agreement.Clauses
        .SelectMany(clause => Agreement.Readings.Values.Where(reading => reading.Changes.Contains(clause.Id)).Select(reading => reading.Name).Prepend("").Select(reading => (clause.Id, reading)))
        .Index().ToDictionary(one => one.Item, one => one.Index);

    private Dictionary<(string Clause, string Reading), ImmutableArray<Finding>> Of => field ??= Parts.ToDictionary(part => (part.Clause, part.Reading ?? ""), part => part.Findings);
}

/// <summary>The findings of one clause under one reading, in order.</summary>
/// <param name="Clause">The clause, by id.</param>
/// <param name="Reading">The reading; null for the plain text.</param>
/// <param name="Findings">The findings.</param>
internal readonly record struct FindingsOf(string Clause, string? Reading, ImmutableArray<Finding> Findings);
