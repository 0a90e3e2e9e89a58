using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Agreements;

/// <summary>
/// One instrument, read and compiled: every name resolved, every zone drawn, every clause in the one form on which
/// checks and findings run.
/// </summary>
public sealed record Agreement
{
    /// <summary>The short name, such as <c>minsk-2</c>; part of each finding's id.</summary>
    public required string Id { get; init; }

    /// <summary>The title as people know it.</summary>
    public required string Title { get; init; }

    /// <summary>Where the text comes from and what its standing is.</summary>
    public required AgreementSource Source { get; init; }

    /// <summary>How its days are counted.</summary>
    public required Clock Clock { get; init; }

    /// <summary>The actors by id, in ordinal order.</summary>
    public required ImmutableSortedDictionary<string, Actor> Actors { get; init; }

    /// <summary>The classes: the built-in ones and those of the agreement.</summary>
    public required ClassGraph Classes { get; init; }

    /// <summary>The lines by id.</summary>
    public required ImmutableSortedDictionary<string, NamedLine> Lines { get; init; }

    /// <summary>The zones by id, those written inside a clause included.</summary>
    public required ImmutableSortedDictionary<string, NamedZone> Zones { get; init; }

    /// <summary>The events by id. States of clauses (<c>p2.started</c>) are not listed: each clause provides them.</summary>
    public required ImmutableSortedDictionary<string, AgreedEvent> Events { get; init; }

    /// <summary>The phases, as written.</summary>
    public required ImmutableArray<Phase> Phases { get; init; }

    /// <summary>The clauses, as written.</summary>
    public required ImmutableArray<Clause> Clauses { get; init; }

    /// <summary>The powers that it gives, as written.</summary>
    public ImmutableArray<Power> Powers { get; init; } = [];

    /// <summary>The named places that it draws on, by name, in ordinal order.</summary>
    public ImmutableSortedDictionary<string, Geography.Position> Places { get; init; } = ImmutableSortedDictionary.Create<string, Geography.Position>(StringComparer.Ordinal);

    /// <summary>The terms that it defines, as written.</summary>
    public ImmutableArray<Definition> Definitions { get; init; } = [];

    /// <summary>What was promised or excluded, as written.</summary>
    public ImmutableArray<Pledge> Pledges { get; init; } = [];

    /// <summary>How bodies decide and who must agree, as written.</summary>
    public ImmutableArray<Decision> Decisions { get; init; } = [];

    /// <summary>The rules under which things are counted, by id.</summary>
    public ImmutableSortedDictionary<string, CountingRule> Counting { get; init; } = ImmutableSortedDictionary.Create<string, CountingRule>(StringComparer.Ordinal);

    /// <summary>What actors accept, reject and want, as written: several of one actor differ in their condition.</summary>
    public ImmutableArray<ActorPosition> Positions { get; init; } = [];

    /// <summary>The other ways to read the text, by name. Each is computed alone against the plain text.</summary>
    public required ImmutableSortedDictionary<string, Reading> Readings { get; init; }

    /// <summary>The actor that a source's words name, by id, name or <c>known-as</c>; null when none does.</summary>
    /// <remarks>Spellings that look alike are one (<see cref="PlainName"/>). That no name is ambiguous was checked.</remarks>
    public Actor? ActorNamed(string words) => PlainName.Find(Actors, words);

    /// <summary>
    /// The actors that a set stands for: a group or force is replaced by its members, recursively; an actor without
    /// members stands for itself. In ordinal order.
    /// </summary>
    /// <exception cref="ArgumentException">A name that no actor has.</exception>
    public ImmutableArray<string> Expand(IEnumerable<string> actors)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(actors);
        while (open.TryPop(out var id))
        {
            if (!seen.Add(id)) continue;
            if (!Actors.TryGetValue(id, out var actor)) throw new ArgumentException($"no actor has the id '{id}'", nameof(actors));
            if (actor.Kind is (ActorKind.Group or ActorKind.Force) && !actor.Members.IsEmpty)
                foreach (var member in actor.Members) open.Push(member);
            else found.Add(id);
        }
        return [.. found];
    }
}

