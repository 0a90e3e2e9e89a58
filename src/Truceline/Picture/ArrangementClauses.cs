using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Assessments;

namespace Truceline.Picture;

/// <summary>A clause in words, with what was found under it.</summary>
public sealed record Provision
{
    /// <summary>The clause.</summary>
    public required Clause Clause { get; init; }

    /// <summary>Who must or must not do what, in one sentence made from its keys.</summary>
    public required string Sentence { get; init; }

    /// <summary>The zones that it speaks of, in words, each with what it assumes.</summary>
    public required ImmutableArray<NamedZone> Zones { get; init; }

    /// <summary>From when until when it applies, in words; null: always.</summary>
    public required string? When { get; init; }

    /// <summary>When it begins to apply; null: it has no written beginning.</summary>
    public required EventTime? Begins { get; init; }

    /// <summary>Who is bound, and since when in words; empty: nobody.</summary>
    public required ImmutableArray<string> Bound { get; init; }

    /// <summary>Who disputes it, in the order of their names.</summary>
    public required ImmutableArray<Actor> DisputedBy { get; init; }

    /// <summary>When somebody is to be told, in words; null: never.</summary>
    public required string? Alert { get; init; }

    /// <summary>What is due under it, the earliest first.</summary>
    public required ImmutableArray<Due> Due { get; init; }

    /// <summary>How many findings of the plain reading have which answer, the gravest answers first.</summary>
    public required ImmutableArray<Answers> Findings { get; init; }

    /// <summary>The readings that change it, by name.</summary>
    public required ImmutableArray<string> Readings { get; init; }

    internal static ImmutableArray<Provision> All(Assessment assessment, Times times, ImmutableArray<Due> dues)
    {
        var agreement = assessment.Agreement;
        var found = assessment.Plain.ToLookup(finding => finding.Key.Clause, StringComparer.Ordinal);
        return [.. agreement.Clauses.Select(clause => Of(agreement, clause, times, dues, found[clause.Id]))];
    }

    private static Provision Of(Agreement agreement, Clause clause, Times times, ImmutableArray<Due> dues, IEnumerable<Finding> findings) => new()
    {
        Clause = clause,
        Sentence = SentenceOf(agreement, clause),
        Zones = [.. new[] { clause.In, clause.OutOf, clause.FromIn, clause.Alert?.In }.OfType<string>().Distinct(StringComparer.Ordinal).Select(id => agreement.Zones[id])],
        When = WhenOf(clause),
        Begins = clause.From is { } from ? times.Of(from, MomentUse.Beginning) : null,
        Bound = [.. clause.Accepted.InOrder(one => agreement.Actors[one.By]).Select(one => one.Since is { } since ? $"{agreement.Actors[one.By].Name} since {since.Words()}" : agreement.Actors[one.By].Name)],
        DisputedBy = agreement.Named(clause.DisputedBy),
        Alert = clause.Alert is { } alert ? AlertOf(agreement, alert) : null,
        Due = [.. dues.Where(due => due.Clause.Id == clause.Id)],
        Findings =
        [
            .. findings.GroupBy(finding => (finding.Outcome, finding.Standing))
                .OrderBy(group => Rank(group.Key.Outcome)).ThenByDescending(group => group.Key.Standing)
                .Select(group => new Answers(group.Key.Outcome, group.Key.Standing, group.Count())),
        ],
        Readings = [.. agreement.Readings.Values.Where(reading => reading.Changes.Contains(clause.Id)).Select(reading => reading.Name)],
    };

    private static int Rank(Outcome outcome) => outcome switch
    {
        Outcome.Breached => 0,
        Outcome.CannotRule => 1,
        Outcome.Excused => 2,
        Outcome.Kept => 3,
        Outcome.KeptButUnseen => 4,
        Outcome.Pending => 5,
        Outcome.NotBound => 6,
        Outcome.NotInForce => 7,
        _ => throw new InvalidOperationException("INVARIANT: every outcome has its rank"),
    };

    private static string SentenceOf(Agreement agreement, Clause clause)
    {
        var parts = new List<string>
        {
            clause.Anyone ? "Anyone" : agreement.Named(clause.Who).Select(actor => actor.Name).List(),
            clause.Kind == ClauseKind.MustNot ? "must not" : "must",
            clause.Do == Act.HostileAct ? "commit any hostile act" : clause.Do.Written().Replace('-', ' '),
        };
        if (!clause.What.IsEmpty) parts.Add($"({clause.What.List("or")})");
        if (clause.About is { } about) parts.Add($"about {about}");
        if (clause.In is { } zone) parts.Add(In(agreement, zone));
        if (clause.OutOf is { } left) parts.Add($"out of zone {left}");
        if (clause.FromIn is { } origin) parts.Add($"from {In(agreement, origin)}");
        if (clause.To is { } to) parts.Add($"to {(agreement.Actors.TryGetValue(to, out var actor) ? actor.Name : to)}");
        if (clause.Keep) parts.Add("and keep it so");
        return string.Join(' ', parts);
    }

    // A zone without a name of its own has its description for one.
    private static string In(Agreement agreement, string zone) => agreement.Zones[zone].Describes == zone ? zone : $"in zone {zone}";

    private static string? WhenOf(Clause clause)
    {
        var parts = new List<string>();
        if (clause.From is { } from) parts.Add($"from {from.Words()}");
        if (clause.Until is { } until) parts.Add($"until {until.Words()}");
        if (!clause.After.IsEmpty) parts.Add($"after {clause.After.Select(InWords.Words).List()}");
        if (!clause.While.IsEmpty) parts.Add($"while {clause.While.List()}");
        foreach (var (timing, word) in new[] { (clause.Start, "begun"), (clause.Done, "done") })
        {
            if (timing.NotBefore is { } first) parts.Add($"{word} not before {first.Words()}");
            if (timing.After is { } after) parts.Add($"{word} after {after.Words()}");
            if (timing.By is { } by) parts.Add($"{word} by {by.Words()}");
        }
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    private static string AlertOf(Agreement agreement, Alert alert) => FormattableString.Invariant(
        $"more than {alert.Over} in {alert.Per.Words()}{(alert.In is { } zone ? " " + In(agreement, zone) : "")}, counted as {(alert.By is { } rule ? $"{rule} ({agreement.Counting[rule].Unit.Written()}s)" : "incidents")}");
}

/// <summary>How many findings have one answer.</summary>
/// <param name="Outcome">The answer.</param>
/// <param name="Standing">How well a breach is known; null for every other answer.</param>
/// <param name="Count">How many.</param>
public sealed record Answers(Outcome Outcome, Standing? Standing, int Count);
