using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>
/// The margin of a belt, or the beyond, on one side of a line: as <see cref="Zone.Margin(Position)"/> has it, from bounds of the
/// distance to the line and to where the side changes.
/// </summary>
/// <param name="line">The line's number among the curves.</param>
/// <param name="sign">1 for the left side, −1 for the right.</param>
/// <param name="reach">The distance.</param>
/// <param name="isBelt">Whether it is the belt, and not the beyond.</param>
/// <param name="ends">Where the side changes besides the line itself; null where that is too far away to matter.</param>
/// <param name="flank">What is left of a belt where only the line is near.</param>
internal sealed class ZoneIndexSided(int line, int sign, double reach, bool isBelt, ZoneIndexEnds? ends, ZoneIndexField.Flank flank) : ZoneIndexField
{
    private const double Enough = 1.5;

    // What is left where only the rim, or the line and its rim are near; the same objects in every cell.
    private readonly Edge rim = new(line, isBelt ? 1 : -1, reach);
    private readonly ZoneIndexSided? straight = ends is null ? null : new(line, sign, reach, isBelt, null, flank);

    public override bool AsksPlace => ends is not null;

    public override ZoneIndexBounds At(ReadOnlySpan<ZoneIndexReading> readings, in SurfacePoint at)
    {
        ref readonly var reading = ref readings[line];
        var side = sign * reading.Side;
        var change = Change(readings, at);
        var within = rim.At(readings, at);
        // Inside is between the rim and where the side changes; on the other side the further of the two counts.
        var on = new ZoneIndexBounds(Math.Min(within.Least, change.Least), Math.Min(within.Most, change.Most));
        if (side > 0) return on;
        var off = new ZoneIndexBounds(-Math.Max(-within.Least, change.Most), -Math.Max(-within.Most, change.Least));
        return side < 0 ? off : on.Or(off);
    }

    /// <summary>Bounds of the distance to where the side changes.</summary>
    private ZoneIndexBounds Change(ReadOnlySpan<ZoneIndexReading> readings, in SurfacePoint at)
    {
        ref readonly var reading = ref readings[line];
        if (ends is null) return new(reading.Least, reading.Most);
        var other = ends.At(readings, reading, at);
        return new(Math.Max(0, Math.Min(reading.Least, other.Least)), Math.Max(0, Math.Min(reading.Most, other.Most)));
    }

    public override ZoneIndexField Within(ReadOnlySpan<ZoneIndexReading> readings, in SurfacePoint centre, double radius)
    {
        ref readonly var reading = ref readings[line];
        if (ends is not null)
            return ends.At(readings, reading, centre).Least - radius >= Enough ? straight!.Within(readings, centre, radius) : this;
        if (isBelt && reach - reading.Most - radius >= Enough) return flank;
        return sign * reading.Side > 0 && reading.Least - radius >= Enough ? rim : this;
    }

    public override void Mark(Span<byte> needed)
    {
        needed[line] |= 3;
        ends?.Mark(needed);
    }
}

/// <summary>Where the side of a line changes besides on it.</summary>
/// <param name="continuations">The straight continuations past its ends, by their numbers among the curves.</param>
/// <param name="change">Where it changes.</param>
internal sealed class ZoneIndexEnds(ImmutableArray<int> continuations, SideChange change)
{
    private readonly ImmutableArray<(SurfacePoint At, double Least)> steps = [.. change.Steps.OrderBy(step => step.Least)];

    /// <summary>Bounds of <see cref="SideChange.DistanceUpTo"/> apart from the line itself.</summary>
    public ZoneIndexBounds At(ReadOnlySpan<ZoneIndexReading> readings, in ZoneIndexReading line, in SurfacePoint at)
    {
        if (!change.IsKnown) return new(0, 0);
        double least = change.Beyond - line.Most, most = change.Beyond - line.Least;
        foreach (var curve in continuations)
        {
            least = Math.Min(least, readings[curve].Least);
            most = Math.Min(most, readings[curve].Most);
        }
        foreach (ref readonly var step in steps.AsSpan())
        {
            // The nearest to the line come first: the others say no less than this.
            if ((step.Least - line.Most) / 2 >= least) break;
            var way = step.At.ChordTo(at) + step.Least;
            least = Math.Min(least, (way - line.Most) / 2);
            most = Math.Min(most, (way - line.Least) / 2);
        }
        return new(least, most);
    }

    public void Mark(Span<byte> needed)
    {
        foreach (var curve in continuations) needed[curve] |= 1;
    }
}
