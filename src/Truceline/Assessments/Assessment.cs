using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>Everything that was found when a record was held against an agreement, as of an instant and an entry.</summary>
public sealed class Assessment
{
    /// <summary>The agreement, in its plain reading.</summary>
    public required Agreement Agreement { get; init; }

    /// <summary>The end of the world that was looked at: nothing that occurred after it was used. Null: the record is empty.</summary>
    public required Instant? AsOf { get; init; }

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

    /// <summary>The findings of the plain text.</summary>
    public IEnumerable<Finding> Plain => Findings.Where(finding => finding.Key.Reading is null);

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
    public Finding? Find(FindingKey key) => Index.GetValueOrDefault(key);

    private bool IsBreached(FindingKey key) =>
        Find(key) is { Outcome: Outcome.Breached, Standing: not Standing.Refuted };

    private Dictionary<FindingKey, Finding>? index;

    private Dictionary<FindingKey, Finding> Index => index ??= Findings.ToDictionary(finding => finding.Key);
}
