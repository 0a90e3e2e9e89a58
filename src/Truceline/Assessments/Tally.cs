using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>By what the counts of a tally are listed.</summary>
public enum TallyBy
{
    /// <summary>By the local day on which each began.</summary>
    Day,

    /// <summary>By the named zones in which each lies.</summary>
    Area,

    /// <summary>By the clauses that each breached, in the plain reading.</summary>
    Clause,
}

/// <summary>A count with bounds; without <paramref name="Most"/> it is open upwards.</summary>
public readonly record struct TallyCount(long Least, long? Most)
{
    /// <summary>The sum of two counts.</summary>
    public static TallyCount operator +(TallyCount a, TallyCount b) => new(a.Least + b.Least, a.Most + b.Most);

    /// <summary>"494", "40–47", "12 or more".</summary>
    public override string ToString() =>
        Most == Least ? FormattableString.Invariant($"{Least:N0}")
        : Most is { } most ? FormattableString.Invariant($"{Least:N0}–{most:N0}")
        : FormattableString.Invariant($"{Least:N0} or more");
}

/// <summary>
/// One record counted under several counting rules side by side, and why they differ: groups of incidents that no rule cuts, so
/// that under each rule the rows and the groups both add up to the total. No incident counts twice, over however many instruments.
/// </summary>
/// <param name="Rules">The counting rules, as asked for.</param>
/// <param name="By">By what the rows are.</param>
/// <param name="Rows">The rows: days and areas in order, what belongs to none last.</param>
/// <param name="Groups">The groups, in the order of their beginning.</param>
/// <param name="Totals">The total under each rule.</param>
public sealed record Tally(
    ImmutableArray<CountingRule> Rules, TallyBy By, ImmutableArray<TallyRow> Rows, ImmutableArray<TallyGroup> Groups, ImmutableArray<TallyCount> Totals)
{
    /// <summary>Counts the incidents of an assessment; positions of units are none.</summary>
    /// <param name="assessment">The incidents, and the findings that say which clauses they breached.</param>
    /// <param name="rules">The counting rules: one or more.</param>
    /// <param name="by">By what the rows are to be.</param>
    /// <param name="period">The first and the last local day that count; null: all.</param>
    public static Tally Of(Assessment assessment, ImmutableArray<CountingRule> rules, TallyBy by, DateInterval? period) =>
        new Tallying(assessment, rules, by).Of(assessment.Incidents, period);

    /// <summary>A rule that counts a unit and that no agreement has to declare; null for episodes, which need to be told what ends one.</summary>
    public static CountingRule? Rule(CountingUnit unit) => unit == CountingUnit.Episode ? null : Counting.Plain(unit);
}

/// <summary>What is counted under one day, area or clause.</summary>
/// <param name="Key">The ISO date, the zones or the clauses by id, joined by " + "; null: what belongs to none.</param>
/// <param name="Counts">The count under each rule.</param>
/// <param name="Incidents">The incidents that it counts under any rule, in the order of their beginning.</param>
public sealed record TallyRow(string? Key, ImmutableArray<TallyCount> Counts, ImmutableArray<IncidentId> Incidents);

/// <summary>Incidents that one rule or another counts together.</summary>
/// <param name="Time">From the first to the last instant of any of them.</param>
/// <param name="Counts">The count under each rule.</param>
/// <param name="Incidents">The incidents, in the order of their beginning.</param>
/// <param name="Entries">The journal entries of their reports, in order.</param>
public sealed record TallyGroup(Interval Time, ImmutableArray<TallyCount> Counts, ImmutableArray<IncidentId> Incidents, ImmutableArray<long> Entries);
