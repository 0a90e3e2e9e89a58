using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Picture;

/// <summary>The parts of a bulletin that are about incidents and findings; what was reported otherwise is in <see cref="BulletinRegister"/>.</summary>
internal sealed class BulletinWriting(Daybook book, RecordedDay day, RecordedDay before)
{
    private readonly Agreement agreement = book.Assessment.Agreement;

    public ImmutableArray<BulletinSection> Sections() =>
    [
        Summary(),
        Incidents(),
        Findings(),
        Open(),
        .. new BulletinRegister(book, day).Sections(),
    ];

    private BulletinSection Summary()
    {
        var rows = ImmutableArray.CreateBuilder<BulletinRow>();
        void Row(string name, Func<RecordedDay, (double Number, string Text, IEnumerable<long> Entries)> count, Subject? about = null)
        {
            var (now, then) = (count(day), count(before));
            var change = now.Number - then.Number;
            rows.Add(new([name], [Cell(now.Text, now.Entries, about), Cell(then.Text, then.Entries), Cell(change == 0 ? "–" : change.ToString("+#,0.#;−#,0.#", CultureInfo.InvariantCulture), change == 0 ? [] : now.Entries.Concat(then.Entries))]));
        }
        void Count<T>(string name, Func<RecordedDay, IEnumerable<T>> of, Func<T, IEnumerable<long>> entries, Subject? about = null) =>
            Row(name, one => of(one).ToArray() is var all ? (all.Length, Number(all.Length), all.SelectMany(entries)) : default, about);
        void Observed(string name, CoverageKind kind) => Row(
            name, one => (Math.Round(one.Observed(kind).TotalHours, 1), Hours(one.Observed(kind)), one.Coverage.Where(report => ((Coverage)report.Report.Content).Kind == kind).SelectMany(report => report.Entries)));

        Count("Incidents", one => one.Incidents, EntriesOf);
        foreach (var standing in (Standing[])[Standing.Verified, Standing.Corroborated, Standing.Alleged])
            Count($"Breaches, {standing.Word()}", one => one.Breaches(standing), finding => finding.Entries, new Subject.OfFindings(day.Date, null, Outcome.Breached, standing));
        Count("Cannot rule", one => one.Plain.Where(finding => finding.Outcome == Outcome.CannotRule), finding => finding.Entries, new Subject.OfFindings(day.Date, null, Outcome.CannotRule, null));
        Count("Positions of units", one => one.Positions, EntriesOf);
        Count("Restrictions of access", one => one.Restrictions, report => report.Entries);
        Observed("Patrol hours observed", CoverageKind.Patrol);
        Observed("Sensor hours observed", CoverageKind.Sensor);
        Count("Reports", one => one.Reports, report => report.Entries);
        var table = new BulletinTable(
            $"{Date(day.Date)} against the day before. Incidents count once, on the day on which they began; counts of several observers never add up.",
            ["", Date(day.Date), Date(before.Date), "change"], rows.ToImmutable());
        return new("summary", "The day in numbers", table, [.. Opening()]);
    }

    private IEnumerable<Sentence> Opening()
    {
        var incidents = day.Incidents.SelectMany(EntriesOf).ToArray();
        yield return incidents.Length == 0
            ? Sentence.Nothing($"No incident was recorded of {Date(day.Date)}.")
            : Sentence.On($"{Capital(Plural(day.Incidents.Length, "incident"))} {(day.Incidents.Length == 1 ? "is" : "are")} recorded of {Date(day.Date)}, {(before.Incidents.IsEmpty ? "none" : Number(before.Incidents.Length))} of the day before.", incidents.Concat(before.Incidents.SelectMany(EntriesOf)));
        if (day.Coverage.IsEmpty)
            yield return Sentence.Nothing("No patrol and no sensor reported what it could observe: the day was not observed as a whole, and nothing is said of the quiet of any place.");
        else
            yield return Sentence.On($"Patrols observed for {Hours(day.Observed(CoverageKind.Patrol))} hours and sensors for {Hours(day.Observed(CoverageKind.Sensor))}, each counted alone; what lay outside their ground or time was not observed.", day.Coverage.SelectMany(report => report.Entries));
        if (book.Assessment.AsOf is { } end && end < day.Time.End)
            yield return Sentence.Nothing($"Nothing is recorded after {Clock(end)}: in this record the day is not over.");
    }

