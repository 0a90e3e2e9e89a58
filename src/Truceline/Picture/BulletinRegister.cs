using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.Picture;

/// <summary>The parts of a bulletin about what is no incident: access, coverage, notifications, positions, changes, statements.</summary>
internal sealed class BulletinRegister(Daybook book, RecordedDay day)
{
    private readonly Agreement agreement = book.Assessment.Agreement;
    private readonly DateTimeZone zone = book.Assessment.Agreement.Clock.Zone;

    public IEnumerable<BulletinSection> Sections() =>
    [
        new("access", "Restrictions of access", null, Or(Access(), "No restriction of access was reported.")),
        new("coverage", "What was observed", null, Or(Coverage(), "No patrol and no sensor reported what it could observe. Of what nobody could see nothing can be said.")),
        new("notifications", "Notifications received", null, Or(Notifications(), "No notification was received that concerns this day.")),
        new("positions", "Positions of units", null, Or(Positions(), "No position of a unit was reported.")),
        new("statements", "Declarations and statements of the day", null, Or(Declarations().Concat(Statements()), "No declaration and no statement was recorded.")),
        new("changes", "Reports of this day that were corrected or taken back", null, Or(Changes(), "No report of this day was corrected or taken back.")),
    ];

    private static ImmutableArray<Sentence> Or(IEnumerable<Sentence> sentences, string nothing) => [.. sentences.DefaultIfEmpty(Sentence.Nothing(nothing))];

    private IEnumerable<Sentence> Access()
    {
        foreach (var report in day.Restrictions.OrderBy(report => ((Access)report.Report.Content).Occurred.Start).ThenBy(report => report.Entries[0]))
        {
            var access = (Access)report.Report.Content;
            var by = access.By.IsEmpty ? "" : $" by {string.Join(" and ", access.By.Select(one => $"{Actor(one.Actor)} ({one.Basis.Written()})").Order(StringComparer.Ordinal))}";
            var how = access.Status switch
            {
                AccessStatus.Denied => $"was denied access{by}",
                AccessStatus.Delayed => $"was delayed{by}",
                AccessStatus.Conditional => $"was let through on conditions only{by}",
                AccessStatus.Threatened => $"was threatened{by}",
                AccessStatus.MineRisk => "did not go on for the risk of mines",
                AccessStatus.Jammed => $"lost its signal to jamming{by}",
                _ => throw new InvalidOperationException("INVARIANT: what is not restricted is not among the restrictions"),
            };
            yield return Sentence.On($"{BulletinWords.Capital(Observer(access.Observer, report))} {how} {BulletinWords.Region(access.Where)} ({BulletinWords.Clock(access.Occurred, zone)}){Note(access.Note)}.", report.Entries);
        }
        var free = day.Access.Where(report => ((Access)report.Report.Content).Status == AccessStatus.Free).ToArray();
        if (free.Length > 0) yield return Sentence.On($"Access was free in {BulletinWords.Plural(free.Length, "report")}.", free.SelectMany(report => report.Entries));
        var none = day.Access.Where(report => ((Access)report.Report.Content).Status == AccessStatus.NotAttempted).ToArray();
        if (none.Length > 0) yield return Sentence.On($"Access was not attempted in {BulletinWords.Plural(none.Length, "report")}.", none.SelectMany(report => report.Entries));
    }

