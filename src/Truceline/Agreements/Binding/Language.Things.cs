namespace Truceline.Agreements.Binding;

/// <summary>What an agreement speaks of: its source, actors, classes, lines, zones and times, and what surrounds its clauses.</summary>
internal static partial class Language
{
    public static readonly Keys Top = new("file", "a truce file",
    [
        Key.Must("truce", "The version of the language.", new Shape.Number(1, 1, true), "1"),
        Key.Must("id", "The short name of the instrument. It is part of each finding's id, and other instruments refer to it.", Shape.Id("agreement"), "example-truce"),
        Key.Must("title", "The title as people know it.", Shape.Text, "A truce between north and south"),
        Key.Must("source", "Where the text comes from and what its standing is.", Shape.Of("source"), "{ status: signed, signed: 2020-01-31 }"),
        Key.Must("clock", "How days are counted.", Shape.Of("clock"), "{ zone: Europe/Kyiv, day: calendar }"),
        Key.Must("actors", "Who acts, decides, watches or is bound.", new Shape.Entries("actor", Shape.Of("actor")), "{ north: { kind: party }, south: { kind: party }, mission: { kind: monitor }, partner: { kind: contributor }, council: { kind: body, members: [north, south] } }"),
        new("classes", "Classes of weapon, person, materiel or act, below the built-in ones.", new Shape.Entries("class", Shape.Of("class")), "{ heavy: { is: artillery, calibre-mm: \">=100\" } }"),
        new("places", "A GeoJSON file of settlements: points, each with a `name` and perhaps `known-as` among its properties.", Shape.File, "places.geojson"),
        new("lines", "Lines and whose sides they divide.", new Shape.Entries("line", Shape.Of("line")), "{ contact: { geometry: contact.geojson, sides: { left: north, right: south } } }"),
        new("zones", "Zones, drawn or made from lines and other zones.", new Shape.Entries("zone", Shape.Of("zone")), "{ belt: { within: { of: contact, m: 15000, side: both } } }"),
        new("events", "What happens at a time on which clauses depend.", new Shape.Entries("event", Shape.Of("event")), "{ ceasefire: { declared-by: [north, south] } }"),
        new("phases", "Named stretches of time.", new Shape.List(Shape.Of("phase")), "[ { id: truce, from: ceasefire } ]"),
        new("accepted", "Who is bound by the whole file, and from when; an empty list says that nobody is. Without it a signed text binds its parties and signatories, and any other text nobody.", Shape.Or(Shape.Some(Shape.Of("acceptance")), new Shape.List(Shape.Of("acceptance"))), "[ { by: north, since: ceasefire } ]"),
        new("pledges", "What was promised or excluded.", new Shape.List(Shape.Of("pledge")), "[ { id: troops, by: partner, domain: land, status: confirmed } ]"),
        Key.Must("clauses", "The clauses: prohibitions, obligations, permissions, powers and terms.", new Shape.List(Shape.Or(Shape.Of("clause"), Shape.Of("power"), Shape.Of("definition"))), "[ { id: stop, must-not: { who: [north, south], do: fire } } ]"),
        new("decisions", "How bodies decide, and who must agree to another's act.", new Shape.Entries("decision", Shape.Of("decision")), "{ meet: { by: council, rule: consensus } }"),
        new("counting", "The rules under which things are counted.", new Shape.Entries("counting rule", Shape.Of("counting-rule")), "{ detonations: { unit: detonation } }"),
        new("readings", "Other ways to read the text. Each is computed alone against the plain text.", new Shape.Entries("reading", Shape.Of("reading")), "{ later: { events: { ceasefire: { at: 2020-02-02T00:00:00+02:00 } } } }"),
        new("positions", "What actors accept, reject and want. It binds nobody.", new Shape.Entries("actor", Shape.Some(Shape.Of("position"))), "{ north: { accept: [stop] } }"),
    ]);

