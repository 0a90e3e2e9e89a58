using System.Buffers.Binary;
using System.Security.Cryptography;
using Truceline.Geography;

namespace Truceline.Benchmarks;

/// <summary>
/// The workload of the figures: a contact line, belts along it, polygons, clauses, events and movers, all of one seed; the same
/// seed makes the same bytes on every machine. *Exercise, synthetic*: no place, line, number or class is of this world.
/// </summary>
internal sealed class Workload
{
    public const int Vertices = 5000, Polygons = 200, Corners = 200, ClauseCount = 500, Classes = 16, Actors = 8, Movers = 10_000, FixesEach = 100;

    /// <summary>How far the belts reach, in metres; each on both sides: left, then right.</summary>
    public static readonly double[] Reaches = [2e3, 15e3, 25e3, 50e3, 70e3, 140e3];

    /// <summary>The first instant, in ticks of 100 ns since 1970, and the ticks of a second: three years follow.</summary>
    public const long Start = 1_420_070_400L * Second, Second = 10_000_000;
    public const int Seconds = 3 * 365 * 86_400;

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The line.</summary>
    public required Position[] Line { get; init; }

    /// <summary>The polygons, each one ring without holes.</summary>
    public required Position[][] Rings { get; init; }

    /// <summary>The clauses.</summary>
    public required WorkloadClause[] Clauses { get; init; }

    /// <summary>The events, sorted by time.</summary>
    public required WorkloadEvents Events { get; init; }

    /// <summary>The zones: the belts, the nearest first, left and then right; then the polygons.</summary>
    public Zone[] Zones { get; private init; } = [];

    /// <summary>The workload of a seed.</summary>
    public static Workload Make(int seed, int events = 1_000_000)
    {
        // Each part has dice of its own, so that fewer events change nothing else.
        var line = WorkloadLine.Make(() => Dice(seed, 1), Vertices);
        var rings = WorkloadRings.Make(Dice(seed, 2), line);
        var course = new Line(line);
        return new()
        {
            Seed = seed,
            Line = line,
            Rings = rings,
            Clauses = WorkloadClause.Make(Dice(seed, 3), Reaches.Length * 2, rings.Length),
            Events = WorkloadEvents.Make(Dice(seed, 4), line, events),
            Zones =
            [
                .. Reaches.SelectMany(reach => new[] { Side.Left, Side.Right }.Select(side => new Zone.Belt(course, new(reach), side))),
                .. rings.Select(ring => new Zone.In(new Area([new Polygon([.. ring], [])]))),
            ],
        };
    }

    /// <summary>The movers of a seed: their fixes one after the other, a hundred each, a minute apart.</summary>
    public Position[] Tracks(int movers = Movers) => WorkloadTracks.Make(Dice(Seed, 5), Line, movers, FixesEach);

    internal static WorkloadDice Dice(int seed, int part) => new((ulong)seed * 0x1000 + (ulong)part);

    /// <summary>Degrees as seven decimals say them: a centimetre, and the same number when it is read back.</summary>
    public static double Rounded(double degrees) => Math.Round(degrees * 1e7) / 1e7;

    /// <summary>SHA-256 of all of it: what shows that two machines had the same.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new byte[40];
        foreach (var at in Line) Add(at.Latitude, at.Longitude, 0, 0, 0);
        foreach (var ring in Rings)
            foreach (var at in ring) Add(at.Latitude, at.Longitude, 0, 0, 0);
        foreach (var clause in Clauses) Add(clause.Zone, 0, clause.From, clause.Until, (long)clause.ClassMask << 32 | clause.ActorMask);
        for (var i = 0; i < Events.Count; i++) Add(Events.Latitude[i], Events.Longitude[i], Events.Time[i], Events.Class[i], Events.Actor[i]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(double a, double b, long c, long d, long e)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, a);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8), b);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), c);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), d);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), e);
            hash.AppendData(bytes);
        }
    }
}

/// <summary>One clause: a zone, a window, and the classes and actors that it is about, a bit each.</summary>
/// <param name="Zone">The zone's place among <see cref="Workload.Zones"/>.</param>
/// <param name="From">The first tick.</param>
/// <param name="Until">The first tick after it.</param>
/// <param name="ClassMask">The classes.</param>
/// <param name="ActorMask">The actors.</param>
internal readonly record struct WorkloadClause(int Zone, long From, long Until, uint ClassMask, uint ActorMask)
{
    public static WorkloadClause[] Make(WorkloadDice dice, int belts, int polygons)
    {
        var clauses = new WorkloadClause[Workload.ClauseCount];
        for (var i = 0; i < clauses.Length; i++)
        {
            // Every zone has a clause; of the rest a quarter is about belts.
            var zone = i < belts + polygons ? i : dice.Below(4) == 0 ? dice.Below(belts) : belts + dice.Below(polygons);
            // From 30 days to all three years, to the hour.
            var hours = Workload.Seconds / 3600;
            var length = 720 + dice.Below(hours - 720);
            var from = dice.Below(hours - length + 1);
            var start = Workload.Start + from * 3600L * Workload.Second;
            clauses[i] = new(zone, start, start + length * 3600L * Workload.Second, Mask(dice, Workload.Classes), Mask(dice, Workload.Actors));
        }
        return clauses;
    }

    // Half of the kinds, and at least one.
    private static uint Mask(WorkloadDice dice, int kinds) => (uint)dice.Bits() & ((1u << kinds) - 1) | 1u << dice.Below(kinds);
}