    private IEnumerable<Sentence> Coverage() => day.Coverage
        .GroupBy(report => (((Coverage)report.Report.Content).Kind, Region: ((Coverage)report.Report.Content).Where.Name))
        .OrderBy(group => group.Key.Kind).ThenBy(group => group.Key.Region is null).ThenBy(group => group.Key.Region, StringComparer.Ordinal)
        .Select(group =>
        {
            var observers = group.Select(report => Observer(((Coverage)report.Report.Content).Observer, report)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
            var hours = (day with { Coverage = [.. group] }).Observed(group.Key.Kind).TotalHours;
            return Sentence.On(
                FormattableString.Invariant($"{BulletinWords.Capital(BulletinWords.Region(((Coverage)group.First().Report.Content).Where))} {BulletinWords.Plural(observers.Length, group.Key.Kind == CoverageKind.Patrol ? "patrol" : "sensor")} observed for {hours:#,0.#} hours in all ({string.Join(", ", observers)})."),
                group.SelectMany(report => report.Entries));
        });

    private IEnumerable<Sentence> Notifications() => day.Notifications.Select(report =>
    {
        var given = (Notification)report.Report.Content;
        var what = given.Act is { } act ? $" of '{act.Written().Replace('-', ' ')}'" : "";
        var with = given.What is { } thing ? $" with {thing}" : "";
        var when = given.Window is { } window ? $" for {BulletinWords.Clock(window, zone)}" : "";
        var where = given.Where?.Name is { } place ? $" at {place}" : "";
        var under = given.Clause is { } clause ? $", under clause {clause}" : "";
        return Sentence.On(
            $"{Actor(given.By)} gave notice{(given.To is { } to ? $" to {Actor(to)}" : "")}{what}{with}{when}{where}{under}, on {BulletinWords.Clock(given.Given, zone)}{Note(given.Note)}.",
            report.Entries, Clause(given.Clause, given.Agreement));
    });

    /// <summary>Positions by whose unit and region, inside or outside the zones in which somebody must not, or must, be stationed.</summary>
    private IEnumerable<Sentence> Positions()
    {
        NamedZone[] zones =
        [
            .. agreement.Clauses.Where(clause => clause.Do is Act.Station or Act.Deploy)
                .SelectMany(clause => new[] { clause.In, clause.OutOf, clause.FromIn }).OfType<string>().Distinct(StringComparer.Ordinal).Select(id => agreement.Zones[id]),
        ];
        return day.Positions.SelectMany(position => position.Sightings)
            .Select(sighting => (Sighting: sighting, Presence: (Presence)sighting.Report.Report.Content))
            .GroupBy(one => (Who: Actor(one.Presence.Who), one.Presence.Where.Name, Zones: string.Join(", ", zones.Select(zone => Lies(zone, one.Presence.Where.Region)))))
            .OrderBy(group => group.Key.Who, StringComparer.Ordinal).ThenBy(group => group.Key.Name is null).ThenBy(group => group.Key.Name, StringComparer.Ordinal).ThenBy(group => group.Key.Zones, StringComparer.Ordinal)
            .Select(group =>
            {
                var units = group.Select(one => one.Presence.Unit?.Trim()).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Count();
                var count = units > 0 && group.All(one => one.Presence.Unit is not null) ? BulletinWords.Plural(units, "unit") : BulletinWords.Plural(group.Count(), "position");
                return Sentence.On(
                    $"{group.Key.Who}: {count} {BulletinWords.Region(group.First().Presence.Where)}{(group.Key.Zones.Length > 0 ? $", {group.Key.Zones}" : "")}.",
                    group.SelectMany(one => one.Sighting.Report.RestsOn));
            });
    }

    private static string Lies(NamedZone zone, Region region) =>
        $"{zone.Zone.Test(region).Choose("outside", "possibly inside", "inside")} {(zone.Id == zone.Describes ? zone.Describes : $"zone {zone.Id}")}{(zone.Assumptions.IsEmpty ? "" : " (assumed)")}";

    private IEnumerable<Sentence> Declarations() => day.Reports.Where(report => report.Report.Content is Declaration).Select(report =>
    {
        var declared = (Declaration)report.Report.Content;
        var by = declared.Said is { } said ? $", as {Actor(said)} passes on" : "";
        return Sentence.On($"{Actor(declared.By)} declared '{declared.Event}' with effect from {BulletinWords.Clock(declared.Effective, zone)}{by}.", report.Entries);
    });

    private IEnumerable<Sentence> Statements() => day.Reports
        .Where(report => report.Report.Content is Statement && !report.IsPutOverDraft)
        .OrderBy(report => Actor(((Statement)report.Report.Content).Party), StringComparer.Ordinal).ThenBy(report => ((Statement)report.Report.Content).Occurred.Start).ThenBy(report => report.Entries[0])
        .Select(report =>
        {
            var said = (Statement)report.Report.Content;
            var authority = said.Authority switch
            {
                StatementAuthority.OnRecord => "on record",
                StatementAuthority.Spokesperson => "through a spokesperson",
                StatementAuthority.Anonymous => "an unnamed source",
                _ => "as another reports",
            };
            var speaker = said.Speaker is { } name ? $"{name}{(said.Role is { } role && role != name ? $", {role}" : "")}, {authority}" : said.Role is { } office ? $"{office}, {authority}" : authority;
            var clauses = said.About.Where(id => agreement.Clauses.Any(clause => clause.Id == id)).ToArray();
            var about = said.Act == StatementAct.Threat && clauses.Length > 0 ? $" It bears on clause {string.Join(" and ", clauses)}." : "";
            var says = said.Fidelity == StatementFidelity.Verbatim ? $"“{said.Says.Trim()}”" : BulletinWords.Clause(said.Says);
            return Sentence.On(
                $"{Actor(said.Party)} ({speaker}), {said.Act.Written().Replace('-', ' ')} on {BulletinWords.Clause(said.Issue)}: {says}{(said.If is { } condition ? $", if {BulletinWords.Clause(condition)}" : "")}.{about}",
                report.Entries, Clause(clauses.FirstOrDefault(), said.Agreement));
        });

    private IEnumerable<Sentence> Changes() => day.Changed.Select(report =>
    {
        var name = $"the report {(report.Report.OwnId is { } own ? $"{own} " : "")}of {report.Report.Source}";
        if (report.Report.Content is Withdrawal withdrawn)
            return Sentence.On($"{BulletinWords.Capital(name)} was taken back and counts for nothing{(withdrawn.Reason is { } reason ? $": {BulletinWords.Clause(reason)}" : "")}.", report.Entries);
        var changed = report.Versions[^1].ChangedSince(report.Versions[^2]);
        return Sentence.On(
            $"{BulletinWords.Capital(name)} was {(report.Versions[^2].Report.Content is Withdrawal ? "taken back and is said again" : $"corrected{(changed.IsEmpty ? "" : $" ({string.Join(", ", changed)})")}")}.", report.Entries);
    });

    private Subject.OfClause? Clause(string? id, string? of) =>
        id is not null && (of is null || of == agreement.Id) && agreement.Clauses.Any(clause => clause.Id == id) ? new Subject.OfClause(id) : null;

    private string Actor(string words) => agreement.ActorNamed(words)?.Name ?? words.Trim();

    private static string Observer(string? observer, JournalledReport report) => observer is not null && observer.Trim() != report.Report.Source ? $"{observer.Trim()} of {report.Report.Source}" : report.Report.Source;

    private static string Note(string? note) => note is { } words ? $": {BulletinWords.Clause(words)}" : "";
}