    private BulletinSection Incidents()
    {
        var rows = day.Incidents
            .Select(incident => (Area: Area(incident), Kind: Kind(incident), incident))
            .GroupBy(one => (one.Area, one.Kind))
            .OrderBy(group => group.Key.Area.IsPlace ? 0 : group.Key.Area.Words == NoPlace ? 2 : 1).ThenBy(group => group.Key.Area.Words, StringComparer.Ordinal).ThenBy(group => group.Key.Kind, StringComparer.Ordinal)
            .Select(group => new BulletinRow(
                [group.Key.Area.Words, group.Key.Kind],
                [Cell(
                    Number(group.Count()), group.SelectMany(one => EntriesOf(one.incident)),
                    group.Count() == 1 ? new Subject.OfIncident(group.Single().incident.Id) : group.Key.Area.IsPlace ? new Subject.OfPlace(day.Date, group.Key.Area.Words) : null)]))
            .ToImmutableArray();
        return rows.IsEmpty
            ? new("incidents", "Incidents by area and kind", null, [Sentence.Nothing($"No incident was recorded of {Date(day.Date)}.")])
            : new("incidents", "Incidents by area and kind", new("An area is the place that a report names, else the zone of the agreement in which the incident surely lies.", ["Area", "Kind", "Incidents"], rows), []);
    }

    private const string NoPlace = "no place known";

    /// <summary>The area of an incident: the place that the sighting knows best which names one, else the zone in which all of it surely lies.</summary>
    private (string Words, bool IsPlace) Area(Incident incident)
    {
        var named = incident.Sightings
            .Where(sighting => sighting.Observation.Where.Name is not null)
            .OrderBy(sighting => Extent.Of(sighting.Observation.Where.Region)?.Radius.Value ?? double.MaxValue).ThenBy(sighting => sighting.Id)
            .FirstOrDefault();
        if (named is not null) return (named.Observation.Where.Name!, true);
        var zone = agreement.Zones.Values.FirstOrDefault(zone => incident.Sightings.Any(sighting => zone.Zone.Test(sighting.Observation.Where.Region) == Geography.Certainty.Certain));
        return zone is not null ? ($"zone {zone.Id}", false)
            : incident.Sightings.All(sighting => sighting.Observation.Where.Region is Geography.Region.Anywhere) ? (NoPlace, false)
            : ("outside every zone, or not surely in one", false);
    }

    /// <summary>What an incident was, as the sighting says that says most: the act, with what.</summary>
    private static string Kind(Incident incident)
    {
        var observations = incident.Sightings.Select(sighting => sighting.Observation).ToArray();
        var act = observations.Select(one => one.Act).Where(act => act is not null).OrderByDescending(act => act is Act.Attack ? 2 : act is Act.Fire ? 1 : 0).FirstOrDefault();
        var words = act?.Written().Replace('-', ' ') ?? (observations.Any(one => one.Phase is FirePhase.Impact or FirePhase.Airburst) ? "fire" : "an act that was not named");
        var thing = observations.Select(one => one.What).Where(what => what is not null).Order(StringComparer.Ordinal).FirstOrDefault();
        return thing is null ? words : $"{words}, {thing}";
    }

