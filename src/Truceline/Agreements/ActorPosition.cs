using System.Collections.Immutable;
using NodaTime;
using Truceline.Geography;

namespace Truceline.Agreements;

/// <summary>
/// What an actor accepts, rejects or wants first, under one condition; other conditions are other positions. It binds
/// nobody, and each cites statements.
/// </summary>
public sealed record ActorPosition
{
    /// <summary>The actor, by id.</summary>
    public required string Actor { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public required Location Where { get; init; }

    /// <summary>The clauses, decisions and pledges that it accepts, by id.</summary>
    public ImmutableArray<string> Accept { get; init; } = [];

    /// <summary>Those that it rejects, by id.</summary>
    public ImmutableArray<string> Reject { get; init; } = [];

    /// <summary>What it wants: an order of two things, or a thing that stands in the file only as proposed.</summary>
    public ImmutableArray<Want> Wants { get; init; } = [];

    /// <summary>What it offers, in free words.</summary>
    public ImmutableArray<string> Offers { get; init; } = [];

    /// <summary>Under which condition, in free words; null: without one.</summary>
    public string? If { get; init; }

    /// <summary>How settled it is, in the file's words ("pending"); null: settled.</summary>
    public string? Status { get; init; }

    /// <summary>The statements that it rests on, each <c>source/own-id</c>.</summary>
    public ImmutableArray<string> Said { get; init; } = [];

    /// <summary>True when no statement says it.</summary>
    public bool Assumed { get; init; }

    /// <summary>True when it could not be compared with what was said.</summary>
    public bool Unchecked { get; init; }

    /// <summary>An actor's name with what is open about this position of it: "United States (pending)", "Ukraine (assumed)".</summary>
    public string Named(Actor actor)
    {
        string?[] open = [Status is "active" ? null : Status, Assumed ? "assumed" : null, Unchecked ? "unchecked" : null];
        return open.All(word => word is null) ? actor.Name : $"{actor.Name} ({string.Join(", ", open.OfType<string>())})";
    }
}

/// <summary>Something wanted: a thing by id, or one before another (<c>ceasefire before settlement</c>).</summary>
/// <param name="First">The thing, an event, phase, clause, decision or pledge by id.</param>
/// <param name="Then">What is to come after it; null when only the thing itself is wanted.</param>
public sealed record Want(string First, string? Then)
{
    /// <inheritdoc/>
    public override string ToString() => Then is null ? First : $"{First} before {Then}";
}

/// <summary>How things are counted under a name. Two rules over one record give two numbers, and both are right.</summary>
/// <param name="Id">The id in the file.</param>
/// <param name="Unit">What counts as one.</param>
/// <param name="Gap">For episodes: how long a pause ends one.</param>
/// <param name="Within">For episodes: how far apart things of one may be.</param>
/// <param name="Of">What is counted, a class by id; null: everything.</param>
/// <param name="Assumed">True when the text does not say it.</param>
public sealed record CountingRule(string Id, CountingUnit Unit, Duration? Gap, Metres? Within, string? Of, bool Assumed)
{
    /// <summary>True when it could not be compared with the text.</summary>
    public bool Unchecked { get; init; }
}

/// <summary>What counts as one.</summary>
public enum CountingUnit
{
#pragma warning disable CS1591
    Detonation, Burst, Observation, Episode, Incident,
#pragma warning restore CS1591
}

/// <summary>More than a number in a period, in a zone, under a counting rule: somebody is to be told.</summary>
/// <param name="Over">The number that has to be exceeded.</param>
/// <param name="Per">The period.</param>
/// <param name="In">The zone, by id; null: that of the clause.</param>
/// <param name="By">The counting rule, by id; null: incidents.</param>
public sealed record Alert(int Over, Period Per, string? In, string? By);
