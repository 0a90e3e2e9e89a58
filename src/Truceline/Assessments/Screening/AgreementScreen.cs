using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments.Screening;

/// <summary>Where and when one sighting was, and of which kind: what it says of act, thing and author, by number.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Radius">How far from there it may have been, in metres.</param>
/// <param name="Region">Where it may have been if that is no disc; else null.</param>
/// <param name="Time">When.</param>
internal readonly record struct ScreenRow(int Kind, double Latitude, double Longitude, double Radius, Region? Region, Interval Time);

/// <summary>
/// An agreement made ready for screening: its prohibitions, and what its permissions prohibit to others. The questions of act, thing and
/// author are asked once for each kind of sighting, that of the place through the index, that of the time of what is left.
/// </summary>
internal sealed class AgreementScreen
{
    private readonly record struct Kind(Act? Act, FirePhase? Phase, string? What, double? Calibre, string? Model, string By, string Source);

    private readonly Agreement agreement;
    private readonly ImmutableArray<ImmutableArray<string>> actors;
    private readonly ImmutableArray<bool> isAskedWhere;
    private readonly ClauseTable table;
    private readonly Naming naming;
    private readonly Weighing weighing;
    private readonly Dictionary<Kind, int> kinds = [];
    private readonly List<KnownPlaces> places = [];
    private readonly KindMasks masks;

    private AgreementScreen(Agreement agreement, ImmutableArray<Ban> bans, IndexedZones? indexed = null)
    {
        this.agreement = agreement;
        Bans = bans;
        actors = [.. bans.Select(ban => ban.Clause.Anyone ? [] : agreement.Expand(ban.Clause.Who))];
        // A line that moves, and what is over a line, depend on more than the place: of these every report is asked.
        isAskedWhere = [.. bans.Select(ban => ban.Over is not null || ban.Grounds.Any(ground => !ground.Zone.Versions.IsEmpty))];
        (naming, weighing) = (new(agreement), new(agreement));
        var zones = new List<Zone>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var words = ClauseTable.Words(bans.Length);
        table = ClauseTable.Of(indexed?.Index ?? Index(), new ClauseTimes.Builder(words).Build(), new(words), [.. bans.Select((ban, i) => isAskedWhere[i] ? [] : Bounds(ban))]);
        masks = new(words);

        ZoneIndex Index()
        {
            for (var i = 0; i < bans.Length; i++)
                foreach (var ground in isAskedWhere[i] ? [] : bans[i].Grounds)
                    if (numbers.TryAdd(ground.Zone.Id, zones.Count)) zones.Add(ground.Zone.Zone);
            return ZoneIndex.Of([.. zones]);
        }

        ImmutableArray<PlaceBound> Bounds(Ban ban) => [.. ban.Grounds.Select(ground => new PlaceBound(indexed?.Number(ground.Zone.Zone) ?? numbers[ground.Zone.Id], ground.Outside, ground.Place == PlaceOf.Effect))];
    }

    /// <summary>What is held against each sighting, in the order of the clauses.</summary>
    public ImmutableArray<Ban> Bans { get; }

    public static AgreementScreen Of(Agreement agreement, Calendar calendar) => new(agreement,
    [
        .. agreement.Clauses.Where(clause => clause.Kind == ClauseKind.MustNot || (clause.Kind == ClauseKind.May && !clause.DutyOf.IsEmpty))
            .Select(clause => clause.Kind == ClauseKind.MustNot ? Ban.Of(clause, calendar) : Ban.Obstruction(clause, calendar)),
    ]);

    /// <summary>Some bans, over zones that are indexed already.</summary>
    public static AgreementScreen Of(Agreement agreement, ImmutableArray<Ban> bans, IndexedZones zones) => new(agreement, bans, zones);

    /// <summary>A pass over it, for one thread.</summary>
    public ScreenMasks Pass() => new(table);

    /// <summary>
    /// Which bans a sighting of a kind may be about whenever it was, a bit each: it is surely of another act, thing, author or place than
    /// the rest. A place that is no point excludes nothing here.
    /// </summary>
    public ReadOnlySpan<ulong> About(ScreenMasks pass, int kind, Region region)
    {
        pass.Begin(masks.Of(kind));
        if (region is Region.Disc { Radius.Value: 0 } point && !pass.IsEmpty) pass.Where(places[kind], point.Centre.Latitude, point.Centre.Longitude);
        return pass.Possible;
    }

    /// <summary>The kind of a sighting; one after the other, for a new kind gets the next number.</summary>
    public int KindOf(Sighting sighting)
    {
        var seen = sighting.Observation;
        var by = seen.By.Length == 0 ? "" : string.Join('\n', seen.By.Select(one => $"{(int)one.Basis}{one.Actor}"));
        // Whose word it is matters only to what somebody admits.
        var source = seen.By.Any(one => one.Basis == AttributionBasis.Admission) ? sighting.Report.Report.Source : "";
        var kind = new Kind(seen.Act, seen.Phase, seen.What, seen.Calibre, seen.Model, by, source);
        if (kinds.TryGetValue(kind, out var known)) return known;
        var number = kinds[kind] = kinds.Count;
        masks.Reserve(number);
        for (var i = 0; i < Bans.Length; i++)
        {
            var says = Bans[i].Act(seen).And(weighing.What(Bans[i].Clause, seen)).And(naming.Who(actors[i], sighting));
            if (says != Certainty.No) masks.Set(number, i, says == Certainty.Certain);
        }
        places.Add((Weighing.KnowsPlace(seen, PlaceOf.Effect) ? KnownPlaces.Effect : 0) | (Weighing.KnowsPlace(seen, PlaceOf.Origin) ? KnownPlaces.Origin : 0));
        return number;
    }

    /// <summary>Holds each row against each ban; the same whatever the number of threads.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="sighting">The sighting of a row: asked only where the place depends on more than the row says.</param>
    /// <param name="threads">How many at a time work on it.</param>
    public Hits Screen(ScreenRow[] rows, Func<int, Sighting> sighting, int threads)
    {
        var ends = new int[rows.Length];
        var runs = new Hit[(rows.Length + Hits.Run - 1) / Hits.Run][];
        Parallel.For(0, runs.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, run => runs[run] = Run(rows, sighting, run, ends));
        return new(ends, runs);
    }

    private Hit[] Run(ScreenRow[] rows, Func<int, Sighting> sighting, int run, int[] ends)
    {
        var pass = new ScreenMasks(table);
        var own = new Weighing(agreement);
        var (found, count, at) = (new Hit[Hits.Run], 0, run * Hits.Run);
        for (var to = Math.Min(at + Hits.Run, rows.Length); at < to; at++)
        {
            var (kind, latitude, longitude, radius, region, _) = rows[at];
            pass.Begin(masks.Of(kind));
            if (!pass.IsEmpty)
            {
                if (region is null && radius == 0) pass.Where(places[kind], latitude, longitude);
                else pass.Where(places[kind], region ?? new Region.Disc(new(latitude, longitude), new(radius)));
                pass.Ask(Rest);
            }
            ends[at] = count = pass.Write(ref found, count);
        }
        return found.AsSpan(0, count).ToArray();

        Certainty Rest(int number)
        {
            var when = Bans[number].When.At(rows[at].Time, actors[number]);
            return when == Certainty.No || !isAskedWhere[number] ? when : when.And(own.Where(Bans[number], sighting(at)));
        }
    }
}