    private BulletinSection Findings()
    {
        var plain = day.Plain.ToArray();
        (string Name, Outcome? Outcome, Standing? Standing)[] columns =
        [
            ("verified", Outcome.Breached, Standing.Verified), ("corroborated", Outcome.Breached, Standing.Corroborated), ("alleged", Outcome.Breached, Standing.Alleged),
            ("refuted", Outcome.Breached, Standing.Refuted), ("cannot rule", Outcome.CannotRule, null), ("other", null, null),
        ];
        bool Is(Finding finding, Outcome? outcome, Standing? standing) =>
            outcome is { } known ? finding.Outcome == known && finding.Standing == standing : finding.Outcome is not (Outcome.Breached or Outcome.CannotRule);
        ImmutableArray<BulletinRow> rows =
        [
            .. agreement.Clauses
                .Where(clause => plain.Any(finding => finding.Key.Clause == clause.Id))
                .Select(clause => new BulletinRow([clause.Id], [.. columns.Select(column => plain.Where(finding => finding.Key.Clause == clause.Id && Is(finding, column.Outcome, column.Standing)).ToArray() is var found
                    ? Cell(Number(found.Length), found.SelectMany(finding => finding.Entries), found.Length == 0 ? null : new Subject.OfFindings(day.Date, clause.Id, column.Outcome, column.Standing))
                    : null!)])),
        ];
        if (rows.IsEmpty) return new("findings", "Findings by clause", null, [Sentence.Nothing("No finding is of this day: nothing that was recorded of it bears on a clause.")]);
        return new(
            "findings", "Findings by clause",
            new("Breaches by how well they are known; what cannot be ruled on; kept, pending, not bound and not in force under other.", ["Clause", .. columns.Select(column => column.Name)], rows),
            [.. Breaches(plain), .. Exceeded(), .. Deadlines(plain), .. Periods(plain), .. UnderReadings(), .. Kept(plain), .. Unseen(plain)]);
    }

    private IEnumerable<Sentence> Breaches(Finding[] plain) => InOrder(plain.Where(finding => finding.Outcome == Outcome.Breached && finding.Key.Occasion is Occasion.OfIncident))
        .GroupBy(finding => (finding.Key.Clause, finding.Standing, finding.Key.Subject, finding.Attribution))
        .Select(group => Sentence.On(
            $"Clause {group.Key.Clause}: {Plural(group.Count(), "breach", "breaches")}, {group.Key.Standing!.Value.Word()}, {By(group.Key.Subject, group.Key.Attribution)}{(group.Count() == 1 ? $" ({Clock(group.Single().Time!.Value)})" : "")}{Assumed(group)}.",
            group.SelectMany(finding => finding.Entries),
            group.Count() == 1 ? new Subject.OfFinding(group.Single().Id) : new Subject.OfFindings(day.Date, group.Key.Clause, Outcome.Breached, group.Key.Standing)));

    /// <summary>What is assumed of the places on which findings rest: a distance that nobody wrote is never told as the text's own.</summary>
    private string Assumed(IEnumerable<Finding> findings)
    {
        var places = agreement.Zones.Values.SelectMany(zone => zone.Assumptions).ToHashSet(StringComparer.Ordinal);
        var assumed = findings.SelectMany(finding => finding.Assumptions).Where(places.Contains).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return assumed.Length == 0 ? "" : $"; {string.Join(", ", assumed)}";
    }

    private string By(string subject, AttributionStatus? attribution) => attribution switch
    {
        AttributionStatus.NotAttributable => "not attributable",
        AttributionStatus.NotExamined => $"put to {agreement.Name(subject)} by claim alone",
        null => $"put to {agreement.Name(subject)}",
        _ => $"by {agreement.Name(subject)}, {attribution.Value.Word()}",
    };

    private IEnumerable<Sentence> Deadlines(Finding[] plain) => InOrder(plain.Where(finding => finding.Key.Occasion is Occasion.OfDeadline)).Select(finding =>
    {
        var says = $"Clause {finding.Key.Clause}: the deadline to {(finding.Key.Occasion is Occasion.OfDeadline { Which: "start" } ? "begin" : "be done")} ended with this day. {agreement.Name(finding.Key.Subject)}: {Outcomes.Words(finding.Outcome, finding.Standing)}";
        return finding.Entries.IsEmpty
            ? new Sentence($"{says}; nothing was recorded that would decide it.", []) { About = new Subject.OfFinding(finding.Id) }
            : Sentence.On($"{says}.", finding.Entries, new Subject.OfFinding(finding.Id));
    });

    private IEnumerable<Sentence> Periods(Finding[] plain) => InOrder(plain.Where(finding => finding.Key.Occasion is Occasion.OfPeriod)).Select(finding =>
    {
        var says = $"Clause {finding.Key.Clause}: a period of its rate ended with this day. {agreement.Name(finding.Key.Subject)}: {Outcomes.Words(finding.Outcome, finding.Standing)}";
        return finding.Entries.IsEmpty
            ? new Sentence($"{says}; nothing was recorded in it.", []) { About = new Subject.OfFinding(finding.Id) }
            : Sentence.On($"{says}.", finding.Entries, new Subject.OfFinding(finding.Id));
    });

