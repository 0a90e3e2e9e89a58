using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
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
/// <param name="Occasion">The incident, the deadline, the day or the period.</param>
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

    /// <summary>A period of a rate, by its first instant.</summary>
    public sealed record OfPeriod(Instant From) : Occasion;

    /// <summary>How often a clause was breached in the period that ends with a local day, against the number of its alert.</summary>
    public sealed record OfThreshold(LocalDate Date) : Occasion;

    /// <summary>The written form, part of the finding's key.</summary>
    public string Name => this switch
    {
        OfIncident i => $"incident {i.Incident}",
        OfDeadline d => $"deadline {d.Which}",
        OfDay d => $"day {LocalDatePattern.Iso.Format(d.Date)}",
        OfPeriod p => $"period {InstantPattern.General.Format(p.From)}",
        OfThreshold t => $"threshold {LocalDatePattern.Iso.Format(t.Date)}",
        _ => throw new InvalidOperationException("INVARIANT: the family of occasions is closed"),
    };
}

/// <summary>An incident, a deadline or a day held against a clause, with the answer and its reasons.</summary>
/// <remarks>
/// Of an incident only the answer is kept. Its name, its margin and its reasons are made, each time the same, when they are read: there
/// are as many findings as incidents and clauses, and few are read.
/// </remarks>
public sealed record Finding
{
    private readonly Incident? incident;
    private readonly string? subject;
    private readonly sbyte outcome;
    private readonly sbyte standing = -1;
    private readonly sbyte attribution = -1;
    // What was written in full, or what explains it.
    private object source;

    /// <summary>A finding that is written in full.</summary>
    public Finding() => source = new Written();

    /// <summary>A finding of an incident, to be explained when it is asked.</summary>
    [SetsRequiredMembers]
#pragma warning disable CS8618 // The explanation gives them when they are read.
    internal Finding(IExplanation explanation, Incident incident, string subject, Outcome outcome, Standing? standing, AttributionStatus? attribution)
#pragma warning restore CS8618
    {
        source = explanation;
        this.incident = incident;
        this.subject = subject;
        Outcome = outcome;
        Standing = standing;
        Attribution = attribution;
    }

    private Finding(Finding other)
    {
        (source, incident, subject) = (other.source is Written written ? written.Copy() : other.source, other.incident, other.subject);
        (outcome, standing, attribution) = (other.outcome, other.standing, other.attribution);
    }

    /// <summary>Its name.</summary>
    public required FindingId Id { get => source is IExplanation held ? held.Id(incident!, subject!) : Own.Id; init => Own.Id = value; }

    /// <summary>What it is about.</summary>
    public required FindingKey Key { get => source is IExplanation held ? held.Key(incident!, subject!) : Own.Key; init => Own.Key = value; }

    /// <summary>From when to when it speaks of: the incident's time, or the day; for a deadline the instant it ends.</summary>
    public required Interval? Time { get => source is IExplanation ? incident!.Occurred : Own.Time; init => Own.Time = value; }

    /// <summary>The answer.</summary>
    public required Outcome Outcome { get => (Outcome)outcome; init => outcome = (sbyte)value; }

    /// <summary>How well a breach is known; null for every other outcome.</summary>
    public Standing? Standing { get => standing < 0 ? null : (Standing)standing; init => standing = (sbyte)(value is { } known ? (int)known : -1); }

    /// <summary>What is known of who did it; null where there is no act to attribute.</summary>
    public AttributionStatus? Attribution { get => attribution < 0 ? null : (AttributionStatus)attribution; init => attribution = (sbyte)(value is { } known ? (int)known : -1); }

    /// <summary>
    /// How far the whole region of uncertainty lies inside the clause's zone: positive inside, negative when part or all of
    /// it is outside; null when no zone or no place is known.
    /// </summary>
    public Metres? Margin { get => source is IExplanation held ? held.Margin(incident!, subject!) : Own.Margin; init => Own.Margin = value; }

    /// <summary>Its reasons.</summary>
    public required Step Trace { get => source is IExplanation held ? held.Trace(this) : Own.Trace; init => Own.Trace = value; }

    /// <summary>The assumed and unchecked things that it rests on, each once, in ordinal order.</summary>
    public ImmutableArray<string> Assumptions => AssumptionsOf(Trace);

    /// <summary>The journal entries that it rests on, in order.</summary>
    public ImmutableArray<long> Entries => source is IExplanation held ? held.Entries(incident!, subject!) : EntriesOf(Trace);

    /// <summary>The incident that it holds against its clause; null for a deadline, a day or a period.</summary>
    internal Incident? Incident => incident;

    /// <summary>The ban that it holds its incident against; null where it holds none.</summary>
    internal Ban? Ban => (source as BanExplanation)?.Ban;

    /// <summary>The same answer to an incident, to be explained by another ban.</summary>
    internal Finding Explained(BanExplanation by)
    {
        var copy = this with { };
        copy.source = by;
        return copy;
    }

    /// <summary>The clause of its key.</summary>
    internal string Clause => source is IExplanation held ? held.Clause : Own.Key.Clause;

    /// <summary>The reading of its key.</summary>
    internal string? Reading => source is IExplanation held ? held.Reading : Own.Key.Reading;

    /// <summary>The subject of its key.</summary>
    internal string Subject => subject ?? Own.Key.Subject;

    /// <inheritdoc/>
    public bool Equals(Finding? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    internal static ImmutableArray<string> AssumptionsOf(Step trace) => [.. trace.All().SelectMany(step => step.Assumptions).Distinct().Order(StringComparer.Ordinal)];

    internal static ImmutableArray<long> EntriesOf(Step trace) => [.. trace.All().SelectMany(step => step.Entries).Distinct().Order()];

    /// <summary>Of one whose explanation is to be replaced in a part, all of it is written first.</summary>
    private Written Own => source as Written ?? (Written)(source = new Written { Id = Id, Key = Key, Time = Time, Margin = Margin, Trace = Trace });

    private sealed class Written
    {
        public FindingId Id;
        public FindingKey Key = null!;
        public Interval? Time;
        public Metres? Margin;
        public Step Trace = null!;

        public Written Copy() => (Written)MemberwiseClone();
    }
}

/// <summary>Explains findings of incidents whose answers were worked out without words. Asked twice, it says the same.</summary>
internal interface IExplanation
{
    /// <summary>The clause of all that it explains.</summary>
    string Clause { get; }

    /// <summary>The reading of all that it explains; null for the plain text.</summary>
    string? Reading { get; }

    /// <summary>The name of the finding of an incident and a subject.</summary>
    FindingId Id(Incident incident, string subject);

    /// <summary>Its key.</summary>
    FindingKey Key(Incident incident, string subject);

    /// <summary>Its margin.</summary>
    Metres? Margin(Incident incident, string subject);

    /// <summary>The entries in its reasons.</summary>
    ImmutableArray<long> Entries(Incident incident, string subject);

    /// <summary>Its reasons.</summary>
    Step Trace(Finding finding);
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
