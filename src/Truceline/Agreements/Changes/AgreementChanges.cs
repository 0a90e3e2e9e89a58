using System.Collections.Immutable;

namespace Truceline.Agreements.Changes;

/// <summary>A clause as one of the two agreements has it.</summary>
/// <param name="Id">Its id there.</param>
/// <param name="Where">Where it stands.</param>
/// <param name="Kind">The kind as files write it: <c>must-not must may can is</c>.</param>
/// <param name="Ref">The article of the text.</param>
public sealed record ClauseSide(string Id, Location Where, string Kind, string? Ref);

/// <summary>One part of a clause that was changed.</summary>
/// <param name="Part">Which: "who", "act", "class", "in", "out of", "done by" …</param>
/// <param name="Direction">Whether that tightened or loosened the clause.</param>
/// <param name="Before">What the old one says; empty where it says nothing of it.</param>
/// <param name="After">What the new one says.</param>
public sealed record PartChange(string Part, ChangeDirection Direction, string Before, string After)
{
    /// <summary>For a part that is ground: how much was added and removed.</summary>
    public GroundChange? Ground { get; init; }
}

/// <summary>A clause that says something else than before.</summary>
/// <param name="Before">As the old agreement has it; null: it is new.</param>
/// <param name="After">As the new agreement has it; null: it was dropped.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Parts">What was changed, in the order of the table of directions; of one that was added or dropped all that it says.</param>
public sealed record ClauseChange(ClauseSide? Before, ClauseSide? After, ClauseFate Fate, ImmutableArray<PartChange> Parts);

/// <summary>Something else than a clause that was added, dropped or changed: an actor, a zone, a pledge, a decision, a reading.</summary>
/// <param name="Section">The section of the file: <c>actors</c>, <c>pledges</c> …; <c>agreement</c> for what stands at the top.</param>
/// <param name="Id">Its id; empty at the top.</param>
/// <param name="Fate">Added, dropped or changed.</param>
/// <param name="Parts">What was changed; empty for what was added or dropped.</param>
public sealed record ThingChange(string Section, string Id, ClauseFate Fate, ImmutableArray<PartChange> Parts);

/// <summary>
/// What two agreements say otherwise: by what their clauses mean and not by how their files are written. The old and the new one
/// may trade places; then what was added is dropped and what was tightened is loosened.
/// </summary>
public sealed record AgreementChanges
{
    /// <summary>The clauses that say something else: those of the new agreement in its order, then what was dropped.</summary>
    public required ImmutableArray<ClauseChange> Clauses { get; init; }

    /// <summary>The other things that differ, by section in the order of the language.</summary>
    public required ImmutableArray<ThingChange> Things { get; init; }

    /// <summary>Clauses and other things of which only words or ids were changed.</summary>
    public required ImmutableArray<ThingChange> Words { get; init; }

    /// <summary>Whether there were too many pairs of zones to measure them all. The others are compared by how they are composed alone.</summary>
    public required bool SomeGroundNotMeasured { get; init; }

    /// <summary>Whether both say the same, though perhaps in other words.</summary>
    public bool SayTheSame => Clauses.IsEmpty && Things.IsEmpty;

    /// <summary>The changes from one agreement to another.</summary>
    public static AgreementChanges Between(Agreement old, Agreement @new)
    {
        var (one, other) = Side.Of(old, @new);
        var pairs = Matching.Pairs(Rule.All(one), Rule.All(other));
        Name(one, other, Rule.All(one), Rule.All(other), pairs);
        var (before, after) = (Rule.All(one), Rule.All(other));
        var grounds = new GroundComparison(one.Marks);
        var oldOf = pairs.ToDictionary(pair => pair.New, pair => pair.Old);
        var clauses = ImmutableArray.CreateBuilder<ClauseChange>();
        var words = ImmutableArray.CreateBuilder<ThingChange>();
        for (var j = 0; j < after.Length; j++)
        {
            if (!oldOf.TryGetValue(j, out var i)) clauses.Add(new(null, Told(after[j]), ClauseFate.Added, [.. Said(after[j]).Select(part => new PartChange(part.Name, ChangeDirection.Changed, "", part.Shown))]));
            else if (Changed(one, before[i], other, after[j], grounds) is { } change) clauses.Add(change);
            if (oldOf.ContainsKey(j) && Worded(before[i], after[j]) is { } worded) words.Add(worded);
        }
        var kept = pairs.Select(pair => pair.Old).ToHashSet();
        clauses.AddRange(before.Where((_, i) => !kept.Contains(i)).Select(rule => new ClauseChange(Told(rule), null, ClauseFate.Dropped, [.. Said(rule).Select(part => new PartChange(part.Name, ChangeDirection.Changed, part.Shown, ""))])));
        var (things, thingWords) = OtherThings.Changes(one, other, grounds);
        return new() { Clauses = clauses.ToImmutable(), Things = things, Words = [.. words, .. thingWords], SomeGroundNotMeasured = grounds.LeftSomeOut };
    }

