using System.Collections.Immutable;

namespace Truceline.Agreements.Positions;

/// <summary>
/// Something that one or several actors hold under one condition: that a thing is adopted, that it is not, or that one comes before
/// another. An order says nothing about whether the two come at all.
/// </summary>
/// <param name="Kind">What is held.</param>
/// <param name="First">The thing, by id; of an order the one that is to come first.</param>
/// <param name="Then">Of an order what is to come after it, by id; else null.</param>
/// <param name="Voices">Who holds it, in the order of their names, each actor once.</param>
public sealed record Contention(ContentionKind Kind, string First, string? Then, ImmutableArray<Voice> Voices)
{
    /// <summary>The things by id: one, or the two of an order in ordinal order.</summary>
    public ImmutableArray<string> About => Then is null ? [First] : string.CompareOrdinal(First, Then) < 0 ? [First, Then] : [Then, First];

    /// <summary>What is held, in words: "ceasefire before settlement", "deploy", "not deploy".</summary>
    public string Words => Kind switch
    {
        ContentionKind.Before => $"{First} before {Then}",
        ContentionKind.Adopted => First,
        _ => $"not {First}",
    };

    /// <summary>The statements that it rests on, each <c>source/own-id</c>, each once, in the order of the voices.</summary>
    public ImmutableArray<string> Said => [.. Voices.SelectMany(voice => voice.Position.Said).Distinct(StringComparer.Ordinal)];

    /// <summary>What the positions under one condition hold: orders first, each in ordinal order.</summary>
    internal static ImmutableArray<Contention> Of(Agreement agreement, IEnumerable<ActorPosition> positions) =>
    [
        .. positions.SelectMany(Of)
            .GroupBy(one => (one.Kind, one.First, one.Then))
            .OrderBy(group => group.Key.Kind).ThenBy(group => group.Key.First, StringComparer.Ordinal).ThenBy(group => group.Key.Then, StringComparer.Ordinal)
            .Select(group => new Contention(group.Key.Kind, group.Key.First, group.Key.Then,
                [.. group.GroupBy(one => one.Position.Actor, StringComparer.Ordinal).Select(same => same.MaxBy(one => one.How)).Select(one => new Voice(agreement.Actors[one.Position.Actor], one.How, one.Position)).InOrder(voice => voice.Actor)])),
    ];

    private static IEnumerable<(ContentionKind Kind, string First, string? Then, VoiceKind How, ActorPosition Position)> Of(ActorPosition position) =>
    [
        .. position.Accept.Select(id => (ContentionKind.Adopted, id, (string?)null, VoiceKind.Accepts, position)),
        .. position.Reject.Select(id => (ContentionKind.NotAdopted, id, (string?)null, VoiceKind.Rejects, position)),
        .. position.Wants.Select(want => (want.Then is null ? ContentionKind.Adopted : ContentionKind.Before, want.First, want.Then, VoiceKind.Wants, position)),
    ];
}

/// <summary>What can be held of one thing or of two.</summary>
public enum ContentionKind
{
    /// <summary>One comes before the other, if both come.</summary>
    Before,

    /// <summary>The thing is adopted, or comes.</summary>
    Adopted,

    /// <summary>The thing is not adopted.</summary>
    NotAdopted,
}

/// <summary>That an actor holds something.</summary>
/// <param name="Actor">The actor.</param>
/// <param name="Kind">How it says so; where it accepts and wants the same, that it wants it.</param>
/// <param name="Position">The position that says so; it cites the statements.</param>
public sealed record Voice(Actor Actor, VoiceKind Kind, ActorPosition Position);

/// <summary>How an actor holds something.</summary>
public enum VoiceKind
{
#pragma warning disable CS1591
    Accepts, Rejects, Wants,
#pragma warning restore CS1591
}
