using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>
/// How a draft would have fared: what is found when it is held against a recorded history, and what of that another draft,
/// or the text in force, would have had otherwise. Plain readings alone. A draft never enters a journal.
/// </summary>
public sealed class Backtest
{
    // What happened in the last day of the record is not in the public edition.
    private static readonly Duration Youth = Duration.FromHours(24);

    /// <summary>For whom it was made.</summary>
    public required BacktestEdition Edition { get; init; }

    /// <summary>What comes of the draft.</summary>
    public required Assessment Draft { get; init; }

    /// <summary>What comes of the other one; null: there is none.</summary>
    public Assessment? Against { get; init; }

    /// <summary>The findings that the two do not have alike: by clause as the draft has them, then time, subject and name. None without another.</summary>
    public required ImmutableArray<FindingDifference> Differences { get; init; }

    /// <summary>Each clause against which something can be held: those of the draft, then those that only the other one has.</summary>
    public required ImmutableArray<BacktestRow> Clauses { get; init; }

    /// <summary>The same by the zone of the clause, by name; "no zone" last.</summary>
    public required ImmutableArray<BacktestRow> Zones { get; init; }

    /// <summary>The same by the local day on which it began or was due, the earliest first: days of which something is found.</summary>
    public required ImmutableArray<BacktestRow> Days { get; init; }

    /// <summary>The incidents that no clause of the draft covers, the earliest first. Positions of units are left out.</summary>
    public required ImmutableArray<UncoveredIncident> Uncovered { get; init; }

    /// <summary>The clauses of the draft, by id, on which nothing of the record bears, as the draft has them. Permissions without a duty of others are left out.</summary>
    public required ImmutableArray<string> Untouched { get; init; }

    /// <summary>What nobody could have verified, as the draft has its clauses. For the internal edition alone.</summary>
    public required ImmutableArray<UnverifiedClause> Unverified { get; init; }

    /// <summary>What sources leave out as a rule; a source is named in the internal edition alone.</summary>
    public required ImmutableArray<string> Limits { get; init; }

    /// <summary>Holds a draft, or two, against a record.</summary>
    /// <param name="log">The reports.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="against">Another, or the text in force; null: none.</param>
    /// <param name="rules">The rules of fusion.</param>
    /// <param name="asOf">The end of the world; null: all of the record.</param>
    /// <param name="edition">For whom.</param>
    public static Backtest Of(ReportLog log, Agreement draft, Agreement? against, FusionRules rules, Instant? asOf, BacktestEdition edition = BacktestEdition.Internal)
    {
        var end = edition == BacktestEdition.Internal ? asOf : Earlier(asOf, LatestEnd(log)) - Youth;
        return Between(Assessor.Assess(log, Plain(draft), rules, end), against is null ? null : Assessor.Assess(log, Plain(against), rules, end), edition);
    }

    /// <summary>The same from what was found already, of one record as of one instant.</summary>
    public static Backtest Between(Assessment draft, Assessment? against, BacktestEdition edition = BacktestEdition.Internal) => new BacktestWork(draft, against, edition).Make();

    // A world that is said to end after the record does would give away the last day of it.
    private static Instant? Earlier(Instant? asOf, Instant? last) => asOf is { } end && last is { } known ? Instant.Min(end, known) : asOf ?? last;

    private static Instant? LatestEnd(ReportLog log) => log.Standing.Select(report => report.Report.Content.When?.End).Max();

    /// <summary>An agreement without its other readings: each is computed alone, and none of them is compared here.</summary>
    public static Agreement Plain(Agreement agreement) => agreement with { Readings = agreement.Readings.Clear() };
}

/// <summary>For whom a backtest is made.</summary>
public enum BacktestEdition
{
    /// <summary>All of it.</summary>
    Internal,

    /// <summary>
    /// The world ends 24 hours before the record does, and what lasted beyond that is left out. It does not say what could be
    /// seen: no days and periods that were kept, and nothing of what nobody could have verified. No incident is named by its id, and no source.
    /// </summary>
    Public,
}

/// <summary>How a finding differs between two drafts.</summary>
public enum DifferenceKind
{
    /// <summary>Only the draft has it.</summary>
    Appears,

    /// <summary>Only the other one has it.</summary>
    Vanishes,

    /// <summary>Both have it, with another answer.</summary>
    Changes,
}

/// <summary>A finding that two drafts do not have alike. What was not in force counts as not there.</summary>
/// <param name="Clause">The clause: of the draft; of the other one where only that has it.</param>
/// <param name="From">What the other one says; null: nothing.</param>
/// <param name="To">What the draft says; null: nothing.</param>
public sealed record FindingDifference(string Clause, Finding? From, Finding? To)
{
    /// <summary>How it differs.</summary>
    public DifferenceKind Kind => From is null ? DifferenceKind.Appears : To is null ? DifferenceKind.Vanishes : DifferenceKind.Changes;

    /// <summary>The one that is there; the draft's where both are.</summary>
    public Finding Either => To ?? From!;
}

/// <summary>How many findings of some kind: of a clause, of a zone, of a day.</summary>
/// <param name="Breached">Breaches, those refuted left out.</param>
/// <param name="CannotRule">What cannot be ruled on.</param>
/// <param name="Kept">Obligations, and days of actors, that were kept.</param>
/// <param name="Unseen">Days of actors on which nothing speaks against them and too little was seen.</param>
/// <param name="Other">What is excused, pending, refuted, or binds nobody.</param>
public sealed record BacktestCounts(int Breached, int CannotRule, int Kept, int Unseen, int Other);

/// <summary>One row: what the draft has, what the other one has, and what differs.</summary>
/// <param name="Name">The clause, the zone or the day, as written.</param>
/// <param name="Draft">Of the draft; null: it has no such clause.</param>
/// <param name="Against">Of the other one; null: there is none, or it has no such clause.</param>
/// <param name="Appears">How many only the draft has.</param>
/// <param name="Vanishes">How many only the other one has.</param>
/// <param name="Changes">How many have another answer.</param>
public sealed record BacktestRow(string Name, BacktestCounts? Draft, BacktestCounts? Against, int Appears, int Vanishes, int Changes)
{
    /// <summary>The clause as the other one names it, where that is another name.</summary>
    public string? Was { get; init; }
}

/// <summary>An incident that no clause covers.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="NotInForce">The clauses that would cover it but for its time, by id.</param>
public sealed record UncoveredIncident(Incident Incident, ImmutableArray<string> NotInForce)
{
    /// <summary>What was done, by the first report that says it; null: none does.</summary>
    public Act? Act => Incident.Sightings.Select(sighting => sighting.Observation.Act).FirstOrDefault(act => act is not null);

    /// <summary>Where, by the first report that names the place; null: none does.</summary>
    public string? Place => Incident.Sightings.Select(sighting => sighting.Observation.Where.Name).FirstOrDefault(name => name is not null);
}

/// <summary>What nobody could have verified of a clause.</summary>
/// <param name="Clause">The clause, by id.</param>
/// <param name="Why">What the check says where its means cannot notice what it is about; null: they can.</param>
/// <param name="Unseen">How many days of actors nobody could say it was kept.</param>
/// <param name="Days">Of how many days on which nothing speaks against the actor.</param>
public sealed record UnverifiedClause(string Clause, string? Why, int Unseen, int Days);
