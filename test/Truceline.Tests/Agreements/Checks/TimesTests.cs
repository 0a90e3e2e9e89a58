using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Truceline.Agreements;
using Truceline.Agreements.Checks;

namespace Truceline.Tests.Agreements.Checks;

public sealed class TimesTests
{
    private const string Events = "events: { e: { declared-by: [A, B] }, f: { at: 2020-02-10T12:00:00+02:00 } }\n";

    private static string Must(string keys) => Events + $"clauses: [ {{ id: c, must: {{ who: A, do: withdraw }}, {keys} }} ]\n";

    [Theory]
    [InlineData("start: { by: 2020-02-03, not-before: 2020-02-05 }", "the deadline of 'start' in clause 'c' is over at least 1 day before its beginning")]
    [InlineData("start: { by: 2020-02-04, not-before: 2020-02-05 }", "")]
    [InlineData("start: { by: e + P3D, not-before: e + P5D }", "the deadline of 'start' in clause 'c' is over at least 1 day before its beginning")]
    [InlineData("start: { by: e + P4D, not-before: e + P5D }", "")]
    [InlineData("start: { not-before: e + P5D }, done: { by: e + P3D }", "the deadline of 'done' in clause 'c' is over at least 1 day before its beginning")]
    [InlineData("start: { not-before: e + PT25H }, done: { by: e + PT24H }", "the deadline of 'done' in clause 'c' is over at least 1 hour before its beginning")]
    [InlineData("start: { not-before: e + P1D }, done: { by: e + PT1H }", "")]
    [InlineData("start: { not-before: e + P2D }, done: { by: e + PT1H }", "the deadline of 'done' in clause 'c' is over at least 20 hours before its beginning")]
    [InlineData("start: { not-before: e + P1M }, done: { by: e + P26D }", "the deadline of 'done' in clause 'c' is over at least 1 day before its beginning")]
    [InlineData("start: { not-before: e + P1M }, done: { by: e + P29D }", "")]
    [InlineData("from: f + P3D, done: { by: f + P1D }", "the deadline of 'done' in clause 'c' is over at least 1 day before its beginning")]
    [InlineData("after: [2020-02-20], done: { by: f + P1D }", "the deadline of 'done' in clause 'c' is over at least 8 days before its beginning")]
    [InlineData("from: e + P9D, until: e + P3D", "'c' ends at least 6 days before it begins")]
    public void A_time_that_is_over_before_it_begins_is_told_where_that_is_sure(string keys, string says) =>
        Assert.Equal(says, string.Join("; ", Found.Says(Must(keys), "TL013")));

    [Fact]
    public void Times_of_several_clauses_and_events_make_a_chain()
    {
        const string Text = """
            events: { e: { declared-by: [A, B] }, left: { all-met: [a] } }
            clauses:
            - { id: a, ref: "1", must: { who: A, do: withdraw }, start: { not-before: e + P10D } }
            - { id: b, ref: "2", must: { who: B, do: withdraw }, start: { after: left + P2D }, done: { by: e + P10D } }

            """;
        var found = Assert.Single(Found.In(Text, "TL013"));
        Assert.Equal("the deadline of 'done' in clause 'b' is over at least 1 day before its beginning", found.What);
        Assert.Equal(["2", "1"], found.Articles);
        Assert.Equal(
        [
            "a may be begun no sooner than e + 10 days", "a is done no sooner than it is begun", "left happens only when a is met", "b may be begun only after left + 2 days",
            "b is done no sooner than it is begun", "b is to be done by e + 10 days",
        ], found.Proof!.All.Select(step => step.Says));
        Assert.Empty(Found.In(Text.Replace("by: e + P10D", "by: e + P11D", StringComparison.Ordinal), "TL013"));
    }

    [Fact]
    public void Deadlines_that_cannot_all_be_kept_are_told_together() =>
        Assert.Equal(["the deadlines of 'a' and 'b' cannot all be kept: together they are too short by at least 26 days"], Found.Says("""
            clauses:
            - { id: a, must: { who: A, do: withdraw }, done: { by: 2020-02-03 } }
            - { id: b, must: { who: B, do: withdraw }, start: { not-before: 2020-03-05 }, done: { by: a.met + P3D } }
            """, "TL013"));

    [Fact]
    public void What_goes_together_has_one_time() =>
        Assert.NotEmpty(Found.In("""
            clauses:
            - { id: a, must: { who: A, do: withdraw }, done: { by: 2020-02-03 } }
            - { id: b, must: { who: B, do: withdraw }, start: { not-before: 2020-03-05 }, together-with: [a] }
            """, "TL013"));

    [Fact]
    public void An_event_with_another_way_may_come_sooner() =>
        Assert.Empty(Found.In("""
            events: { e: { at: 2020-03-01T00:00:00+02:00 } }
            clauses:
            - { id: a, must: { who: A, do: withdraw }, fulfils: e }
            - { id: b, must: { who: B, do: withdraw }, start: { not-before: e + P5D }, done: { by: 2020-03-02 } }
            """, "TL013"));

