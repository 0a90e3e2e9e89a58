using System.Diagnostics;
using System.Globalization;
using Truceline.Geography;

namespace Truceline.Tests.Geography;

/// <summary>GeographicLib's programs, fed with everything at once. They read the E of an exponent as east, so there is none.</summary>
internal static class Oracle
{
    public static double[][] Run(string tool, string arguments, IEnumerable<string> lines)
    {
        var start = new ProcessStartInfo(Needs.Tool(tool), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var feed = Task.Run(() =>
        {
            using var input = process.StandardInput;
            foreach (var line in lines) input.WriteLine(line);
        });
        var output = process.StandardOutput.ReadToEnd();
        feed.GetAwaiter().GetResult();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray())];
    }

    public static string Text(Position position) => string.Create(
        CultureInfo.InvariantCulture, $"{position.Latitude:F20} {position.Longitude:F20}");

    public static string Text(double value) => value.ToString("F20", CultureInfo.InvariantCulture);
}

/// <summary>Seeded positions, plain and awkward.</summary>
internal static class Sample
{
    public static Position Anywhere(Random random) =>
        new(Math.Asin(2 * random.NextDouble() - 1) * 180 / Math.PI, 360 * random.NextDouble() - 180);

    /// <summary>Within some kilometres of a position, in any direction.</summary>
    public static Position Near(Random random, Position centre, double metres) =>
        Geodesic.Direct(centre, 360 * random.NextDouble(), new Metres(metres * Math.Sqrt(random.NextDouble())));

    /// <summary>Places where formulas break: poles, the equator, the antimeridian, near antipodes, near neighbours.</summary>
    public static (Position, Position) AwkwardPair(Random random)
    {
        var a = Anywhere(random);
        var b = Anywhere(random);
        double Small() => (random.NextDouble() - 0.5) * Math.Pow(10, -random.Next(0, 13));
        double Lat(double x) => Math.Clamp(x, -90, 90);
        double Lon(double x) => Math.IEEERemainder(x, 360);
        return random.Next(10) switch
        {
            0 => (a, new Position(Lat(-a.Latitude + Small()), Lon(a.Longitude + 180 + Small()))),
            1 => (new Position(Small(), a.Longitude), new Position(Small(), Lon(a.Longitude + 180 - random.NextDouble()))),
            2 => (new Position(0, a.Longitude), new Position(0, b.Longitude)),
            3 => (new Position(random.Next(2) == 0 ? 90 : -90, a.Longitude), b),
            4 => (new Position(Lat(90 - Math.Abs(Small())), a.Longitude), new Position(Lat(90 - Math.Abs(Small())), b.Longitude)),
            5 => (new Position(a.Latitude, 180), new Position(b.Latitude, Lon(180 + Small()))),
            6 => (a, new Position(Lat(a.Latitude + Small()), Lon(a.Longitude + Small()))),
            7 => (a, new Position(b.Latitude, a.Longitude)),
            8 => (a, new Position(-a.Latitude, b.Longitude)),
            _ => (new Position(Math.Round(a.Latitude / 30) * 30, Math.Round(a.Longitude / 30) * 30),
                new Position(Math.Round(b.Latitude / 30) * 30, Math.Round(b.Longitude / 30) * 30)),
        };
    }
}
