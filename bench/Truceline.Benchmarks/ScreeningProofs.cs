using System.Diagnostics;
using System.Globalization;
using Truceline.Assessments.Screening;
using Truceline.Geography;

namespace Truceline.Benchmarks;

/// <summary>That what screening says is right: against the zones themselves, at their edges, and against GeographicLib.</summary>
internal static class ScreeningProofs
{
    private const string GeodSolve = "/usr/bin/GeodSolve";

    /// <summary>Every nth event against every clause by the zones themselves: how many events, how many disagree, and the seconds.</summary>
    public static (int Events, int Disagree, double Seconds) Naive(Workload workload, ScreeningOurs ours, Hits hits, int every)
    {
        var (events, disagree, found) = (0, 0, new List<(int Clause, Certainty Certainty)>());
        var seconds = 0.0;
        for (var i = 0; i < workload.Events.Count; i += every)
        {
            events++;
            var watch = Stopwatch.StartNew();
            ours.Naive(i, found);
            seconds += watch.Elapsed.TotalSeconds;
            if (!Same(hits.Of(i), found)) disagree++;
        }
        return (events, disagree, seconds);
    }

    private static bool Same(ReadOnlySpan<Hit> hits, List<(int Clause, Certainty Certainty)> found)
    {
        if (hits.Length != found.Count) return false;
        for (var i = 0; i < hits.Length; i++)
            if (hits[i].Clause != found[i].Clause || hits[i].Certainty != found[i].Certainty) return false;
        return true;
    }

    /// <summary>Places at margins from −2 to 2 metres of a zone, by halving the way between an event and another; each is held against all zones.</summary>
    public static (int Places, int Tests, int Disagree) AtEdges(Workload workload, ZoneIndex index, int wanted)
    {
        var (dice, places, tests, disagree) = (Workload.Dice(workload.Seed, 9), 0, 0, 0);
        while (places < wanted)
        {
            var zone = dice.Below(index.Zones.Length);
            if (Place(workload, dice, index.Zones[zone], 4 * dice.Share() - 2) is not { } at) continue;
            places++;
            for (var other = 0; other < index.Zones.Length; other++, tests++)
                if (index.Test(other, at) != index.Zones[other].Test(new Region.Disc(at, Metres.Zero))) disagree++;
        }
        return (places, tests, disagree);
    }

    private static Position? Place(Workload workload, WorkloadDice dice, Zone zone, double margin)
    {
        Position from = Event(), to = Event();
        double fromMargin = zone.Margin(from).Value - margin, toMargin = zone.Margin(to).Value - margin;
        if (fromMargin > 0 == toMargin > 0) return null;
        var way = Geodesic.Inverse(from, to);
        double low = 0, high = way.Distance.Value;
        while (high - low > 0.001)
        {
            var middle = (low + high) / 2;
            if (zone.Margin(Geodesic.Direct(from, way.AzimuthFrom, new(middle))).Value - margin > 0 == fromMargin > 0) low = middle;
            else high = middle;
        }
        return Geodesic.Direct(from, way.AzimuthFrom, new(low));

        Position Event()
        {
            var i = dice.Below(workload.Events.Count);
            return new(workload.Events.Latitude[i], workload.Events.Longitude[i]);
        }
    }

    /// <summary>
    /// Distances of events to the line beside GeographicLib's: that to the nearest point is as long as is said, and no vertex is
    /// nearer. The greatest difference in millimetres, and how many vertices were nearer by more than one; null where GeodSolve is not installed.
    /// </summary>
    public static (int Distances, double Millimetres, int Nearer)? BesideGeodSolve(Workload workload, int events)
    {
        if (!File.Exists(GeodSolve)) return null;
        var line = new Line(workload.Line);
        var (asked, said) = (new List<string>(), new List<double>());
        for (var k = 0; k < events; k++)
        {
            var i = (int)((long)k * workload.Events.Count / events);
            var at = new Position(workload.Events.Latitude[i], workload.Events.Longitude[i]);
            var nearest = line.Nearest(at);
            Ask(at, nearest.At, nearest.Distance.Value);
            foreach (var vertex in workload.Line) Ask(at, vertex, nearest.Distance.Value);
        }
        var answers = Answers(GeodSolve, asked);
        var (most, nearer) = (0.0, 0);
        for (var i = 0; i < answers.Length; i++)
            if (i % (workload.Line.Length + 1) == 0) most = Math.Max(most, Math.Abs(answers[i] - said[i]) * 1000);
            else if (answers[i] < said[i] - 0.001) nearer++;
        return (answers.Length, most, nearer);

        void Ask(Position from, Position to, double distance)
        {
            asked.Add(string.Create(CultureInfo.InvariantCulture, $"{from.Latitude:R} {from.Longitude:R} {to.Latitude:R} {to.Longitude:R}"));
            said.Add(distance);
        }
    }

    private static double[] Answers(string program, List<string> asked)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["-i", "-p", "9"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var feed = Task.Run(() =>
        {
            foreach (var line in asked) process.StandardInput.WriteLine(line);
            process.StandardInput.Close();
        });
        var answers = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture)).ToArray();
        feed.GetAwaiter().GetResult();
        process.WaitForExit();
        return answers;
    }

    /// <summary>
    /// Which zones hold an event, as PostGIS has it on its <c>geography</c>, of every nth event: how many pairs, the disagreements further
    /// than 1.2 m from an edge, and all of them, each with its margin. PostGIS looks for the nearest point on a sphere, and may take another:
    /// where GeodSolve has a point of the line within the belt's reach that PostGIS did not find, no disagreement of ours is counted.
    /// </summary>
    public static (int Pairs, int Disagree, List<string> Listed) BesideGeography(Workload workload, HashSet<(int Event, int Zone)> inside, int every)
    {
        var (pairs, disagree, within) = (0, 0, new List<string>());
        for (var i = 0; i < workload.Events.Count; i += every)
            for (var zone = 0; zone < workload.Zones.Length; zone++, pairs++)
            {
                var margin = workload.Zones[zone].Margin(new(workload.Events.Latitude[i], workload.Events.Longitude[i])).Value;
                if (inside.Contains((i, zone)) == margin >= 0) continue;
                var witness = margin > 1.2 ? Witness(workload, inside, i, zone) : null;
                if (Math.Abs(margin) > 1.2 && witness is null) disagree++;
                within.Add(string.Create(CultureInfo.InvariantCulture, $"event {i + 1}, zone {zone}, margin {margin:0.000} m{(witness is { } metres ? $"; by GeodSolve a point of the line is {metres:0.000} m away, so that PostGIS is wrong" : "")}"));
            }
        return (pairs, disagree, within);
    }

    // How far the nearest point of the line is, by GeodSolve, if that is within the reach of a belt on whose side PostGIS has the event, too.
    private static double? Witness(Workload workload, HashSet<(int Event, int Zone)> inside, int number, int zone)
    {
        if (!File.Exists(GeodSolve) || zone >= 2 * Workload.Reaches.Length || !Enumerable.Range(0, Workload.Reaches.Length).Any(reach => inside.Contains((number, 2 * reach + zone % 2)))) return null;
        var at = new Position(workload.Events.Latitude[number], workload.Events.Longitude[number]);
        var nearest = new Line(workload.Line).Nearest(at).At;
        var metres = Answers(GeodSolve, [string.Create(CultureInfo.InvariantCulture, $"{at.Latitude:R} {at.Longitude:R} {nearest.Latitude:R} {nearest.Longitude:R}")])[0];
        return metres <= Workload.Reaches[zone / 2] ? metres : null;
    }
}
