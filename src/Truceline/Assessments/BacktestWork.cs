using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Agreements.Changes;
using Truceline.Agreements.Checks;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>Puts a backtest together from the findings of the draft and of the other one.</summary>
internal sealed class BacktestWork(Assessment draft, Assessment? against, BacktestEdition edition)
{
    /// <summary>What stands for the zone of a clause that has none.</summary>
    public const string NoZone = "no zone";

    /// <summary>The clause of the draft that each clause of the other one is, where there is one.</summary>
    private readonly ImmutableDictionary<string, string> now = against is null ? ImmutableDictionary<string, string>.Empty : ClausePairs.Of(against.Agreement, draft.Agreement);

    private readonly Dictionary<LocalDate, string> dates = [];

    private readonly ImmutableArray<Finding> found = Held(draft, edition);

    private readonly ImmutableArray<Finding> before = against is null ? [] : Held(against, edition);

    /// <summary>The findings of the plain text. What was not in force is not there.</summary>
    private static ImmutableArray<Finding> Held(Assessment assessment, BacktestEdition edition) => [.. assessment.Plain.Where(finding => IsHeld(assessment, finding, edition))];

    private static bool IsHeld(Assessment assessment, Finding finding, BacktestEdition edition) =>
        finding.Reading is null && finding.Outcome != Outcome.NotInForce && (edition == BacktestEdition.Internal || IsPublic(assessment, finding));

    /// <summary>What of the public edition a finding is: nothing that tells what could be seen, and nothing that lasted beyond its end.</summary>
    private static bool IsPublic(Assessment assessment, Finding finding) =>
        (finding.Incident is not null || finding is not ({ Key.Occasion: Occasion.OfDay } or { Key.Occasion: Occasion.OfThreshold, Outcome: Outcome.Kept or Outcome.KeptButUnseen })) && (finding.Time is not { } time || time.End <= assessment.AsOf || finding.Outcome == Outcome.Pending);

    public Backtest Make()
    {
        var differences = against is null ? [] : Differences();
        var (zones, zonesBefore) = (Zones(draft.Agreement), Zones((against ?? draft).Agreement));
        var touched = found.Where(Bears).Select(finding => finding.Clause).ToHashSet(StringComparer.Ordinal);
        return new()
        {
            Edition = edition,
            Draft = draft,
            Against = against,
            Differences = differences,
            Clauses = Clauses(differences),
            Zones = Rows(differences, finding => zones[finding.Clause], finding => zonesBefore[finding.Clause], names => names.OrderBy(name => name == NoZone).ThenBy(name => name, StringComparer.Ordinal)),
            Days = Rows(differences, Day, Day, names => names.Order(StringComparer.Ordinal)),
            Uncovered = Uncovered(),
            Untouched = [.. draft.Agreement.Clauses.Where(IsHeld).Select(clause => clause.Id).Where(id => !touched.Contains(id))],
            Limits = edition == BacktestEdition.Internal ? draft.Limits : Nameless(),
            Unverified = edition == BacktestEdition.Internal ? Unverified() : [],
        };
    }

    /// <summary>What the sources of the incidents leave out, without their names.</summary>
    private ImmutableArray<string> Nameless() =>
        [.. draft.Incidents.SelectMany(incident => incident.Sightings).Select(sighting => sighting.Report.Report.Limits).OfType<string>().Distinct().Order(StringComparer.Ordinal).Select(limit => $"a source: {limit}")];