    public static readonly Keys Source = new("source", "'source'",
    [
        new("text", "The text of the agreement, UTF-8, in which quotes are found.", Shape.File, "text.txt"),
        new("language", "The language of the text.", Shape.Text, "en"),
        Key.Must("status", "The standing of the text. Only a signed one binds by itself.", Shape.OneOf<SourceStatus>(), "signed"),
        new("signed", "The day of signature. A signed text must have it.", Shape.Date, "2020-01-31"),
        new("public", "Where it can be read, in free words.", Shape.Text, "annex to a resolution"),
        new("supersedes", "The instruments whose place it takes, by id.", Shape.Some(Shape.Id("agreement")), "first-truce"),
        new("amends", "The instruments that it amends, by id; or each with the clauses of it that are replaced.", Shape.Or(Shape.Some(Shape.Id("agreement")), new Shape.Entries("agreement", Shape.Some(Shape.Id("clause")))), "{ first-truce: [p3, p4] }"),
        new("annex-to", "The instruments of which it is an annex, by id: both are in force.", Shape.Some(Shape.Id("agreement")), "main-agreement"),
        Assumed, Unchecked,
    ]);

    public static readonly Keys Clock = new("clock", "'clock'",
    [
        Key.Must("zone", "The time zone, an IANA name.", Shape.Text, "Europe/Kyiv"),
        Key.Must("day", "Whether a day is a date of the calendar or 24 hours.", Shape.OneOf("calendar", "24h"), "calendar"),
    ]);

    public static readonly Keys Actor = new("actor", "an actor",
    [
        Key.Must("kind", "What it is in this agreement.", Shape.OneOf<ActorKind>(), "party"),
        new("name", "The name to show.", Shape.Text, "The northern side"),
        new("known-as", "What sources call it.", Shape.Some(Shape.Text), "[Northern forces, the North]"),
        new("members", "The actors that make it up, for groups, forces and bodies.", Shape.Names("actor"), "[north, south]"),
        new("count", "How many it stands for, when some are unnamed.", Shape.Whole(1, 1_000_000), "26"),
        Status, Assumed, Unchecked,
    ]);

    public static readonly Keys Class = new("class", "a class",
    [
        Key.Must("is", "The classes that it belongs to, built-in ones or those of the file. A clause on a class holds for all below it.", Shape.Names("class"), "artillery"),
        new("calibre-mm", "The calibres in millimetres that belong to it.", Shape.Comparison, "\">=100\""),
        new("range-km", "The ranges in kilometres that belong to it. `range-of` of a belt takes its upper bound.", Shape.Comparison, "\"<=16\""),
        new("models", "Names of models that belong to it.", Shape.Some(Shape.Text), "[D-30, 2A65]"),
        new("known-as", "What sources call it.", Shape.Some(Shape.Text), "[heavy guns]"),
        Assumed, Unchecked,
    ]);

    public static readonly Keys Line = new("line", "a line",
    [
        new("geometry", "A GeoJSON file with its course, one LineString that does not cross itself.", Shape.File, "contact.geojson"),
        new("through", "The settlements through which it runs, in order, straight from one to the next. That is always told as assumed: a text that names settlements does not draw between them.", Shape.Some(new Shape.Name("place")), "[Oakford, Millbrook, Stonebridge]"),
        Key.Must("sides", "Who is on which side along its course.", Shape.Of("sides"), "{ left: north, right: south }"),
        new("as-of", "Since when it stands so: a date or an event.", Shape.Or(Shape.Date, new Shape.Name("event")), "2020-01-31"),
        new("moves", "Whether it stays for good, or has later courses.", Shape.OneOf("frozen", "versioned"), "frozen"),
        new("versions", "Its later courses, the earliest first, for a line that is `moves: versioned`. Zones that rest on it move with it.", Shape.Some(Shape.Of("version-of-a-line")), "[ { from: 2020-03-01, geometry: old-contact.geojson } ]"),
        Assumed, Unchecked,
    ]) { Exactly = ["geometry", "through"] };

    public static readonly Keys LineVersion = new("version-of-a-line", "a version of a line",
    [
        Key.Must("from", "From which date it holds, from 00:00.", Shape.Date, "2020-03-01"),
        new("geometry", "A GeoJSON file with the course.", Shape.File, "old-contact.geojson"),
        new("through", "The settlements through which it runs, in order.", Shape.Some(new Shape.Name("place")), "[Oakford, Millbrook]"),
    ]) { Exactly = ["geometry", "through"] };