    /// <summary>Where another reading gives another number of breaches.</summary>
    private IEnumerable<Sentence> UnderReadings() =>
        from reading in agreement.Readings.Values
        from clause in agreement.Clauses
        where reading.Changes.Contains(clause.Id)
        let plain = Breached(clause, null)
        let read = Breached(clause, reading.Name)
        where plain.Length != read.Length
        select Sentence.On(
            $"Read as {reading.Name}, clause {clause.Id} has {Plural(read.Length, "breach", "breaches")} on this day instead of {Number(plain.Length)}.",
            plain.Concat(read).SelectMany(finding => finding.Entries), new Subject.OfClause(clause.Id));

    private Finding[] Breached(Clause clause, string? reading) =>
        [.. day.Findings.Where(finding => finding.Key.Clause == clause.Id && finding.Key.Reading == reading && finding is { Outcome: Outcome.Breached, Standing: not Standing.Refuted, Key.Occasion: not Occasion.OfThreshold })];

    /// <summary>Where somebody is to be told that a clause was breached often.</summary>
    private IEnumerable<Sentence> Exceeded() => InOrder(day.Thresholds.Where(finding => finding.Outcome is Outcome.Breached or Outcome.CannotRule)).Select(finding =>
    {
        var alert = agreement.Clauses.First(clause => clause.Id == finding.Key.Clause).Alert!;
        var counted = finding.Trace.Because.First(step => step.Predicate == "count").Value;
        return Sentence.On(
            $"Clause {finding.Key.Clause}: {counted} {(alert.By is { } by ? $"under counting rule {by}" : "incidents")} in the period of its alert, which is of more than {Number(alert.Over)}: {(finding.Outcome == Outcome.Breached ? $"exceeded, {finding.Standing!.Value.Word()}" : "whether that is exceeded cannot be ruled on")}.",
            finding.Entries, new Subject.OfFinding(finding.Id));
    });

    /// <summary>Who kept a clause on a day that was seen well enough to say so.</summary>
    private IEnumerable<Sentence> Kept(Finding[] plain) => InOrder(plain.Where(finding => finding is { Outcome: Outcome.Kept, Key.Occasion: Occasion.OfDay }))
        .Where(finding => !finding.Entries.IsEmpty)
        .GroupBy(finding => finding.Key.Clause)
        .Select(group => Sentence.On(
            $"Clause {group.Key}: kept by {string.Join(" and ", group.Select(finding => agreement.Name(finding.Key.Subject)).Order(StringComparer.Ordinal))}; {group.First().Trace.Because.First(step => step.Predicate == "coverage").Says}.",
            group.SelectMany(finding => finding.Entries), new Subject.OfClause(group.Key)));

    /// <summary>Of a day without a word against a clause nothing follows but that: without a record of what could be seen it is no quiet.</summary>
    private IEnumerable<Sentence> Unseen(Finding[] plain) => InOrder(plain.Where(finding => finding is { Outcome: Outcome.KeptButUnseen, Key.Occasion: not Occasion.OfPeriod }))
        .GroupBy(finding => finding.Key.Clause)
        .Select(group => new Sentence(
            $"Clause {group.Key}: nothing was recorded against {string.Join(" or ", group.Select(finding => agreement.Name(finding.Key.Subject)).Order(StringComparer.Ordinal))}; {(day.Coverage.IsEmpty ? "the day was not observed" : "what was observed does not suffice to say more")}: kept but unseen.", [])
        { About = new Subject.OfClause(group.Key) });

