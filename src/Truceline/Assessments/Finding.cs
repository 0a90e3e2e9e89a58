using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>The name of a finding: SHA-256 over agreement, rules version and the finding's key, 128 bits in base32.</summary>
public readonly record struct FindingId(string Value) : IComparable<FindingId>
{
    /// <summary>The id of a key under an agreement.</summary>
    public static FindingId Of(string agreement, FindingKey key) =>
        new(ShortName.Of(agreement, Rules.Version, key.Clause, key.Reading ?? "", key.Subject, key.Occasion.Name));

    /// <inheritdoc/>
    public int CompareTo(FindingId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What a finding is about.</summary>
/// <param name="Clause">The clause, by id.</param>
/// <param name="Reading">The reading under which it was computed; null for the plain text.</param>
/// <param name="Subject">An actor's id, or the addressees of the clause when nobody can be named ("AF, UA", "any").</param>
/// <param name="Occasion">The incident, the deadline or the day.</param>
public sealed record FindingKey(string Clause, string? Reading, string Subject, Occasion Occasion);

/// <summary>What a finding holds against the clause. A closed family.</summary>
public abstract record Occasion
{
    private Occasion() { }

    /// <summary>An incident: for prohibitions, and for what an obligation prohibits once fulfilled.</summary>
    public sealed record OfIncident(IncidentId Incident) : Occasion;

    /// <summary>A deadline: "start", "done", or "open" for an obligation that sets none.</summary>
    public sealed record OfDeadline(string Which) : Occasion;

    /// <summary>A local day.</summary>
    public sealed record OfDay(LocalDate Date) : Occasion;

    /// <summary>The written form, part of the finding's key.</summary>
    public string Name => this switch
    {
        OfIncident i => $"incident {i.Incident}",
        OfDeadline d => $"deadline {d.Which}",
        OfDay d => $"day {LocalDatePattern.Iso.Format(d.Date)}",
        _ => throw new InvalidOperationException("INVARIANT: the family of occasions is closed"),
    };
}

/// <summary>An incident, a deadline or a day held against a clause, with the answer and its reasons.</summary>
public sealed record Finding
{
    /// <summary>Its name.</summary>
    public required FindingId Id { get; init; }

    /// <summary>What it is about.</summary>
    public required FindingKey Key { get; init; }

    /// <summary>From when to when it speaks of: the incident's time, or the day; for a deadline the instant it ends.</summary>
    public required Interval? Time { get; init; }

    /// <summary>The answer.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>How well a breach is known; null for every other outcome.</summary>
    public Standing? Standing { get; init; }

    /// <summary>What is known of who did it; null where there is no act to attribute.</summary>
    public AttributionStatus? Attribution { get; init; }

    /// <summary>
    /// How far the whole region of uncertainty lies inside the clause's zone: positive inside, negative when part or all of
    /// it is outside; null when no zone or no place is known.
    /// </summary>
    public Metres? Margin { get; init; }

    /// <summary>Its reasons.</summary>
    public required Step Trace { get; init; }

    /// <summary>The assumed and unchecked things that it rests on, each once, in ordinal order.</summary>
    public ImmutableArray<string> Assumptions => [.. Trace.All().SelectMany(step => step.Assumptions).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The journal entries that it rests on, in order.</summary>
    public ImmutableArray<long> Entries => [.. Trace.All().SelectMany(step => step.Entries).Distinct().Order()];
}

/// <summary>
/// One step of the reasons: what was asked, what came out, and on what it rests. The steps below it are why.
/// </summary>
public sealed record Step
{
    /// <summary>What was asked: <c>act</c>, <c>what</c>, <c>where</c>, <c>when</c>, <c>who</c>, <c>bound</c>, <c>standing</c>, …</summary>
    public required string Predicate { get; init; }

    /// <summary>What came out, in the closed words of the predicate ("certain", "cannot rule", "alleged").</summary>
    public required string Value { get; init; }

    /// <summary>The same as a sentence.</summary>
    public required string Says { get; init; }

    /// <summary>The journal entries that it rests on directly.</summary>
    public ImmutableArray<long> Entries { get; init; } = [];

    /// <summary>The assumed things that it rests on directly.</summary>
    public ImmutableArray<string> Assumptions { get; init; } = [];

    /// <summary>By how much, for a zone.</summary>
    public Metres? Margin { get; init; }

    /// <summary>What would change it, where that can be said.</summary>
    public string? WouldChange { get; init; }

    /// <summary>The steps on which it rests.</summary>
    public ImmutableArray<Step> Because { get; init; } = [];

    /// <summary>This step and all below, from the top down.</summary>
    public IEnumerable<Step> All() => Because.SelectMany(step => step.All()).Prepend(this);
}
