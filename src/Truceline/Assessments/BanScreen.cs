using System.Collections.Immutable;
using System.Numerics;
using Truceline.Agreements;
using Truceline.Assessments.Screening;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>
/// Which bans of an agreement an incident may be about, asked once for all of them. An incident none of whose sightings is of the act,
/// class, place and author of a ban, each possibly, is no finding under it: so few are left to be held.
/// </summary>
internal sealed class BanScreen
{
    /// <summary>From how many questions on, of an incident and a clause, the preparation costs less than it saves.</summary>
    public const long Worthwhile = 1_000_000;

    private readonly AgreementScreen screen;
    private readonly Dictionary<(string Clause, BanForm Form), int> numbers = [];

    private BanScreen(Calendar calendar, IndexedZones zones)
    {
        // Only act, grounds and addressees are asked, which are the same under every calendar.
        screen = AgreementScreen.Of(calendar.Agreement, [.. calendar.Agreement.Clauses.SelectMany(clause => Bans(clause, calendar))], zones);
        for (var i = 0; i < screen.Bans.Length; i++) numbers[(screen.Bans[i].Clause.Id, screen.Bans[i].Form)] = i;
    }

    /// <summary>The bans of an agreement that are held against every incident.</summary>
    public static BanScreen Of(Calendar calendar, IndexedZones zones) => new(calendar, zones);

    private static IEnumerable<Ban> Bans(Clause clause, Calendar calendar)
    {
        if (clause.Kind == ClauseKind.MustNot || clause is { Kind: ClauseKind.May, Rate: not null }) yield return Ban.Of(clause, calendar);
        if (clause.Kind == ClauseKind.May && !clause.DutyOf.IsEmpty) yield return Ban.Obstruction(clause, calendar);
    }

    /// <summary>The number of a ban; null: it is none of them, and may be about any incident.</summary>
    public int? Number(Ban ban) => numbers.TryGetValue((ban.Clause.Id, ban.Form), out var number) ? number : null;

    /// <summary>Makes incidents ready to be asked about, by several threads.</summary>
    public ScreenedIncidents Ask(ImmutableArray<Incident> incidents, ImmutableArray<Ban> bans)
    {
        // One after the other: a kind that was not seen before gets the next number.
        var kinds = new int[incidents.Length][];
        for (var i = 0; i < kinds.Length; i++) kinds[i] = [.. incidents[i].Sightings.Select(screen.KindOf)];
        return new(this, screen, incidents, kinds, bans);
    }

    /// <summary>The incidents of a step, for each ban those that may be about it.</summary>
    public ScreenedStride Ask(Stride stride)
    {
        var (removed, added) = (new List<Incident>?[screen.Bans.Length], new List<Incident>?[screen.Bans.Length]);
        Sort(stride.Removed, removed);
        Sort(stride.Added, added);
        return new(this, stride, removed, added);
    }

    private void Sort(ImmutableArray<Incident> incidents, List<Incident>?[] of)
    {
        var pass = Ask(incidents, screen.Bans).Pass();
        for (var i = 0; i < incidents.Length; i++)
            foreach (var number in pass.About(i)) (of[number] ??= []).Add(incidents[i]);
    }
}

/// <summary>Incidents whose kinds are known, and the bans that are asked about.</summary>
internal sealed class ScreenedIncidents
{
    private readonly AgreementScreen screen;
    private readonly ImmutableArray<Incident> incidents;
    private readonly int[][] kinds;
    private readonly int[] places;
    private readonly ImmutableArray<int> always;

    public ScreenedIncidents(BanScreen all, AgreementScreen screen, ImmutableArray<Incident> incidents, int[][] kinds, ImmutableArray<Ban> bans)
    {
        (this.screen, this.incidents, this.kinds) = (screen, incidents, kinds);
        places = new int[screen.Bans.Length];
        Array.Fill(places, -1);
        for (var i = 0; i < bans.Length; i++)
            if (all.Number(bans[i]) is { } number) places[number] = i;
        always = [.. Enumerable.Range(0, bans.Length).Where(i => all.Number(bans[i]) is null)];
    }

    /// <summary>For one thread.</summary>
    public OnePass Pass() => new(this);

    internal sealed class OnePass(ScreenedIncidents of)
    {
        private readonly ScreenMasks masks = of.screen.Pass();
        private readonly ulong[] any = new ulong[ClauseTable.Words(of.screen.Bans.Length)];
        private readonly List<int> found = [];

        /// <summary>The bans that an incident may be about, by their place among those asked about.</summary>
        public List<int> About(int incident)
        {
            Array.Clear(any);
            var sightings = of.incidents[incident].Sightings;
            for (var i = 0; i < sightings.Length; i++)
            {
                var about = of.screen.About(masks, of.kinds[incident][i], sightings[i].Observation.Where.Region);
                for (var word = 0; word < any.Length; word++) any[word] |= about[word];
            }
            found.Clear();
            found.AddRange(of.always);
            for (var word = 0; word < any.Length; word++)
                for (var left = any[word]; left != 0; left &= left - 1)
                    if (of.places[word << 6 | BitOperations.TrailingZeroCount(left)] is >= 0 and var place) found.Add(place);
            return found;
        }
    }
}

/// <summary>The incidents of a step of the record, for each ban those that may be about it.</summary>
internal sealed class ScreenedStride(BanScreen screen, Stride stride, List<Incident>?[] removed, List<Incident>?[] added)
{
    /// <summary>Those that are no more as they were, and those that are new.</summary>
    public (IReadOnlyList<Incident> Removed, IReadOnlyList<Incident> Added) Of(Ban ban) =>
        screen.Number(ban) is { } number ? (removed[number] ?? [], added[number] ?? []) : (stride.Removed, stride.Added);

    /// <summary>Whether there is none of either.</summary>
    public bool IsNone(Ban ban) => screen.Number(ban) is { } number && removed[number] is null && added[number] is null;
}
