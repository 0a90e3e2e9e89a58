using System.Text;
using Truceline.Agreements;
using Truceline.Agreements.Binding;

namespace Truceline.Tests.Agreements;

/// <summary>The small world of which the examples of the language speak, and files with one example each.</summary>
internal static class World
{
    private const string Text = """
        truce: 1
        id: example-truce
        title: A truce between north and south
        source: {%source%}
        clock: {%clock%}
        actors: { north: { kind: party }, south: { kind: party }, mission: { kind: monitor }, partner: { kind: contributor, count: 26 }, council: { kind: body, members: [mission, north, south] }, sides: { kind: group, members: [north, south] }%actors% }
        classes: { heavy: { is: artillery, calibre-mm: ">=100", range-km: "<=16" }%classes% }
        places: places.geojson
        lines: { contact: { geometry: contact.geojson, sides: { left: north, right: south } }, old-contact: { geometry: old-contact.geojson, sides: { left: north, right: south } }%lines% }
        zones: { area: { geometry: area.geojson }, belt: { within: { of: contact, m: 15000, side: both } }%zones% }
        events: { ceasefire: { declared-by: [north, south] }, deal: { decided: meet }%events% }
        phases: [ { id: truce, from: ceasefire }, { id: peace, from: deal }%phases% ]
        pledges: [ { id: troops, by: partner, domain: land, status: confirmed }%pledges% ]
        clauses:
        - { id: stop, must-not: { who: [north, south], do: fire }, in-force }
        - { id: leave, must: { who: south, do: withdraw, out-of: belt } }
        - { id: talk, must: { who: [north, south], do: open-dialogue } }
        %clauses%
        decisions: { meet: { by: council, rule: consensus }%decisions% }
        counting: { detonations: { unit: detonation }%counting% }
        %top%
        """;

    private const string Source = " status: signed, signed: 2020-01-31, text: text.txt ";
    private const string Clock = " zone: Europe/Kyiv, day: calendar ";
    private const string Must = "must: { who: south, do: withdraw }";
    private const string May = "may: { who: mission, do: verify }";

    private sealed record Frame(string Where, string Around, string Defaults);

    // Where an example of each place stands: which part of the world it is put into, what is written around it, and what must stand beside it.
    private static readonly Dictionary<string, Frame> Frames = new(StringComparer.Ordinal)
    {
        ["source"] = new("source", "@", "status: signed; signed: 2020-01-31; text: text.txt"),
        ["clock"] = new("clock", "@", "zone: Europe/Kyiv; day: calendar"),
        ["actor"] = new("actors", ", example: { @ }", "kind: group"),
        ["class"] = new("classes", ", example: { @ }", "is: mortar"),
        ["line"] = new("lines", ", example: { @ }", "geometry: contact.geojson; sides: { left: south, right: north }"),
        ["version-of-a-line"] = new("lines", ", example: { geometry: contact.geojson, sides: { left: south, right: north }, moves: versioned, versions: [ { @ } ] }", "from: 2020-02-01; geometry: old-contact.geojson"),
        ["sides"] = new("lines", ", example: { geometry: contact.geojson, sides: { @ } }", "left: north; right: south"),
        ["zone"] = new("zones", ", example: { @ }", "geometry: area.geojson"),
        ["corridor"] = new("zones", ", example: { through: { @ } }", "places: [Millbrook, Stonebridge]; m: 500"),
        ["belt"] = new("zones", ", example: { within: { @ } }", "of: contact; m: 700; side: north"),
        ["sectors"] = new("zones", ", example: { sectors: { @ } }", "of: belt; count: 2"),
        ["event"] = new("events", ", example: { @ }", "at: 2020-02-05T00:00:00Z"),
        ["quiet"] = new("events", ", example: { quiet: { @ } }", "clause: leave; for: P2D"),
        ["phase"] = new("phases", ", { @ }", "id: example"),
        ["acceptance"] = new("top", "accepted: { @ }", "by: south"),
        ["pledge"] = new("pledges", ", { @ }", "id: example; by: partner; domain: air; status: pending; count: 30"),
        ["due"] = new("pledges", ", { id: example, by: partner, domain: air, status: pending, due: { @ } }", "by: 2020-04-05"),
        ["clause"] = new("clauses", "- { @ }", "id: example; must-not: { who: north, do: fire }"),
        ["rule"] = new("clauses", "- { id: example, must-not: { @ } }", "who: north; do: cross"),
        ["start"] = new("clauses", "- { id: example, must: { who: south, do: withdraw }, start: { @ } }", "by: ceasefire + P90D"),
        ["done"] = new("clauses", "- { id: example, must: { who: south, do: withdraw }, done: { @ } }", "by: ceasefire + P90D"),
        ["rate"] = new("clauses", "- { id: example, may: { who: south, do: fly }, rate: { @ } }", "max: 7; per: P1D"),
        ["exception"] = new("clauses", "- { id: example, must-not: { who: north, do: fire }, unless: { @ } }", "tried: leave"),
        ["notified"] = new("clauses", "- { id: example, must-not: { who: north, do: fire }, unless: { notified: { @ } } }", ""),
        ["rotation"] = new("clauses", "- { id: example, must-not: { who: north, do: fire }, unless: { rotation: { @ } } }", "one-for-one: true; max: 7; per: P1D"),
        ["tried"] = new("clauses", "- { id: example, must-not: { who: north, do: fire }, unless: { tried: { @ } } }", "clause: leave"),
        ["mirror"] = new("clauses", "- { id: example, must: { who: south, do: withdraw }, mirror: { @ } }", "clause: leave; how: synchronous"),
        ["floor"] = new("clauses", "- { id: example, must-not: { who: north, do: fire }, floor: { @ } }", "coverage: 0.1"),
        ["alert"] = new("clauses", "- { id: example, must-not: { who: north, do: fire }, alert: { @ } }", "over: 7; per: P2D"),
        ["power"] = new("clauses", "- { @ }", "id: example; can: { who: north, do: end }"),
        ["can"] = new("clauses", "- { id: example, can: { @ } }", "who: north; do: end"),
        ["definition"] = new("clauses", "- { @ }", "id: example; is: { term: x, means: z }"),
        ["term"] = new("clauses", "- { id: example, is: { @ } }", "term: x; means: z"),
        ["decision"] = new("decisions", ", example: { @ }", "by: sides; rule: any"),
        ["rule-of-a-decision"] = new("decisions", ", example: { by: council, rule: { @ } }", "majority: 3"),
        ["weighted"] = new("decisions", ", example: { by: council, rule: { weighted: { @ } } }", "weights: { north: 1, mission: 1 }; needed: 2"),
        ["consent"] = new("decisions", ", example: { consent: { @ } }", "to: talk; by: south"),
        ["counting-rule"] = new("counting", ", example: { @ }", "unit: episode; gap: PT1H"),
        ["reading"] = new("top", "readings: { example: { @ } }", ""),
        ["position"] = new("top", "positions: { north: { @ } }", "accept: [stop]"),
    };

