using System.Collections.Immutable;

namespace Truceline.Agreements.Binding;

/// <summary>The clauses.</summary>
internal static partial class Language
{
    private static readonly Key Article = new("ref", "The article of the text.", Shape.Text, "\"2\"");
    private static readonly Key Quote = new("quote", "The words of the text. They must be found in it.", Shape.Text, "Both sides shall cease fire.");
    private static readonly Key Gist = new("gist", "What it says, in your own words.", Shape.Text, "Both sides cease fire.");
    private static readonly Key From = new("from", "When it begins to apply, included; without it from the beginning.", Shape.Time, "ceasefire") { Without = ["during"] };
    private static readonly Key Until = new("until", "When it ceases to apply, excluded; without it there is no end.", Shape.Time, "ceasefire + P30D") { Without = ["during"] };
    private static readonly Key During = new("during", "A phase; or `a..b`, from where *a* begins until where *b* begins; or `a..`, without an end.", new Shape.String("a phase, or a..b"), "truce..peace") { Without = ["from", "until"] };
    private static readonly Key While = new("while", "States of other clauses that must hold at the time.", Shape.Some(new Shape.Name("state of a clause")), "talk.kept");
    private static readonly Key After = new("after", "Moments strictly after which it applies, all of them.", Shape.Some(Shape.Time), "[leave.met]");
    private static readonly Key Bound = new("accepted", "Who is bound by it, in place of what holds for the file.", Shape.Or(Shape.Some(Shape.Of("acceptance")), new Shape.List(Shape.Of("acceptance"))), "{ by: north, since: ceasefire }") { Without = ["unilateral"] };
    private static readonly Key Unilateral = new("unilateral", "One actor alone is bound by it, from the beginning.", new Shape.Name("actor"), "north") { Without = ["accepted"] };
    private static readonly Key DisputedBy = new("disputed-by", "Who disputes it.", Shape.Names("actor"), "south");

    public static readonly Keys Clause = new("clause", "a clause",
    [
        Key.Must("id", "The id.", Shape.Id("clause"), "example"),
        new("must-not", "A prohibition.", Shape.Of("rule"), "{ who: sides, do: fire, in: area }"),
        new("must", "An obligation.", Shape.Of("rule"), "{ who: south, do: withdraw, what: heavy, out-of: belt }"),
        new("may", "A permission. `duty-of` says who must not obstruct it.", Shape.Of("rule"), "{ who: mission, do: verify, in: area }"),
        new("can", "A power.", Shape.Of("can"), "{ who: council, do: convene }") { Foreign = true },
        new("is", "A term.", Shape.Of("term"), "{ term: a breach, means: any fire }") { Foreign = true },
        Article, Quote, Gist, From, Until, During, While, After,
        new("together-with", "The clauses that are fulfilled at the same time as this one: none has to be first.", Shape.Names("clause"), "[talk]"),
        new("start", "When it has to be begun. For obligations.", Shape.Of("start"), "{ by: ceasefire + P2D }"),
        new("done", "When it has to be done. For obligations.", Shape.Of("done"), "{ by: ceasefire + P14D }"),
        new("keep", "Once it is fulfilled, the reverse is prohibited. For obligations.", Shape.Yes, "true"),
        new("rate", "How much of it is allowed, or due, in a period.", Shape.Of("rate"), "{ max: 35000, per: P1M }"),
        new("fulfils", "The event that happens when this obligation is met, unless its own rule lets it happen before.", new Shape.Name("event"), "deal"),
        new("unless", "Exceptions. One of them is enough, and all of its conditions must hold; a missing one is named in the finding.", Shape.Some(Shape.Of("exception")), "[ { attacked-by: any, ordered-by: north } ]"),
        new("mirror", "Another clause that is fulfilled alike; its own id says that its addressees mirror each other.", Shape.Of("mirror"), "{ clause: talk, how: synchronous }"),
        new("duty-of", "For a permission: who must not obstruct it.", Shape.Names("actor"), "sides"),
        Bound, Unilateral,
        new("see", "The means by which a breach or the fulfilment could be noticed.", Shape.Some(Shape.OneOf<Means>()), "[seen, camera]"),
        new("verified-by", "Who verifies it; without it any monitor.", new Shape.Name("actor"), "mission"),
        new("floor", "How much must have been observed before anybody may say that it was kept.", Shape.Of("floor"), "{ coverage: 0.5 }"),
        new("at-standing", "From which standing on its states are true for what waits for them; without it, verified.", Shape.OneOf("corroborated", "verified"), "corroborated"),
        new("needs", "The pledges without which it cannot be fulfilled.", Shape.Names("pledge"), "[troops]"),
        new("alert", "When somebody is to be told that it is breached often.", Shape.Of("alert"), "{ over: 20, per: P1D }"),
        new("on-breach", "The decision or clause that a breach leads to.", new Shape.Name("decision or clause"), "meet"),
        new("on-done", "The decision or clause that its fulfilment leads to.", new Shape.Name("decision or clause"), "meet"),
        DisputedBy, Assumed, Unchecked,
    ]) { Exactly = ["must-not", "must", "may"] };

    public static readonly Keys Rule = new("rule", "a rule",
    [
        Key.Must("who", "Whom it addresses; `any` is anyone at all.", Shape.Or(Shape.OneOf("any"), Shape.Names("actor")), "[north, south]"),
        Key.Must("do", "The act.", Shape.OneOf<Act>(), "fire"),
        new("what", "The classes concerned.", Shape.Names("class"), "[heavy, tank]"),
        new("in", "The zone in which the act takes effect.", AZone, "area"),
        new("out-of", "The zone out of which it is.", AZone, "belt"),
        new("from-in", "The zone in which an act with an effect elsewhere originates.", AZone, "area"),
        new("over", "The line over which it is, for crossing and other movements.", new Shape.Name("line"), "contact"),
        new("about", "What it is about, in free words.", Shape.Text, "local elections"),
        new("to", "To whom it is directed: an actor, or free words.", Shape.Text, "mission"),
    ]);

