using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Agreements.Text;
using Truceline.Geography;

namespace Truceline.Reports;

/// <summary>
/// The members that several contents share: times, places, counts, words, chains. What is wrong is added to a list under
/// the content and member where it stands.
/// </summary>
/// <param name="content">The member of the line that holds the content ("observation"); empty for the line itself.</param>
/// <param name="faults">The list.</param>
internal sealed class FieldDecoding(string content, List<Fault> faults)
{
    // A thousandth of a metre at the far end of the longest sector. Half of less may be no number above 0 any more.
    private const double LeastWidth = 1e-6;

    // Far enough from the ends of what an instant can be that no sum of rules and zones reaches them.
    private static readonly Instant Earliest = NodaTime.Instant.FromUtc(1000, 1, 1, 0, 0);
    private static readonly Instant Latest = NodaTime.Instant.FromUtc(9900, 1, 1, 0, 0);

    /// <summary>An instant as reports write it, or null: ISO 8601 with an offset or Z, from the beginning of the year 1000 to that of 9900, UTC.</summary>
    public static Instant? ParseInstant(string text) =>
        OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value.Year: >= 1 and <= 9998 } parsed
        && parsed.Value.ToInstant() is var instant && instant >= Earliest && instant <= Latest
            ? instant
            : null;

    /// <summary>Whether nothing was wrong so far, here or anywhere else in the line.</summary>
    public bool IsWhole => faults.Count == 0;

    public Interval? Occurred(OccurredShape? shape, string member = "occurred")
    {
        if (shape is null) return null;
        var path = At(member);
        if (Instant(shape.First, path) is not { } first || Instant(shape.Last, path) is not { } last) return null;
        if (first <= last) return new Interval(first, last);
        Fault($"`{path}` ends before it begins", "give the earlier instant first");
        return null;
    }

    public Place? Where(WhereShape? shape)
    {
        if (shape is null) return null;
        var path = At("where");
        Words(shape.Name, "where.name");
        var regions = new object?[] { shape.At, shape.Sector, shape.Polygon, shape.Unknown }.Count(given => given is not null);
        if (shape.WithinM is not null && shape.At is null)
            Fault($"`{path}`: 'within-m' stands without 'at'", "give the point that it is about");
        if (regions > 1)
            Fault($"`{path}`: more than one of 'at', 'sector', 'polygon' and 'unknown' is given", "keep the one that the source says");
        else if (shape.Unknown is { } unknown && (!unknown || shape.Name is not null))
            Fault($"`{path}`: 'unknown' is true and stands alone", "leave it out where there is a place or a name");
        else if (regions == 0 && shape.Name is null)
            Fault($"`{path}` says nothing", "write {\"unknown\": true} when no place is known");
        else
            return Region(shape, path) is { } region ? new Place(shape.Name, region) : null;
        return null;
    }

    private Region? Region(WhereShape shape, string path)
    {
        if (shape.At is { } at) return Disc(at, shape.WithinM, path);
        if (shape.Sector is { } sector) return Sector(sector, $"{path}.sector");
        if (shape.Polygon is { } polygon) return Polygon(polygon, $"{path}.polygon");
        return new Region.Anywhere();
    }

    private Region.Disc? Disc(PositionShape at, double? within, string path)
    {
        if (within is null) Fault($"`{path}`: 'within-m' is missing", "say within how many metres the point is known; 0 for an exact one");
        var radius = Length(within ?? 0, $"{path}.within-m");
        return Position(at, $"{path}.at") is { } centre && radius is { } r && within is not null ? new(centre, r) : null;
    }

    private Region.Sector? Sector(SectorShape shape, string path)
    {
        var before = faults.Count;
        var apex = Position(shape.From, $"{path}.from");
        if (shape.Bearing is < 0 or > 360) Fault($"`{path}`: bearing {Text(shape.Bearing)} is out of range", "degrees clockwise from north, from 0 to 360");
        if (shape.Width is < LeastWidth or > 360) Fault($"`{path}`: width {Text(shape.Width)} is out of range", "degrees from 0.000001 to 360");
        var near = Length(shape.NearM, $"{path}.near-m");
        var far = Length(shape.FarM, $"{path}.far-m");
        if (near is { } least && far is { } most && least > most) Fault($"`{path}`: 'near-m' is greater than 'far-m'", "exchange them");
        return faults.Count == before ? new(apex!.Value, shape.Bearing, shape.Width / 2, near!.Value, far!.Value) : null;
    }

    private Region.Within? Polygon(PositionShape[][] rings, string path)
    {
        const int most = 1000;
        if (rings.Length == 0 || rings.Sum(ring => ring.Length) > most)
        {
            Fault($"`{path}` has no ring, or more than 1,000 vertices", "give the outer ring and then its holes, simplified");
            return null;
        }
        var before = faults.Count;
        var outlines = rings.Select((ring, index) => Ring(ring, FormattableString.Invariant($"{path}[{index}]"))).ToList();
        if (faults.Count > before) return null;
        try
        {
            return new(new Area([new Polygon(outlines[0], [.. outlines.Skip(1)])]));
        }
        catch (ArgumentException)
        {
            // Vertices that differ in degrees can be one point: at a pole, or closer than any measure.
            Fault($"`{path}`: a ring has fewer than three different vertices", "a ring goes round an area");
            return null;
        }
    }

    private ImmutableArray<Position> Ring(PositionShape[] ring, string path)
    {
        var vertices = new List<Position>(ring.Length);
        for (var i = 0; i < ring.Length; i++)
            if (Position(ring[i], FormattableString.Invariant($"{path}[{i}]")) is { } vertex) vertices.Add(vertex);
        // However often it is closed: what is written down is not closed, and reads as itself.
        while (vertices.Count > 1 && vertices[0] == vertices[^1]) vertices.RemoveAt(vertices.Count - 1);
        if (vertices.Distinct().Count() < 3) Fault($"`{path}` has fewer than three different vertices", "a ring goes round an area");
        return [.. vertices];
    }

    private Position? Position(PositionShape shape, string path)
    {
        if (Geography.Position.IsValid(shape.Lat, shape.Lon)) return new(shape.Lat, shape.Lon);
        Fault(
            shape.Lat is >= -90 and <= 90 ? $"`{path}`: longitude {Text(shape.Lon)} is out of range" : $"`{path}`: latitude {Text(shape.Lat)} is out of range",
            "degrees, north and east positive: 'lat' from -90 to 90, 'lon' from -180 to 180");
        return null;
    }

    private Metres? Length(double metres, string path)
    {
        const double halfWayRound = 20_004_000;
        if (metres is >= 0 and <= halfWayRound) return new(metres);
        Fault($"`{path}`: {Text(metres)} is out of range", "metres, from 0 to 20004000");
        return null;
    }

    public CountBounds? Count(CountShape? shape)
    {
        if (shape is null) return null;
        if (shape.Least < 0) Fault($"`{At("count")}` is below 0", "give how many there were at least");
        if (shape.Most < shape.Least) Fault($"`{At("count")}`: the most is less than the least", "exchange them");
        return new CountBounds(shape.Least, shape.Most);
    }

    public Fatalities? Fatalities(FatalitiesShape? shape)
    {
        if (shape is null) return null;
        var bySide = shape.BySide ?? [];
        if (shape.Low < 0 || bySide.Values.Any(killed => killed < 0)) Fault($"`{At("fatalities")}`: a number is below 0", "give how many people were killed");
        if (shape.Low > shape.Best || shape.Best > shape.High) Fault($"`{At("fatalities")}` are not in the order low, best, high", "low ≤ best ≤ high");
        return new Fatalities(shape.Low, shape.Best, shape.High, bySide.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    public ImmutableArray<Attribution> By(AttributionShape[] shapes)
    {
        foreach (var shape in shapes) Words(shape.Actor, "by.actor");
        return [.. shapes.Select(shape => new Attribution(shape.Actor, Word<AttributionBasis>(shape.Basis, "by.basis") ?? default))];
    }

    public ImmutableArray<ImmutableArray<string?>> Chains(string?[]?[] chains)
    {
        foreach (var chain in chains)
        {
            if (chain is null or []) Fault($"`{At("chains")}`: a chain has no link", "name who had it from whom, the nearest first; null for an unnamed link");
            foreach (var link in chain ?? []) Words(link, "chains");
        }
        return [.. chains.Select(chain => (chain ?? []).ToImmutableArray())];
    }

    public Fulfilment? Fulfilment(FulfilmentShape? shape)
    {
        if (shape is null) return null;
        Words(shape.Agreement, "fulfilment.agreement");
        Words(shape.Clause, "fulfilment.clause");
        return new Fulfilment(shape.Agreement, shape.Clause, Word<FulfilmentStage>(shape.Stage, "fulfilment.stage") ?? default);
    }

    public T? Word<T>(string? written, string member) where T : struct, Enum
    {
        if (written is null) return null;
        if (Vocabulary.Parse<T>(written) is { } word) return word;
        var known = Vocabulary.All<T>().ToList();
        faults.Add(Reports.Fault.Unknown($"`{At(member)}`: {Shown.Quoted(written)} is not known", written, known, $"one of {string.Join(", ", known)}"));
        return null;
    }

    public Instant? Moment(string? text, string member)
    {
        if (text is null) return null;
        return Instant(text, At(member));
    }

    private Instant? Instant(string text, string path)
    {
        if (ParseInstant(text) is { } instant) return instant;
        Fault($"`{path}`: {Shown.Quoted(text)} is not an instant with an offset", "write it like 2015-02-16T10:00:00+02:00, in the years 1000 to 9899");
        return null;
    }

    /// <summary>Words that are something where they are given, and no longer than a report has room for.</summary>
    public void Words(string? words, string member, int most = int.MaxValue, string remedy = "shorten it")
    {
        if (words is null) return;
        if (string.IsNullOrWhiteSpace(words)) Fault($"`{At(member)}` is empty", "leave it out when there is nothing to say");
        if (words.Length > most) Fault(string.Create(CultureInfo.InvariantCulture, $"`{At(member)}` is longer than {most:N0} characters"), remedy);
    }

    /// <summary>Another report, written <c>source/own-id</c>.</summary>
    public void Reference(string? words, string member, int most = int.MaxValue)
    {
        Words(words, member, most);
        if (words is not null && !TextsRead.IsName(words))
            Fault($"`{At(member)}`: {Agreements.Text.Shown.Quoted(words)} names no report", "write the source and its own id with a slash between them, as 'Observer Mission/attack-31'");
    }

    /// <summary>A list of at most so many items, none of them empty.</summary>
    public ImmutableArray<string> List(string[]? items, string member, int most = int.MaxValue)
    {
        if (items?.Length > most) Fault(string.Create(CultureInfo.InvariantCulture, $"`{At(member)}` has more than {most:N0} items"), "give those that matter");
        foreach (var item in items ?? []) Words(item, member);
        return [.. items ?? []];
    }

    public void Fault(string what, string remedy) => faults.Add(new(what, remedy));

    /// <summary>The place of a member, as problems name it.</summary>
    public string At(string member) => content.Length == 0 ? member : $"{content}.{member}";

    public static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
