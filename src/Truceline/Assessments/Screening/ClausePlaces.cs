using System.Collections.Immutable;
using Truceline.Geography;

namespace Truceline.Assessments.Screening;

/// <summary>Which places of an act were observed.</summary>
[Flags]
internal enum KnownPlaces
{
    Neither = 0,
    Effect = 1,
    Origin = 2,
    Both = 3,
}

/// <summary>A zone that a clause names.</summary>
/// <param name="Zone">The zone, by its number in the index.</param>
/// <param name="Outside">Whether outside of it is meant.</param>
/// <param name="IsEffect">Whether it speaks of where an act takes effect; else of where it comes from.</param>
internal readonly record struct PlaceBound(int Zone, bool Outside, bool IsEffect);

/// <summary>
/// Where clauses apply: for each state of the index the clauses that no zone excludes which the state decides. A zone that is open, and
/// then tested, takes further ones away.
/// </summary>
internal sealed class ClausePlaces
{
    private readonly int words;
    private readonly Known[] known;
    private readonly ulong[] anywhere;

    private sealed record Known(ulong[] States, ulong[] Inside, ulong[] Outside, ulong[] Vague);

    private ClausePlaces(int words, ImmutableArray<ImmutableArray<PlaceBound>> bounds, Known[] known)
    {
        (this.words, Bounds, this.known, anywhere) = (words, bounds, known, new ulong[words]);
        Array.Fill(anywhere, ulong.MaxValue);
    }

    public ImmutableArray<ImmutableArray<PlaceBound>> Bounds { get; }

    /// <summary>Of a state: what no zone excludes that it decides.</summary>
    public ref ulong State(KnownPlaces places, int state) => ref known[(int)places].States[state * words];

    /// <summary>What a place says that is not looked at yet: nothing.</summary>
    public ref ulong Anywhere => ref anywhere[0];

    /// <summary>The clauses that are about the inside of a zone, or of a set of zones by its number in the table.</summary>
    public ref ulong Inside(KnownPlaces places, int set) => ref known[(int)places].Inside[set * words];

    /// <summary>The clauses that are about its outside.</summary>
    public ref ulong Outside(KnownPlaces places, int set) => ref known[(int)places].Outside[set * words];

    /// <summary>All but the clauses that speak of a place that was not observed.</summary>
    public ref ulong Vague(KnownPlaces places) => ref known[(int)places].Vague[0];

    public static ClausePlaces Of(ZoneIndex index, int words, ImmutableArray<ImmutableArray<PlaceBound>> bounds)
    {
        var hasOrigins = bounds.Any(of => of.Any(bound => !bound.IsEffect));
        var known = new Known[4];
        for (var places = 0; places < known.Length; places++)
            // Where no clause asks for an origin, who knows the effect knows all.
            known[places] = !hasOrigins && places == (int)KnownPlaces.Both ? known[(int)KnownPlaces.Effect] : Of(index, words, bounds, (KnownPlaces)places);
        return new(words, bounds, known);
    }

    private static Known Of(ZoneIndex index, int words, ImmutableArray<ImmutableArray<PlaceBound>> bounds, KnownPlaces places)
    {
        var states = index.Table.States;
        var made = new Known(new ulong[Math.Max(1, states.Count) * words], new ulong[index.Table.Sets.Length * words], new ulong[index.Table.Sets.Length * words], new ulong[words]);
        Array.Fill(made.Vague, ulong.MaxValue);
        var all = new ulong[words];
        for (var clause = 0; clause < bounds.Length; clause++)
        {
            all[clause >> 6] |= 1UL << clause;
            foreach (var bound in bounds[clause])
            {
                if (!places.HasFlag(bound.IsEffect ? KnownPlaces.Effect : KnownPlaces.Origin)) made.Vague[clause >> 6] &= ~(1UL << clause);
                else (bound.Outside ? made.Outside : made.Inside)[bound.Zone * words + (clause >> 6)] |= 1UL << clause;
            }
        }
        for (var set = index.Zones.Length; set < index.Table.Sets.Length; set++)
            foreach (var zone in index.Table.Sets[set])
                for (var word = 0; word < words; word++)
                {
                    made.Inside[set * words + word] |= made.Inside[zone * words + word];
                    made.Outside[set * words + word] |= made.Outside[zone * words + word];
                }
        for (var state = 0; state < states.Count; state++)
        {
            var mask = made.States.AsSpan(state * words, words);
            all.CopyTo(mask);
            ReadOnlySpan<ulong> inside = states.Inside(state), open = states.Open(state);
            for (var zone = 0; zone < index.Zones.Length; zone++)
            {
                if (ZoneIndex.Has(open, zone)) continue;
                var uses = (ZoneIndex.Has(inside, zone) ? made.Outside : made.Inside).AsSpan(zone * words, words);
                for (var word = 0; word < words; word++) mask[word] &= ~uses[word];
            }
        }
        return made;
    }
}
