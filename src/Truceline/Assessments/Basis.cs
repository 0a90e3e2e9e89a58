using System.Collections.Immutable;
using Truceline.Agreements;

namespace Truceline.Assessments;

/// <summary>From what an assessment was made, and how, for another one of the same record under another agreement. It never changes.</summary>
/// <param name="World">What is known.</param>
/// <param name="Readings">The plain text, and the readings.</param>
internal sealed record Basis(KnownWorld World, ImmutableArray<KnownReading> Readings);

/// <summary>What was found under one reading.</summary>
/// <param name="Agreement">The agreement, so read.</param>
/// <param name="Name">The name of the reading; null for the plain text.</param>
/// <param name="Zones">Its zones, prepared; null: that was not worth while.</param>
/// <param name="Clauses">What was found of each clause, under all times that came up.</param>
/// <param name="Final">What was found of each clause that the reading lists, under the times that it has.</param>
internal sealed record KnownReading(
    Agreement Agreement, string? Name, IndexedZones? Zones, ImmutableDictionary<(string Clause, ClauseTimes Times), KnownClause> Clauses, ImmutableDictionary<string, KnownClause> Final);

/// <summary>What was found of one clause under one calendar.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Calendar">The calendar.</param>
/// <param name="All">All its findings, in order.</param>
/// <param name="Counted">Of one with a rate what was found of each incident, in order, which is not among its findings.</param>
internal sealed record KnownClause(Clause Clause, Calendar Calendar, ImmutableArray<Finding> All, ImmutableArray<Finding> Counted)
{
    /// <summary>What was found of incidents under one of its bans, in order.</summary>
    public IEnumerable<Finding> Of(BanForm form) => (form == BanForm.Stated && Clause.Rate is not null ? Counted : All).Where(finding => finding.Ban?.Form == form);
}