/// <summary>Where the text of an agreement comes from.</summary>
/// <param name="Status">Whether it was signed, announced, and so on. Only a signed text binds by itself.</param>
/// <param name="Signed">The day of signature, where there is one.</param>
/// <param name="Language">The language of the text, where given.</param>
/// <param name="Public">Where it can be read, in free words.</param>
/// <param name="Unchecked">True when the file could not be compared with the text.</param>
public sealed record AgreementSource(SourceStatus Status, LocalDate? Signed, string? Language, string? Public, bool Unchecked)
{
    /// <summary>Where it stands in the file.</summary>
    public Location Where { get; init; }

    /// <summary>The instruments whose place it takes, by id: from its signature on they are no longer in force.</summary>
    public ImmutableArray<string> Supersedes { get; init; } = [];

    /// <summary>The instruments that it amends.</summary>
    public ImmutableArray<Amendment> Amends { get; init; } = [];

    /// <summary>The instruments of which it is an annex, by id: both are in force.</summary>
    public ImmutableArray<string> AnnexTo { get; init; } = [];

    /// <summary>True when the text itself is not stated to say so.</summary>
    public bool Assumed { get; init; }
}

/// <summary>That an instrument amends another.</summary>
/// <param name="Of">The other instrument, by id.</param>
/// <param name="Clauses">The clauses of it that are replaced, by id; empty: none ends, and both are in force.</param>
public sealed record Amendment(string Of, ImmutableArray<string> Clauses);

/// <summary>The standing of a text.</summary>
public enum SourceStatus
{
#pragma warning disable CS1591
    Signed, Announced, Unilateral, Draft, Superseded,
#pragma warning restore CS1591
}

