using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Agreements;

/// <summary>The kinds of rule that incidents can be held against. A power (<see cref="Power"/>) and a term (<see cref="Definition"/>) are clauses too.</summary>
public enum ClauseKind
{
    /// <summary>A prohibition.</summary>
    MustNot,

    /// <summary>An obligation.</summary>
    Must,

    /// <summary>A permission; with <see cref="Clause.DutyOf"/> others must not obstruct it.</summary>
    May,
}

/// <summary>One rule of an agreement, compiled: the one form on which checks and findings run.</summary>
public sealed record Clause
{
    /// <summary>The id in the file.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public required Location Where { get; init; }

    /// <summary>Prohibition, obligation or permission.</summary>
    public required ClauseKind Kind { get; init; }

    /// <summary>The article of the text, such as "2".</summary>
    public string? Ref { get; init; }

    /// <summary>The words of the text, found in it verbatim.</summary>
    public string? Quote { get; init; }

    /// <summary>What it says, in the author's own words.</summary>
    public string? Gist { get; init; }

    /// <summary>Whom it addresses, as written (actor ids); empty when <see cref="Anyone"/>.</summary>
    public ImmutableArray<string> Who { get; init; } = [];

    /// <summary>Whether it addresses anyone at all (<c>who: any</c>).</summary>
    public bool Anyone { get; init; }

    /// <summary>The act.</summary>
    public required Act Do { get; init; }

    /// <summary>The classes concerned; empty when it asks for none.</summary>
    public ImmutableArray<string> What { get; init; } = [];

    /// <summary>The zone in which the act takes effect (an id in <see cref="Agreement.Zones"/>), or null.</summary>
    public string? In { get; init; }

    /// <summary>The zone out of which it is, or null.</summary>
    public string? OutOf { get; init; }

    /// <summary>The zone in which the act originates, or null.</summary>
    public string? FromIn { get; init; }

    /// <summary>The line over which it is (a line's id), or null.</summary>
    public string? Over { get; init; }

    /// <summary>What the act is about, in free words, or null.</summary>
    public string? About { get; init; }

    /// <summary>To whom the act is directed: an actor's id or free words, or null.</summary>
    public string? To { get; init; }

    /// <summary>When it begins to apply, included; null: from the beginning. <c>during</c> is resolved into this.</summary>
    public Moment? From { get; init; }

    /// <summary>When it ceases to apply, excluded; null: no end. <c>during</c> is resolved into this.</summary>
    public Moment? Until { get; init; }

    /// <summary>States of other clauses that must hold at the time (<c>ru.kept</c>).</summary>
    public ImmutableArray<string> While { get; init; } = [];

    /// <summary>Moments strictly after which it applies, all of them.</summary>
    public ImmutableArray<Moment> After { get; init; } = [];

    /// <summary>The clauses that are to be fulfilled at the same time as this one, by id: none has to be first.</summary>
    public ImmutableArray<string> TogetherWith { get; init; } = [];

    /// <summary>When it has to be begun.</summary>
    public Timing Start { get; init; } = Timing.None;

    /// <summary>When it has to be done.</summary>
    public Timing Done { get; init; } = Timing.None;

    /// <summary>Whether, once fulfilled, the reverse is prohibited.</summary>
    public bool Keep { get; init; }

    /// <summary>How much of it is allowed, or due, in a period; null: the clause sets no rate.</summary>
    public Rate? Rate { get; init; }

    /// <summary>The event that happens when the clause is met, unless its own rule lets it happen before; null: none.</summary>
    public string? Fulfils { get; init; }

    /// <summary>The exceptions: under any one of them what the clause prohibits is excused, or what it demands is not due.</summary>
    public ImmutableArray<Exemption> Unless { get; init; } = [];

    /// <summary>That another clause, or the same one for the other side, is fulfilled alike or at the same time; null: it stands alone.</summary>
    public Mirror? Mirror { get; init; }

    /// <summary>For a permission: who must not obstruct it, by id.</summary>
    public ImmutableArray<string> DutyOf { get; init; } = [];

