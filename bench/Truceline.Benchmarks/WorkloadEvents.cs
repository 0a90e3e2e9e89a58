using Truceline.Geography;

namespace Truceline.Benchmarks;

/// <summary>Events in columns, sorted by time.</summary>
internal sealed class WorkloadEvents
{
    private const double KilometresEast = 74.6, KilometresNorth = 111.2;
    private const int HotSpots = 60, FlareUps = 40;

    private WorkloadEvents(int count) =>
        (Time, Longitude, Latitude, Class, Actor, Incident) = (new long[count], new double[count], new double[count], new byte[count], new byte[count], new int[count]);

    public int Count => Time.Length;

    /// <summary>When, in ticks of 100 ns since 1970, to the second.</summary>
    public long[] Time { get; }

    /// <summary>Degrees east, of seven decimals.</summary>
    public double[] Longitude { get; }

    /// <summary>Degrees north, of seven decimals.</summary>
    public double[] Latitude { get; }

    /// <summary>The class, from 0.</summary>
    public byte[] Class { get; }

    /// <summary>The actor, from 0.</summary>
    public byte[] Actor { get; }

    /// <summary>The hidden incident that it is of: what a fusion does not know.</summary>
    public int[] Incident { get; }

    /// <summary>Events of hidden incidents, 38 for a hundred events: most near hot spots of the line and in flare-ups.</summary>
    public static WorkloadEvents Make(WorkloadDice dice, Position[] line, int count)
    {
        var spots = new (Position At, double Kilometres)[HotSpots];
        for (var i = 0; i < spots.Length; i++) spots[i] = (line[dice.Below(line.Length)], 1 + 12 * dice.Share() * dice.Share());
        var flares = new (int At, int Spread)[FlareUps];
        for (var i = 0; i < flares.Length; i++) flares[i] = (dice.Below(Workload.Seconds), 3600 * (12 + dice.Below(24 * 10)));

        var made = new (long Key, double East, double North, byte Class, byte Actor, int Incident)[count];
        var incidents = Math.Max(1, (int)(count * 0.38));
        var times = Times(dice, incidents, count);
        var told = 0;
        for (var incident = 0; incident < incidents; incident++)
        {
            var (east, north) = Place(dice, line, spots);
            var second = Instant(dice, flares);
            var (kind, actor) = ((byte)dice.Below(Workload.Classes), (byte)dice.Below(Workload.Actors));
            for (var i = 0; i < times[incident]; i++, told++)
            {
                var at = Math.Clamp(second + (i == 0 ? 0 : dice.Below(1500)), 0, Workload.Seconds - 1);
                // The source that hears instead of seeing knows no class: it says the first.
                made[told] = ((long)at << 32 | (uint)told, east + 0.3 * dice.Spread() / KilometresEast, north + 0.3 * dice.Spread() / KilometresNorth,
                    dice.Below(10) == 0 ? (byte)0 : kind, actor, incident);
            }
        }
        Array.Sort(made, (a, b) => a.Key.CompareTo(b.Key));
        return InColumns(made);
    }

    // How often each incident is told: mostly one to four times, and a few many times.
    private static int[] Times(WorkloadDice dice, int incidents, int count)
    {
        var times = new int[incidents];
        var sum = 0;
        for (var i = 0; i < incidents; i++) sum += times[i] = 1 + dice.Below(4) + (dice.Below(40) == 0 ? dice.Below(12) : 0);
        for (; sum < count; sum++) times[dice.Below(incidents)]++;
        while (sum > count)
            if (dice.Below(incidents) is var one && times[one] > 1)
            {
                times[one]--;
                sum--;
            }
        return times;
    }

    private static WorkloadEvents InColumns((long Key, double East, double North, byte Class, byte Actor, int Incident)[] made)
    {
        var events = new WorkloadEvents(made.Length);
        for (var i = 0; i < made.Length; i++)
        {
            events.Time[i] = Workload.Start + (made[i].Key >> 32) * Workload.Second;
            events.Longitude[i] = Workload.Rounded(made[i].East);
            events.Latitude[i] = Workload.Rounded(made[i].North);
            (events.Class[i], events.Actor[i], events.Incident[i]) = (made[i].Class, made[i].Actor, made[i].Incident);
        }
        return events;
    }

    // Six in ten near a hot spot, three along the line with a spread of 20 km, one anywhere within 200 km of it.
    private static (double East, double North) Place(WorkloadDice dice, Position[] line, (Position At, double Kilometres)[] spots)
    {
        var which = dice.Below(10);
        if (which == 9)
        {
            var from = line[dice.Below(line.Length)];
            var (east, north) = dice.Direction();
            var away = 200 * dice.Share();
            return (from.Longitude + east * away / KilometresEast, from.Latitude + north * away / KilometresNorth);
        }
        var (at, spread) = which < 6 ? spots[dice.Below(spots.Length)] : (line[dice.Below(line.Length)], 20);
        return (at.Longitude + dice.Spread() * spread / KilometresEast, at.Latitude + dice.Spread() * spread / KilometresNorth);
    }

    // Half in a flare-up, half at any time.
    private static int Instant(WorkloadDice dice, (int At, int Spread)[] flares)
    {
        if (dice.Below(2) == 0) return dice.Below(Workload.Seconds);
        var (at, spread) = flares[dice.Below(flares.Length)];
        return (int)Math.Clamp(at + dice.Spread() * spread, 0, Workload.Seconds - 1.0);
    }
}
