using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Truceline.Agreements;
using Truceline.Agreements.Trials;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Tests.Assessments;

/// <summary>What a changed agreement makes of a record is what it would have made of it from the beginning, to the byte.</summary>
public class RereadTests
{
    private static readonly Instant Middle = Instant.FromUtc(2015, 2, 16, 0, 0);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Under_any_change_of_its_zones_its_times_or_its_words_an_agreement_finds_what_it_would_have_found(int part)
    {
        for (var seed = part; seed < 800; seed += 4)
        {
            var random = new Random(seed);
            var agreement = Histories.Agreements[seed % Histories.Agreements.Length];
            var (log, asOf) = (Record(agreement, seed), seed % 5 == 0 ? (Instant?)Middle : null);
            var screened = seed % 2 == 0 ? 0L : long.MaxValue;
            var known = Known(log, agreement, asOf, screened, isOnce: seed % 3 == 0);
            for (var step = 0; step < 3; step++)
            {
                (agreement, var what) = Changes.Of(agreement, random);
                // From what was found a step before, so that what is kept is kept more than once.
                known = FindingFold.Again(known, agreement, screened);
                AssertSame(Assessor.Assess(log, agreement, FusionRules.Default, asOf), known, $"{agreement.Id}, seed {seed}, step {step}: {what}");
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void With_another_value_of_any_number_of_its_file_an_agreement_finds_what_it_would_have_found(int part)
    {
        var (tried, drafts) = (0, Histories.Scenarios.Select(scenario => scenario.Draft()).ToArray());
        for (var seed = part; seed < 300; seed += 2)
        {
            var random = new Random(seed);
            var draft = drafts[seed % drafts.Length];
            if (draft.Numbers.IsEmpty) continue;
            var log = Record(draft.Agreement, seed);
            var known = Known(log, draft.Agreement, null, seed % 4 < 2 ? 0L : long.MaxValue, isOnce: seed % 3 == 0);
            foreach (var number in draft.Numbers)
            {
                var value = number.Unit == NumberUnit.Share ? Math.Round((decimal)random.NextDouble(), 2) : Math.Max(number.Least, Math.Round(number.Value * (decimal)(random.Next(3) switch { 0 => 0.99, 1 => 1.3, _ => 0.6 })));
                if (draft.With(number, value).Agreement is not { } other) continue;
                tried++;
                AssertSame(Assessor.Assess(log, other, FusionRules.Default, null), FindingFold.Again(known, other, seed % 4 < 2 ? 0L : long.MaxValue), $"{other.Id}, seed {seed}: {number.Path} is {value}");
            }
        }
        Assert.True(tried > 100, $"{tried} numbers were tried");
    }

    [Fact]
    public void What_a_change_leaves_alone_is_not_found_again()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var agreement = Histories.Agreements[seed % Histories.Agreements.Length];
            var known = Assessor.Assess(Record(agreement, seed), agreement, FusionRules.Default, null);
            var copy = agreement with { Clauses = [.. agreement.Clauses.Select(clause => clause with { Who = [.. clause.Who], Where = default })] };
            Assert.Equal(known.Findings, Assessor.Reread(known, copy).Findings);
        }
    }

    [Fact]
    public void With_another_belt_only_what_lies_between_the_two_is_held_again()
    {
        var agreement = Worlds.Ceasefire;
        var zone = agreement.Zones.Values.First();
        Zone Belt(double metres) => new Zone.Belt(new([new(47.9, 37.6), new(47.9, 38.3)]), new(metres), null);
        agreement = agreement with { Zones = agreement.Zones.SetItem(zone.Id, zone with { Zone = Belt(6_000) }) };
        var wider = agreement with { Zones = agreement.Zones.SetItem(zone.Id, zone with { Zone = Belt(6_200) }) };
        var log = Worlds.Log(Worlds.Reports(5, 400));
        var known = Assessor.Assess(log, agreement, FusionRules.Default, null);
        var rereading = Rereading.Of(known.Basis, wider, null)!;
        var (clause, before) = agreement.Clauses.Where(clause => clause.Kind == ClauseKind.MustNot && clause.In == zone.Id).Select(clause => (clause, known.Basis.Readings[0].Final[clause.Id])).First();
        var ban = Ban.Of(clause, before.Calendar with { Agreement = wider });
        var found = rereading.Findings(new Hearing(wider, null, known.Basis.World), ban)!;
        Assert.Equal(
            [.. Assessor.Assess(log, wider, FusionRules.Default, null).Findings.Where(finding => finding.Incident is not null && finding.Key is { Reading: null } key && key.Clause == clause.Id).Select(finding => (finding.Id, finding.Outcome, finding.Margin))],
            found.Select(finding => (finding.Id, finding.Outcome, finding.Margin)));
        Assert.InRange(rereading.Held, 1, found.Count / 10);
    }

    [Fact]
    public void However_a_place_is_known_it_is_held_again_where_the_other_belt_says_something_else_of_it()
    {
        var agreement = Worlds.Ceasefire;
        var zone = agreement.Zones.Values.First();
        Agreement With(Zone shape) => agreement with { Zones = agreement.Zones.SetItem(zone.Id, zone with { Zone = shape }) };
        var line = new Line([new(48, 37), new(48.1, 38), new(47.9, 39)]);
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var log = Worlds.Log(Enumerable.Range(0, 250).Select(i => Place(random, i)));
            var before = Assessor.Assess(log, With(new Zone.Belt(line, new(9_000), null)), FusionRules.Default, null);
            foreach (var shape in (Zone[])[new Zone.Belt(line, new(9_400), null), new Zone.Belt(line, new(30_000), Side.Left), new Zone.Beyond(line, new(9_000), null)])
                AssertSame(Assessor.Assess(log, With(shape), FusionRules.Default, null), Assessor.Reread(before, With(shape)), $"seed {seed}, {shape.GetType().Name}");
        }

        Report Place(Random random, int i)
        {
            var (at, size) = (new Position(47.6 + random.NextDouble(), 37 + 2 * random.NextDouble()), Math.Pow(10, 1 + 3.6 * random.NextDouble()));
            Region region = random.Next(5) switch
            {
                0 => new Region.Disc(at, Metres.Zero),
                1 => new Region.Disc(at, new(size)),
                2 => new Region.Sector(at, random.Next(360), random.Next(5, 170), new(size / 3), new(size)),
                3 => new Region.Within(new Area([new Polygon([at, Geodesic.Direct(at, 80, new(size)), Geodesic.Direct(at, 10, new(size))], [])])),
                _ => new Region.Anywhere(),
            };
            var start = Middle + Duration.FromMinutes(7 * i);
            return Report.Of("Observer Mission", FormattableString.Invariant($"r{i}"), new Observation
            {
                Occurred = new Interval(start, start), Where = new Place(null, region), Act = Act.Fire, Phase = FirePhase.Impact, By = [new Attribution("Side A", AttributionBasis.Seen)], Means = Means.Seen,
            });
        }
    }

