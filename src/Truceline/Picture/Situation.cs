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
    public IReadOnlyList<Happening> Happenings => InOrder;

    private Ordered<Happening> InOrder { get; init; } = Ordered<Happening>.Empty((a, b) =>
        b.Incident.Occurred.Start.CompareTo(a.Incident.Occurred.Start) is not 0 and var order ? order : a.Id.CompareTo(b.Id));

    /// <summary>How many of them have no place.</summary>
    internal int WithoutPlace { get; private init; }

    private HappeningDays Days { get; init; } = HappeningDays.Empty;

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
    public static Situation Of(Assessment assessment, ReportLog log) => Next(null, AssessmentStep.Between(null, assessment), log);

    /// <summary>The picture of an assessment that goes on from that of another one: the same as of itself, in the time of what changed.</summary>
    internal static Situation Next(Situation? before, AssessmentStep step, ReportLog log)
    {
        var assessment = step.Now;
        var (gone, come) = (new List<Happening>(), new List<Happening>());
        foreach (var (was, become) in Touched(step))
        {
            if (was is not null && before is not null && Shown(was, before.Assessment) is { } old) gone.Add(old);
            if (become is not null && Shown(become, assessment) is { } made) come.Add(made);
        }
        var covered = Stretch.Union(Within(log, assessment.AsOf).Select(report => report.Report.Content).OfType<Coverage>().Select(coverage => coverage.Occurred));
        before ??= new() { Assessment = assessment, Stretches = [], Clauses = [], Contingents = [] };
        var days = before.Days.With(gone, come);
        var stretches = Stretch.Of(assessment, days.First, covered);
        return new()
        {
            Assessment = assessment,
            InOrder = before.InOrder.With(gone, come),
            Days = days,
            WithoutPlace = before.WithoutPlace - gone.Count(happening => happening.Middle is null) + come.Count(happening => happening.Middle is null),
            Stretches = stretches,
            Clauses = Rows(assessment, days, stretches),
            Contingents = Contingent.Of(assessment.Agreement, Within(log, assessment.AsOf)),
        };
    }

    /// <summary>The incidents that were and are no more, that have come, and that are held against clauses otherwise.</summary>
    private static IEnumerable<(Incident? Was, Incident? Become)> Touched(AssessmentStep step)
    {
        var others = step.Incidents.SelectMany(one => new[] { one.Was, one.Become }).OfType<Incident>().Select(incident => incident.Id).ToHashSet();
        return step.Incidents.Concat(step.Gone.Concat(step.Come)
            .Where(finding => finding is { Reading: null, Incident: not null }).Select(finding => finding.Incident!).Where(incident => others.Add(incident.Id)).Select(incident => ((Incident?)incident, (Incident?)incident)));
    }

    /// <summary>An incident as it is shown; null for the mere position of a unit that breaches nothing.</summary>
    private static Happening? Shown(Incident incident, Assessment assessment)
    {
        var happening = Happening.Of(incident, Answers(incident, assessment), assessment.Agreement.Clock.Zone);
        return !incident.IsPosition || happening.Gravest is { Outcome: Outcome.Breached or Outcome.CannotRule } ? happening : null;
    }

    /// <summary>The incidents that are looked for, in their order.</summary>
    public IReadOnlyList<Happening> Matching(SituationFilter filter) =>
        filter == SituationFilter.None ? Happenings : [.. Happenings.Where(filter.Holds)];

    private static IEnumerable<JournalledReport> Within(ReportLog log, Instant? end) =>
        log.Beside.Where(report => end is not { } last || report.Report.Content.When is not { } when || when.Start <= last);

    private static ImmutableArray<ClauseAnswer> Answers(Incident incident, Assessment assessment)
    {
        // The findings come clause by clause, so the answers of an incident come in the order of the clauses.
        ImmutableArray<ClauseAnswer>.Builder? answers = null;
        foreach (var finding in assessment.About(incident))
        {
            if (finding.Reading is not null) continue;
            answers ??= ImmutableArray.CreateBuilder<ClauseAnswer>();
            var conclusion = new Conclusion(finding.Outcome, finding.Standing);
            var isNew = answers.Count == 0 || answers[^1].Clause != finding.Clause;
            if (isNew) answers.Add(new(finding.Clause, conclusion, finding.Id));
            else if (conclusion.CompareTo(answers[^1].Answer) < 0) answers[^1] = new(finding.Clause, conclusion, finding.Id);
        }
        return answers?.ToImmutable() ?? [];
    }

    private static ImmutableArray<ClauseRow> Rows(Assessment assessment, HappeningDays days, ImmutableArray<Stretch> stretches)
    {
        var rows = days.In(stretches);
        var counts = assessment.Answers.ToLookup(one => one.Key.Clause, one => new ConclusionCount(new(one.Key.Outcome, one.Key.Standing), one.Value), StringComparer.Ordinal);
        return [.. assessment.Agreement.Clauses.Select(clause => new ClauseRow(
            clause, [.. counts[clause.Id].OrderBy(one => one.Answer)], [.. rows.GetValueOrDefault(clause.Id) ?? new StretchCount[stretches.Length]]))];
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