    private BulletinSection Open()
    {
        var sentences = ImmutableArray.CreateBuilder<Sentence>();
        var cannot = InOrder(day.Plain.Where(finding => finding.Outcome == Outcome.CannotRule && finding.Key.Occasion is Occasion.OfIncident)).ToArray();
        foreach (var group in cannot.GroupBy(finding => (finding.Key.Clause, Why: Why(finding))))
            sentences.Add(Sentence.On(
                $"Clause {group.Key.Clause}: {Plural(group.Count(), "incident")} cannot be ruled on, {group.Key.Why}.", group.SelectMany(finding => finding.Entries),
                group.Count() == 1 ? new Subject.OfFinding(group.Single().Id) : new Subject.OfFindings(day.Date, group.Key.Clause, Outcome.CannotRule, null)));

        var nobody = day.Incidents.Where(incident => incident.Sightings.All(sighting => sighting.Observation.By.IsEmpty)).ToArray();
        if (nobody.Length > 0)
            sentences.Add(Sentence.On($"Of {Plural(nobody.Length, "incident")} no report says who did it: not attributable.", nobody.SelectMany(EntriesOf)));
        var nowhere = day.Incidents.Where(incident => incident.Sightings.All(sighting => sighting.Observation.Where.Region is Geography.Region.Anywhere)).ToArray();
        if (nowhere.Length > 0)
            sentences.Add(Sentence.On($"Of {Plural(nowhere.Length, "incident")} no position is known, so that no zone can be ruled in or out.", nowhere.SelectMany(EntriesOf)));
        if (!day.Perhaps.IsEmpty)
            sentences.Add(Sentence.On($"{Capital(Plural(day.Perhaps.Length, "incident"))} of which the time is known less well than to a day may have been on this one; {(day.Perhaps.Length == 1 ? "it is" : "they are")} counted on none.", day.Perhaps.SelectMany(EntriesOf)));
        return new("open", "What could not be established, and why", null, sentences.Count > 0 ? sentences.ToImmutable() : [Sentence.Nothing("Nothing was recorded of this day that could not be established as far as a clause asks.")]);
    }

    private static string Why(Finding finding)
    {
        const string possible = "only possible: ";
        if (finding.Trace.Because.LastOrDefault(step => step.Predicate == "open")?.Says is not { } why) return "because what is known does not decide it";
        if (!why.StartsWith(possible, StringComparison.Ordinal)) return $"because it is {why}";
        return $"because it is not certain {string.Join(" and ", why[possible.Length..].Split(", ").Select(Question))}";
    }

    private static string Question(string predicate) => predicate switch
    {
        "act" => "what was done",
        "what" => "with what",
        "where" => "where it was",
        "when" => "when it was",
        "bound" => "whether the actor was bound",
        _ => predicate.Replace("who:", "who it was:", StringComparison.Ordinal),
    };

    /// <summary>As the agreement has the clauses, then by how well they are known, then by time.</summary>
    private IOrderedEnumerable<Finding> InOrder(IEnumerable<Finding> findings) => findings
        .OrderBy(finding => agreement.Clauses.IndexOf(agreement.Clauses.First(clause => clause.Id == finding.Key.Clause)))
        .ThenByDescending(finding => finding.Standing is Standing.Refuted ? (Standing)(-1) : finding.Standing ?? Standing.Alleged)
        .ThenBy(finding => finding.Key.Subject, StringComparer.Ordinal)
        .ThenBy(finding => finding.Time?.Start ?? Instant.MaxValue)
        .ThenBy(finding => finding.Id);

    private static IEnumerable<long> EntriesOf(Incident incident) => incident.Sightings.Entries();

    private static string Date(LocalDate date) => BulletinWords.Date(date);

    private string Clock(Instant at) => BulletinWords.Clock(at, agreement.Clock.Zone);

    private string Clock(Interval time) => BulletinWords.Clock(time, agreement.Clock.Zone);

    private static string Hours(Duration duration) => Math.Round(duration.TotalHours, 1).ToString("#,0.#", CultureInfo.InvariantCulture);

    private static string Number(int number) => BulletinWords.Number(number);

    private static string Plural(int count, string noun, string? several = null) => BulletinWords.Plural(count, noun, several);

    private static string Capital(string words) => BulletinWords.Capital(words);

    /// <summary>A number of a table, with what it counts. A number of nothing rests on nothing.</summary>
    private static Sentence Cell(string text, IEnumerable<long> entries, Subject? about = null) =>
        new(text, [.. entries.Distinct().Order()]) { About = text == "0" ? null : about };
}
