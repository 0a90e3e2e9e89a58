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
        events:
          ceasefire: { at: 2015-02-15T00:00:00+02:00 }
          halt: { declared-by: [A, B] }
          quiet: { quiet: { clause: stop, for: P1D } }
          calm: { quiet: { clause: stop, for: P2D } }
          signal: { all-met: [leave] }
        counting:
          episodes: { unit: episode, gap: PT3H, within-m: 3000 }
          bangs: { unit: detonation }
        readings:
          wide: { zones: { belt: { within: { of: contact, m: 8000, side: both } } } }
          short: { clauses: { leave: { done: { by: ceasefire + P1D } } } }
        clauses:
          - { id: stop, must-not: { who: sides, do: fire, in: area }, from: ceasefire, see: [seen, camera], floor: { coverage: 0.3 }, alert: { over: 2, per: P2D, by: episodes } }
          - { id: none, must-not: { who: any, do: hostile-act, in: belt }, after: halt, alert: { over: 9, per: PT6H, in: parts.2, by: bangs } }
          - { id: guns, must-not: { who: sides, do: fire, what: heavy, from-in: belt-a }, from: 2015-02-15, until: 2015-02-18, accepted: [ { by: A, since: 2015-02-16 }, { by: B } ] }
          - { id: leave, must: { who: A, do: withdraw, what: heavy, out-of: belt-a }, start: { by: ceasefire + PT12H }, done: { by: ceasefire + P2D }, keep: true, at-standing: corroborated }
          - { id: follow, must: { who: sides, do: withdraw, out-of: rest }, start: { after: leave.met }, done: { by: ceasefire + P3D }, keep: true, together-with: [leave], mirror: { clause: leave, how: equal } }
          - { id: when-quiet, must: { who: B, do: allow-access }, start: { after: quiet }, done: { by: quiet + P1D } }
          - { id: mutual, must-not: { who: B, do: fire, in: rest }, from: ceasefire, while: stop.kept }
          - { id: free, must-not: { who: A, do: move, in: far }, from: stop.breached, until: signal }
          - { id: few, must-not: { who: sides, do: fire, in: belt }, from: ceasefire, rate: { max: 6, per: P1D } }
          - { id: pass, may: { who: B, do: cross, in: area }, duty-of: [A], from: ceasefire, rate: { max: 3, per: P2D } }
          - { id: line, must-not: { who: any, do: cross, over: contact }, from: 2015-02-15 }
          - id: excused
            must-not: { who: sides, do: station, in: area }
            from: 2015-02-15
            unless:
              - { authorised-by: A-command, notified: { to: OM, before: PT6H } }
              - { attacked-by: B, tried: { clause: leave } }
              - { rotation: { one-for-one: true, max: 9, per: P1W, through: belt } }
        """;

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

    public static Agreement Agreement { get; } = Read();

    private static Agreement Read()
    {
        var read = AgreementReader.Read("forms.truce.yaml", Encoding.UTF8.GetBytes(Text), file => Files.TryGetValue(file, out var text) ? Encoding.UTF8.GetBytes(text) : null);
        return read.Agreement ?? throw new FormatException(string.Join('\n', read.Problems));
    }

    public static ImmutableArray<Report> Reports(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => Report.Of(Sources[random.Next(Sources.Length)], FormattableString.Invariant($"r{i}"), What(random)))];
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static Content What(Random random)
    {
        var start = Begin + Duration.FromMinutes(random.Next(0, 5 * 24 * 12) * 5);
        var time = new Interval(start, start + Duration.FromMinutes(Pick(random, [0, 5, 60, 600, 1800])));
        return random.Next(12) switch
        {
            0 or 1 => new Coverage(Pick(random, [CoverageKind.Patrol, CoverageKind.Sensor]), Pick(random, ["patrol 1", "camera 1"]), new(start, start + Duration.FromHours(random.Next(40))), new Place(null, Where(random)), Pick(random, [Means.Seen, Means.Camera, Means.Radar]), null),
            2 => new Access(Pick(random, Enum.GetValues<AccessStatus>()), time, new Place(null, Where(random)), [], Means.Seen, Pick<string?>(random, [null, "patrol 1", "camera 1"]), null),
            3 => new Declaration(Pick(random, ["Side A", "Side B"]), "halt", start, null, random.Next(4) == 0 ? "Example Wire" : null) { Declared = random.Next(2) == 0 ? start - Duration.FromHours(3) : null },
            4 => new Notification(Pick(random, ["Command of side A", "Side A", "Side B"]), Pick<string?>(random, [null, "Observer Mission"]), start, Pick<Act?>(random, [null, Act.Station]), null,
                random.Next(2) == 0 ? null : new Interval(start, start + Duration.FromDays(2)), null, null, Pick<string?>(random, [null, "excused"]), null),
            5 => new Presence(Pick(random, Names), Pick<string?>(random, [null, "unit 1", "unit 2"]), time, new Place(null, Where(random)), Pick(random, Things), new CountBounds(random.Next(1, 4), null),
                Pick(random, Enum.GetValues<AttributionBasis>()), Pick(random, [Means.Seen, Means.Track]), null, null),
            _ => Observed(random, time),
        };
    }

    private static Observation Observed(Random random, Interval time) => new()
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
