namespace Truceline.Geography;

/// <summary>
/// Whether a region lies in a zone, by branch and bound. The first point of the region says what has to be shown: that
/// all of it is inside, or all outside, by a metre or more. A cell of the region is shown by its centre if the margin
/// there exceeds its radius by a metre, for margins change no faster than the distance; else it is halved, the least
/// promising first. A point that contradicts, or falls short of a metre, settles it: possible.
/// </summary>
internal static class RegionTest
{
    /// <summary>How many margins are computed before the answer is possible.</summary>
    public const int Budget = 2000;

    /// <summary>A margin that is less decides nothing; a cell below this size is not cut further.</summary>
    private const double Metre = 1;

    public static Certainty Of(Zone zone, Region region) => region.Match(
        disc => OfSector(zone, disc.Centre, 0, 180, 0, Checked(disc.Radius)),
        sector => OfSector(
            zone, sector.Apex, sector.Bearing, Math.Min(180, sector.HalfWidth), Checked(sector.Near), Checked(sector.Far)),
        within => OfArea(zone, within.Area),
        _ => Certainty.Possible);

    private static double Checked(Metres distance) => distance.Value is >= 0 and < double.PositiveInfinity
        ? distance.Value
        : throw new ArgumentException("the distances of a region are finite and not negative");

    private static Certainty OfSector(Zone zone, Position apex, double bearing, double halfWidth, double near, double far)
    {
        if (!(near <= far && halfWidth > 0 && double.IsFinite(bearing)))
            throw new ArgumentException("a sector has a width, and its near distance is at most its far one");
        var cell = new Cell(new SurfacePoint(apex), near, far, bearing - halfWidth, bearing + halfWidth);
        if (far == 0) return OfMargin(zone.Margin(cell.Centre));
        return new Search(zone, null).Run([cell], cell.Centre);
    }

    // An area is covered by the caps of its polygons; of a cell only what lies in the area counts. A cap as large as a
    // hemisphere may have the area outside of it: then the whole globe is searched.
    private static Certainty OfArea(Zone zone, Area area)
    {
        var cells = area.Caps.Select(cap => new Cell(
            cap.Centre, 0, cap.Radius < Cap.Hemisphere ? cap.Radius : Ellipsoid.GreatestDistance, -180, 180));
        return new Search(zone, area).Run([.. cells], new SurfacePoint(area.Polygons[0].Outer[0]));
    }

    private static Certainty OfMargin(double margin) =>
        margin >= Metre ? Certainty.Certain : margin <= -Metre ? Certainty.No : Certainty.Possible;

    private sealed class Search(Zone zone, Area? area)
    {
        private readonly PriorityQueue<Cell, double> open = new();
        private int sign;
        private int spent;

        public Certainty Run(List<Cell> cells, in SurfacePoint member)
        {
            var first = OfMargin(zone.Margin(member));
            if (first == Certainty.Possible) return first;
            sign = first == Certainty.Certain ? 1 : -1;
            foreach (var cell in cells)
                if (!Add(cell)) return Certainty.Possible;
            while (open.TryDequeue(out var cell, out _))
            {
                if (cell.Radius < Metre / 2) return Certainty.Possible;
                var (one, other) = cell.Halves();
                if (!Add(one) || !Add(other)) return Certainty.Possible;
            }
            return first;
        }

        /// <summary>Takes a cell up unless it is settled; false if it settles the whole.</summary>
        private bool Add(in Cell cell)
        {
            var inArea = area?.Margin(cell.Centre) ?? 0;
            if (inArea < -cell.Radius - Metre / 1000) return true;
            if (++spent > Budget) return false;
            var margin = sign * zone.Margin(cell.Centre);
            if (margin < Metre && inArea >= 0) return false;
            if (margin - cell.Radius < Metre) open.Enqueue(cell, margin - cell.Radius);
            return true;
        }
    }

    /// <summary>The places between two distances and two bearings from an apex, with a centre and a radius that hold them.</summary>
    private readonly struct Cell
    {
        private readonly SurfacePoint apex;
        private readonly double near, far, from, to;

        public readonly SurfacePoint Centre;
        public readonly double Radius;

        public Cell(in SurfacePoint apex, double near, double far, double from, double to)
        {
            (this.apex, this.near, this.far, this.from, this.to) = (apex, near, far, from, to);
            if (to - from >= 360 && near == 0)
            {
                (Centre, Radius) = (apex, far);
                return;
            }
            var middle = (near + far) / 2;
            var (sin, cos) = Ellipsoid.SinCosDegrees((from + to) / 2);
            Centre = new GeodesicArc(apex, sin, cos).At(middle).Point;
            Radius = Math.Max(FromCentre(near), FromCentre(far)) + 1e-6;

            double FromCentre(double distance)
            {
                // On a surface that curves outwards two ways that part at an angle are nearer than in the plane (Toponogov).
                var half = Math.Sin(Math.Min(180, (to - from) / 2) * Ellipsoid.Degree / 2);
                return Math.Sqrt((distance - middle) * (distance - middle) + 4 * distance * middle * half * half);
            }
        }

        public (Cell, Cell) Halves()
        {
            var arc = far * Math.Min(2, (to - from) * Ellipsoid.Degree);
            if (arc > far - near)
            {
                var middle = (from + to) / 2;
                return (new(apex, near, far, from, middle), new(apex, near, far, middle, to));
            }
            var between = (near + far) / 2;
            return (new(apex, near, between, from, to), new(apex, between, far, from, to));
        }
    }
}
