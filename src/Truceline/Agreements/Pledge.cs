using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Agreements;

/// <summary>A contribution that an actor promised or excluded. It binds nobody by itself; a clause that <c>needs</c> it waits for it.</summary>
public sealed record Pledge
{
    /// <summary>The id in the file.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public required Location Where { get; init; }

    /// <summary>Who promised it (an actor's id).</summary>
    public required string By { get; init; }

    /// <summary>In which domains.</summary>
    public required ImmutableArray<PledgeDomain> Domains { get; init; }

    /// <summary>How much, in free words; null when not said or <see cref="Undisclosed"/>.</summary>
    public string? Amount { get; init; }

    /// <summary>True when the amount is known to somebody and was not made public (<c>amount: undisclosed</c>).</summary>
    public bool Undisclosed { get; init; }

    /// <summary>How many contributors stand behind it, named or not; null: one.</summary>
    public int? Count { get; init; }

    /// <summary>How many of them say so in public; null: the file does not say.</summary>
    public PublicShare? Public { get; init; }

    /// <summary>The phase, or the event, with which it becomes due; null: at once.</summary>
    public string? When { get; init; }

    /// <summary>On what it depends, in free words; null: on nothing that was said.</summary>
    public string? If { get; init; }

    /// <summary>The pledges that it makes possible, by id.</summary>
    public ImmutableArray<string> Enables { get; init; } = [];

    /// <summary>How firm it is.</summary>
    public required PledgeStatus Status { get; init; }

    /// <summary>When what is open about it was to be settled; null: nothing was said.</summary>
    public PledgeDue? Due { get; init; }

    /// <summary>The statements that it rests on, each <c>source/own-id</c>.</summary>
    public ImmutableArray<string> Said { get; init; } = [];

    /// <summary>True when the text does not say it.</summary>
    public bool Assumed { get; init; }

    /// <summary>True when it could not be compared with the text.</summary>
    public bool Unchecked { get; init; }
}

/// <summary>Where a contribution acts.</summary>
public enum PledgeDomain
{
#pragma warning disable CS1591
    Land, Sea, Air, Cyber, Intelligence, Logistics,
#pragma warning restore CS1591
}

/// <summary>How firm a pledge is. <em>Excluded</em> is a pledge too: a contribution ruled out.</summary>
public enum PledgeStatus
{
#pragma warning disable CS1591
    Confirmed, Conditional, Pending, Excluded, Withdrawn,
#pragma warning restore CS1591
}

/// <summary>How many contributors own up to a pledge in public: a number, or the word "few" or "none".</summary>
/// <param name="Number">The number, where it is known; 0 for "none".</param>
public readonly record struct PublicShare(int? Number)
{
    /// <inheritdoc/>
    public override string ToString() => Number switch { null => "few", 0 => "none", { } n => FormattableString.Invariant($"{n}") };
}

/// <summary>When something open was to be settled.</summary>
/// <param name="By">The date.</param>
/// <param name="Said">The words in which it was said, as a paraphrase.</param>
/// <param name="Assumed">True when the date was worked out and not said.</param>
public sealed record PledgeDue(LocalDate By, string? Said, bool Assumed);