    [Theory]
    [InlineData(48, 180, 0)]
    [InlineData(-48, -180, 3e3)]
    [InlineData(90, 0, 0)]
    [InlineData(-90, 0, 100)]
    [InlineData(89, 10, 600e3)]
    [InlineData(-89, 179, 600e3)]
    public void What_lies_at_the_antimeridian_or_at_a_pole_is_held_again_like_anything_else(double latitude, double longitude, double within)
    {
        var agreement = Worlds.Ceasefire;
        var zone = agreement.Zones.Values.First();
        var at = new Position(latitude, longitude);
        var line = new Line([Geodesic.Direct(at, 80, new(9_000)), Geodesic.Direct(at, 200, new(7_000))]);
        Agreement With(double reach) => agreement with { Zones = agreement.Zones.SetItem(zone.Id, zone with { Zone = new Zone.Belt(line, new(reach), null) }) };
        var log = Worlds.Log([.. Enumerable.Range(0, 3).Select(i => Report.Of("Observer Mission", FormattableString.Invariant($"r{i}"), new Observation
        {
            Occurred = new Interval(Middle + Duration.FromHours(i), Middle + Duration.FromHours(i)), Where = new Place(null, new Region.Disc(at, new(within))), Act = Act.Fire, Phase = FirePhase.Impact,
            By = [new Attribution("Side A", AttributionBasis.Seen)], Means = Means.Seen,
        }))]);
        AssertSame(Assessor.Assess(log, With(20_000), FusionRules.Default, null), Assessor.Reread(Assessor.Assess(log, With(1_000), FusionRules.Default, null), With(20_000)), $"{at}");
    }

