using Truceline.Geography;

namespace Truceline.Assessments.Screening;

/// <summary>One thread's way through runs of events, with what it needs again and again.</summary>
internal sealed class ScreenPass(ClauseTable table, EventColumns events, int[] ends)
{
    private readonly ScreenMasks masks = new(table);
    private Hit[] found = new Hit[4 * Hits.Run];
    private int startSlot, endSlot;

    /// <summary>The hits of a run of events; fills in where those of each end.</summary>
    public Hit[] Run(int run)
    {
        var (from, to) = (run * Hits.Run, Math.Min((run + 1) * Hits.Run, events.Count));
        events.Check(from, to);
        var (times, kinds, count) = (table.Times, table.Kinds, 0);
        ReadOnlySpan<double> longitudes = events.Longitudes.Span, latitudes = events.Latitudes.Span, radii = events.Radii.Span;
        ReadOnlySpan<long> starts = events.Starts.Span, last = events.Ends.Span;
        ReadOnlySpan<byte> classes = events.Classes.Span, actors = events.Actors.Span, acts = events.Acts.Span;
        for (var i = from; i < to; i++)
        {
            startSlot = times.Slot(starts[i], startSlot);
            endSlot = starts[i] == last[i] ? startSlot : times.Slot(last[i], endSlot);
            masks.Begin(ref times.StartPossible(startSlot), ref times.StartCertain(startSlot));
            masks.And(ref times.EndPossible(endSlot), ref times.EndCertain(endSlot));
            masks.And(ref kinds.Classes.Possible(classes[i]), ref kinds.Classes.Certain(classes[i]));
            masks.And(ref kinds.Actors.Possible(actors[i]), ref kinds.Actors.Certain(actors[i]));
            masks.And(ref kinds.Acts.Possible(acts[i]), ref kinds.Acts.Certain(acts[i]));
            if (!radii.IsEmpty && radii[i] > 0) masks.Where(KnownPlaces.Both, new Region.Disc(new(latitudes[i], longitudes[i]), new(radii[i])));
            else masks.Where(KnownPlaces.Both, latitudes[i], longitudes[i]);
            count = masks.Write(ref found, count);
            ends[i] = count;
        }
        return found.AsSpan(0, count).ToArray();
    }
}
