using FsCheck;
using FsCheck.Fluent;
using Truceline.Agreements.Positions;

namespace Truceline.Tests.Agreements.Positions;

/// <summary>Every minimal conflict and every maximal set that can hold, against trying all subsets and against z3.</summary>
public class ConcordProperties
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithReplay(20250904, 3);
    private static readonly Arbitrary<int> Seeds = Arb.From(Gen.Choose(0, int.MaxValue));

    [Fact]
    public void Conflicts_and_maximal_sets_are_those_of_all_subsets_tried() =>
        Prop.ForAll(Seeds, seed => Compare(Dispute.Of(seed, 9), (dispute, withText) => set => dispute.CanHold(dispute.Of(set), withText))).Check(Config.WithMaxTest(300));

    [Fact]
    public void Conflicts_and_maximal_sets_are_those_that_z3_finds() =>
        Prop.ForAll(Seeds, seed => Compare(Dispute.Of(seed, 8), (dispute, withText) => dispute.AskZ3(withText) is var answers ? set => answers[set] : null!)).Check(Config.WithMaxTest(60));

    [Fact]
    public void A_search_that_has_to_stop_early_says_so_and_lists_nothing_that_is_wrong()
    {
        var stopped = 0;
        Prop.ForAll(Seeds, seed =>
        {
            var dispute = Dispute.Of(seed, 9);
            var found = Assert.Single(Concord.Of(Truces.Agreement(dispute.File), steps: seed % 3000));
            if (!found.TextInCircle.IsEmpty) return;
            var (all, alone) = (dispute.Minimal(set => dispute.CanHold(dispute.Of(set), true)), dispute.Minimal(set => dispute.CanHold(dispute.Of(set), false)));
            Assert.Empty(found.Conflicts.Select(conflict => Dispute.Written(conflict.Members.Select(one => one.Words))).Except(all.Conflicts.Union(alone.Conflicts)));
            Assert.All(found.Conflicts, conflict => Assert.Equal(conflict.NeedsText, dispute.CanHold([.. conflict.Members.Select(one => one.Words)], withText: false)));
            Assert.NotEmpty(Dispute.Expanded(found));
            Assert.Empty(Dispute.Expanded(found).Except(all.Maximal));
            Assert.Empty(Sets(found).Except(Acceptable(dispute, found.Contentions)));
            if (found.Complete) Assert.Equal(all.Maximal, Dispute.Expanded(found).Order(StringComparer.Ordinal));
            else stopped++;
        }).Check(Config.WithMaxTest(150));
        Assert.InRange(stopped, 20, 130);
    }

    [Fact]
    public void What_all_could_accept_is_every_maximal_set_that_each_alone_could_have() => Prop.ForAll(Seeds, seed =>
    {
        var dispute = Dispute.Of(seed, 9);
        var found = Assert.Single(Concord.Of(Truces.Agreement(dispute.File)));
        if (!found.TextInCircle.IsEmpty) return;
        Assert.Equal(Acceptable(dispute, found.Contentions), Sets(found));
    }).Check(Config.WithMaxTest(200));

    [Fact]
    public void An_opening_opens_and_every_single_change_that_opens_is_listed() => Prop.ForAll(Seeds, seed =>
    {
        var dispute = Dispute.Of(seed, 9);
        var found = Assert.Single(Concord.Of(Truces.Agreement(dispute.File)));
        if (!found.TextInCircle.IsEmpty) return;
        foreach (var conflict in found.Conflicts)
        {
            var expected =
                from member in conflict.Members
                let rest = conflict.Members.Where(other => other != member).Select(other => other.Words)
                from change in dispute.Changed(member.Words)
                where change.Held is null || (dispute with { Orders = change.Orders }).CanHold([.. rest, change.Held], conflict.NeedsText)
                from voice in member.Voices
                select $"{voice.Actor.Id} {change.Kind} {member.Words}";
            Assert.Equal(expected.Order(StringComparer.Ordinal), found.Openings(conflict).Where(one => one.Actor is not null).Select(one => $"{one.Actor!.Id} {one.Kind} {one.Of!.Words}").Order(StringComparer.Ordinal));
            var names = found.Openings(conflict).Select(one => one.Actor?.Name ?? "~").ToArray();
            Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
        }
    }).Check(Config.WithMaxTest(200));

    private static IEnumerable<string> Sets(Concord found) => found.AcceptableToAll.Select(set => Dispute.Written(set.Select(one => one.Of.Words))).Order(StringComparer.Ordinal);

    /// <summary>Every subset tried against each actor alone.</summary>
    private static IEnumerable<string> Acceptable(Dispute dispute, IEnumerable<Contention> contentions)
    {
        var all = dispute.Minimal(set => dispute.CanHold(dispute.Of(set), true)).Conflicts;
        var candidates = contentions.Where(one => one.Kind != ContentionKind.NotAdopted).Select(one => one.Words).ToArray();
        // Of what an actor holds: all that is in no conflict which it has with the text, or with itself, alone; and each that can be alone.
        var own = contentions.SelectMany(one => one.Voices, (one, voice) => (voice.Actor.Id, one.Words)).GroupBy(pair => pair.Id, pair => pair.Words).SelectMany(group =>
        {
            var conflicts = all.Select(words => words.Split("; ")).Where(members => members.All(group.Contains)).ToArray();
            return group.Where(words => dispute.CanHold([words], true)).Select(words => new[] { words }).Append([.. group.Where(words => !conflicts.Any(conflict => conflict.Contains(words)))]);
        }).ToArray();
        bool All(int set) => own.Append([]).All(actor => dispute.CanHold([.. actor.Union(Words(set))], true));
        IEnumerable<string> Words(int set) => candidates.Where((_, i) => (set >> i & 1) == 1);
        var acceptable = Enumerable.Range(0, 1 << candidates.Length).Where(All).ToHashSet();
        var maximal = acceptable.Where(set => !Enumerable.Range(0, candidates.Length).Any(i => (set >> i & 1) == 0 && acceptable.Contains(set | 1 << i)));
        return maximal.Select(set => Dispute.Written(Words(set))).Order(StringComparer.Ordinal);
    }

    private static void Compare(Dispute dispute, Func<Dispute, bool, Func<int, bool>> oracle)
    {
        var found = Assert.Single(Concord.Of(Truces.Agreement(dispute.File)));
        Assert.True(found.Complete);
        Assert.Equal(dispute.CanHold([], withText: true), found.TextInCircle.IsEmpty);
        if (!found.TextInCircle.IsEmpty) return;
        Assert.Equal(Dispute.Written(dispute.Held), Dispute.Written(found.Contentions.Select(one => one.Words)));
        var (withText, alone) = (dispute.Minimal(Remembered(oracle(dispute, true))), dispute.Minimal(Remembered(oracle(dispute, false))));
        var conflicts = found.Conflicts.ToLookup(conflict => conflict.NeedsText, conflict => Dispute.Written(conflict.Members.Select(one => one.Words)));
        Assert.Equal(alone.Conflicts, conflicts[false].Order(StringComparer.Ordinal));
        Assert.Equal(withText.Conflicts.Except(alone.Conflicts), conflicts[true].Order(StringComparer.Ordinal));
        Assert.Equal(withText.Maximal, Dispute.Expanded(found).Order(StringComparer.Ordinal));
        Assert.Equal(withText.Maximal.Count, found.MaximalSets);

        Func<int, bool> Remembered(Func<int, bool> canHold)
        {
            var answers = Enumerable.Range(0, 1 << dispute.Held.Count).Select(canHold).ToArray();
            return set => answers[set];
        }
    }
}
