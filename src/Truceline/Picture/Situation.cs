using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Picture;

/// <summary>What happened, where and when, and how the clauses stand: all as of one instant and one entry.</summary>
public sealed record Situation
{
    /// <summary>What was found.</summary>
    public required Assessment Assessment { get; init; }

    /// <summary>
    /// The incidents, the latest first, then by id. The mere position of a unit is among them only where a clause may be breached by
    /// it: where contingents stand is shown apart.
    /// </summary>
    public required ImmutableArray<Happening> Happenings { get; init; }

    /// <summary>The columns of the time line.</summary>
    public required ImmutableArray<Stretch> Stretches { get; init; }

    /// <summary>The clauses, as the agreement has them.</summary>
    public required ImmutableArray<ClauseRow> Clauses { get; init; }

    /// <summary>Where contingents and monitors said, or were seen, to be last; by actor and unit.</summary>
    public required ImmutableArray<Contingent> Contingents { get; init; }

    /// <summary>
    /// The event from which days are counted (D, D+1), with its local day: the one that begins the first phase that begins with an
    /// event; null when there is none or it has not happened.
    /// </summary>
    public (string Event, LocalDate Day)? Start => Assessment.Agreement.Phases.Select(phase => phase.From).OfType<Moment.AfterEvent>().Select(from => from.Event).FirstOrDefault() is { } first
        && Assessment.Events.GetValueOrDefault(first) is EventTime.Known known
        ? (first, known.At.InZone(Assessment.Agreement.Clock.Zone).Date)
        : null;

    /// <summary>The picture of an assessment.</summary>
    /// <param name="assessment">What was found.</param>
    /// <param name="log">The reports that it was found from.</param>
    public static Situation Of(Assessment assessment, ReportLog log)
    {
        var zone = assessment.Agreement.Clock.Zone;
        var answers = AnswersByIncident(assessment);
        ImmutableArray<Happening> happenings =
        [
            .. assessment.Incidents
                .Select(incident => Happening.Of(incident, answers.GetValueOrDefault(incident.Id, []), zone))
                .Where(happening => !happening.Incident.IsPosition || happening.Gravest is { Outcome: Outcome.Breached or Outcome.CannotRule })
                .OrderByDescending(happening => happening.Incident.Occurred.Start)
                .ThenBy(happening => happening.Id),
        ];
        var covered = Stretch.Union(Within(log, assessment.AsOf).Select(report => report.Report.Content).OfType<Coverage>().Select(coverage => coverage.Occurred));
        var stretches = Stretch.Of(assessment, happenings, covered);
        return new()
        {
            Assessment = assessment,
            Happenings = happenings,
            Stretches = stretches,
            Clauses = Rows(assessment, happenings, stretches),
            Contingents = Contingent.Of(assessment.Agreement, Within(log, assessment.AsOf)),
        };
    }

    /// <summary>The incidents that are looked for, in their order.</summary>
    public ImmutableArray<Happening> Matching(SituationFilter filter) =>
        filter == SituationFilter.None ? Happenings : [.. Happenings.Where(filter.Holds)];

    private static IEnumerable<JournalledReport> Within(ReportLog log, Instant? end) =>
        log.Reports.Where(report => end is not { } last || report.Report.Content.When is not { } when || when.Start <= last);

    private static Dictionary<IncidentId, ImmutableArray<ClauseAnswer>> AnswersByIncident(Assessment assessment)
    {
        // The findings come clause by clause, so the answers of each incident come in the order of the clauses.
        var answers = new Dictionary<IncidentId, ImmutableArray<ClauseAnswer>.Builder>();
        foreach (var finding in assessment.Plain)
        {
            if (finding.Key.Occasion is not Occasion.OfIncident { Incident: var incident }) continue;
            if (!answers.TryGetValue(incident, out var known)) answers[incident] = known = ImmutableArray.CreateBuilder<ClauseAnswer>();
            var answer = new ClauseAnswer(finding.Key.Clause, new(finding.Outcome, finding.Standing), finding.Id);
            if (known.Count == 0 || known[^1].Clause != answer.Clause) known.Add(answer);
            else if (answer.Answer.CompareTo(known[^1].Answer) < 0) known[^1] = answer;
        }
        return answers.ToDictionary(pair => pair.Key, pair => pair.Value.ToImmutable());
    }

    private static ImmutableArray<ClauseRow> Rows(Assessment assessment, ImmutableArray<Happening> happenings, ImmutableArray<Stretch> stretches)
    {
        var rows = assessment.Agreement.Clauses.ToDictionary(clause => clause.Id, _ => new StretchCount[stretches.Length], StringComparer.Ordinal);
        foreach (var happening in happenings)
            for (var i = 0; i < stretches.Length; i++)
            {
                if (!stretches[i].Holds(happening)) continue;
                foreach (var (clause, answer, _) in happening.Answers)
                {
                    if (answer.Outcome == Outcome.NotInForce) continue;
                    ref var cell = ref rows[clause][i];
                    cell = new(cell.Incidents + 1, cell.Gravest is { } gravest && gravest.CompareTo(answer) <= 0 ? gravest : answer);
                }
            }
        var counts = assessment.Plain.ToLookup(finding => finding.Key.Clause, finding => new Conclusion(finding.Outcome, finding.Standing), StringComparer.Ordinal);
        return
        [
            .. assessment.Agreement.Clauses.Select(clause => new ClauseRow(
                clause,
                [.. counts[clause.Id].GroupBy(answer => answer).OrderBy(group => group.Key).Select(group => new ConclusionCount(group.Key, group.Count()))],
                [.. rows[clause.Id]])),
        ];
    }
}

/// <summary>
/// Where a unit of a contingent or of a monitor was last. Units of the parties are never among them, nor is anybody whom the
/// agreement does not know: a position of theirs is evidence in a finding, and no place to follow on a map.
/// </summary>
/// <param name="Actor">Whose unit it is.</param>
/// <param name="Unit">Which one, in the source's words; null when it does not say.</param>
/// <param name="Report">The report that says so, with its entries.</param>
/// <param name="Presence">Its content.</param>
public sealed record Contingent(Actor Actor, string? Unit, JournalledReport Report, Presence Presence)
{
    internal static ImmutableArray<Contingent> Of(Agreement agreement, IEnumerable<JournalledReport> reports) =>
    [
        .. reports
            .Where(report => report.Report.Content is Presence)
            .Select(report => (Report: report, Presence: (Presence)report.Report.Content))
            .Select(one => (one.Report, one.Presence, Actor: agreement.ActorNamed(one.Presence.Who)))
            .Where(one => one.Actor is { } actor && !IsOfAParty(agreement, actor))
            .GroupBy(one => (one.Actor!.Id, one.Presence.Unit))
            .Select(group => group.OrderByDescending(one => one.Presence.Occurred.End).ThenBy(one => one.Report.Report.Id).First())
            .Select(last => new Contingent(last.Actor!, last.Presence.Unit, last.Report, last.Presence))
            .OrderBy(contingent => contingent.Actor.Id, StringComparer.Ordinal)
            .ThenBy(contingent => contingent.Unit, StringComparer.Ordinal),
    ];

    private static bool IsOfAParty(Agreement agreement, Actor actor) =>
        agreement.Expand([actor.Id]).Any(id => agreement.Actors[id].Kind is ActorKind.Party or ActorKind.Signatory or ActorKind.Civil);
}
