using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Truceline.Agreements;
using Truceline.Agreements.Changes;
using Truceline.Geography;

namespace Truceline.Tests.Agreements.Changes;

/// <summary>
/// Directions are held against a small world in which every situation is tried: what an old and a new clause forbid there is
/// counted out. A clause is tighter exactly when it forbids all that it forbade.
/// </summary>
public sealed class DirectionsTests
{
    private const string World = """
        classes:
          guns: { is: artillery, calibre-mm: ">=100" }
          big-guns: { is: guns, calibre-mm: ">=150" }
        lines:
          line: { geometry: line.geojson, sides: { left: A, right: B } }
        zones:
          square: { geometry: square.geojson }
          other: { geometry: other.geojson }
          belt: { within: { of: line, m: 20000, side: both } }
          wide: { within: { of: line, m: 60000, side: both } }
          both: { any-of: [square, other] }
        events:
          word: { declared-by: [A, B] }

        """;

    private static readonly string[] Who = ["A", "B", "[A, B]", "G", "any"];
    private static readonly string[] Acts = ["hostile-act", "fire", "attack"];
    private static readonly string[] Classes = ["", ", what: artillery", ", what: guns", ", what: big-guns", ", what: [tank, guns]"];
    private static readonly string[] Zones = ["", "square", "other", "belt", "wide", "both", "{ all-of: [square, wide] }"];
    private static readonly string[] Places = ["0.5 0.1", "0.5 0.3", "0.5 0.9", "0.5 2.5", "30 30"];
    private static readonly string[] Things = ["artillery", "guns", "big-guns", "tank", "mine"];

    private sealed record Drawn(bool IsDuty, int Who, int Act, int Class, int Zone, int From, int To)
    {
        public string Text => IsDuty
            ? FormattableString.Invariant($"clauses: [ {{ id: c, must: {{ who: {DirectionsTests.Who[Who]}, do: withdraw{Classes[Class]}{Place("out-of")} }}, done: {{ by: word + P{From + 1}D }} }} ]\n")
            : FormattableString.Invariant($"clauses: [ {{ id: c, must-not: {{ who: {DirectionsTests.Who[Who]}, do: {Acts[Act]}{Classes[Class]}{Place("in")} }}, from: word + P{From + 1}D, until: word + P{From + 2 + To}D }} ]\n");

        private string Place(string key) => Zones[Zone].Length == 0 ? IsDuty ? $", {key}: wide" : "" : $", {key}: {Zones[Zone]}";
    }

    private static readonly Gen<Drawn> Clauses =
        from duty in Gen.Constant(0)
        from who in Gen.Choose(0, Who.Length - 1)
        from act in Gen.Choose(0, Acts.Length - 1)
        from weapon in Gen.Choose(0, Classes.Length - 1)
        from zone in Gen.Choose(0, Zones.Length - 1)
        from start in Gen.Choose(0, 3)
        from length in Gen.Choose(0, 3)
        select new Drawn(duty == 1, who, act, weapon, zone, start, length);

    // Two clauses that differ in few parts, as drafts do.
    private static readonly Arbitrary<(Drawn Old, Drawn New)> Pairs = Arb.From(
        from one in Clauses
        from other in Clauses
        from duty in Gen.Choose(0, 1)
        from kept in Gen.Choose(0, 63)
        select (one with { IsDuty = duty == 1 }, other with
        {
            IsDuty = duty == 1,
            Who = (kept & 1) == 0 ? one.Who : other.Who,
            Act = (kept & 2) == 0 ? one.Act : other.Act,
            Class = (kept & 4) == 0 ? one.Class : other.Class,
            Zone = (kept & 8) == 0 ? one.Zone : other.Zone,
            From = (kept & 16) == 0 ? one.From : other.From,
            To = (kept & 32) == 0 ? one.To : other.To,
        }));

    [Fact]
    public void What_is_tighter_forbids_all_that_was_forbidden_and_what_is_looser_no_more()
    {
        var fates = new HashSet<ClauseFate>();
        Prop.ForAll(Pairs, pair =>
        {
            var (old, @new) = (Read(pair.Old), Read(pair.New));
            var (was, now) = (Forbidden(old), Forbidden(@new));
            var changes = AgreementChanges.Between(old, @new);
            if (changes.SayTheSame)
            {
                Assert.True(was.SetEquals(now));
                return;
            }
            var fate = Assert.Single(changes.Clauses).Fate;
            fates.Add(fate);
            if (fate == ClauseFate.Tightened) Assert.True(now.IsSupersetOf(was), $"{pair} is not tighter");
            if (fate == ClauseFate.Loosened) Assert.True(was.IsSupersetOf(now), $"{pair} is not looser");
            if (now.IsProperSupersetOf(was)) Assert.NotEqual(ClauseFate.Loosened, fate);
            if (was.IsProperSupersetOf(now)) Assert.NotEqual(ClauseFate.Tightened, fate);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
        Assert.Superset(new HashSet<ClauseFate> { ClauseFate.Tightened, ClauseFate.Loosened, ClauseFate.BothWays, ClauseFate.Changed }, fates);
    }

    private static Agreement Read(Drawn clause) => Truces.Agreement(Truces.With(World + clause.Text));

    private static HashSet<string> Forbidden(Agreement agreement)
    {
        var clause = agreement.Clauses[0];
        var who = clause.Anyone ? ["A", "B", "C"] : agreement.Expand(clause.Who);
        var zone = clause.Kind == ClauseKind.Must ? clause.OutOf : clause.In;
        var found = new HashSet<string>();
        foreach (var actor in who)
            foreach (var act in clause.Kind == ClauseKind.Must ? ["withdraw"] : Acts.Where(act => clause.Do.Includes(Vocabulary.Parse<Act>(act)!.Value)))
                foreach (var thing in Things.Where(thing => clause.What.IsEmpty || clause.What.Any(one => agreement.Classes.IsA(thing, one))))
                    foreach (var place in Places.Where(place => zone is null || agreement.Zones[zone].Zone.Margin(At(place)).Value >= 0))
                        for (var day = 0; day < 12; day++)
                            if (IsThen(clause, day)) found.Add(FormattableString.Invariant($"{actor} {act} {thing} {place} {day}"));
        return found;
    }

    private static bool IsThen(Clause clause, int day) => clause.Kind == ClauseKind.Must
        ? day > Days(clause.Done.By)
        : day >= Days(clause.From) && day < Days(clause.Until);

    private static long Days(Moment? moment) => ((Moment.AfterEvent)moment!).Offset.Days;

    private static Position At(string place)
    {
        var parts = place.Split(' ').Select(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return new(parts[0], parts[1]);
    }
}
