using System.Collections.Immutable;
using System.Security.Cryptography;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Reports;

/// <summary>
/// The name of a report inside Truceline: 128 bits in base32 (26 letters). It is derived from the source and the source's
/// own id, never published, and goes with the report when that is erased.
/// </summary>
public readonly record struct ReportId(string Value) : IComparable<ReportId>
{
    /// <summary>SHA-256 over source ‖ NUL ‖ own id, the first 128 bits in base32.</summary>
    /// <exception cref="ArgumentException">The source holds a NUL (two reports could share a name), or half a surrogate pair.</exception>
    public static ReportId Of(string source, string ownId) => new(ShortName.Of(source, ownId));

    /// <summary>
    /// SHA-256 over the canonical body without its recorded time and submitter, for a source that gives no ids: the same
    /// words of one source are one report, whoever hands them in.
    /// </summary>
    public static ReportId OfBody(ReadOnlySpan<byte> canonicalBodyWithoutRecorded) => new(ShortName.OfHash(SHA256.HashData(canonicalBodyWithoutRecorded)));

    /// <inheritdoc/>
    public int CompareTo(ReportId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What one source said, once.</summary>
public sealed record Report
{
    /// <summary>Its name.</summary>
    public required ReportId Id { get; init; }

    /// <summary>Who handed it in: a mission, a party, a data set.</summary>
    public required string Source { get; init; }

    /// <summary>The source's own id, where it gives one.</summary>
    public string? OwnId { get; init; }

    /// <summary>True for made-up reports; shown as <em>exercise, synthetic</em> wherever they are used.</summary>
    public bool Exercise { get; init; }

    /// <summary>What the source leaves out as a rule, in free words ("records fatal events only"), or null.</summary>
    public string? Limits { get; init; }

    /// <summary>What it says.</summary>
    public required Content Content { get; init; }

    /// <summary>A report under the name that follows from its source and own id or, without one, from what it says.</summary>
    public static Report Of(string source, string? ownId, Content content, bool exercise = false, string? limits = null)
    {
        var unnamed = new Report { Id = default, Source = source, OwnId = ownId, Exercise = exercise, Limits = limits, Content = content };
        return unnamed with { Id = ownId is null ? ReportId.OfBody(ReportEntry.ContentOf(unnamed)) : ReportId.Of(source, ownId) };
    }
}

/// <summary>What a report says. A closed family.</summary>
public abstract record Content
{
    private protected Content() { }

    /// <summary>The first and the last instant at which what it tells of may have been; null where it tells of nothing that occurred.</summary>
    public virtual Interval? When => null;
}

/// <summary>That an actor declares an event of an agreement, such as a ceasefire.</summary>
/// <param name="By">Who declares it, in the source's words.</param>
/// <param name="Event">The event, by its id in the agreement.</param>
/// <param name="Effective">From when it holds.</param>
/// <param name="Agreement">The agreement, by id; null: any that has the event.</param>
/// <param name="Said">Who passes it on, in the source's words, when it is not <paramref name="By"/> itself; else null.</param>
public sealed record Declaration(string By, string Event, Instant Effective, string? Agreement, string? Said) : Content
{
    /// <summary>When it was declared; null when the source does not say. The world before that does not know of it.</summary>
    public Instant? Declared { get; init; }

    /// <inheritdoc/>
    public override Interval? When => Declared is { } at ? new Interval(at, at) : null;
}

/// <summary>The content of a report about something that happened, normalised.</summary>
public sealed record Observation : Content
{
    /// <summary>When it happened: the first and the last instant at which it may have.</summary>
    public required Interval Occurred { get; init; }

    /// <inheritdoc/>
    public override Interval? When => Occurred;

    /// <summary>Where it happened.</summary>
    public required Place Where { get; init; }

    /// <summary>How many detonations, items or persons, with bounds; null when it does not say.</summary>
    public CountBounds? Count { get; init; }

    /// <summary>What was done; null when it does not say.</summary>
    public Act? Act { get; init; }

    /// <summary>With what: the source's word for the class; null when it does not say.</summary>
    public string? What { get; init; }

    /// <summary>The calibre in millimetres, where known.</summary>
    public double? Calibre { get; init; }

    /// <summary>The model, where known.</summary>
    public string? Model { get; init; }

    /// <summary>The people killed, where counted.</summary>
    public Fatalities? Fatalities { get; init; }

    /// <summary>Which end of the fire was observed; null when it is not about fire or does not say.</summary>
    public FirePhase? Phase { get; init; }

    /// <summary>Who did it, with the basis of each attribution; empty when it does not say.</summary>
    public ImmutableArray<Attribution> By { get; init; } = [];

    /// <summary>How it came to be known.</summary>
    public required Means Means { get; init; }

    /// <summary>Who observed it, in the source's words; null: the source itself.</summary>
    public string? Observer { get; init; }

    /// <summary>
    /// The chains through which the source has it, each from the nearest link to the deepest; a null link is unnamed.
    /// Empty: the observer has it at first hand.
    /// </summary>
    public ImmutableArray<ImmutableArray<string?>> Chains { get; init; } = [];

    /// <summary>That an obligation of an agreement was begun or completed, when the report says so.</summary>
    public Fulfilment? Fulfilment { get; init; }

    /// <summary>The report of the fire that this fire answers, as <c>source/own-id</c>; null when it does not say that it answers any.</summary>
    public string? Answers { get; init; }

    /// <summary>What was assumed on the way in, one sentence each ("place precision 2 read as within 25 km").</summary>
    public ImmutableArray<string> Assumed { get; init; } = [];

    /// <summary>What else the source says, in its words.</summary>
    public string? Note { get; init; }
}

/// <summary>A place as observed: its name where it has one, and the region in which it may lie.</summary>
public sealed record Place(string? Name, Region Region);

/// <summary>A count with bounds; without <paramref name="Most"/> it is open upwards.</summary>
public readonly record struct CountBounds(int Least, int? Most);

/// <summary>People killed: the low, best and high estimates, and by side in the source's words where it says.</summary>
public sealed record Fatalities(int Low, int Best, int High, ImmutableSortedDictionary<string, int> BySide);

/// <summary>Which end of a fire was observed.</summary>
public enum FirePhase
{
#pragma warning disable CS1591
    Outgoing, Impact, Airburst, Undetermined,
#pragma warning restore CS1591
}

/// <summary>That somebody did it.</summary>
/// <param name="Actor">Who, in the source's words.</param>
/// <param name="Basis">On what basis.</param>
public sealed record Attribution(string Actor, AttributionBasis Basis);

/// <summary>On what an attribution rests. A claim makes it possible; the others make it certain.</summary>
public enum AttributionBasis
{
    /// <summary>Somebody says so.</summary>
    Claim,

    /// <summary>The observer saw who it was.</summary>
    Seen,

    /// <summary>It was worked out from evidence, such as craters.</summary>
    Analysis,

    /// <summary>The actor says it of itself.</summary>
    Admission,
}

/// <summary>That an obligation was begun or completed.</summary>
/// <param name="Agreement">The agreement, by id.</param>
/// <param name="Clause">The clause, by id.</param>
/// <param name="Stage">Begun or completed.</param>
public sealed record Fulfilment(string Agreement, string Clause, FulfilmentStage Stage);

/// <summary>How far an obligation has got.</summary>
public enum FulfilmentStage
{
#pragma warning disable CS1591
    Begun, Completed,
#pragma warning restore CS1591
}