    [Fact]
    public void A_phase_that_ends_before_it_begins_is_told() =>
        Assert.Equal(["'one' ends at least 2 days before it begins"], Found.Says(Events + "phases: [ { id: one, from: e + P3D, until: e + P1D } ]\nclauses: [ { id: c, must-not: { who: A, do: fire } } ]\n", "TL013"));

    /// <summary>Two times of one clause after one event, against all that the event's own time can be, hour by hour over a change of the clocks.</summary>
    [Fact]
    public void What_is_told_of_two_times_holds_at_every_hour_of_the_event_and_what_holds_by_a_day_is_told() =>
        Prop.ForAll(Duration().ToArbitrary(), Duration().ToArbitrary(), (begin, due) =>
        {
            var agreement = Truces.Agreement(Truces.With(Must($"start: {{ not-before: e + {begin} }}, done: {{ by: e + {due} }}")));
            var clause = agreement.Clauses[0];
            var gaps = Enumerable.Range(0, 24 * 90).Select(hour => Instant.FromUtc(2020, 3, 1, 0, 0) + NodaTime.Duration.FromHours(hour))
                .Select(at => (clause.Start.NotBefore!.Resolve(agreement.Clock, MomentUse.Beginning, at) - clause.Done.By!.Resolve(agreement.Clock, MomentUse.Deadline, at)).TotalHours).ToList();
            var told = AgreementChecks.Find(agreement).Any(problem => problem.Code == "TL013");
            return told ? gaps.All(gap => gap > 0) : gaps.Any(gap => gap <= 30);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static Gen<string> Duration() => Gen.OneOf(
        Gen.Choose(1, 12).Select(days => $"P{days}D"), Gen.Choose(1, 200).Select(hours => $"PT{hours}H"), Gen.Choose(1, 6).SelectMany(days => Gen.Choose(1, 30).Select(hours => $"P{days}DT{hours}H")));

    private const int Clauses = 4;

    /// <summary>Of a clause: what it begins after (another clause, or none for the event) and by how many days, and its deadline from the same.</summary>
    private static readonly Gen<(int From, int Days, int Due, int By)[]> Plans =
        (from after in Gen.Choose(-1, Clauses - 1) from days in Gen.Choose(1, 9) from due in Gen.Choose(-2, Clauses - 1) from length in Gen.Choose(1, 20) select (after, days, due, length)).ArrayOf(Clauses);

    /// <summary>Hours are exact, so what is told is what no times satisfy: the longest ways between all times, after Floyd and Warshall, have a circle that is longer than nothing.</summary>
    [Fact]
    public void Times_are_told_of_exactly_when_no_times_satisfy_them()
    {
        var bare = Truces.Agreement(Truces.With(Must("from: e")));
        var (impossible, possible) = (0, 0);
        Prop.ForAll(Plans.ToArbitrary(), plan =>
        {
            var agreement = bare with
            {
                Clock = new(DateTimeZone.Utc, DayKind.Elapsed),
                Clauses = [.. plan.Select((one, i) => bare.Clauses[0] with
                {
                    Id = $"c{i}", From = null, Where = new("t", i + 1, 1),
                    Start = new(new Moment.AfterEvent(one.From < 0 ? "e" : $"c{one.From}.met", Period.FromDays(one.Days)), null, null),
                    Done = one.Due == -2 ? Timing.None : new(null, null, new Moment.AfterEvent(one.Due < 0 ? "e" : $"c{one.Due}.met", Period.FromDays(one.By))),
                })],
            };
            var found = AgreementChecks.Find(agreement);
            // What waits for itself has no time.
            if (found.Any(problem => problem.Code == "TL010")) return true;
            var told = found.Any(problem => problem.Code == "TL013");
            if (told) impossible++;
            else possible++;
            return told == IsImpossible(plan);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
        Assert.True(impossible > 10 && possible > 10, $"{impossible} and {possible}");
    }

    private static bool IsImpossible((int From, int Days, int Due, int By)[] plan)
    {
        // The time when a clause is met, and last that of the event: no more is needed, as each may be met as soon as it is begun.
        var far = new double[Clauses + 1, Clauses + 1];
        for (var i = 0; i <= Clauses; i++)
            for (var j = 0; j <= Clauses; j++) far[i, j] = i == j ? 0 : double.NegativeInfinity;
        for (var i = 0; i < Clauses; i++)
        {
            var (after, due) = (plan[i].From < 0 ? Clauses : plan[i].From, plan[i].Due < 0 ? Clauses : plan[i].Due);
            far[after, i] = Math.Max(far[after, i], plan[i].Days);
            if (plan[i].Due != -2) far[i, due] = Math.Max(far[i, due], -plan[i].By);
        }
        for (var k = 0; k <= Clauses; k++)
            for (var i = 0; i <= Clauses; i++)
                for (var j = 0; j <= Clauses; j++) far[i, j] = Math.Max(far[i, j], far[i, k] + far[k, j]);
        return Enumerable.Range(0, Clauses + 1).Any(i => far[i, i] > 0);
    }
}
