using System.Collections.Immutable;

namespace Truceline.Agreements.Voting;

/// <summary>A place among those who decide: one who is named, or several who are not and whose votes are alike.</summary>
/// <param name="Actor">The actor; where <paramref name="Rest"/> is set, the group whose unnamed members these are.</param>
/// <param name="Number">How many they are: 1 for one who is named, or who casts the votes of several as one.</param>
/// <param name="Weight">The votes that each of them casts.</param>
/// <param name="Heads">How many members each of them is, for a quorum; more than 1 where a weight is written for several.</param>
/// <param name="Veto">Whether each of them can block alone, whatever the others vote.</param>
/// <param name="BreaksTies">Whether it decides when votes are equal.</param>
/// <param name="Rest">Whether these are the members of a group whom the file counts and does not name.</param>
public sealed record Seat(Actor Actor, long Number, long Weight, long Heads, bool Veto, bool BreaksTies, bool Rest)
{
    /// <summary>The name to show: "France", "24 unnamed of the guarantors".</summary>
    public string Name => Rest ? FormattableString.Invariant($"{Number} unnamed of {Actor.Name}") : Actor.Name;
}

/// <summary>Seats that are interchangeable: exchanging two of them changes no outcome. Their powers are equal.</summary>
/// <param name="Seats">The seats, in the order of their names.</param>
/// <param name="Number">How many they are together.</param>
public sealed record SeatKind(ImmutableArray<Seat> Seats, long Number)
{
    /// <summary>The votes that each of them casts.</summary>
    public long Weight => Seats[0].Weight;

    /// <summary>How many members each of them is, for a quorum.</summary>
    public long Heads => Seats[0].Heads;

    /// <summary>Whether each of them can block alone, whatever the others vote.</summary>
    public bool Veto => Seats[0].Veto;

    /// <summary>Whether it decides when votes are equal; it is alone in its kind then.</summary>
    public bool BreaksTies => Seats[0].BreaksTies;

    internal static ImmutableArray<SeatKind> Of(IEnumerable<Seat> seats) =>
    [
        .. seats.GroupBy(seat => (seat.Weight, seat.Heads, seat.Veto, seat.BreaksTies))
            .Select(group => new SeatKind([.. group], group.Sum(seat => seat.Number))),
    ];
}
