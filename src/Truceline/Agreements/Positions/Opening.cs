using System.Collections.Immutable;

namespace Truceline.Agreements.Positions;

/// <summary>
/// One change, of one actor or of one sentence of the text, after which a conflict between that actor and the others is none any
/// more. Nothing says that it should be made: all such changes are listed, and none stands before another but by the alphabet.
/// </summary>
/// <param name="Actor">Who would make it; null for a change of the text.</param>
/// <param name="Kind">What would change.</param>
/// <param name="Of">What the actor holds now; null for a change of the text.</param>
/// <param name="Change">What changes, in words without the actor: "drops 'ceasefire before settlement'"; of the text what it says now.</param>
/// <param name="StillHeldBy">Who else holds the same, in the order of their names: between them and the others the conflict stays. None: it is gone with this change.</param>
/// <param name="Against">What the new position could not hold with, each taken alone; no dropping has any.</param>
/// <param name="AgainstText">Whether the text itself speaks against the new position.</param>
public sealed record Opening(
    Actor? Actor, OpeningKind Kind, Contention? Of, string Change, ImmutableArray<Actor> StillHeldBy, ImmutableArray<Contention> Against, bool AgainstText)
{
    /// <summary>The sentence, without a full stop: "Ukraine drops 'ceasefire before settlement'".</summary>
    public string Says => Actor is { } actor ? $"{actor.Name} {Change}" : $"The text no longer says: {Change}";

    /// <summary>Whether the conflict is gone with this change alone.</summary>
    public bool OpensAll => StillHeldBy.IsEmpty;

    /// <summary>Every single change that opens a conflict: by the actors' names, then in the order of its members; the text last.</summary>
    internal static ImmutableArray<Opening> All(ImmutableArray<Contention> contentions, Conflict conflict, Theory theory)
    {
        ImmutableArray<int> members = [.. conflict.Members.Select(member => contentions.IndexOf(member))];
        var changes = members.SelectMany(member => Changes(contentions, members, member, theory)).ToArray();
        return
        [
            .. changes.InOrder(change => change.Actor!),
            .. theory.TextThatOpens(members).Select(text => new Opening(null, OpeningKind.TextChanges, null, text.Says, [], [], false)),
        ];
    }

    private static IEnumerable<Opening> Changes(ImmutableArray<Contention> contentions, ImmutableArray<int> members, int member, Theory theory)
    {
        var (contention, rest) = (contentions[member], members.Where(other => other != member).ToHashSet());
        var kinds = new List<(OpeningKind Kind, ImmutableArray<int> Against, bool AgainstText)> { (OpeningKind.Drops, [], false), (OpeningKind.MakesConditional, [], false) };
        if (contention.Kind == ContentionKind.Before)
            foreach (var (kind, turned) in new[] { (OpeningKind.AllowsTogether, false), (OpeningKind.TurnsRound, true) })
            {
                if (!theory.CanHoldWith(rest, member, turned)) continue;
                var (against, text) = theory.Against(member, turned);
                kinds.Add((kind, against, text));
            }
        else
        {
            var adopted = contention.Kind == ContentionKind.NotAdopted;
            var against = theory.Against(contention.First, adopted);
            if (!against.Any(rest.Contains)) kinds.Add((adopted ? OpeningKind.Accepts : OpeningKind.Rejects, against, false));
        }
        return
            from voice in contention.Voices
            from change in kinds
            let others = contention.Voices.Where(other => other.Actor.Id != voice.Actor.Id).Select(other => other.Actor).ToImmutableArray()
            select new Opening(voice.Actor, change.Kind, contention, PositionWords.Change(change.Kind, contention, voice), others,
                [.. change.Against.Where(other => contentions[other].Voices.Any(one => one.Actor.Id != voice.Actor.Id || other != member) && (other != member || !others.IsEmpty)).Select(other => contentions[other])], change.AgainstText);
    }
}

/// <summary>The single changes that can open a conflict. An actor changes one thing that it holds; other changes are made of these.</summary>
public enum OpeningKind
{
    /// <summary>The actor no longer holds it, and holds nothing in its place.</summary>
    Drops,

    /// <summary>The actor holds it under a condition, or under another one: it is compared with what is held under that.</summary>
    MakesConditional,

    /// <summary>The actor wanted one before the other, and now only that the other is not begun earlier.</summary>
    AllowsTogether,

    /// <summary>The actor wants the other order.</summary>
    TurnsRound,

    /// <summary>The actor accepts what it rejected.</summary>
    Accepts,

    /// <summary>The actor rejects what it accepted or wanted.</summary>
    Rejects,

    /// <summary>The text no longer says one thing.</summary>
    TextChanges,
}
