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

    /// <summary>The reason in a sentence.</summary>
    public string Sentence() => this switch
    {
        Joined j => $"joined: {j.Gap} and {Minutes(j.Pause)} apart, within the rule",
        Split s => $"kept apart from a neighbour {s.Gap} and {Minutes(s.Pause)} away, because the chain exceeded the rule's greatest extent or duration",
        TooCoarse t => $"stands alone: {t.Why}",
        _ => throw new InvalidOperationException("INVARIANT: the family of groupings is closed"),
    };

    private static string Minutes(Duration duration) => FormattableString.Invariant($"{Math.Round(duration.TotalMinutes):0} min");
}
