using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Agreements.Text;
using Truceline.Geography;

namespace Truceline.Reports;

/// <summary>
/// From the written form of a report to the report: the one validating step. What is wrong is added to a list, and where
/// anything was, there is no report.
/// </summary>
internal sealed class ReportDecoding
{
    // A thousandth of a metre at the far end of the longest sector. Half of less may be no number above 0 any more.
    private const double LeastWidth = 1e-6;

    // Far enough from the ends of what an instant can be that no sum of rules and zones reaches them.
    private static readonly Instant Earliest = Instant.FromUtc(1000, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(9900, 1, 1, 0, 0);

    private readonly List<Fault> _faults;

    private ReportDecoding(List<Fault> faults) => _faults = faults;

    public static Report? Report(ReportLine line, string source, List<Fault> faults)
    {
        var decoding = new ReportDecoding(faults);
        var content = decoding.Content(line);
        decoding.Words(line.OwnId, "own-id");
        decoding.Words(line.Limits, "limits");
        if (string.IsNullOrWhiteSpace(source) || source.Contains('\0', StringComparison.Ordinal))
            decoding.Fault("the source has no name, or its name holds a NUL", "name who hands it in");
        return faults.Count == 0 ? Reports.Report.Of(source, line.OwnId, content!, line.Exercise, line.Limits) : null;
    }

    /// <summary>An instant as reports write it, or null: ISO 8601 with an offset or Z, from the beginning of the year 1000 to that of 9900, UTC.</summary>
    public static Instant? ParseInstant(string text) =>
        OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value.Year: >= 1 and <= 9998 } parsed
        && parsed.Value.ToInstant() is var instant && instant >= Earliest && instant <= Latest
            ? instant
            : null;

    private Content? Content(ReportLine line)
    {
        switch (line)
        {
            case { Observation: { } observation, Declaration: null }:
                return Observation(observation);
            case { Declaration: { } declaration, Observation: null }:
                return Declaration(declaration);
            case { Observation: null }:
                Fault("it holds neither an 'observation' nor a 'declaration'", "add the one that it reports");
                return null;
            default:
                Fault("it holds an 'observation' and a 'declaration'", "write two reports");
                return null;
        }
    }

    private Declaration? Declaration(DeclarationShape shape)
    {
        Words(shape.By, "declaration.by");
        Words(shape.Event, "declaration.event");
        Words(shape.Agreement, "declaration.agreement");
        Words(shape.Said, "declaration.said");
        return Moment(shape.Effective, "declaration.effective") is { } effective
            ? new(shape.By, shape.Event, effective, shape.Agreement, shape.Said)
            : null;
    }

    private Observation? Observation(ObservationShape shape)
    {
        var occurred = Occurred(shape.Occurred);
        var where = Where(shape.Where);
        var count = Count(shape.Count);
        var act = Word<Act>(shape.Act, "act");
        Words(shape.What, "observation.what");
        if (shape.CalibreMm is <= 0) Fault($"`observation.calibre-mm`: {Text(shape.CalibreMm.Value)} is not a calibre", "give millimetres above 0, or leave it out");
        Words(shape.Model, "observation.model");
        var fatalities = Fatalities(shape.Fatalities);
        var phase = Word<FirePhase>(shape.Phase, "phase");
        var by = By(shape.By ?? []);
        var means = Word<Means>(shape.Means, "means");
        Words(shape.Observer, "observation.observer");
        var chains = Chains(shape.Chains ?? []);
        var fulfilment = Fulfilment(shape.Fulfilment);
        foreach (var assumption in shape.Assumed ?? []) Words(assumption, "observation.assumed");
        Words(shape.Note, "observation.note");
        if (_faults.Count > 0) return null;
        return new Observation
        {
            Occurred = occurred!.Value,
            Where = where!,
            Count = count,
            Act = act,
            What = shape.What,
            Calibre = shape.CalibreMm,
            Model = shape.Model,
            Fatalities = fatalities,
            Phase = phase,
            By = by,
            Means = means!.Value,
            Observer = shape.Observer,
            Chains = chains,
            Fulfilment = fulfilment,
            Assumed = [.. shape.Assumed ?? []],
            Note = shape.Note,
        };
    }

    private Interval? Occurred(OccurredShape shape)
    {
        const string path = "observation.occurred";
        if (Moment(shape.First, path) is not { } first || Moment(shape.Last, path) is not { } last) return null;
        if (first <= last) return new Interval(first, last);
        Fault($"`{path}` ends before it begins", "give the earlier instant first");
        return null;
    }