    [Theory]
    [InlineData("four-or-494")]
    [InlineData("alike-and-at-the-same-time")]
    public void Where_a_clause_stays_and_what_it_rests_on_is_another_it_is_found_anew(string name)
    {
        var scenario = Histories.Scenarios.Single(one => one.Name == name);
        var (agreement, log) = (scenario.Agreement(), name == "four-or-494" ? Worlds.Log(Worlds.Reports(7, 300)) : scenario.Log());
        // How incidents are counted for an alert, and by when another clause is met that is to be met together with this one.
        agreement = agreement with { Clauses = [.. agreement.Clauses.Select(clause => clause.Kind == ClauseKind.MustNot ? clause with { Alert = new Alert(2, Period.FromDays(1), null, "episodes") } : clause)] };
        var other = name == "four-or-494"
            ? agreement with { Counting = agreement.Counting.SetItem("episodes", new CountingRule("episodes", CountingUnit.Detonation, null, null, null, false)) }
            : agreement with { Clauses = [.. agreement.Clauses.Select(clause => clause.Id == "guns.b" ? clause with { Start = clause.Start with { NotBefore = new Moment.OnDate(new(2015, 2, 19)) } } : clause)] };
        var known = Assessor.Assess(log, agreement, FusionRules.Default, null);
        var expected = Assessor.Assess(log, other, FusionRules.Default, null);
        string Of(Assessment assessment, string clause) => string.Join('\n', assessment.Findings.Where(finding => finding.Key.Clause == clause).SelectMany(finding => finding.Trace.All()).Select(step => step.Says));
        var stays = name == "four-or-494" ? "stop" : "guns.a";
        Assert.NotEqual(Of(known, stays), Of(expected, stays));
        AssertSame(expected, Assessor.Reread(known, other), name);
    }

    // What a scenario tells of itself is what its agreement is about; the others meet it by chance.
    private static ReportLog Record(Agreement agreement, int seed) => (seed / Histories.Scenarios.Length % 4) switch
    {
        0 => Histories.Scenarios[seed % Histories.Scenarios.Length].Log(),
        1 => ReportLog.Empty.With([.. WatchedHistories.Entries(seed)]),
        _ => ReportLog.Empty.With(Histories.Of(agreement, seed, 14 + seed % 20)),
    };

    private static Assessment Known(ReportLog log, Agreement agreement, Instant? asOf, long screened, bool isOnce)
    {
        if (isOnce) return Assessor.Assess(log, agreement, FusionRules.Default, asOf);
        var fold = new FindingFold(agreement, FusionRules.Default, asOf, screened);
        fold.Update(log);
        return fold.Snapshot();
    }

    private static void AssertSame(Assessment expected, Assessment actual, string where)
    {
        var (one, two) = (AssessmentJson.Write(expected), AssessmentJson.Write(actual));
        if (one.AsSpan().SequenceEqual(two)) return;
        var (a, b) = (Encoding.UTF8.GetString(one).Split('\n'), Encoding.UTF8.GetString(two).Split('\n'));
        var line = a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.Fail($"{where}: line {line}\n{string.Join('\n', a.Skip(line - 12).Take(24))}\n--- reread:\n{string.Join('\n', b.Skip(line - 12).Take(24))}");
    }
}

/// <summary>Agreements that say something else in one to three places, at random.</summary>
internal sealed class Changes
{
    private static readonly Instant Begin = Instant.FromUtc(2015, 2, 14, 12, 0);

    private readonly Random random;

    private Changes(Random random) => this.random = random;