    public static readonly Keys Sides = new("sides", "'sides'",
    [
        Key.Must("left", "Who is on the left along its vertices.", new Shape.Name("actor"), "north"),
        Key.Must("right", "Who is on the right.", new Shape.Name("actor"), "south"),
    ]);

    private static Shape AZone => Shape.Or(new Shape.Name("zone"), Shape.Of("zone"));

    public static readonly Keys Zone = new("zone", "a zone",
    [
        new("geometry", "A GeoJSON file with its area: polygons.", Shape.File, "area.geojson"),
        new("through", "Settlements: the ground that they enclose. With `places` and `m` a corridor along them. It is assumed unless `assumed: false` says that the text draws it so.", Shape.Or(Shape.Some(new Shape.Name("place")), Shape.Of("corridor")), "[Oakford, Millbrook, Stonebridge]"),
        new("within", "All that lies within a distance of a line or of another zone.", Shape.Of("belt"), "{ of: contact, m: 15000, side: both }"),
        new("beyond", "All that lies at least a distance away from a line or from another zone.", Shape.Of("belt"), "{ of: contact, m: 30000, side: north }"),
        new("between", "The ground between two lines: what they and the shortest ways between their ends enclose.", new Shape.List(new Shape.Name("line")), "[contact, old-contact]"),
        new("sectors", "Another zone, divided. The sectors of zone X are zones too, named X.1, X.2 and so on.", Shape.Of("sectors"), "{ of: area, count: 3 }"),
        new("in", "Another zone.", AZone, "area"),
        new("not-in", "All that is outside another zone.", AZone, "area"),
        new("any-of", "What is in at least one of several zones.", Shape.Some(AZone), "[area, belt]"),
        new("all-of", "What is in all of several zones.", Shape.Some(AZone), "[ { in: area }, { not-in: belt } ]"),
        new("over", "The airspace over another zone: the same ground, because no height is recorded.", AZone, "area"),
        Assumed,
        new("claimed-by", "Who draws it so, in free words.", Shape.Text, "drawn for this example"),
        Unchecked,
    ]) { Exactly = ["geometry", "through", "within", "beyond", "between", "sectors", "in", "not-in", "any-of", "all-of", "over"] };

    public static readonly Keys Through = new("corridor", "'through'",
    [
        Key.Must("places", "The settlements, in order.", Shape.Some(new Shape.Name("place")), "[Oakford, Millbrook]"),
        Key.Must("m", "How far it reaches on each side, in metres.", new Shape.Number(0, 20_000_000, false), "2000"),
    ]);

    public static readonly Keys Belt = new("belt", "a belt",
    [
        Key.Must("of", "The line, or the zone.", new Shape.Name("line or zone"), "contact"),
        new("m", "The distance in metres, on each side; ends are round. \"50 km apart\" is 25 km a side, and the other way to read it is a reading.", new Shape.Number(0, 20_000_000, false), "15000") { Without = ["range-of"] },
        new("side", "On whose side of a line: one of its two actors, or `both`. A line needs it.", Shape.Or(Shape.OneOf("both"), new Shape.Name("actor")), "both"),
        new("range-of", "The class whose range is the distance: the number in its `range-km`, which must be an upper bound or exact.", new Shape.Name("class"), "heavy") { Without = ["m"] },
    ]) { Exactly = ["m", "range-of"] };

    public static readonly Keys Sectors = new("sectors", "'sectors'",
    [
        Key.Must("of", "The zone that is divided: along its line where it rests on one, else in wedges round its middle, the first from north, clockwise.", AZone, "area"),
        Key.Must("count", "Into how many.", Shape.Whole(2, Geography.Sectors.Most), "3"),
    ]);

