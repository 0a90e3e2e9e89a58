using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>
/// The sightings of a fold with the links between them, kept while some come and go. Each is known by a number that stays;
/// of two at one instant the one with the lesser report id stands before the other, as where all are fused at once.
/// </summary>
internal sealed class KeptSpots
{
    private const int Around = 27;

    private readonly FusionRules rules;
    private readonly long pause, back;
    private readonly CellTable grid;
    private readonly Kinds kinds = new();
    private readonly WideGrid wide, crowd, fine;
    private readonly HashSet<int> crowded = [], recount = [];
    private bool hasWide;
    private readonly Dictionary<ReportId, int> numbers = [];
    private readonly Stack<int> free = new();
    private readonly Dictionary<long, KeptCell> cells = [];
    private readonly List<Sighting?> sightings = [];
    private readonly List<int[]> earlier = [];
    private readonly List<int[]> later = [];

    public KeptSpots(FusionRules rules)
    {
        this.rules = rules;
        // INVARIANT: what is not too coarse has a radius of half the extent at most, and lasts no longer than an incident may.
        grid = new(rules.Gap.Value + rules.Extent.Value + Spot.Rounding);
        pause = rules.Pause.BclCompatibleTicks;
        back = rules.Lasting.BclCompatibleTicks + pause;
        Spots = new([], [], [], kinds, rules, new());
        (wide, crowd, fine) = (new(Spots), new(Spots), new(Spots));
    }

    /// <summary>The sightings as columns, by their numbers.</summary>
    public Spots Spots { get; }

    /// <summary>How many numbers were ever given.</summary>
    public int Room => sightings.Count;

    /// <summary>The number of a report; -1: it has none.</summary>
    public int Find(ReportId id) => numbers.TryGetValue(id, out var number) ? number : -1;

    /// <summary>The sighting of a number; null: none has it now.</summary>
    public Sighting? At(int number) => sightings[number];

    /// <summary>The earlier ones to which one is linked.</summary>
    public ReadOnlySpan<int> Earlier(int number) => earlier[number];

    /// <summary>The later ones that are linked to one.</summary>
    public ReadOnlySpan<int> Later(int number) => later[number];

    /// <summary>The order of two sightings by their report ids.</summary>
    public int ById(int a, int b) => a == b ? 0 : sightings[a]!.Id.CompareTo(sightings[b]!.Id);

    /// <summary>The score of a link between two that are linked.</summary>
    public double Score(int early, int late)
    {
        var all = Spots.All;
        return Spots.Joins(all[early], all[late], out var score) ? score : throw new InvalidOperationException("INVARIANT: what is linked joins");
    }

