using System.Collections.Immutable;

namespace Truceline.Agreements;

/// <summary>The kinds of clause that are understood so far.</summary>
public enum ClauseKind
{
    /// <summary>A prohibition.</summary>
    MustNot,

    /// <summary>An obligation.</summary>
    Must,
}

/// <summary>One rule of an agreement, compiled: the one form on which checks and findings run.</summary>
public sealed record Clause
{
    /// <summary>The id in the file.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public required Location Where { get; init; }

    /// <summary>Prohibition or obligation.</summary>
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

    /// <summary>When it has to be begun.</summary>
    public Timing Start { get; init; } = Timing.None;

    /// <summary>When it has to be done.</summary>
    public Timing Done { get; init; } = Timing.None;

    /// <summary>Whether, once fulfilled, the reverse is prohibited.</summary>
    public bool Keep { get; init; }

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
    /// <summary>Whether it says that the term is left open: its meaning begins with "not defined".</summary>
    public bool SaysNothing => Means.TrimStart().StartsWith("not defined", StringComparison.OrdinalIgnoreCase);
}
