using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>A margin in metres within bounds.</summary>
internal readonly record struct ZoneIndexBounds(double Least, double Most)
{
    /// <summary>Margins of less than a metre decide nothing.</summary>
    private const double Metre = 1;

    /// <summary>What a margin within the bounds says of a position; null where they do not decide.</summary>
    public Certainty? Says =>
        Least >= Metre ? Certainty.Certain : Most <= -Metre ? Certainty.No : Least > -Metre && Most < Metre ? Certainty.Possible : null;

    public static ZoneIndexBounds operator -(ZoneIndexBounds bounds) => new(-bounds.Most, -bounds.Least);

    public ZoneIndexBounds Or(ZoneIndexBounds other) => new(Math.Min(Least, other.Least), Math.Max(Most, other.Most));
}

/// <summary>
/// The margin of a zone as a function of distances to curves and sides of them, each within bounds. A closed family. What is left of
/// it in a cell has there the same answer for every margin of a metre or less.
/// </summary>
internal abstract class ZoneIndexField
{
    /// <summary>Decided by this much in all of a cell, a part of a zone says there what it says at the centre.</summary>
    public const double Clear = 1.01;

    /// <summary>Fields with another number are other fields.</summary>
    public virtual int Order => 0;

    /// <summary>Whether it asks for the place itself besides what is known of the curves.</summary>
    public virtual bool AsksPlace => false;

    /// <summary>Bounds of the margin, given what is known of each curve there.</summary>
    public abstract ZoneIndexBounds At(ReadOnlySpan<ZoneIndexReading> readings, in SurfacePoint at);

    /// <summary>What is left of it within a radius of where the readings were taken.</summary>
    public virtual ZoneIndexField Within(ReadOnlySpan<ZoneIndexReading> readings, in SurfacePoint centre, double radius) => this;

    /// <summary>Marks the curves that it asks for: 1, or 3 with the side.</summary>
    public abstract void Mark(Span<byte> needed);

    /// <summary>What only the zone itself can say.</summary>
    public sealed class Asked : ZoneIndexField
    {
        private Asked() { }

        public static Asked Instance { get; } = new();

        public override ZoneIndexBounds At(ReadOnlySpan<ZoneIndexReading> readings, in SurfacePoint at) => new(-Ellipsoid.GreatestDistance, Ellipsoid.GreatestDistance);

        public override void Mark(Span<byte> needed) { }
    }

    /// <summary>A distance kept from a curve, or not exceeded: sign · (reach − distance).</summary>
    public sealed class Edge(int curve, int sign, double reach) : ZoneIndexField
    {
        public override ZoneIndexBounds At(ReadOnlySpan<ZoneIndexReading> readings, in SurfacePoint at)
        {
            ref readonly var reading = ref readings[curve];
            return sign > 0 ? new(reach - reading.Most, reach - reading.Least) : new(reading.Least - reach, reading.Most - reach);
        }

        public override void Mark(Span<byte> needed) => needed[curve] |= 1;
    }

    /// <summary>The distance to a curve, positive on one side and negative on the other, and a distance more.</summary>
    public sealed class Flank(int curve, int sign, double more) : ZoneIndexField
    {
        public override int Order => sign;

        public override ZoneIndexBounds At(ReadOnlySpan<ZoneIndexReading> readings, in SurfacePoint at)
        {
            ref readonly var reading = ref readings[curve];
            return (sign * reading.Side) switch
            {
                > 0 => new(reading.Least + more, reading.Most + more),
                < 0 => new(more - reading.Most, more - reading.Least),
                _ => new(more - reading.Most, more + reading.Most),
            };
        }

        public override void Mark(Span<byte> needed) => needed[curve] |= 3;
    }

    /// <summary>How much nearer one curve is than another, by half.</summary>
    public sealed class Lead(int own, int other) : ZoneIndexField
    {
        public override ZoneIndexBounds At(ReadOnlySpan<ZoneIndexReading> readings, in SurfacePoint at) =>
            new((readings[other].Least - readings[own].Most) / 2, (readings[other].Most - readings[own].Least) / 2);

        public override void Mark(Span<byte> needed)
        {
            needed[own] |= 1;
            needed[other] |= 1;
        }
    }

    /// <summary>The same with its sign changed.</summary>
    public sealed class Not(ZoneIndexField other) : ZoneIndexField
    {
        public override bool AsksPlace => other.AsksPlace;

        public override ZoneIndexBounds At(ReadOnlySpan<ZoneIndexReading> readings, in SurfacePoint at) => -other.At(readings, at);

        public override ZoneIndexField Within(ReadOnlySpan<ZoneIndexReading> readings, in SurfacePoint centre, double radius)
        {
            var rest = other.Within(readings, centre, radius);
            return rest == other ? this : new Not(rest);
        }

        public override void Mark(Span<byte> needed) => other.Mark(needed);
    }

    /// <summary>The greatest of several (sign 1), or the least (−1); of none what lies on no side of anything.</summary>
    public sealed class Extreme(ImmutableArray<ZoneIndexField> parts, int sign) : ZoneIndexField
    {
        public override bool AsksPlace => parts.Any(part => part.AsksPlace);

        public override ZoneIndexBounds At(ReadOnlySpan<ZoneIndexReading> readings, in SurfacePoint at)
        {
            var bounds = new ZoneIndexBounds(-sign * Ellipsoid.GreatestDistance, -sign * Ellipsoid.GreatestDistance);
            foreach (var part in parts)
            {
                var own = part.At(readings, at);
                bounds = sign > 0
                    ? new(Math.Max(bounds.Least, own.Least), Math.Max(bounds.Most, own.Most))
                    : new(Math.Min(bounds.Least, own.Least), Math.Min(bounds.Most, own.Most));
            }
            return bounds;
        }

        // A part that is surely outside adds nothing to a union, one that holds all takes nothing from an intersection.
        public override ZoneIndexField Within(ReadOnlySpan<ZoneIndexReading> readings, in SurfacePoint centre, double radius)
        {
            var rest = ImmutableArray.CreateBuilder<ZoneIndexField>(parts.Length);
            var changed = false;
            foreach (var part in parts)
            {
                var own = part.At(readings, centre);
                if (sign > 0 ? own.Most + radius <= -Clear : own.Least - radius >= Clear)
                {
                    changed = true;
                    continue;
                }
                var left = part.Within(readings, centre, radius);
                changed |= left != part;
                rest.Add(left);
            }
            return !changed ? this : rest.Count == 1 ? rest[0] : new Extreme(rest.ToImmutable(), sign);
        }

        public override void Mark(Span<byte> needed)
        {
            foreach (var part in parts) part.Mark(needed);
        }
    }
}