    public static readonly Keys Event = new("event", "an event",
    [
        new("at", "When it happens.", Shape.Instant, "2020-02-02T00:00:00+02:00"),
        new("declared-by", "Who must declare it, all of them. It happens with the latest of their own declarations; another's word about it leaves it unknown.", Shape.Names("actor"), "[north, south]"),
        new("all-met", "It happens when all these clauses are met.", Shape.Names("clause"), "[leave, talk]"),
        new("any-met", "It happens when one of these clauses is met.", Shape.Names("clause"), "[leave, talk]"),
        new("quiet", "It happens after a quiet.", Shape.Of("quiet"), "{ clause: stop, for: P7D, confirmed-by: mission }"),
        new("decided", "It happens with this decision.", new Shape.Name("decision"), "meet"),
        Assumed, Unchecked,
    ]);

    public static readonly Keys Quiet = new("quiet", "'quiet'",
    [
        Key.Must("clause", "The clause that is not breached.", new Shape.Name("clause"), "stop"),
        Key.Must("for", "For how long, without a break.", Shape.Duration, "P7D"),
        new("confirmed-by", "Who confirms it; without it any monitor.", new Shape.Name("actor"), "mission"),
    ]);

    public static readonly Keys Phase = new("phase", "a phase",
    [
        Key.Must("id", "The id.", Shape.Id("phase"), "calm"),
        new("from", "When it begins; without it, it is open at this end.", Shape.Time, "ceasefire"),
        new("until", "When it ends.", Shape.Time, "ceasefire + P30D"),
        Assumed, Unchecked,
    ]);

    public static readonly Keys Accepted = new("acceptance", "'accepted'",
    [
        Key.Must("by", "Who is bound.", new Shape.Name("actor"), "north"),
        new("since", "From when, included; without it from the beginning.", Shape.Time, "ceasefire"),
        new("said", "Where it said so, in free words.", Shape.Text, "a letter of 3 February"),
    ]);

    public static readonly Keys Pledge = new("pledge", "a pledge",
    [
        Key.Must("id", "The id.", Shape.Id("pledge"), "planes"),
        Key.Must("by", "Who promised or excluded it.", new Shape.Name("actor"), "partner"),
        Key.Must("domain", "Where it acts.", Shape.Some(Shape.OneOf<PledgeDomain>()), "[land, air]"),
        new("amount", "How much, in free words. `undisclosed` says that it is known to somebody and not public.", Shape.Text, "undisclosed"),
        new("count", "How many contributors stand behind it, named or not.", Shape.Whole(1, 1_000_000), "26"),
        new("public", "How many of them say so in public.", Shape.Or(Shape.Whole(0, 1_000_000), Shape.OneOf("few", "none")), "none"),
        new("when", "The phase or event with which it becomes due.", new Shape.Name("phase or event"), "truce"),
        new("if", "On what it depends, in free words.", Shape.Text, "others take part"),
        new("enables", "The pledges that wait for this one.", Shape.Names("pledge"), "[troops]"),
        Key.Must("status", "How firm it is.", Shape.OneOf<PledgeStatus>(), "pending"),
        new("due", "When what is open about it was to be settled.", Shape.Of("due"), "{ by: 2020-03-01, said: in the coming days }"),
        Said, Assumed, Unchecked,
    ]);

    public static readonly Keys Due = new("due", "'due'",
    [
        Key.Must("by", "The date.", Shape.Date, "2020-03-01"),
        new("said", "The words in which it was said, as a paraphrase.", Shape.Text, "in the coming days"),
        Assumed with { Meaning = "The date was worked out and not said." },
    ]);

    public static readonly Keys Decision = new("decision", "a decision",
    [
        new("by", "The body that decides. A decision must have it, a consent must not.", new Shape.Name("actor"), "council"),
        new("rule", "When it has decided. Votes are always counted of all members.", Shape.Or(Shape.OneOf("any", "consensus", "unanimity"), Shape.Of("rule-of-a-decision")), "{ majority: 2/3 }"),
        new("veto", "The members who can block alone; an empty list says that nobody can.", Shape.Or(Shape.Names("actor"), new Shape.List(new Shape.Name("actor"))), "[north]"),
        new("quorum", "How many members must take part.", Shape.Whole(1, 1_000_000), "2"),
        new("silence", "What the silence of a member counts as.", Shape.OneOf<SilenceMeans>(), "assent"),
        new("within", "Within what time it has to be taken.", Shape.Duration, "PT24H"),
        new("tie", "Who decides when votes are equal.", new Shape.Name("actor"), "mission"),
        new("consent", "Whose agreement another's act needs, in place of a body and a rule.", Shape.Of("consent"), "{ to: leave, by: [north] }") { Without = ["by", "rule", "veto", "quorum", "tie"] },
        Status, Said, Assumed, Unchecked,
    ]);

