using System.Collections.Immutable;
using static Truceline.Agreements.Changes.ChangeDirection;

namespace Truceline.Agreements.Changes;

/// <summary>Two clauses that are one and the same rule in two agreements.</summary>
internal sealed record ClausePair(Side Old, Clause Before, Side New, Clause After, GroundComparison Grounds);

/// <summary>One row of the table of directions.</summary>
/// <param name="Dimension">The part of a clause.</param>
/// <param name="More">What counts as more of it.</param>
/// <param name="Prohibition">What more of it makes of a prohibition.</param>
/// <param name="Obligation">What more of it makes of an obligation.</param>
/// <param name="Permission">What more of it makes of a permission.</param>
/// <param name="Compare">Whether the new clause has more of it.</param>
internal sealed record DirectionRow(string Dimension, string More, ChangeDirection Prohibition, ChangeDirection Obligation, ChangeDirection Permission, Func<ClausePair, Extent> Compare);

/// <summary>The one table that says what tightens a clause and what loosens it. The decision note shows it, and a test holds the two equal.</summary>
internal static class DirectionTable
{
    private static readonly ImmutableArray<Act> Throughout = [Act.RemoveMines, Act.Verify, Act.AllowAccess, Act.Disarm, Act.Withdraw, Act.Release];
    private static readonly ImmutableArray<Act> Somewhere = [Act.Deploy, Act.Store, Act.Station, Act.HoldPosition, Act.Move, Act.Enter];

    /// <summary>The rows, in the order in which changes are shown.</summary>
    public static readonly ImmutableArray<DirectionRow> Rows =
    [
        new("who", "more actors, groups taken apart", Tightened, Tightened, Loosened, Who),
        new("act", "an act that includes the other", Tightened, Loosened, Loosened, pair => Extents.Of(pair.After.Do.Includes(pair.Before.Do), pair.Before.Do.Includes(pair.After.Do))),
        new("class", "more classes, or wider ones", Tightened, Tightened, Loosened, pair => ClassExtent.Compare(pair.Old.Agreement.Classes, pair.Before.What, pair.New.Agreement.Classes, pair.After.What)),
        new("in", "more ground; none named is everywhere", Tightened, Changed, Loosened, pair => Ground(pair, clause => clause.In, Extent.More)),
        new("out of", "more ground", Loosened, Tightened, Tightened, pair => Ground(pair, clause => clause.OutOf, Extent.Less)),
        new("from in", "more ground; none named is everywhere", Tightened, Changed, Loosened, pair => Ground(pair, clause => clause.FromIn, Extent.More)),
        new("over", "", Changed, Changed, Changed, _ => Extent.Other),
        new("about", "", Changed, Changed, Changed, _ => Extent.Other),
        new("to", "", Changed, Changed, Changed, _ => Extent.Other),
        new("from", "a later beginning", Loosened, Loosened, Tightened, pair => Time(pair, clause => clause.From, MomentUse.Beginning, Extent.Less)),
        new("until", "a later end", Tightened, Tightened, Loosened, pair => Time(pair, clause => clause.Until, MomentUse.Beginning, Extent.More)),
        new("while", "more conditions", Loosened, Loosened, Tightened, pair => Set(States(pair.Old, pair.Before), States(pair.New, pair.After))),
        new("after", "more to wait for, or later", Loosened, Loosened, Tightened, After),
        new("together with", "", Changed, Changed, Changed, _ => Extent.Other),
        new("begun not before", "a later time", Changed, Loosened, Changed, pair => Time(pair, clause => clause.Start.NotBefore, MomentUse.Beginning, Extent.Less)),
        new("begun after", "a later time", Changed, Loosened, Changed, pair => Time(pair, clause => clause.Start.After, MomentUse.Beginning, Extent.Less)),
        new("begun by", "a later deadline", Changed, Loosened, Changed, pair => Time(pair, clause => clause.Start.By, MomentUse.Deadline, Extent.More)),
        new("done after", "a later time", Changed, Loosened, Changed, pair => Time(pair, clause => clause.Done.After, MomentUse.Beginning, Extent.Less)),
        new("done by", "a later deadline; none is the latest", Changed, Loosened, Changed, pair => Time(pair, clause => clause.Done.By, MomentUse.Deadline, Extent.More)),
        new("keep", "the reverse is prohibited afterwards", Changed, Tightened, Changed, pair => pair.After.Keep ? Extent.More : Extent.Less),
        new("rate", "a higher rate", Loosened, Tightened, Loosened, Rate),
        new("unless", "more exceptions, or wider ones", Loosened, Loosened, Tightened, pair => Exceptions.Compare(pair.Old, pair.Before.Unless, pair.New, pair.After.Unless)),
        new("mirror", "", Changed, Changed, Changed, _ => Extent.Other),
        new("bound", "more actors, or earlier", Tightened, Tightened, Tightened, pair => Extents.Of(Binds(pair.New, pair.After, pair.Old, pair.Before), Binds(pair.Old, pair.Before, pair.New, pair.After))),
        new("duty of", "more actors", Changed, Changed, Tightened, pair => Set(pair.Old.Actors(pair.Before.DutyOf), pair.New.Actors(pair.After.DutyOf))),
        new("floor", "", Beside, Beside, Beside, _ => Extent.Other),
        new("fulfils", "", Changed, Changed, Changed, _ => Extent.Other),
        new("on breach", "a consequence where there was none", Tightened, Tightened, Tightened, pair => Consequence(pair)),
        new("on done", "", Beside, Beside, Beside, _ => Extent.Other),
        new("needs", "", Beside, Beside, Beside, _ => Extent.Other),
        new("seen by", "", Beside, Beside, Beside, _ => Extent.Other),
        new("verified by", "", Beside, Beside, Beside, _ => Extent.Other),
        new("standing", "", Beside, Beside, Beside, _ => Extent.Other),
        new("alert", "", Beside, Beside, Beside, _ => Extent.Other),
        new("disputed by", "", Beside, Beside, Beside, _ => Extent.Other),
        new("assumed", "", Beside, Beside, Beside, _ => Extent.Other),
        new("unchecked", "", Beside, Beside, Beside, _ => Extent.Other),
    ];