    /// <summary>Takes many sightings into a fold of nothing at once; they stand in the order of their ids, and are numbered so. Returns their links.</summary>
    public LinkList[] Load(ImmutableArray<Sighting> all)
    {
        for (var number = 0; number < all.Length; number++)
        {
            Spots.Put(Sightings.Of(all[number], number, kinds, rules, out var longitude, out var latitude, out var edge), longitude, latitude, edge);
            numbers[all[number].Id] = number;
        }
        sightings.AddRange(all);
        hasWide = Spots.HasWide;
        for (var number = 0; number < all.Length; number++) Widen(number);
        Settle([]);
        earlier.AddRange(Enumerable.Repeat<int[]>([], all.Length));
        later.AddRange(Enumerable.Repeat<int[]>([], all.Length));
        var spots = Spots.Of([.. Enumerable.Range(0, all.Length)]);
        foreach (var number in ByTime.Order(spots.All, spots.All.Count(spot => spot.IsFine)))
        {
            ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, grid.KeyOf(spots.All[number]), out _);
            (cell ??= new()).Append(number);
        }
        var lists = Neighbours.Links(spots, out _);
        foreach (var list in lists) Load(list.All);
        return lists;
    }

    /// <summary>The links of one observation to earlier ones follow on each other, the latest first.</summary>
    private void Load(ReadOnlySpan<Link> links)
    {
        for (var (first, end) = (0, 0); first < links.Length; first = end)
        {
            var late = Later(links[first]);
            while (end < links.Length && Later(links[end]) == late) end++;
            var found = earlier[late] = new int[end - first];
            for (var i = first; i < end; i++)
            {
                found[i - first] = links[i].A + links[i].B - late;
                later[found[i - first]] = [.. later[found[i - first]], late];
            }
        }

        int Later(Link link) => Spots.All[link.A].IsBefore(Spots.All[link.B]) ? link.B : link.A;
    }

    /// <summary>Takes a sighting out; those later ones that were linked to it are added to a list, to be linked again.</summary>
    public void Remove(int number, HashSet<int> unlinked, HashSet<int> touched)
    {
        foreach (var one in later[number])
        {
            earlier[one] = Without(earlier[one], number);
            unlinked.Add(one);
        }
        foreach (var one in earlier[number])
        {
            later[one] = Without(later[one], number);
            touched.Add(one);
        }
        unlinked.Remove(number);
        touched.Remove(number);
        touched.UnionWith(later[number]);
        if (Spots.All[number].IsFine) cells[grid.KeyOf(Spots.All[number])].Remove(this, number);
        if (hasWide && Spots.All[number].IsFine) fine.Remove(number);
        if (Spots.All[number].IsWide) (crowded.Remove(number) ? crowd : wide).Remove(number);
        if (hasWide && Spots.All[number].Kind != Spot.Coarse) recount.UnionWith(crowd.Around(number));
        recount.Remove(number);
        numbers.Remove(sightings[number]!.Id);
        (sightings[number], earlier[number], later[number]) = (null, [], []);
        free.Push(number);
    }

    /// <summary>Takes a sighting in, and adds those that are to be linked again to a list, itself among them; returns its number.</summary>
    public int Add(Sighting sighting, HashSet<int> unlinked)
    {
        if (!free.TryPop(out var number))
        {
            number = sightings.Count;
            sightings.Add(null);
            earlier.Add([]);
            later.Add([]);
        }
        var spot = Sightings.Of(sighting, number, kinds, rules, out var longitude, out var latitude, out var edge);
        Spots.Put(spot, longitude, latitude, edge);
        (sightings[number], numbers[sighting.Id]) = (sighting, number);
        Widen(number);
        if (!spot.IsFine) return number;
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, grid.KeyOf(spot), out _);
        (cell ??= new()).Add(this, number);
        unlinked.Add(number);
        foreach (var around in CellsAround(spot)) Displaced(spot, around, unlinked);
        return number;
    }

    /// <summary>Whether any is, or was, known widely only.</summary>
    public bool HasWide => hasWide;

    /// <summary>Whether one that is known widely only has too many around it to be held against each.</summary>
    public bool IsCrowded(int number) => crowded.Contains(number);

    /// <summary>Counts again what is around those wide ones around which something came or went; returns those that stood here before and came into a crowd, or out of it.</summary>
    /// <param name="come">Those that are new.</param>
    public List<int> Settle(HashSet<int> come)
    {
        var moved = new List<int>();
        foreach (var number in recount)
        {
            var isCrowded = Crowd.Is(AllAround(number), number, of => sightings[of]!.Report.Report.Source, rules);
            if (isCrowded == crowded.Contains(number)) continue;
            var (from, to) = isCrowded ? (wide, crowd) : (crowd, wide);
            from.Remove(number);
            to.Add(number);
            if (!crowded.Remove(number)) crowded.Add(number);
            if (!come.Contains(number)) moved.Add(number);
        }
        recount.Clear();
        return moved;
    }

    /// <summary>All that are around one, by the discs around their regions.</summary>
    public IEnumerable<int> AllAround(int number) => fine.Around(number).Concat(wide.Around(number)).Concat(crowd.Around(number));

    /// <summary>Those that are linked to one that is known widely only, but for those in a crowd.</summary>
    public IEnumerable<(int Number, double Score)> Near(int number) => fine.Linked(number).Concat(wide.Linked(number));

    /// <summary>Those that are known widely only, in no crowd, and linked to one; none to one that is too coarse.</summary>
    public IEnumerable<int> WideAround(int number) => hasWide && Spots.All[number].Kind != Spot.Coarse ? wide.Linked(number).Select(one => one.Number) : [];

    /// <summary>Keeps one among the wide ones or those beside; with the first wide one all others come there.</summary>
    private void Widen(int number)
    {
        if (Spots.All[number].IsWide)
        {
            for (var other = 0; !hasWide && other < sightings.Count; other++)
                if (sightings[other] is not null && Spots.All[other].IsFine) fine.Add(other);
            hasWide = true;
            wide.Add(number);
            recount.Add(number);
        }
        else if (hasWide && Spots.All[number].IsFine) fine.Add(number);
        else return;
        recount.UnionWith(wide.Around(number));
    }

    /// <summary>Links one to its earlier neighbours again; the ends of links that go or come are added to a list.</summary>
    public void Link(int number, HashSet<int> touched)
    {
        var found = new List<int>();
        foreach (var cell in CellsAround(Spots.All[number])) Latest(number, cell, found);
        var before = earlier[number];
        earlier[number] = [.. found];
        foreach (var one in before)
            if (!found.Contains(one))
            {
                later[one] = Without(later[one], number);
                touched.Add(one);
                touched.Add(number);
            }
        foreach (var one in found)
            if (!before.Contains(one))
            {
                later[one] = [.. later[one], number];
                touched.Add(one);
                touched.Add(number);
            }
    }

    /// <summary>The order in time, in which the lesser id stands before the other at one instant.</summary>
    public int InTime(int a, int b)
    {
        var (one, other) = (Spots.All[a].Start, Spots.All[b].Start);
        return one != other ? one.CompareTo(other) : ById(a, b);
    }

    // Its own first: once enough are found there, earlier ones of the others need not be looked at.
    private IEnumerable<KeptCell> CellsAround(Spot spot)
    {
        var key = grid.KeyOf(spot);
        if (cells.TryGetValue(key, out var own)) yield return own;
        for (var i = 0; i < Around; i++)
            if (i != Around / 2 && cells.TryGetValue(key + CellTable.Step(i / 9 - 1, i / 3 % 3 - 1, i % 3 - 1), out var cell)) yield return cell;
    }

    /// <summary>Those later ones of a cube that may be linked to a new one, because they have room or it is later than the earliest of theirs.</summary>
    private void Displaced(in Spot spot, KeptCell cell, HashSet<int> unlinked)
    {
        var all = Spots.All;
        for (var i = cell.After(this, spot.Number); i < cell.Count; i++)
        {
            ref readonly var after = ref all[cell[i]];
            if (after.Start - spot.End > pause) break;
            var linked = earlier[after.Number];
            if (linked.Length == Neighbours.Most && InTime(spot.Number, linked[^1]) < 0) continue;
            if (kinds.MayBeOne(spot.Kind, after.Kind) && Spots.Joins(spot, after, out _)) unlinked.Add(after.Number);
        }
    }

    /// <summary>Takes the latest of a cube that may be one with a later one among those that were found, the latest first.</summary>
    private void Latest(int number, KeptCell cell, List<int> found)
    {
        var all = Spots.All;
        ref readonly var late = ref all[number];
        for (var i = cell.After(this, number) - 1; i >= 0; i--)
        {
            ref readonly var early = ref all[cell[i]];
            if (early.Number == number) continue;
            if (early.Start < late.Start - back || (found.Count == Neighbours.Most && InTime(early.Number, found[^1]) < 0)) break;
            if (!kinds.MayBeOne(early.Kind, late.Kind) || !Spots.Joins(early, late, out _)) continue;
            if (found.Count == Neighbours.Most) found.RemoveAt(found.Count - 1);
            var to = found.Count;
            while (to > 0 && InTime(found[to - 1], early.Number) < 0) to--;
            found.Insert(to, early.Number);
        }
    }

    private static int[] Without(int[] from, int number) => from is [var only] && only == number ? [] : Array.FindAll(from, one => one != number);
}

/// <summary>The numbers of the sightings in one cube of space, in the order of time.</summary>
internal sealed class KeptCell
{
    private int[] numbers = new int[2];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    public int this[int place] => numbers[place];

    /// <summary>The first place after a sighting, which may stand here or elsewhere.</summary>
    public int After(KeptSpots spots, int number)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (spots.InTime(numbers[middle], number) <= 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>Adds one that is later than all.</summary>
    public void Append(int number)
    {
        if (Count == numbers.Length) Array.Resize(ref numbers, 2 * Count);
        numbers[Count++] = number;
    }

    public void Add(KeptSpots spots, int number)
    {
        var at = After(spots, number);
        if (Count == numbers.Length) Array.Resize(ref numbers, 2 * Count);
        Array.Copy(numbers, at, numbers, at + 1, Count - at);
        numbers[at] = number;
        Count++;
    }

    public void Remove(KeptSpots spots, int number)
    {
        var at = After(spots, number) - 1;
        Array.Copy(numbers, at + 1, numbers, at, Count - at - 1);
        Count--;
    }
}