    /// <summary>The observed share, from 0 to 1, of zone-hours below which nobody may say that the clause was kept; null: the clause sets none.</summary>
    public double? Floor { get; init; }

    /// <summary>Whether the states of this clause, on which others wait, are true at standing <em>corroborated</em> already, and not only at <em>verified</em>.</summary>
    public bool CorroboratedIsEnough { get; init; }

    /// <summary>The instrument that takes its place, and from when; null: none. It comes from other files: they are read together as instruments.</summary>
    public Replacement? Replaced { get; init; }

    /// <summary>Who is bound by it, and since when. Empty: nobody.</summary>
    public ImmutableArray<Acceptance> Accepted { get; init; } = [];

    /// <summary>The means by which a breach could be noticed; empty when the clause does not say.</summary>
    public ImmutableArray<Means> See { get; init; } = [];

    /// <summary>Who verifies it (an actor id); null: any monitor.</summary>
    public string? VerifiedBy { get; init; }

    /// <summary>The pledges without which it cannot be fulfilled, by id.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>When somebody is to be told that it is breached often; null: never.</summary>
    public Alert? Alert { get; init; }

    /// <summary>The decision, or the clause, that a breach leads to, by id; null: none.</summary>
    public string? OnBreach { get; init; }

    /// <summary>The decision, or the clause, that its fulfilment leads to, by id; null: none.</summary>
    public string? OnDone { get; init; }

    /// <summary>The actors who dispute it, by id.</summary>
    public ImmutableArray<string> DisputedBy { get; init; } = [];

    /// <summary>True when the text does not say it.</summary>
    public bool Assumed { get; init; }

    /// <summary>True when it could not be compared with the text.</summary>
    public bool Unchecked { get; init; }

    /// <summary>
    /// One sentence for each assumed or unchecked thing that the clause rests on other than its zones (whose assumptions
    /// count only where the zone decides), in ordinal order.
    /// </summary>
    public ImmutableArray<string> Assumptions { get; init; } = [];
}

/// <summary>The time of a beginning or an end: not before, strictly after, at the latest by.</summary>
public sealed record Timing(Moment? NotBefore, Moment? After, Moment? By)
{
    /// <summary>Nothing is said.</summary>
    public static Timing None { get; } = new(null, null, null);
}

/// <summary>That an actor is bound.</summary>
/// <param name="By">The actor's id; a group stands for its members too.</param>
/// <param name="Since">From when, included; null: from the beginning.</param>
/// <param name="Said">Where it said so, in free words.</param>
public sealed record Acceptance(string By, Moment? Since, string? Said);

/// <summary>At most so much in a period.</summary>
/// <param name="Max">The most.</param>
/// <param name="Per">The period.</param>
public sealed record Rate(int Max, Period Per);

/// <summary>That two obligations are fulfilled alike.</summary>
/// <param name="Clause">The other clause by id; the clause's own id says that its addressees mirror each other.</param>
/// <param name="How">In which respect.</param>
public sealed record Mirror(string Clause, MirrorKind How);

/// <summary>In which respect two obligations mirror each other.</summary>
public enum MirrorKind
{
    /// <summary>By equal distances or amounts.</summary>
    Equal,

    /// <summary>At the same time.</summary>
    Synchronous,
}

/// <summary>That a clause of another instrument takes the place of this one.</summary>
/// <param name="By">The id of that instrument.</param>
/// <param name="From">From when on, included.</param>
public sealed record Replacement(string By, Instant From);

/// <summary>One exception of a clause: it holds when all its conditions hold.</summary>
/// <param name="Where">Where it stands in the file.</param>
/// <param name="Conditions">The conditions, as written.</param>
public sealed record Exemption(Location Where, ImmutableArray<Condition> Conditions);

/// <summary>A condition of an exception. A closed family.</summary>
public abstract record Condition
{
    private Condition() { }

    /// <summary>One of these actors authorised it.</summary>
    public sealed record AuthorisedBy(ImmutableArray<string> Actors) : Condition;

    /// <summary>It was notified.</summary>
    /// <param name="To">To whom, by id; empty: to anyone.</param>
    /// <param name="Before">How long before at the latest; null: before it happened.</param>
    public sealed record Notified(ImmutableArray<string> To, Period? Before) : Condition;