    /// <summary>A file in which a key stands in its place with a value, beside what it needs.</summary>
    public static string With(Keys place, Key key, string value)
    {
        if (place == Language.Top) return Whole(key.Name, value);
        var frame = Frames[place.Id];
        var beside = frame.Defaults.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(pair => !Excludes(place, key, pair.Split(':')[0])).ToList();
        if (place.Id == "clause" && key.Name is "start" or "done" or "keep" or "fulfils") beside = ["id: example", Must];
        if (place.Id == "clause" && key.Name == "duty-of") beside = ["id: example", May];
        if (place.Id == "line" && key.Name == "versions") beside.Add("moves: versioned");
        return Filled(frame.Where, frame.Around.Replace("@", string.Join(", ", beside.Append($"{key.Name}: {value}")), StringComparison.Ordinal));
    }

    private static bool Excludes(Keys place, Key key, string other) =>
        key.Name == other || key.Without.Contains(other) || (place.Exactly.Contains(key.Name) && place.Exactly.Contains(other)) || (place == Language.Event && Language.EventKinds.Contains(key.Name) && Language.EventKinds.Contains(other));

    /// <summary>The world as it is.</summary>
    public static string Plain => Filled("", "");

    private static string Filled(string where, string with)
    {
        var text = Text.Replace(", in-force", "", StringComparison.Ordinal);
        foreach (var part in (string[])["source", "clock", "actors", "classes", "lines", "zones", "events", "phases", "pledges", "clauses", "decisions", "counting", "top"])
            text = text.Replace($"%{part}%", part == where ? with : part == "source" ? Source : part == "clock" ? Clock : "", StringComparison.Ordinal);
        return text;
    }

    /// <summary>All keys of the top together, one of them with another value.</summary>
    private static string Whole(string name, string value)
    {
        var text = new StringBuilder();
        foreach (var key in Language.Top.All) text.Append(key.Name).Append(": ").Append(key.Name == name ? value : key.Example).Append('\n');
        return text.ToString();
    }

    private const string Contact = """{"type":"LineString","coordinates":[[0,0],[0.2,0.5],[0,1]]}""";
    private const string OldContact = """{"type":"LineString","coordinates":[[0.3,0],[0.5,0.5],[0.3,1]]}""";
    private const string Settlements = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":"Oakford"},"geometry":{"type":"Point","coordinates":[0,0]}},
        {"type":"Feature","properties":{"name":"Millbrook"},"geometry":{"type":"Point","coordinates":[0,0.1]}},
        {"type":"Feature","properties":{"name":"Stonebridge"},"geometry":{"type":"Point","coordinates":[0.1,0.1]}}]}
        """;

    /// <summary>Reads a file that stands beside those of this world.</summary>
    public static AgreementReading Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a file that stands beside those of this world.</summary>
    public static AgreementReading Read(byte[] text) => AgreementReader.Read("t.truce.yaml", text, Beside);

    private static ReadOnlyMemory<byte>? Beside(string name) => (name switch
    {
        "places.geojson" => Settlements,
        "old-contact.geojson" => OldContact,
        "text.txt" => "1. Both sides shall cease fire.",
        "contact.geojson" or "mdl.geojson" => Contact,
        _ when name.StartsWith("contact-", StringComparison.Ordinal) || name.StartsWith("memorandum-", StringComparison.Ordinal) => Contact,
        _ when name.EndsWith(".geojson", StringComparison.Ordinal) => Truces.Square,
        _ => null,
    }) is { } found ? (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(found) : null;
}
