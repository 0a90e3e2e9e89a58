using Truceline.Geography;

namespace Truceline.Assessments.Screening;

/// <summary>One thread's way through runs of events, with what it needs again and again.</summary>
internal sealed class ScreenPass(ClauseTable table, EventColumns events, int[] ends)
{
    /// <summary>
    /// So many events go from step to step together: each step waits for memory, but not for what it asked of another event.
    /// </summary>
    private const int Together = 64;

    private readonly ScreenMasks masks = new(table, Together);
    private readonly int[] entries = new int[Together], open = new int[Together], warm = new int[Together];
    private Hit[] found = new Hit[4 * Hits.Run];
    private int startSlot, endSlot;

    /// <summary>The hits of a run of events; fills in where those of each end.</summary>
    public Hit[] Run(int run)
    {
        var (from, to) = (run * Hits.Run, Math.Min((run + 1) * Hits.Run, events.Count));
        events.Check(from, to);
        var count = 0;
        for (; from < to; from += Together) count = Few(from, Math.Min(Together, to - from), count);
        return found.AsSpan(0, count).ToArray();
    }

    private int Few(int from, int length, int count)
    {
        ReadOnlySpan<double> longitudes = events.Longitudes.Span.Slice(from, length), latitudes = events.Latitudes.Span.Slice(from, length);
        var radii = events.Radii.IsEmpty ? [] : events.Radii.Span.Slice(from, length);
        for (var i = 0; i < length; i++) entries[i] = table.Index.Table.At(longitudes[i], latitudes[i]);
        var left = Begin(from, length, radii);
        for (var i = 0; i < left; i++) warm[i] = table.Index.Table.Warm(entries[open[i]]);
        for (var i = 0; i < left; i++)
        {
            masks.Row(open[i]);
            var (latitude, longitude, radius) = (latitudes[open[i]], longitudes[open[i]], radii.IsEmpty ? 0 : radii[open[i]]);
            if (radius > 0) masks.Where(KnownPlaces.Both, new Region.Disc(new(latitude, longitude), new(radius)));
            else masks.Open(KnownPlaces.Both, entries[open[i]], latitude, longitude);
        }
        for (var i = 0; i < length; i++)
        {
            masks.Row(i);
            count = masks.Write(ref found, count);
            ends[from + i] = count;
        }
        return count;
    }

    /// <summary>What time, class, actor, act and cell leave; notes the events of which more is to be asked, and says how many.</summary>
    private int Begin(int from, int length, ReadOnlySpan<double> radii)
    {
        var (times, kinds, left) = (table.Times, table.Kinds, 0);
        ReadOnlySpan<long> starts = events.Starts.Span.Slice(from, length), last = events.Ends.Span.Slice(from, length);
        ReadOnlySpan<byte> classes = events.Classes.Span.Slice(from, length), actors = events.Actors.Span.Slice(from, length), acts = events.Acts.Span.Slice(from, length);
        for (var i = 0; i < length; i++)
        {
            startSlot = times.Slot(starts[i], startSlot);
            endSlot = starts[i] == last[i] ? startSlot : times.Slot(last[i], endSlot);
            var isPoint = radii.IsEmpty || radii[i] == 0;
            masks.Row(i);
            ref var place = ref isPoint ? ref table.Places.State(KnownPlaces.Both, table.Index.Table.State(entries[i])) : ref table.Places.Anywhere;
            var any = masks.Begin(times.Start(startSlot), times.End(endSlot), kinds.Classes.Of(classes[i]), kinds.Actors.Of(actors[i]), kinds.Acts.Of(acts[i]), ref place);
            open[left] = i;
            left += any & (entries[i] < 0 | !isPoint) ? 1 : 0;
        }
        return left;
    }
}