    /// <summary>It only replaces what leaves.</summary>
    /// <param name="OneForOne">Whether each that comes replaces one that goes.</param>
    /// <param name="Max">The most in a period; null: no limit.</param>
    /// <param name="Per">The period; null where there is no limit.</param>
    /// <param name="Through">The zone through which it passes (an id); null: anywhere.</param>
    public sealed record Rotation(bool OneForOne, int? Max, Period? Per, string? Through) : Condition;

    /// <summary>It answers an attack; by one of these actors, or by anybody where none is named.</summary>
    public sealed record AttackedBy(ImmutableArray<string> Actors) : Condition;

    /// <summary>One of these actors ordered it.</summary>
    public sealed record OrderedBy(ImmutableArray<string> Actors) : Condition;

    /// <summary>What another clause demands or permits was tried before, and failed.</summary>
    public sealed record Tried(string Clause) : Condition;
}

/// <summary>A clause that gives an actor a power (<c>can</c>): nothing is held against it.</summary>
public sealed record Power
{
    /// <summary>The id in the file; no other clause has it.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public required Location Where { get; init; }

    /// <summary>The article of the text.</summary>
    public string? Ref { get; init; }

    /// <summary>The words of the text, found in it verbatim.</summary>
    public string? Quote { get; init; }

    /// <summary>What it says, in the author's own words.</summary>
    public string? Gist { get; init; }

    /// <summary>Who has it, by id; empty when <see cref="Anyone"/>.</summary>
    public ImmutableArray<string> Who { get; init; } = [];

    /// <summary>Whether anyone has it (<c>who: any</c>).</summary>
    public bool Anyone { get; init; }

    /// <summary>What it is a power to do.</summary>
    public required PowerAct Do { get; init; }

    /// <summary>The clause on which it acts, by id, or null.</summary>
    public string? Clause { get; init; }

    /// <summary>The decision through which it is used, by id, or null.</summary>
    public string? Decision { get; init; }

    /// <summary>What it is about, in free words, or null.</summary>
    public string? About { get; init; }

    /// <summary>From when it can be used, included; null: from the beginning.</summary>
    public Moment? From { get; init; }

    /// <summary>Until when, excluded; null: no end.</summary>
    public Moment? Until { get; init; }

    /// <summary>Moments strictly after which it can be used, all of them.</summary>
    public ImmutableArray<Moment> After { get; init; } = [];

    /// <summary>States of clauses that must hold when it is used.</summary>
    public ImmutableArray<string> While { get; init; } = [];

    /// <summary>Who accepted it, and since when. Empty: nobody.</summary>
    public ImmutableArray<Acceptance> Accepted { get; init; } = [];

    /// <summary>The actors who dispute it, by id.</summary>
    public ImmutableArray<string> DisputedBy { get; init; } = [];

    /// <summary>True when the text does not say it.</summary>
    public bool Assumed { get; init; }

    /// <summary>True when it could not be compared with the text.</summary>
    public bool Unchecked { get; init; }
}

/// <summary>A clause that says what a term means (<c>is</c>): nothing is held against it.</summary>
/// <param name="Id">The id in the file; no other clause has it.</param>
/// <param name="Where">Where it stands in the file.</param>
/// <param name="Ref">The article of the text.</param>
/// <param name="Term">The term.</param>
/// <param name="Means">What it means, in free words.</param>
/// <param name="Assumed">True when the text does not say it.</param>
/// <param name="Unchecked">True when it could not be compared with the text.</param>
public sealed record Definition(string Id, Location Where, string? Ref, string Term, string Means, bool Assumed, bool Unchecked)
{
    /// <summary>The words of the text, found in it verbatim.</summary>
    public string? Quote { get; init; }

    /// <summary>What it says, in the author's own words.</summary>
    public string? Gist { get; init; }

    /// <summary>Whether it says that the term is left open: its meaning begins with "not defined".</summary>
    public bool SaysNothing => Means.TrimStart().StartsWith("not defined", StringComparison.OrdinalIgnoreCase);
}