    public static readonly Keys DecisionRule = new("rule-of-a-decision", "'rule'",
    [
        new("majority", "So many votes, or more than half (1/2), or at least another share of all members.", Shape.Or(Shape.Whole(1, 1_000_000), new Shape.String("a number or a fraction", "^\\s*[0-9]+\\s*(/\\s*[0-9]+)?\\s*$")), "2/3"),
        new("weighted", "Weights, and the sum that is needed.", Shape.Of("weighted"), "{ weights: { north: 3, south: 2 }, needed: 4 }"),
    ]) { Exactly = ["majority", "weighted"] };

    public static readonly Keys Weighted = new("weighted", "'weighted'",
    [
        Key.Must("weights", "The weight of each member.", new Shape.Entries("actor", Shape.Whole(0, 1_000_000)), "{ north: 3, south: 2 }"),
        Key.Must("needed", "The sum that is needed.", Shape.Whole(1, 1_000_000), "4"),
    ]);

    public static readonly Keys Consent = new("consent", "'consent'",
    [
        Key.Must("to", "The clause that is about the act.", new Shape.Name("clause"), "leave"),
        Key.Must("by", "Who must agree, all of them. An objection of anyone else has no effect.", Shape.Names("actor"), "[north]"),
    ]);

    public static readonly Keys Counting = new("counting-rule", "a counting rule",
    [
        Key.Must("unit", "What counts as one.", Shape.OneOf<CountingUnit>(), "episode"),
        new("gap", "For episodes, which must have it: how long a pause ends one.", Shape.Duration, "PT30M"),
        new("within-m", "For episodes: how far apart in metres things of one may be.", new Shape.Number(0, 1_000_000, false), "2000"),
        new("of", "The class that is counted; without it everything.", new Shape.Name("class"), "mortar"),
        Assumed, Unchecked,
    ]);

    public static readonly Keys Reading = new("reading", "a reading",
    [
        new("clauses", "Clauses by id, each with the keys that are read otherwise.", new Shape.Entries("clause", Shape.Or(new Shape.Map("clause", true), new Shape.Map("power", true), new Shape.Map("definition", true))), "{ stop: { from: ceasefire + P1D } }"),
        new("zones", "Zones by id, each replaced whole.", new Shape.Entries("zone", AZone), "{ belt: { within: { of: contact, m: 30000, side: both } } }"),
        new("events", "Events by id, each replaced whole.", new Shape.Entries("event", Shape.Of("event")), "{ ceasefire: { at: 2020-02-03T00:00:00+02:00 } }"),
        new("lines", "Lines by id, each replaced whole.", new Shape.Entries("line", Shape.Of("line")), "{ contact: { geometry: old-contact.geojson, sides: { left: north, right: south } } }"),
        Assumed, Unchecked,
    ]);

    public static readonly Keys Position = new("position", "a position",
    [
        new("accept", "The clauses, decisions and pledges that it accepts.", Shape.Names("clause, power, decision or pledge"), "[stop, leave]"),
        new("reject", "Those that it rejects.", Shape.Names("clause, power, decision or pledge"), "[talk]"),
        new("wants", "What it wants: an order of two things, or a thing that stands in the file only as proposed.", Shape.Some(new Shape.String("an order such as 'x before y', or a name")), "[ceasefire before deal]"),
        new("offers", "What it offers, in free words.", Shape.Some(Shape.Text), "[a place to talk]"),
        new("if", "Under which condition, in free words. Other conditions are other positions, in a list.", Shape.Text, "the other side agrees"),
        Status, Said, Assumed, Unchecked,
    ]);
}
