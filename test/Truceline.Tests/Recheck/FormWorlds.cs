using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.Tests.Recheck;

/// <summary>Random records against an agreement that has every form of clause, exceptions, readings, sectors, a line that moves and coverage; the same seed, the same record.</summary>
internal static class FormWorlds
{
    private const string Text = """
        truce: 1
        id: forms
        title: A made-up truce with every form
        source: { status: signed, signed: 2015-02-12 }
        clock: { zone: Europe/Kyiv, day: calendar }
        actors:
          A: { kind: party, name: Side A }
          B: { kind: party, name: Side B }
          C: { kind: force, name: Contingent, members: [B] }
          G: { kind: guarantor, name: Guarantor }
          A-command: { kind: body, name: Command of side A }
          OM: { kind: monitor, name: Observer Mission }
          Other: { kind: monitor, name: Other Mission }
          sides: { kind: group, members: [A, B] }
        classes:
          heavy: { is: artillery, calibre-mm: ">=100", known-as: [heavy gun] }
        lines:
          contact: { geometry: contact.geojson, sides: { left: A, right: B }, moves: versioned, versions: [ { from: 2015-02-17, geometry: later.geojson } ], assumed: true }
        zones:
          area: { geometry: area.geojson, claimed-by: drawn for this test }
          belt-a: { within: { of: contact, m: 5000, side: A } }
          belt: { within: { of: contact, m: 4000, side: both } }
          far: { beyond: { of: contact, m: 9000, side: B } }
          parts: { sectors: { of: area, count: 3 } }
          rest: { any-of: [parts.1, belt] }
        counting:
          episodes: { unit: episode, gap: PT3H, within-m: 3000 }
          bangs: { unit: detonation }
        """;

    /// <summary>The clauses, each with what else of them it needs, and the events and readings, each with the clauses without which it is not there.</summary>
    private static readonly (string Id, string[] Needs, string Text)[] Clauses =
    [
        ("stop", [], "{ id: stop, must-not: { who: sides, do: fire, in: area }, from: ceasefire, see: [seen, camera], floor: { coverage: 0.3 }, alert: { over: 2, per: P2D, by: episodes } }"),
        ("none", [], "{ id: none, must-not: { who: any, do: hostile-act, in: belt }, after: halt, alert: { over: 9, per: PT6H, in: parts.2, by: bangs } }"),
        ("guns", [], "{ id: guns, must-not: { who: sides, do: fire, what: heavy, from-in: belt-a }, from: 2015-02-15, until: 2015-02-18, accepted: [ { by: A, since: 2015-02-16 }, { by: B } ] }"),
        ("leave", [], "{ id: leave, must: { who: A, do: withdraw, what: heavy, out-of: belt-a }, start: { by: ceasefire + PT12H }, done: { by: ceasefire + P2D }, keep: true, at-standing: corroborated }"),
        ("follow", ["leave"], "{ id: follow, must: { who: sides, do: withdraw, out-of: rest }, start: { after: leave.met }, done: { by: ceasefire + P3D }, keep: true, together-with: [leave], mirror: { clause: leave, how: equal } }"),
        ("when-quiet", ["stop"], "{ id: when-quiet, must: { who: B, do: allow-access }, start: { after: quiet }, done: { by: quiet + P1D } }"),
        ("mutual", ["stop"], "{ id: mutual, must-not: { who: B, do: fire, in: rest }, from: ceasefire, while: stop.kept }"),
        ("free", ["stop", "leave"], "{ id: free, must-not: { who: A, do: move, in: far }, from: stop.breached, until: signal }"),
        ("few", [], "{ id: few, must-not: { who: sides, do: fire, in: belt }, from: ceasefire, rate: { max: 6, per: P1D } }"),
        ("pass", [], "{ id: pass, may: { who: B, do: cross, in: area }, duty-of: [A], from: ceasefire, rate: { max: 3, per: P2D } }"),
        ("line", [], "{ id: line, must-not: { who: any, do: cross, over: contact }, from: 2015-02-15 }"),
        ("excused", ["leave"], """
            id: excused
                must-not: { who: sides, do: station, in: area }
                from: 2015-02-15
                unless:
                  - { authorised-by: A-command, notified: { to: OM, before: PT6H } }
                  - { attacked-by: B, tried: { clause: leave } }
                  - { rotation: { one-for-one: true, max: 9, per: P1W, through: belt } }
            """),
        ("daily", [], "{ id: daily, must: { who: [A, B], do: report }, from: ceasefire, rate: { max: 2, per: P1D } }"),
        ("guest", [], "{ id: guest, must-not: { who: G, do: fire, in: area }, from: ceasefire }"),
        ("obeyed", ["leave"], """
            id: obeyed
                must-not: { who: sides, do: station, in: belt }
                from: 2015-02-15
                unless: [ { authorised-by: A-command }, { notified: { to: OM } }, { tried: { clause: leave } } ]
            """),
        ("return", [], "{ id: return, must-not: { who: sides, do: fire, in: belt }, from: 2015-02-15, unless: [ { attacked-by: any } ] }"),
    ];