    private static readonly Key StrictlyAfter = new("after", "Strictly after this.", Shape.Time, "ceasefire");
    private static readonly Key AtTheLatest = new("by", "At the latest by this; a date ends at its 24:00.", Shape.Time, "ceasefire + P2D");

    public static readonly Keys Start = new("start", "'start'", [AtTheLatest, StrictlyAfter, new("not-before", "Not before this, included.", Shape.Time, "ceasefire")]);

    public static readonly Keys Done = new("done", "'done'", [AtTheLatest, StrictlyAfter]);

    public static readonly Keys Rate = new("rate", "'rate'",
    [
        Key.Must("max", "The most.", Shape.Whole(0, 1_000_000_000), "35000"),
        Key.Must("per", "The period; an hour or more.", Shape.Duration, "P1M"),
    ]);

    public static readonly Keys Mirror = new("mirror", "'mirror'",
    [
        Key.Must("clause", "The other clause.", new Shape.Name("clause"), "talk"),
        Key.Must("how", "By equal distances or amounts, or at the same time.", Shape.OneOf<MirrorKind>(), "equal"),
    ]);

    public static readonly Keys Floor = new("floor", "'floor'", [Key.Must("coverage", "The share of zone-hours, from 0 to 1.", new Shape.Number(0, 1, false), "0.5")]);

    public static readonly Keys Exemption = new("exception", "'unless'",
    [
        new("authorised-by", "One of these actors authorised it.", Shape.Names("actor"), "council"),
        new("notified", "It was notified.", Shape.Of("notified"), "{ to: mission, before: PT24H }"),
        new("rotation", "It only replaces what leaves.", Shape.Of("rotation"), "{ one-for-one: true, max: 35000, per: P1M }"),
        new("attacked-by", "It answers an attack by one of these actors, or by anybody.", Shape.Or(Shape.OneOf("any"), Shape.Names("actor")), "any"),
        new("ordered-by", "One of these actors ordered it.", Shape.Names("actor"), "north"),
        new("tried", "What another clause demands or permits was tried before, and failed.", Shape.Or(new Shape.Name("clause"), Shape.Of("tried")), "talk"),
    ]);

    public static readonly Keys Notified = new("notified", "'notified'",
    [
        new("to", "To whom; without it to anyone.", Shape.Names("actor"), "mission"),
        new("before", "How long before at the latest; without it before it happened.", Shape.Duration, "PT24H"),
    ]);

    public static readonly Keys Rotation = new("rotation", "'rotation'",
    [
        new("one-for-one", "Each that comes replaces one that goes.", Shape.Yes, "true"),
        new("max", "The most in a period; it needs `per`.", Shape.Whole(0, 1_000_000_000), "35000"),
        new("per", "The period; an hour or more; it needs `max`.", Shape.Duration, "P1M"),
        new("through", "The zone through which it passes.", AZone, "area"),
    ]);

    public static readonly Keys Tried = new("tried", "'tried'", [Key.Must("clause", "The clause.", new Shape.Name("clause"), "talk")]);

    public static readonly Keys Alert = new("alert", "'alert'",
    [
        Key.Must("over", "The number that has to be exceeded.", Shape.Whole(0, 1_000_000), "20"),
        Key.Must("per", "The period; an hour or more.", Shape.Duration, "P1D"),
        new("in", "The zone; without it that of the clause.", AZone, "area"),
        new("by", "The counting rule; without it incidents.", new Shape.Name("counting rule"), "detonations"),
    ]);

    /// <summary>A clause that gives a power.</summary>
    public static readonly Keys Power = new("power", "a power",
    [
        Key.Must("id", "The id.", Shape.Id("clause"), "example"),
        Key.Must("can", "The power.", Shape.Of("can"), "{ who: council, do: convene, decision: meet }"),
        Article, Quote, Gist, From, Until, During, While, After, Bound, Unilateral, DisputedBy, Assumed, Unchecked,
    ]);

    public static readonly Keys Can = new("can", "'can'",
    [
        Key.Must("who", "Who has it; `any` is anyone at all.", Shape.Or(Shape.OneOf("any"), Shape.Names("actor")), "council"),
        Key.Must("do", "What it is a power to do.", Shape.OneOf<PowerAct>(), "suspend"),
        new("clause", "The clause on which it acts.", new Shape.Name("clause"), "stop") { Without = ["decision"] },
        new("decision", "The decision through which it is used.", new Shape.Name("decision"), "meet") { Without = ["clause"] },
        new("about", "What it is about, in free words.", Shape.Text, "a breach"),
    ]);

    /// <summary>A clause that says what a term means.</summary>
    public static readonly Keys Definition = new("definition", "a definition",
    [
        Key.Must("id", "The id.", Shape.Id("clause"), "example"),
        Key.Must("is", "The term and what it means.", Shape.Of("term"), "{ term: a breach, means: any fire into the area }"),
        Article, Quote, Gist, Assumed, Unchecked,
    ]);

    public static readonly Keys Term = new("term", "'is'",
    [
        Key.Must("term", "The term.", Shape.Text, "a breach"),
        Key.Must("means", "What it means, in free words. One that begins with \"not defined\" says that the text leaves it open.", Shape.Text, "any fire into the area"),
    ]);
}