    // The two of a pair get one name, whichever of them is the old one.
    private static void Name(Side one, Side other, ImmutableArray<Rule> before, ImmutableArray<Rule> after, ImmutableArray<(int Old, int New)> pairs)
    {
        var named = pairs.Select(pair => (Old: before[pair.Old].Id, New: after[pair.New].Id))
            .Select(pair => (pair.Old, pair.New, Name: pair.Old == pair.New ? $"={pair.Old}" : string.CompareOrdinal(pair.Old, pair.New) < 0 ? $"{pair.Old}={pair.New}" : $"{pair.New}={pair.Old}")).ToList();
        // One that only one of them has is none of the other's, even under the same id.
        one.Clauses = before.ToImmutableDictionary(rule => rule.Id, rule => $"{rule.Id}=1", StringComparer.Ordinal).SetItems(named.Select(pair => KeyValuePair.Create(pair.Old, pair.Name)));
        other.Clauses = after.ToImmutableDictionary(rule => rule.Id, rule => $"{rule.Id}=2", StringComparer.Ordinal).SetItems(named.Select(pair => KeyValuePair.Create(pair.New, pair.Name)));
    }

    private static IEnumerable<Dimension> Said(Rule rule) => rule.Dimensions.Where(part => part.Mark.Length > 0 && part.Name != "kind");

    private static ClauseSide Told(Rule rule) => new(rule.Id, rule.Where, rule.Kind, rule.Ref);

    private static ClauseChange? Changed(Side old, Rule before, Side @new, Rule after, GroundComparison grounds)
    {
        if (before.Mark == after.Mark) return null;
        var pair = before.Clause is { } one && after.Clause is { } other ? new ClausePair(old, one, @new, other, grounds) : null;
        ImmutableArray<PartChange> parts = [.. before.Dimensions.Zip(after.Dimensions).Where(both => both.First.Mark != both.Second.Mark).Select(both => Part(pair, both.First, both.Second))];
        return new(Told(before), Told(after), Fate(parts), parts);
    }

    private static PartChange Part(ClausePair? pair, Dimension before, Dimension after) => new(
        before.Name, pair is not null ? DirectionTable.Of(before.Name, pair) : IsBeside(before.Name) ? ChangeDirection.Beside : ChangeDirection.Changed, before.Shown, after.Shown)
    {
        Ground = pair is null ? null : before.Name switch
        {
            "in" => DirectionTable.Change(pair, pair.Before.In, pair.After.In),
            "out of" => DirectionTable.Change(pair, pair.Before.OutOf, pair.After.OutOf),
            "from in" => DirectionTable.Change(pair, pair.Before.FromIn, pair.After.FromIn),
            _ => null,
        },
    };

    private static bool IsBeside(string part) => DirectionTable.Rows.Any(row => row.Dimension == part && row.Prohibition == ChangeDirection.Beside);

    private static ClauseFate Fate(ImmutableArray<PartChange> parts)
    {
        var isTighter = parts.Any(part => part.Direction == ChangeDirection.Tightened);
        var isLooser = parts.Any(part => part.Direction == ChangeDirection.Loosened);
        return (isTighter, isLooser) switch
        {
            (true, true) => ClauseFate.BothWays,
            _ when parts.Any(part => part.Direction == ChangeDirection.Changed) => ClauseFate.Changed,
            (true, _) => ClauseFate.Tightened,
            (_, true) => ClauseFate.Loosened,
            _ => ClauseFate.Beside,
        };
    }

    private static ThingChange? Worded(Rule before, Rule after)
    {
        var parts = new (string Part, string? Before, string? After)[] { ("id", before.Id, after.Id), ("ref", before.Ref, after.Ref), ("gist", before.Gist, after.Gist), ("quote", before.Quote, after.Quote) }
            .Where(part => part.Before != part.After)
            .Select(part => new PartChange(part.Part, ChangeDirection.Beside, part.Before ?? "", part.After ?? "")).ToImmutableArray();
        return parts.IsEmpty ? null : new("clauses", after.Id, ClauseFate.Changed, parts);
    }
}