    private static readonly ImmutableDictionary<string, DirectionRow> ByName = Rows.ToImmutableDictionary(row => row.Dimension, StringComparer.Ordinal);

    /// <summary>The direction in which a part of two clauses was changed that is known to differ.</summary>
    public static ChangeDirection Of(string dimension, ClausePair pair)
    {
        if (dimension == "kind") return Kind(pair.Before.Kind, pair.After.Kind);
        var row = ByName[dimension];
        // A duty and a prohibition have no scale in common.
        if (pair.Before.Kind != pair.After.Kind) return row.Prohibition == Beside ? Beside : Changed;
        var more = pair.Before.Kind switch { ClauseKind.MustNot => row.Prohibition, ClauseKind.Must => Obligation(row, pair), _ => row.Permission };
        return row.Compare(pair).Direction(more);
    }

    // What more ground means depends on the act; where that changed too, the two have no scale in common.
    private static ChangeDirection Obligation(DirectionRow row, ClausePair pair) =>
        row.Dimension is not "in" ? row.Obligation : More(pair.Before.Do) == More(pair.After.Do) ? More(pair.After.Do) : Changed;

    private static ChangeDirection More(Act act) => Throughout.Contains(act) ? Tightened : Somewhere.Contains(act) ? Loosened : Changed;

    // What must be done may be done; what may be done is not prohibited.
    private static ChangeDirection Kind(ClauseKind before, ClauseKind after) => (before, after) switch
    {
        (ClauseKind.May, _) => Tightened,
        (_, ClauseKind.May) => Loosened,
        _ => Changed,
    };

    private static Extent Who(ClausePair pair) => Extents.Of(
        pair.After.Anyone || (!pair.Before.Anyone && pair.New.Actors(pair.After.Who).IsSupersetOf(pair.Old.Actors(pair.Before.Who))),
        pair.Before.Anyone || (!pair.After.Anyone && pair.Old.Actors(pair.Before.Who).IsSupersetOf(pair.New.Actors(pair.After.Who))));