    /// <summary>Another agreement, and what is other about it.</summary>
    public static (Agreement Agreement, string What) Of(Agreement agreement, Random random)
    {
        var (changes, what) = (new Changes(random), new List<string>());
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var (change, says) = changes.Any(agreement);
            what.Add(says);
            agreement = change(agreement) with { Readings = agreement.Readings.ToImmutableSortedDictionary(one => one.Key, one => one.Value with { Agreement = change(one.Value.Agreement) }) };
        }
        return (agreement, string.Join("; ", what));
    }

    private T Pick<T>(ImmutableArray<T> from) => from[random.Next(from.Length)];

    private (Func<Agreement, Agreement> Change, string Says) Any(Agreement agreement)
    {
        var kind = random.Next(20);
        if (kind < 7 && agreement.Zones.Count > 0)
        {
            var (id, by) = (Pick([.. agreement.Zones.Keys]), Pick([0.2, 5, 40, 900, 6_000.0]));
            return (one => one.Zones.TryGetValue(id, out var zone) ? one with { Zones = one.Zones.SetItem(id, Wider(zone, by)) } : one, $"zone {id} by {by}");
        }
        if (kind < 9 && agreement.Events.Count > 0)
        {
            var (id, at) = (Pick([.. agreement.Events.Keys]), Time());
            var isFixed = random.Next(2) == 0;
            return (one => one.Events.TryGetValue(id, out var happens) ? one with { Events = one.Events.SetItem(id, Other(happens, isFixed ? at : null)) } : one, $"event {id}");
        }
        if (kind == 9 && agreement.Counting.Count > 0)
        {
            var id = Pick([.. agreement.Counting.Keys]);
            return (one => one with { Counting = one.Counting.SetItem(id, one.Counting[id] with { Gap = Duration.FromMinutes(1), Within = new(10) }) }, $"counting {id}");
        }
        if (kind == 10)
        {
            var id = Pick([.. agreement.Actors.Keys]);
            return (one => one with { Actors = one.Actors.SetItem(id, one.Actors[id] with { Name = one.Actors[id].Name + " (so called)" }) }, $"actor {id}");
        }
        if (kind == 11 && agreement.Clauses.Length > 1)
            return (one => one with { Clauses = [.. one.Clauses.Reverse()] }, "the clauses the other way round");
        if (agreement.Clauses.IsEmpty) return (one => one, "nothing");
        var clause = Pick(agreement.Clauses);
        var (part, change) = Clause(agreement, clause);
        return (one => one with { Clauses = [.. one.Clauses.Select(other => other.Id == clause.Id ? change(other) : other)] }, $"clause {clause.Id}: {part}");
    }

    private (string Part, Func<Clause, Clause> Change) Clause(Agreement agreement, Clause clause)
    {
        var (at, zone) = (Time(), agreement.Zones.IsEmpty ? null : Pick([.. agreement.Zones.Keys]));
        var zones = agreement.Zones.Keys.ToHashSet();
        return Pick<(string, Func<Clause, Clause>)>(
        [
            ("from", one => one with { From = new Moment.AtInstant(at) }),
            ("until", one => one with { Until = new Moment.AtInstant(at + Duration.FromHours(30)) }),
            ("no end", one => one with { Until = null, After = [] }),
            ("after", one => one with { After = [new Moment.AtInstant(at)] }),
            ("accepted since", one => one with { Accepted = [.. one.Accepted.Select(accepted => accepted with { Since = new Moment.AtInstant(at) })] }),
            ("floor", one => one with { Floor = one.Floor is { } floor ? floor / 2 : 0.3 }),
            ("alert", one => one.Kind != ClauseKind.MustNot || one.Rate is not null ? one : one with { Alert = new Alert(random.Next(3), Period.FromDays(random.Next(1, 3)), zone is not null && random.Next(2) == 0 ? zone : null, null) }),
            ("rate", one => one.Rate is null ? one : one with { Rate = one.Rate with { Max = one.Rate.Max + 1 } }),
            ("gist", one => one with { Gist = "something", Assumptions = [.. one.Assumptions, "somebody says so"] }),
            ("corroborated is enough", one => one with { CorroboratedIsEnough = !one.CorroboratedIsEnough }),
            ("verified by", one => one with { VerifiedBy = one.VerifiedBy is null ? agreement.Actors.Keys.First() : null }),
            ("who", one => one.Anyone || one.Who.Length < 2 ? one : one with { Who = one.Who.RemoveAt(0) }),
            ("what", one => one with { What = one.What.IsEmpty ? ["artillery"] : [] }),
            ("in", one => one.In is null || zone is null || !zones.Contains(zone) ? one : one with { In = zone }),
            ("done", one => one.Done.By is null ? one : one with { Done = one.Done with { By = new Moment.AtInstant(at) } }),
            ("keep", one => one.Kind != ClauseKind.Must ? one : one with { Keep = !one.Keep }),
            ("unless", one => one with { Unless = [] }),
            ("act", one => one.Kind != ClauseKind.MustNot ? one : one with { Do = one.Do == Act.Fire ? Act.HostileAct : Act.Fire }),
        ]);
    }

    private Instant Time() => Begin + Duration.FromHours(random.Next(0, 96));

    private static NamedZone Wider(NamedZone zone, double by) => zone with
    {
        Describes = zone.Describes + " and more", Zone = Wider(zone.Zone, by), Versions = [.. zone.Versions.Select(version => version with { Zone = Wider(version.Zone, by) })],
    };

    private static Zone Wider(Zone zone, double by) => zone switch
    {
        Zone.Belt belt => belt with { Distance = new(belt.Distance.Value + by) },
        Zone.Beyond beyond => beyond with { Distance = new(beyond.Distance.Value + by) },
        Zone.Around around => around with { Distance = new(around.Distance.Value + by) },
        Zone.In area => new Zone.Around(area.Area, new(by)),
        Zone.NotIn not => new Zone.NotIn(Wider(not.Other, by)),
        Zone.AnyOf any => new Zone.AnyOf([.. any.Zones.Select(part => Wider(part, by))]),
        Zone.AllOf all => new Zone.AllOf([.. all.Zones.Select(part => Wider(part, by))]),
        _ => new Zone.NotIn(zone),
    };

    private AgreedEvent Other(AgreedEvent happens, Instant? at) =>
        happens.At is not null || at is not null ? new AgreedEvent(happens.Id, at ?? Time(), [], happens.Assumed)
        : happens.Quiet is { } quiet ? happens with { Quiet = quiet with { For = Period.FromDays(random.Next(1, 3)) } }
        : happens.DeclaredBy.Length > 1 ? happens with { DeclaredBy = happens.DeclaredBy.RemoveAt(0) }
        : happens;
}
