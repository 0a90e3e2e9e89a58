using System.Collections.Immutable;
using NodaTime;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>The name of an incident: 128 bits in base32, derived from its least <see cref="ReportId"/> and the rules version.</summary>
public readonly record struct IncidentId(string Value) : IComparable<IncidentId>
{
    /// <summary>The id of the incident whose least report this is.</summary>
    public static IncidentId Of(ReportId least) => new(ShortName.Of(Rules.Version, least.Value));

    /// <inheritdoc/>
    public int CompareTo(IncidentId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>One report among those of an incident, with its content at hand.</summary>
/// <param name="Report">The report and its entries.</param>
/// <param name="Observation">Its content; of a <see cref="Presence"/>, that the unit was stationed there.</param>
public sealed record Sighting(JournalledReport Report, Observation Observation)
{
    /// <summary>What a report says of something that happened; null when it says nothing of that, or was withdrawn.</summary>
    public static Sighting? Of(JournalledReport report) => report.Report.Content switch
    {
        Observation observation => new(report, observation),
        Presence presence => new(report, presence.Observed()),
        _ => null,
    };

    /// <summary>The name of the report.</summary>
    public ReportId Id => Report.Report.Id;
}

/// <summary>One happening, fused from the observations of it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Sightings">Its observations, in the order of their report ids; at least one.</param>
/// <param name="Occurred">From the first to the last instant at which any of them may have been.</param>
/// <param name="Count">
/// How many, over all observers: at least what the observer with the greatest lower bound counted, at most the greatest
/// upper bound. Counts of several observers never add up. Null when nobody counted.
/// </param>
/// <param name="Reasons">Why these observations stand together, or this one alone; in a fixed order.</param>
public sealed record Incident(
    IncidentId Id, ImmutableArray<Sighting> Sightings, Interval Occurred, CountBounds? Count, ImmutableArray<Grouping> Reasons)
{
    /// <summary>Whether it is nothing but the position of a unit: held against clauses like any other, and counted apart.</summary>
    public bool IsPosition => Sightings.All(sighting => sighting.Report.Report.Content is Presence);
}

/// <summary>A reason for a grouping. A closed family.</summary>
public abstract record Grouping
{
    private Grouping() { }

    /// <summary>Two observations were joined.</summary>
    /// <param name="A">The one with the lesser id.</param>
    /// <param name="B">The other.</param>
    /// <param name="Gap">The gap between their regions of uncertainty.</param>
    /// <param name="Pause">The pause between them.</param>
    public sealed record Joined(ReportId A, ReportId B, Metres Gap, Duration Pause) : Grouping;

    /// <summary>Two observations would have joined, but the chain exceeded the rule's bounds and was split at its largest gap.</summary>
    public sealed record Split(ReportId A, ReportId B, Metres Gap, Duration Pause) : Grouping;

    /// <summary>The observation is known too coarsely to be taken for the same happening as another.</summary>
    public sealed record TooCoarse(ReportId Report, string Why) : Grouping;

    /// <summary>Two observations were joined because somebody decided so.</summary>
    /// <param name="A">The one with the lesser id.</param>
    /// <param name="B">The other.</param>
    /// <param name="Entry">The entry that decides it.</param>
    /// <param name="Against">An earlier entry that decided otherwise; null: none did.</param>
    /// <param name="IsByRule">Whether the rule alone would take the two for neighbours.</param>
    public sealed record Decided(ReportId A, ReportId B, long Entry, long? Against, bool IsByRule) : Grouping;

    /// <summary>Two observations stay apart because somebody decided so.</summary>
    /// <param name="A">The one with the lesser id.</param>
    /// <param name="B">The other.</param>
    /// <param name="Entry">The entry that decides it.</param>
    /// <param name="Against">An earlier entry that decided otherwise; null: none did.</param>
    /// <param name="IsDirect">Whether the decision names the two themselves; else it names others that would come together with them.</param>
    public sealed record KeptApart(ReportId A, ReportId B, long Entry, long? Against, bool IsDirect) : Grouping;

    /// <summary>The entries of the decisions that it rests on; none where the rule alone is the reason.</summary>
    public ImmutableArray<long> Entries => this switch
    {
        Decided d => d.Against is { } other ? [other, d.Entry] : [d.Entry],
        KeptApart k => k.Against is { } other ? [.. new[] { other, k.Entry }.Order()] : [k.Entry],
        _ => [],
    };

    /// <summary>The reason in a sentence.</summary>
    public string Sentence() => this switch
    {
        Joined j => $"joined: {j.Gap} and {Minutes(j.Pause)} apart, within the rule",
        Split s => $"kept apart from a neighbour {s.Gap} and {Minutes(s.Pause)} away, because the chain exceeded the rule's greatest extent or duration",
        TooCoarse t => $"stands alone: {t.Why}",
        Decided d => FormattableString.Invariant($"joined: entry {d.Entry} decides so{Otherwise(d.Against)}{(d.IsByRule ? "" : "; the rule alone would not join them")}"),
        KeptApart { IsDirect: true } k => FormattableString.Invariant($"kept apart: entry {k.Entry} decides so{Otherwise(k.Against)}"),
        KeptApart k => FormattableString.Invariant($"not joined{(k.Against is { } other ? FormattableString.Invariant($", as entry {other} decides") : "")}: entry {k.Entry} keeps apart two reports that would come together"),
        _ => throw new InvalidOperationException("INVARIANT: the family of groupings is closed"),
    };

    private static string Otherwise(long? against) => against is { } other ? FormattableString.Invariant($", otherwise than entry {other} before it") : "";

    private static string Minutes(Duration duration) => FormattableString.Invariant($"{Math.Round(duration.TotalMinutes):0} min");
}