    private static Extent Set(ImmutableSortedSet<string> before, ImmutableSortedSet<string> after) => Extents.Of(after.IsSupersetOf(before), before.IsSupersetOf(after));

    private static ImmutableSortedSet<string> States(Side side, Clause clause) => clause.While.Select(side.Event).ToImmutableSortedSet(StringComparer.Ordinal);

    /// <param name="pair">The two clauses.</param>
    /// <param name="zone">The zone of each.</param>
    /// <param name="none">What a new clause that names none has, beside one that does.</param>
    private static Extent Ground(ClausePair pair, Func<Clause, string?> zone, Extent none) => (zone(pair.Before), zone(pair.After)) switch
    {
        ({ } before, { } after) => Change(pair, before, after)!.Extent,
        (null, null) => Extent.Same,
        (_, null) => none,
        _ => none.Reversed(),
    };

    /// <summary>How the ground of a zone was changed; null where one of the clauses names none.</summary>
    public static GroundChange? Change(ClausePair pair, string? before, string? after)
    {
        if (before is null || after is null) return null;
        var (old, @new) = (pair.Old.Agreement.Zones[before], pair.New.Agreement.Zones[after]);
        var change = pair.Grounds.Compare(old.Zone, @new.Zone);
        var isSameLater = old.Versions.Length == @new.Versions.Length
            && old.Versions.Zip(@new.Versions).All(both => both.First.From == both.Second.From && pair.Old.Marks.Of(both.First.Zone) == pair.New.Marks.Of(both.Second.Zone));
        return isSameLater ? change : change with { Extent = Extent.Other };
    }

    private static Extent Time(ClausePair pair, Func<Clause, Moment?> time, MomentUse use, Extent none) => (time(pair.Before), time(pair.After)) switch
    {
        ({ } before, { } after) => MomentOrder.Compare(pair.Old, before, pair.New, after, use),
        (null, null) => Extent.Same,
        (_, null) => none,
        _ => none.Reversed(),
    };

    private static Extent After(ClausePair pair) => pair is { Before.After: [var before], After.After: [var after] }
        ? MomentOrder.Compare(pair.Old, before, pair.New, after, MomentUse.Beginning)
        : Set(Marked(pair.Old, pair.Before), Marked(pair.New, pair.After));

    private static ImmutableSortedSet<string> Marked(Side side, Clause clause) =>
        clause.After.Select(moment => side.Mark(moment, MomentUse.Beginning)).ToImmutableSortedSet(StringComparer.Ordinal);

    // No rate: a prohibition has no allowance, a permission no limit; an obligation is then of another kind.
    private static Extent Rate(ClausePair pair)
    {
        var isPermission = pair.Before.Kind == ClauseKind.May;
        if (pair.Before.Rate is not { } before) return pair.Before.Kind == ClauseKind.Must ? Extent.Other : isPermission ? Extent.Less : Extent.More;
        if (pair.After.Rate is not { } after) return pair.Before.Kind == ClauseKind.Must ? Extent.Other : isPermission ? Extent.More : Extent.Less;
        return Extents.Of(IsNoLess(after, before), IsNoLess(before, after));
    }

    private static bool IsNoLess(Rate one, Rate other) => one.Max >= other.Max && MomentOrder.Compare(one.Per, other.Per) is (Extent.Same or Extent.More);

    private static Extent Consequence(ClausePair pair) => (pair.Before.OnBreach, pair.After.OnBreach) switch { (null, _) => Extent.More, (_, null) => Extent.Less, _ => Extent.Other };

    /// <summary>Whether one clause binds each actor that another does, and no later.</summary>
    private static bool Binds(Side a, Clause more, Side b, Clause less) => less.Accepted.All(one => b.Actors([one.By]).All(actor =>
        more.Accepted.Any(other => a.Actors([other.By]).Contains(actor) && IsNoLater(a, other.Since, b, one.Since))));

    private static bool IsNoLater(Side a, Moment? earlier, Side b, Moment? later) =>
        earlier is null || (later is not null && MomentOrder.Compare(a, earlier, b, later, MomentUse.Beginning) is Extent.Same or Extent.More);
}
