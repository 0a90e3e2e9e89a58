using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Tests.Assessments;

public class IndependentOriginsTests
{
    private static readonly Observation Seen = new()
    {
        Occurred = new(Instant.FromUtc(2015, 2, 16, 12, 0), Instant.FromUtc(2015, 2, 16, 12, 0)), Where = new(null, new Region.Disc(new(48, 38), new Metres(10))), Means = Means.OpenSource,
    };

    [Fact]
    public void There_are_as_many_as_can_be_told_apart_by_origin_and_by_text() => Check(told =>
    {
        var of = IndependentOrigins.Of(told);
        Assert.Equal(Greatest([.. told.Distinct()], [], []), of.Length);
        Assert.Equal(of, of.Distinct().Order(StringComparer.Ordinal));
    });

    [Fact]
    public void Whoever_comes_in_addition_takes_none_away() => Check(told =>
    {
        for (var i = 0; i < told.Length; i++) Assert.True(IndependentOrigins.Of(told[..i]).Length <= IndependentOrigins.Of(told[..(i + 1)]).Length);
    });

    [Fact]
    public void A_thousand_copies_and_a_thousand_that_nobody_compared_are_one_origin()
    {
        Assert.Single(IndependentOrigins.Of([.. Enumerable.Range(0, 1000).Select(i => Told($"outlet {i}", true, 7))]));
        Assert.Single(IndependentOrigins.Of([.. Enumerable.Range(0, 1000).Select(i => Told($"outlet {i}", true, null))]));
        Assert.Single(IndependentOrigins.Of([.. Enumerable.Range(0, 1000).Select(i => Told("one outlet", true, i + 1))]));
        Assert.Equal(3, IndependentOrigins.Of([Told("a", true, 1), Told("b", true, 2), .. Enumerable.Range(0, 1000).Select(i => Told($"outlet {i}", true, i % 3 == 0 ? null : 1)), Told("patrol", false, null)]).Length);
    }

    [Fact]
    public void Who_gives_up_a_text_for_another_makes_room()
    {
        // a is known from both texts, b from the first alone: both count.
        Assert.Equal(["a", "b"], IndependentOrigins.Of([Told("a", true, 1), Told("a", true, 2), Told("b", true, 1)]));
        Assert.Equal(["a", "b", "c"], IndependentOrigins.Of([Told("a", true, 1), Told("a", true, 2), Told("b", true, 2), Told("b", true, 3), Told("c", true, 1)]));
    }

    private static void Check(Action<ImmutableArray<Told>> holds) => Prop.ForAll(
        (from name in Gen.Elements("a", "b", "c", "d")
         from isRead in Gen.Elements(true, true, true, false)
         from text in Gen.Elements(1L, 2L, 3L, 0L)
         select Told(name, isRead, isRead && text > 0 ? text : null)).ListOf().Where(list => list.Count is > 0 and < 9).Select(list => list.ToImmutableArray()).ToArbitrary(),
        holds).QuickCheckThrowOnFailure();

    /// <summary>All choices, by trying: none of one name, none of texts of one origin, and with a text that nobody compared no other text.</summary>
    private static int Greatest(ReadOnlySpan<Told> left, ImmutableHashSet<string> names, ImmutableHashSet<long> texts)
    {
        if (left.IsEmpty) return 0;
        var (one, without) = (left[0], Greatest(left[1..], names, texts));
        if (names.Contains(one.Origin)) return without;
        if (!one.IsRead) return Math.Max(without, 1 + Greatest(left[1..], names.Add(one.Origin), texts));
        var text = one.Text ?? -1;
        if (texts.Contains(text) || texts.Contains(-1) || (text == -1 && !texts.IsEmpty)) return without;
        return Math.Max(without, 1 + Greatest(left[1..], names.Add(one.Origin), texts.Add(text)));
    }

    private static Told Told(string origin, bool isRead, long? text)
    {
        var seen = isRead ? Seen with { Text = "Desk/1" } : Seen;
        var report = Report.Of("Desk", origin, seen);
        return new(origin, "desk", new(new(report, [1]) { Text = isRead ? new(null, text, null) : null }, seen));
    }
}
