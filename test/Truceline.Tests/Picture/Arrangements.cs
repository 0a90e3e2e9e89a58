using System.Collections.Immutable;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Picture;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.Tests.Picture;

/// <summary>A small made-up arrangement with a record, for tests.</summary>
internal static class Arrangements
{
    public const string Text = """
        truce: 1
        id: made-up
        title: A made-up arrangement
        source: { status: announced }
        clock: { zone: Europe/Kyiv, day: calendar }
        actors:
          A: { kind: party, name: Northland, known-as: [the North] }
          B: { kind: party, name: Southland }
          C: { kind: contributor, name: "Nine friends, none named", count: 9 }
          D: { kind: guarantor, name: Eastland, status: pending }
          G: { kind: group, members: [A, B, D], assumed: true }
        events: { halt: { declared-by: [A, B] }, deal: { declared-by: [A, B] } }
        phases:
        - { id: talks, until: halt }
        - { id: calm, from: halt }
        - { id: support, from: halt + P1D }
        - { id: peace, from: deal }
        pledges:
        - { id: troops, by: C, domain: [land, sea], count: 9, public: few, amount: undisclosed, when: support, status: confirmed }
        - { id: planes, by: D, domain: air, enables: [troops], status: pending, due: { by: 2025-09-18, said: soon, assumed: true } }
        - { id: bases, by: D, domain: logistics, enables: [planes], status: withdrawn }
        - { id: ground, by: D, domain: land, status: excluded }
        clauses:
        - { id: stop, accepted: [ { by: A, since: halt }, { by: B, since: halt } ], must-not: { who: [A, B], do: fire }, during: calm.., on-breach: meet, disputed-by: B }
        - { id: go, gist: The force is there the day after., unilateral: C, must: { who: C, do: deploy }, done: { by: halt + P1D }, needs: [troops] }
        - { id: spare, must-not: { who: [A, B], do: attack } }
        - { id: attack, is: { term: grave attack, means: not defined in the text } }
        decisions:
          meet: { by: G, rule: { majority: 2/3 }, within: PT24H, assumed: true }
          host: { consent: { to: go, by: A } }
        positions:
          A: { accept: [go, host], wants: [halt before deal], said: [wire/1] }
          B: [ { reject: [go, host], wants: [deal before halt], said: [wire/2] }, { accept: [go], if: the deal holds } ]
        """;

    /// <summary>The same with the two parties exchanged, in ids and names alike.</summary>
    public static string Swapped(string text)
    {
        foreach (var (one, other) in new[] { ("Northland", "Southland"), ("the North", "the South") })
            text = text.Replace(one, "\u0001", StringComparison.Ordinal).Replace(other, one, StringComparison.Ordinal).Replace("\u0001", other, StringComparison.Ordinal);
        return System.Text.RegularExpressions.Regex.Replace(text, @"(?<![\w])[AB](?![\w])", id => id.Value == "A" ? "B" : "A");
    }

    public static Agreement Agreement(string file = Text)
    {
        var reading = AgreementReader.Read("made-up.truce.yaml", Encoding.UTF8.GetBytes(file), _ => null);
        Assert.Empty(reading.Problems.Select(problem => problem.ToString()));
        return reading.Agreement!;
    }

    public static Instant At(string written) => OffsetDateTimePattern.ExtendedIso.Parse(written).Value.ToInstant();

    public static Report Declares(string by, string what, string effective) => Report.Of(by, $"{what}", new Declaration(by, what, At(effective), "made-up", null), exercise: true);

    public static Report Says(
        string id, string party, StatementAct act, string issue, string day, string says = "So it is.", StatementAuthority authority = StatementAuthority.OnRecord,
        string? condition = null, params string[] about) =>
        Report.Of("wire", id, new Statement
        {
            Party = party, Authority = authority, Act = act, Issue = issue, If = condition, Says = says, Fidelity = StatementFidelity.Paraphrase,
            Occurred = new Interval(At($"{day}T08:00:00+03:00"), At($"{day}T09:00:00+03:00")), About = [.. about],
        }, exercise: true);

    public static ReportLog Log(params IEnumerable<Report> reports) =>
        new([.. reports.Select((report, i) => new JournalledReport(report, [i + 1])).OrderBy(report => report.Report.Id)], reports.Count());

    public static Arrangement Show(ReportLog log, Instant? asOf, string file = Text) =>
        Arrangement.Of(Assessor.Assess(log, Agreement(file), FusionRules.Default, asOf), log, []);

    public static Arrangement Show(string asOf, params IEnumerable<Report> reports) => Show(Log(reports), At(asOf));

    /// <summary>Both parties have declared the halt with effect from 18:00 local time on 10 September.</summary>
    public static ImmutableArray<Report> Halt { get; } = [Declares("Northland", "halt", "2025-09-10T17:00:00+03:00"), Declares("Southland", "halt", "2025-09-10T18:00:00+03:00")];
}
