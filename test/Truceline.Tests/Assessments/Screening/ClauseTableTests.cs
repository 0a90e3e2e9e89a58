using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Truceline.Assessments.Screening;
using Truceline.Geography;
using Truceline.Tests.Geography;

namespace Truceline.Tests.Assessments.Screening;

public class ClauseTableTests
{
    private static readonly Position Middle = new(48, 37);

    [Fact]
    public void A_table_lists_what_each_clause_says_of_each_event() => Seeded.Check(8, seed =>
    {
        var random = new Random(seed);
        var (index, rows) = Rules(random, 70 + random.Next(300));
        var events = Events(random, 400, withRadii: random.Next(2) == 0);
        var hits = ClauseTable.Of(index, rows).Screen(events, 1);
        var count = 0L;
        for (var i = 0; i < events.Count; i++)
        {
            if (!hits.Of(i).SequenceEqual([.. Naive(index, rows, events, i)])) return false;
            count += hits.Of(i).Length;
        }
        return hits.Count == count;
    });

    [Fact]
    public void The_number_of_threads_changes_no_byte()
    {
        var random = new Random(11);
        var (index, rows) = Rules(random, 120);
        var events = Events(random, 3 * Hits.Run + 77, withRadii: false);
        var one = ClauseTable.Of(index, rows).Screen(events, 1);
        foreach (var threads in new[] { 2, 3, 7 })
        {
            var several = ClauseTable.Of(ZoneIndex.Of(index.Zones), rows).Screen(events, threads);
            Assert.Equal(one.Count, several.Count);
            for (var i = 0; i < events.Count; i++)
                Assert.True(MemoryMarshal.AsBytes(one.Of(i)).SequenceEqual(MemoryMarshal.AsBytes(several.Of(i))));
        }
    }

    [Fact]
    public void A_table_with_one_zone_changed_is_the_table_of_the_changed_zones()
    {
        var random = new Random(5);
        var (index, rows) = Rules(random, 90);
        var changed = new Zone.In(new([new([.. AreaTests.Star(random, 9, 20e3, Middle)], [])]));
        var events = Events(random, 2000, withRadii: false);
        var (with, whole) = (ClauseTable.Of(index, rows).With(2, changed).Screen(events, 1), ClauseTable.Of(ZoneIndex.Of(index.Zones.SetItem(2, changed)), rows).Screen(events, 1));
        for (var i = 0; i < events.Count; i++) Assert.True(with.Of(i).SequenceEqual(whole.Of(i)));
    }

    [Fact]
    public void What_is_no_event_or_no_rule_is_refused()
    {
        var (index, rows) = Rules(new Random(1), 4);
        var table = ClauseTable.Of(index, rows);
        var events = Events(new Random(1), 5, withRadii: false);
        Assert.Throws<ArgumentException>(() => table.Screen(events with { Latitudes = new double[] { 0, 0, 91, 0, 0 } }, 1));
        Assert.Throws<ArgumentException>(() => table.Screen(events with { Longitudes = new double[] { 0, double.NaN, 0, 0, 0 } }, 1));
        Assert.Throws<ArgumentException>(() => table.Screen(events with { Radii = new double[] { 0, 0, -1, 0, 0 } }, 1));
        Assert.Throws<ArgumentException>(() => table.Screen(events with { Starts = new long[] { 9999, 0, 0, 0, 0 }, Ends = new long[5] }, 1));
        Assert.Throws<ArgumentException>(() => table.Screen(events with { Classes = new byte[] { 64, 0, 0, 0, 0 } }, 1));
        Assert.Throws<ArgumentException>(() => table.Screen(events with { Acts = new byte[4] }, 1));
        Assert.Throws<ArgumentException>(() => ClauseTable.Of(index, [new(99, 0, 1, 1, 1, 1)]));
        Assert.Equal(0, ClauseTable.Of(index, []).Screen(events, 1).Count);
        Assert.Equal(0, table.Screen(Events(new Random(1), 0, withRadii: false), 2).Count);
    }

    private static (ZoneIndex Index, ImmutableArray<ScreenedClause> Rows) Rules(Random random, int count)
    {
        var line = new Line([.. Enumerable.Range(0, 8).Select(i => new Position(47.8 + 0.05 * i, 37 + 0.15 * random.NextDouble()))]);
        ImmutableArray<Zone> zones =
        [
            .. new[] { 1e3, 4e3, 12e3 }.SelectMany(reach => new Zone[] { new Zone.Belt(line, new(reach), Side.Left), new Zone.Belt(line, new(reach), Side.Right) }),
            .. Enumerable.Range(0, 6).Select(_ => new Zone.In(new([new([.. AreaTests.Star(random, 7, 8e3, Sample.Near(random, Middle, 20e3))], [])]))),
        ];
        ulong Mask() => (ulong)random.NextInt64() & 0xFF;
        return (ZoneIndex.Of(zones),
        [
            .. Enumerable.Range(0, count).Select(_ =>
            {
                var from = random.Next(900);
                return new ScreenedClause(random.Next(-1, zones.Length), from, from + random.Next(400), Mask(), Mask(), Mask());
            }),
        ]);
    }

    private static EventColumns Events(Random random, int count, bool withRadii)
    {
        Position[] places = [.. Enumerable.Range(0, count).Select(_ => Sample.Near(random, Middle, 25e3))];
        long[] starts = [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(1000))];
        byte[] Kinds() => [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(8))];
        return new()
        {
            Longitudes = places.Select(place => place.Longitude).ToArray(),
            Latitudes = places.Select(place => place.Latitude).ToArray(),
            Radii = withRadii ? places.Select(_ => random.Next(3) == 0 ? 0 : 2000 * random.NextDouble()).ToArray() : default,
            Starts = starts,
            Ends = starts.Select(start => start + random.Next(3) * random.Next(100)).ToArray(),
            Classes = Kinds(),
            Actors = Kinds(),
            Acts = Kinds(),
        };
    }

    private static IEnumerable<Hit> Naive(ZoneIndex index, ImmutableArray<ScreenedClause> rows, EventColumns events, int i)
    {
        var place = new Position(events.Latitudes.Span[i], events.Longitudes.Span[i]);
        var radius = events.Radii.IsEmpty ? 0 : events.Radii.Span[i];
        for (var clause = 0; clause < rows.Length; clause++)
        {
            var row = rows[clause];
            if ((row.Classes >> events.Classes.Span[i] & row.Actors >> events.Actors.Span[i] & row.Acts >> events.Acts.Span[i] & 1) == 0) continue;
            var (start, end) = (events.Starts.Span[i], events.Ends.Span[i]);
            var since = start >= row.From ? Certainty.Certain : end >= row.From ? Certainty.Possible : Certainty.No;
            var before = end < row.Until ? Certainty.Certain : start < row.Until ? Certainty.Possible : Certainty.No;
            var where = row.Zone < 0 ? Certainty.Certain : index.Zones[row.Zone].Test(new Region.Disc(place, new(radius)));
            if (since.And(before).And(where) is var all and not Certainty.No) yield return new Hit(clause, all);
        }
    }
}