/// <summary>Somebody who acts, decides, watches or is bound.</summary>
/// <param name="Id">The id in the file.</param>
/// <param name="Kind">What it is in this agreement.</param>
/// <param name="Name">The name to show; the id where none is given.</param>
/// <param name="KnownAs">What sources call it.</param>
/// <param name="Members">The actors that make it up, for groups, forces and bodies.</param>
/// <param name="Count">How many it stands for, when some are unnamed.</param>
/// <param name="Assumed">True when the text does not say it.</param>
public sealed record Actor(
    string Id, ActorKind Kind, string Name, ImmutableArray<string> KnownAs, ImmutableArray<string> Members, int? Count, bool Assumed)
{
    /// <summary>True when it could not be compared with the text.</summary>
    public bool Unchecked { get; init; }

    /// <summary>Whether it takes part ("active", "pending") or is only proposed ("proposed-by-RU"), in the file's words; null: it takes part.</summary>
    public string? Status { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public Location Where { get; init; }
}

/// <summary>A line and whose sides it divides.</summary>
/// <param name="Id">The id in the file.</param>
/// <param name="Line">Its course.</param>
/// <param name="Left">The actor on the left along its vertices.</param>
/// <param name="Right">The actor on the right.</param>
/// <param name="AsOf">Since when it stands so, as written.</param>
/// <param name="Assumed">True when the text does not draw it.</param>
public sealed record NamedLine(string Id, Geography.Line Line, string Left, string Right, string? AsOf, bool Assumed)
{
    /// <summary>Where it stands in the file.</summary>
    public Location Where { get; init; }

    /// <summary>True when it could not be compared with the text.</summary>
    public bool Unchecked { get; init; }

    /// <summary>The file that draws it, or the settlements through which it runs, in order.</summary>
    public LineForm Form { get; init; } = new LineForm.Drawn("");

    /// <summary>Later courses of a line that moves (<c>moves: versioned</c>), the earliest first; empty for one that is frozen or says nothing.</summary>
    public ImmutableArray<LineVersion> Versions { get; init; } = [];
}

/// <summary>How a line is written. A closed family.</summary>
public abstract record LineForm
{
    private LineForm() { }

    /// <summary>Drawn in a file beside the truce file.</summary>
    public sealed record Drawn(string File) : LineForm;

    /// <summary>Through settlements, in order.</summary>
    public sealed record Through(ImmutableArray<string> Places) : LineForm;
}

/// <summary>A later course of a line.</summary>
/// <param name="From">From when it holds, included: from 00:00 of a date.</param>
/// <param name="Line">The course.</param>
public sealed record LineVersion(LocalDate From, Geography.Line Line)
{
    /// <summary>How it is written.</summary>
    public required LineForm Form { get; init; }
}

/// <summary>A zone under its name.</summary>
/// <param name="Id">The id in the file; for a zone written inside a clause, a description of it.</param>
/// <param name="Zone">What it covers.</param>
/// <param name="Describes">In words: "within 25.0 km of line contact-actual on the side of UA".</param>
/// <param name="Assumptions">
/// One sentence for each assumed thing that it rests on, its own and those of the lines and zones below, in ordinal order.
/// </param>
/// <param name="ClaimedBy">Who draws it so, in free words.</param>
public sealed record NamedZone(
    string Id, Geography.Zone Zone, string Describes, ImmutableArray<string> Assumptions, string? ClaimedBy)
{
    /// <summary>Where it stands in the file.</summary>
    public Location Where { get; init; }

    /// <summary>How it is written, for sentences.</summary>
    public required ZoneForm Form { get; init; }

    /// <summary>What it covers later, where it rests on a line that moves, the earliest first; empty where it stays.</summary>
    public ImmutableArray<ZoneVersion> Versions { get; init; } = [];

    /// <summary>True when the text does not draw it, itself and not through what it rests on.</summary>
    public bool Assumed { get; init; }

    /// <summary>True when it could not be compared with the text.</summary>
    public bool Unchecked { get; init; }

    /// <summary>Whether it was written under a name of its own, and not inside a clause.</summary>
    public bool IsNamed { get; init; }
}

/// <summary>What a zone covers from a date on.</summary>
public sealed record ZoneVersion(LocalDate From, Geography.Zone Zone);

/// <summary>
/// Something that happens at a time on which clauses depend: either at a fixed instant, or when the last of several
/// actors has declared it with effect.
/// </summary>
/// <param name="Id">The id in the file.</param>
/// <param name="At">When it happens, for a fixed one.</param>
/// <param name="DeclaredBy">Who must declare it, all of them; empty for a fixed one.</param>
/// <param name="Assumed">True when the text does not say it.</param>
public sealed record AgreedEvent(string Id, Instant? At, ImmutableArray<string> DeclaredBy, bool Assumed)
{
    /// <summary>Where it stands in the file.</summary>
    public Location Where { get; init; }

    /// <summary>The clauses that must all be met for it to happen, by id; empty: that is not its rule.</summary>
    public ImmutableArray<string> AllMet { get; init; } = [];

    /// <summary>The clauses of which one must be met for it to happen, by id; empty: that is not its rule.</summary>
    public ImmutableArray<string> AnyMet { get; init; } = [];

    /// <summary>The quiet after which it happens; null: that is not its rule.</summary>
    public QuietPeriod? Quiet { get; init; }

    /// <summary>The decision with which it happens, by id; null: that is not its rule.</summary>
    public string? Decided { get; init; }

    /// <summary>True when it could not be compared with the text.</summary>
    public bool Unchecked { get; init; }
}

/// <summary>That a clause was not breached for a time without a break.</summary>
/// <param name="Clause">The prohibition, by id.</param>
/// <param name="For">For how long.</param>
/// <param name="ConfirmedBy">Who confirms it (an actor's id); null: any monitor.</param>
public sealed record QuietPeriod(string Clause, Period For, string? ConfirmedBy);

/// <summary>A named stretch of the arrangement; without a bound it is open at that end.</summary>
public sealed record Phase(string Id, Moment? From, Moment? Until)
{
    /// <summary>Where it stands in the file.</summary>
    public Location Where { get; init; }

    /// <summary>True when the text does not say it.</summary>
    public bool Assumed { get; init; }

    /// <summary>True when it could not be compared with the text.</summary>
    public bool Unchecked { get; init; }
}

/// <summary>Another way to read the text.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Agreement">The whole agreement so read; it has no readings of its own.</param>
/// <param name="Changes">The ids of the clauses that mean something else than in the plain text, in ordinal order.</param>
public sealed record Reading(string Name, Agreement Agreement, ImmutableArray<string> Changes)
{
    /// <summary>True when nobody is known to read the text so.</summary>
    public bool Assumed { get; init; }

    /// <summary>True when it could not be compared with the text.</summary>
    public bool Unchecked { get; init; }
}