    private ImmutableArray<FindingDifference> Differences()
    {
        var order = draft.Agreement.Clauses.Select((clause, i) => (clause.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        // What both have as one object they have alike, unless it goes by another name.
        var (earlier, later) = now.All(pair => pair.Key == pair.Value) ? Unlike.Of(against!, draft) : ([.. before], [.. found]);
        var old = earlier.Where(finding => IsHeld(against!, finding, edition)).ToDictionary(finding => finding.Key with { Clause = Now(finding) });
        later.RemoveAll(finding => !IsHeld(draft, finding, edition));
        var @new = later.ToDictionary(finding => finding.Key);
        var all = later.Select(finding => new FindingDifference(finding.Key.Clause, old.GetValueOrDefault(finding.Key), finding))
            .Where(one => one.From is not { } from || (from.Outcome, from.Standing) != (one.To!.Outcome, one.To.Standing))
            .Concat(old.Where(pair => !@new.ContainsKey(pair.Key)).Select(pair => new FindingDifference(pair.Key.Clause, pair.Value, null)));
        return
        [
            .. all.OrderBy(one => order.GetValueOrDefault(one.Clause, int.MaxValue)).ThenBy(one => one.Clause, StringComparer.Ordinal)
                .ThenBy(one => one.Either.Time?.Start ?? Instant.MaxValue).ThenBy(one => one.Either.Key.Subject, StringComparer.Ordinal).ThenBy(one => one.Either.Id),
        ];
    }

    /// <summary>The name under which a finding of the other one is compared. A clause that only that one has keeps apart from a new one of the same id.</summary>
    private string Now(Finding finding) => now.GetValueOrDefault(finding.Clause) ?? Dropped(finding.Clause);

    private string Dropped(string clause) => draft.Agreement.Clauses.Any(one => one.Id == clause) ? $"{clause} (before)" : clause;

    private ImmutableArray<BacktestRow> Clauses(ImmutableArray<FindingDifference> differences)
    {
        var was = now.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        var rows = Rows(differences, finding => finding.Clause, Now, names => names).ToDictionary(row => row.Name, StringComparer.Ordinal);
        var ids = draft.Agreement.Clauses.Where(IsHeld).Select(clause => (Name: clause.Id, Was: was.GetValueOrDefault(clause.Id), IsNew: true))
            .Concat(against is null ? [] : against.Agreement.Clauses.Where(clause => IsHeld(clause) && !now.ContainsKey(clause.Id)).Select(clause => (Name: Dropped(clause.Id), Was: (string?)clause.Id, IsNew: false)));
        return
        [
            .. ids.Select(one =>
            {
                var row = rows.GetValueOrDefault(one.Name) ?? new(one.Name, Nothing, against is null ? null : Nothing, 0, 0, 0);
                return row with
                {
                    Draft = one.IsNew ? row.Draft : null,
                    Against = one.Was is null ? null : row.Against,
                    Was = one.Was == one.Name ? null : one.Was,
                };
            }),
        ];
    }

    private ImmutableArray<BacktestRow> Rows(
        ImmutableArray<FindingDifference> differences, Func<Finding, string?> name, Func<Finding, string?> nameBefore, Func<IEnumerable<string>, IEnumerable<string>> order)
    {
        var (of, old) = (Counts(found, name), Counts(before, nameBefore));
        // What vanishes is told where it was, and all else where it is now.
        var differs = differences.Select(one => (one.Kind, Name: one.To is { } to ? name(to) : nameBefore(one.From!))).Where(one => one.Name is not null)
            .GroupBy(one => one.Name!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.CountBy(one => one.Kind).ToDictionary(), StringComparer.Ordinal);
        return
        [
            .. order(of.Keys.Union(old.Keys, StringComparer.Ordinal)).Select(each =>
            {
                var kinds = differs.GetValueOrDefault(each) ?? [];
                return new BacktestRow(each, of.GetValueOrDefault(each, Nothing), against is null ? null : old.GetValueOrDefault(each, Nothing),
                    kinds.GetValueOrDefault(DifferenceKind.Appears), kinds.GetValueOrDefault(DifferenceKind.Vanishes), kinds.GetValueOrDefault(DifferenceKind.Changes));
            }).Where(row => Says(row.Draft) || Says(row.Against) || row.Appears + row.Vanishes + row.Changes > 0),
        ];
    }

    /// <summary>Whether there is more than what is pending or binds nobody.</summary>
    private static bool Says(BacktestCounts? counts) => counts is not null && counts != Nothing with { Other = counts.Other };

    private static BacktestCounts Nothing { get; } = new(0, 0, 0, 0, 0);

    /// <summary>How many findings of each kind there are, by name; those without a name are left out.</summary>
    private static Dictionary<string, BacktestCounts> Counts(ImmutableArray<Finding> findings, Func<Finding, string?> name)
    {
        var counted = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            if (name(finding) is not { } each) continue;
            ref var of = ref CollectionsMarshal.GetValueRefOrAddDefault(counted, each, out _);
            (of ??= new int[5])[finding.Outcome switch
            {
                Outcome.Breached when finding.Standing != Standing.Refuted => 0,
                Outcome.CannotRule => 1,
                Outcome.Kept => 2,
                Outcome.KeptButUnseen => 3,
                _ => 4,
            }]++;
        }
        return counted.ToDictionary(one => one.Key, one => new BacktestCounts(one.Value[0], one.Value[1], one.Value[2], one.Value[3], one.Value[4]), StringComparer.Ordinal);
    }

    /// <summary>The zone of each clause.</summary>
    private static Dictionary<string, string> Zones(Agreement agreement) =>
        agreement.Clauses.ToDictionary(clause => clause.Id, clause => clause.In ?? clause.FromIn ?? clause.OutOf ?? NoZone, StringComparer.Ordinal);

    private string? Day(Finding finding) => finding.Incident is null && finding.Key.Occasion is Occasion.OfDay day ? Iso(day.Date)
        : finding.Time is { } time ? Iso(time.Start.InZone(draft.Agreement.Clock.Zone).Date) : null;

    private string Iso(LocalDate date) => dates.TryGetValue(date, out var known) ? known : dates[date] = LocalDatePattern.Iso.Format(date);

    private ImmutableArray<UncoveredIncident> Uncovered()
    {
        var covered = found.Select(finding => finding.Incident).OfType<Incident>().ToHashSet<Incident>(ReferenceEqualityComparer.Instance);
        var outOfTime = draft.Plain.Where(finding => finding.Outcome == Outcome.NotInForce && finding.Incident is { } incident && !covered.Contains(incident))
            .ToLookup(finding => finding.Incident!, finding => finding.Clause, ReferenceEqualityComparer.Instance);
        // What fulfils an obligation, or excludes it, is covered by its deadline.
        var resting = found.Where(finding => finding.Incident is null && finding.Key.Occasion is Occasion.OfDeadline).SelectMany(finding => finding.Entries).ToHashSet();
        return
        [
            .. draft.Incidents.Where(incident => !incident.IsPosition && (edition == BacktestEdition.Internal || incident.Occurred.End <= draft.AsOf) && !covered.Contains(incident) && !incident.Sightings.Any(sighting => sighting.Report.Entries.Any(resting.Contains)))
                .OrderBy(incident => incident.Occurred.Start).ThenBy(incident => incident.Id)
                .Select(incident => new UncoveredIncident(incident, [.. outOfTime[incident].Distinct(StringComparer.Ordinal)])),
        ];
    }

    private static bool IsHeld(Clause clause) => clause.Kind != ClauseKind.May || !clause.DutyOf.IsEmpty;

    /// <summary>Whether something that was reported bears on the clause: an incident, or what fulfilled it. That a deadline passed in silence does not.</summary>
    private static bool Bears(Finding finding) => finding.Incident is not null || finding.Key.Occasion switch
    {
        Occasion.OfDeadline => finding.Outcome is Outcome.Kept or Outcome.Breached or Outcome.Excused,
        _ => finding.Outcome == Outcome.Breached,
    };

    private ImmutableArray<UnverifiedClause> Unverified()
    {
        var why = Unverifiable.Find(draft.Agreement).ToArray();
        var days = found.Where(finding => finding.Incident is null && finding.Key.Occasion is Occasion.OfDay).ToLookup(finding => finding.Clause, StringComparer.Ordinal);
        return [.. draft.Agreement.Clauses.Where(IsHeld).Select(Of).Where(one => one.Why is not null || one.Unseen > 0)];

        UnverifiedClause Of(Clause clause) => new(
            clause.Id,
            Array.Find(why, problem => problem.About.IsEmpty || problem.About.Contains(clause.Id))?.What,
            days[clause.Id].Count(finding => finding.Outcome == Outcome.KeptButUnseen),
            days[clause.Id].Count(finding => finding.Outcome is Outcome.Kept or Outcome.KeptButUnseen));
    }
}