    private static readonly (string[] Needs, string Text)[] Events =
    [
        ([], "ceasefire: { at: 2015-02-15T00:00:00+02:00 }"), ([], "halt: { declared-by: [A, B] }"), (["stop"], "quiet: { quiet: { clause: stop, for: P1D } }"),
        (["stop"], "calm: { quiet: { clause: stop, for: P2D } }"), (["leave"], "signal: { all-met: [leave] }"),
    ];

    private static readonly (string[] Needs, string Text)[] Readings =
    [
        ([], "wide: { zones: { belt: { within: { of: contact, m: 8000, side: both } } } }"), (["leave"], "short: { clauses: { leave: { done: { by: ceasefire + P1D } } } }"),
    ];

    private static readonly ImmutableDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["contact.geojson"] = """{"type":"LineString","coordinates":[[37.98,47.90],[38.0,48.0],[38.03,48.04],[38.02,48.2]]}""",
        ["later.geojson"] = """{"type":"LineString","coordinates":[[37.96,47.90],[38.02,48.0],[38.02,48.2]]}""",
        ["area.geojson"] = """{"type":"Polygon","coordinates":[[[37.95,47.98],[38.06,47.98],[38.08,48.05],[38.0,48.03],[37.95,48.06],[37.95,47.98]]]}""",
    }.ToImmutableDictionary();

    private static readonly Instant Begin = Instant.FromUtc(2015, 2, 14, 20, 0);
    private static readonly string?[] Things = [null, "artillery", "mortar", "heavy gun", "personnel"];
    private static readonly string[] Names = ["Side A", "Side B", "sides", "Contingent", "some volunteers"];
    private static readonly Act?[] Acts = [null, Act.Fire, Act.Fire, Act.HostileAct, Act.Station, Act.Move, Act.Cross, Act.Withdraw, Act.Obstruct];
    private static readonly string[] Sources = ["Observer Mission", "Observer Mission", "Other Mission", "Side A", "Side B", "Example Wire"];

    /// <summary>With all clauses.</summary>
    public static Agreement Agreement { get; } = Of([.. Clauses.Select(clause => clause.Id)]);

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Agreement> Small = new(StringComparer.Ordinal);

    /// <summary>With one or two clauses, and what they need; of one that is watched, those that rest on what could have been seen.</summary>
    public static Agreement AgreementOf(int seed, bool isWatched)
    {
        var random = new Random(seed);
        var among = Clauses.Where(clause => !isWatched || clause.Id is "stop" or "when-quiet" or "mutual").ToArray();
        var some = Enumerable.Range(0, 1 + random.Next(2)).Select(_ => among[random.Next(among.Length)]).SelectMany(clause => clause.Needs.Append(clause.Id)).Distinct().Order(StringComparer.Ordinal).ToArray();
        return Small.GetOrAdd(string.Join(' ', some), _ => Of(some));
    }

    private static Agreement Of(string[] some)
    {
        string Those(string key, string each, IEnumerable<(string[] Needs, string Text)> all) => $"{key}:\n{string.Concat(all.Where(one => one.Needs.All(some.Contains)).Select(one => $"  {each}{one.Text.TrimEnd()}\n"))}";
        var text = $"{Text}\n{Those("events", "", Events)}{Those("readings", "", Readings)}{Those("clauses", "- ", Clauses.Where(clause => some.Contains(clause.Id)).Select(clause => (clause.Needs, clause.Text)))}";
        var read = AgreementReader.Read("forms.truce.yaml", Encoding.UTF8.GetBytes(text), file => Files.TryGetValue(file, out var text) ? Encoding.UTF8.GetBytes(text) : null);
        return read.Agreement ?? throw new FormatException(string.Join('\n', read.Problems));
    }

    /// <summary>
    /// A few reports of every kind at a few places in three days, most of them clear enough to decide something; of a watched record half of them are of what was
    /// watched, of one that is not none.
    /// </summary>
    public static ImmutableArray<Report> Few(int seed, int count, bool isWatched)
    {
        var random = new Random(seed);
        var reports = new List<Report>();
        for (var i = 0; i < count; i++)
        {
            var source = random.Next(2) == 0 ? Sources[0] : Pick(random, Sources);
            Content content = isWatched && random.Next(2) == 0 ? Watched(random) : random.Next(12) switch
            {
                0 or 1 => What(random, i, isWatched ? 12 : 10),
                2 when reports.Select(one => one.Content).OfType<Observation>().LastOrDefault() is { } seen => Again(random, seen, ref source),
                3 => Notified(random, ref source),
                4 => Clear(random, i) with { Act = Act.Withdraw, Fulfilment = new Fulfilment("forms", Pick(random, ["leave", "leave", "follow", "when-quiet", "daily", "daily"]), Pick(random, [FulfilmentStage.Begun, FulfilmentStage.Completed])) },
                5 => new Declaration(Pick(random, ["Side A", "Side B"]) is var by ? source = by : "", "halt", Hour(random), null, null),
                _ => Clear(random, i),
            };
            reports.Add(Report.Of(source, FormattableString.Invariant($"r{i}"), content));
        }
        return [.. reports];
    }

    private static Instant Hour(Random random) => Begin + Duration.FromMinutes(random.Next(0, 3 * 24 * 4) * 15);

    private static Observation Clear(Random random, int i)
    {
        var start = Hour(random);
        var act = Pick<Act?>(random, [Act.Fire, Act.Fire, Act.Fire, Act.Attack, Act.Station, Act.Station, Act.Withdraw, Act.Cross, Act.Obstruct, Act.Move]);
        var isFire = act is Act.Fire or Act.Attack;
        return new()
        {
            Occurred = new Interval(start, start + Duration.FromMinutes(Pick(random, [0, 0, 5, 120]))),
            Where = new Place(null, new Region.Disc(Pick<Position>(random, [new(48.02, 38.0), new(48.0, 37.99), new(48.01, 38.04), new(48.0, 37.7)]), new Metres(random.Next(3) * 100))),
            Act = act, What = Pick<string?>(random, [null, "heavy gun", "mortar"]), Phase = isFire ? Pick<FirePhase?>(random, [FirePhase.Impact, FirePhase.Outgoing, null]) : null,
            By = random.Next(8) == 0 ? [] : [new Attribution(Pick(random, ["Side A", "Side A", "Side B", "Side B", "Contingent", "Guarantor"]), Pick(random, [AttributionBasis.Seen, AttributionBasis.Seen, AttributionBasis.Admission, AttributionBasis.Claim]))],
            Means = Pick(random, [Means.Seen, Means.Camera, Means.Heard]), Count = random.Next(2) == 0 ? null : new CountBounds(random.Next(1, 5), 5),
            Chains = random.Next(8) == 0 ? [[Pick<string?>(random, [null, "First Paper"])]] : [],
            Answers = isFire && i > 0 && random.Next(2) == 0 ? FormattableString.Invariant($"{Sources[0]}/r{random.Next(i)}") : null,
        };
    }

    /// <summary>What another says of the same moment and place.</summary>
    private static Observation Again(Random random, Observation seen, ref string source)
    {
        if (random.Next(2) == 0) source = Sources[0];
        return random.Next(4) switch
        {
            0 => seen with { Act = Pick<Act?>(random, [Act.Fire, Act.Station, null]), Means = Means.Camera },
            1 => seen with { By = [new Attribution(Pick(random, ["Side A", "Side B", "Guarantor"]), AttributionBasis.Seen)], Means = Means.Camera },
            2 => seen with { By = [], Count = new CountBounds(2, 9) },
            _ => seen with { Means = Means.Seen },
        };
    }

    private static Notification Notified(Random random, ref string source)
    {
        var (by, given) = (Pick(random, ["Command of side A", "Side A"]), Hour(random));
        if (random.Next(3) > 0) source = by;
        return new(by, Pick<string?>(random, [null, "Observer Mission"]), given, Act.Station, null, random.Next(4) == 0 ? null : new Interval(given, given + Duration.FromDays(2)), null, null, Pick<string?>(random, [null, "excused"]), null);
    }

    public static ImmutableArray<Report> Reports(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => Report.Of(Sources[random.Next(Sources.Length)], FormattableString.Invariant($"r{i}"), What(random, i, 12)))];
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static Coverage Watched(Random random)
    {
        var start = Begin + Duration.FromHours(random.Next(0, 5 * 24));
        var around = new Region.Disc(new(48.02, 38.01), new Metres(random.Next(2) == 0 ? 3_000 : 9_000));
        return new(Pick(random, [CoverageKind.Patrol, CoverageKind.Sensor]), Pick(random, ["patrol 1", "camera 1"]), new(start, start + Duration.FromHours(random.Next(10, 60))), new Place(null, around), Means.Camera, null);
    }

    private static Content What(Random random, int i, int kinds)
    {
        var start = Begin + Duration.FromMinutes(random.Next(0, 5 * 24 * 12) * 5);
        var time = new Interval(start, start + Duration.FromMinutes(Pick(random, [0, 5, 60, 600, 1800])));
        return random.Next(kinds) switch
        {
            10 or 11 => new Coverage(Pick(random, [CoverageKind.Patrol, CoverageKind.Sensor]), Pick(random, ["patrol 1", "camera 1"]), new(start, start + Duration.FromHours(random.Next(40))), new Place(null, Where(random)), Pick(random, [Means.Seen, Means.Camera, Means.Radar]), null),
            0 => new Access(Pick(random, Enum.GetValues<AccessStatus>()), time, new Place(null, Where(random)), [], Means.Seen, Pick<string?>(random, [null, "patrol 1", "camera 1"]), null),
            1 => new Declaration(Pick(random, ["Side A", "Side B"]), "halt", start, null, random.Next(4) == 0 ? "Example Wire" : null) { Declared = random.Next(2) == 0 ? start - Duration.FromHours(3) : null },
            2 => new Notification(Pick(random, ["Command of side A", "Side A", "Side B"]), Pick<string?>(random, [null, "Observer Mission"]), start, Pick<Act?>(random, [null, Act.Station]), null,
                random.Next(2) == 0 ? null : new Interval(start, start + Duration.FromDays(2)), null, null, Pick<string?>(random, [null, "excused"]), null),
            3 => new Presence(Pick(random, Names), Pick<string?>(random, [null, "unit 1", "unit 2"]), time, new Place(null, Where(random)), Pick(random, Things), new CountBounds(random.Next(1, 4), null),
                Pick(random, Enum.GetValues<AttributionBasis>()), Pick(random, [Means.Seen, Means.Track]), null, null),
            _ => Observed(random, time, i),
        };
    }

    private static Observation Observed(Random random, Interval time, int i) => new()
    {
        Occurred = time,
        Where = new Place(null, Where(random)),
        Act = Pick(random, Acts),
        What = Pick(random, Things),
        Calibre = Pick<double?>(random, [null, 82, 122]),
        Phase = Pick<FirePhase?>(random, [null, FirePhase.Impact, FirePhase.Outgoing]),
        By = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new Attribution(Pick(random, Names), Pick(random, Enum.GetValues<AttributionBasis>())))],
        Means = Pick(random, [Means.Seen, Means.Heard, Means.Camera, Means.OpenSource]),
        Observer = Pick<string?>(random, [null, null, "patrol 1", "Side A"]),
        Count = random.Next(2) == 0 ? null : new CountBounds(random.Next(1, 5), random.Next(4) == 0 ? null : 5 + random.Next(5)),
        Chains = random.Next(4) == 0 ? [["Side A"], [Pick<string?>(random, [null, "First Paper"])]] : [],
        Fulfilment = random.Next(4) == 0 ? new Fulfilment("forms", Pick(random, ["leave", "follow", "when-quiet"]), Pick(random, [FulfilmentStage.Begun, FulfilmentStage.Completed])) : null,
        Answers = random.Next(2) == 0 && i > 0 ? FormattableString.Invariant($"{Pick(random, Sources)}/r{random.Next(i)}") : null,
    };

    private static Region Where(Random random)
    {
        var middle = new Position(47.93 + random.NextDouble() * 0.15, 37.9 + random.NextDouble() * 0.25);
        return random.Next(9) switch
        {
            0 => new Region.Anywhere(),
            1 => new Region.Sector(middle, random.Next(360), 20, new Metres(500), new Metres(3000)),
            2 => new Region.Within(new Area([new([middle, new(middle.Latitude + 0.02, middle.Longitude), new(middle.Latitude + 0.02, middle.Longitude + 0.02), new(middle.Latitude + 0.005, middle.Longitude + 0.03)], [])])),
            3 => new Region.Disc(middle, new Metres(12_000)),
            4 or 5 => new Region.Disc(middle, Metres.Zero),
            _ => new Region.Disc(middle, new Metres(random.Next(0, 1500))),
        };
    }
}