    private Place? Where(WhereShape shape)
    {
        const string path = "observation.where";
        Words(shape.Name, $"{path}.name");
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
        var before = _faults.Count;
        var apex = Position(shape.From, $"{path}.from");
        if (shape.Bearing is < 0 or > 360) Fault($"`{path}`: bearing {Text(shape.Bearing)} is out of range", "degrees clockwise from north, from 0 to 360");
        if (shape.Width is < LeastWidth or > 360) Fault($"`{path}`: width {Text(shape.Width)} is out of range", "degrees from 0.000001 to 360");
        var near = Length(shape.NearM, $"{path}.near-m");
        var far = Length(shape.FarM, $"{path}.far-m");
        if (near is { } least && far is { } most && least > most) Fault($"`{path}`: 'near-m' is greater than 'far-m'", "exchange them");
        return _faults.Count == before ? new(apex!.Value, shape.Bearing, shape.Width / 2, near!.Value, far!.Value) : null;
    }

    private Region.Within? Polygon(PositionShape[][] rings, string path)
    {
        const int most = 1000;
        if (rings.Length == 0 || rings.Sum(ring => ring.Length) > most)
        {
            Fault($"`{path}` has no ring, or more than 1,000 vertices", "give the outer ring and then its holes, simplified");
            return null;
        }
        var before = _faults.Count;
        var outlines = rings.Select((ring, index) => Ring(ring, FormattableString.Invariant($"{path}[{index}]"))).ToList();
        if (_faults.Count > before) return null;
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

    private CountBounds? Count(CountShape? shape)
    {
        if (shape is null) return null;
        if (shape.Least < 0) Fault("`observation.count` is below 0", "give how many there were at least");
        if (shape.Most < shape.Least) Fault("`observation.count`: the most is less than the least", "exchange them");
        return new CountBounds(shape.Least, shape.Most);
    }

    private Fatalities? Fatalities(FatalitiesShape? shape)
    {
        if (shape is null) return null;
        var bySide = shape.BySide ?? [];
        if (shape.Low < 0 || bySide.Values.Any(killed => killed < 0)) Fault("`observation.fatalities`: a number is below 0", "give how many people were killed");
        if (shape.Low > shape.Best || shape.Best > shape.High) Fault("`observation.fatalities` are not in the order low, best, high", "low ≤ best ≤ high");
        return new Fatalities(shape.Low, shape.Best, shape.High, bySide.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    private ImmutableArray<Attribution> By(AttributionShape[] shapes)
    {
        foreach (var shape in shapes) Words(shape.Actor, "observation.by.actor");
        return [.. shapes.Select(shape => new Attribution(shape.Actor, Word<AttributionBasis>(shape.Basis, "by.basis") ?? default))];
    }

    private ImmutableArray<ImmutableArray<string?>> Chains(string?[]?[] chains)
    {
        foreach (var chain in chains)
        {
            if (chain is null or []) Fault("`observation.chains`: a chain has no link", "name who had it from whom, the nearest first; null for an unnamed link");
            foreach (var link in chain ?? []) Words(link, "observation.chains");
        }
        return [.. chains.Select(chain => (chain ?? []).ToImmutableArray())];
    }

    private Fulfilment? Fulfilment(FulfilmentShape? shape)
    {
        if (shape is null) return null;
        Words(shape.Agreement, "observation.fulfilment.agreement");
        Words(shape.Clause, "observation.fulfilment.clause");
        return new Fulfilment(shape.Agreement, shape.Clause, Word<FulfilmentStage>(shape.Stage, "fulfilment.stage") ?? default);
    }

    private T? Word<T>(string? written, string member) where T : struct, Enum
    {
        if (written is null) return null;
        if (Vocabulary.Parse<T>(written) is { } word) return word;
        var known = Vocabulary.All<T>().ToList();
        _faults.Add(Reports.Fault.Unknown($"`observation.{member}`: {Shown.Quoted(written)} is not known", written, known, $"one of {string.Join(", ", known)}"));
        return null;
    }

    private Instant? Moment(string text, string path)
    {
        if (ParseInstant(text) is { } instant) return instant;
        Fault($"`{path}`: {Shown.Quoted(text)} is not an instant with an offset", "write it like 2015-02-16T10:00:00+02:00, in the years 1000 to 9899");
        return null;
    }

    private void Words(string? words, string path)
    {
        if (words is not null && string.IsNullOrWhiteSpace(words)) Fault($"`{path}` is empty", "leave it out when there is nothing to say");
    }

    private void Fault(string what, string remedy) => _faults.Add(new(what, remedy));

    private static string Text(double number) => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
