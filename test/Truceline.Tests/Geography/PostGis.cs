using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Truceline.Geography;

namespace Truceline.Tests.Geography;

/// <summary>
/// PostGIS as an oracle: a throw-away cluster in a folder for temporary files, asked without a server, a port or a socket
/// (PostgreSQL's single-user mode), so that nothing is left running.
/// </summary>
internal static partial class PostGis
{
    /// <summary>The one number that each query answers.</summary>
    public static double[] Ask(IReadOnlyList<string> queries)
    {
        string initdb = Needs.PostgreSql("initdb"), postgres = Needs.PostgreSql("postgres");
        var folder = Directory.CreateTempSubdirectory("truceline-postgis-").FullName;
        try
        {
            // It refuses to run as root.
            if (Environment.IsPrivilegedProcess) Run("chown", ["postgres", folder], "");
            var cluster = Path.Combine(folder, "cluster");
            Run(initdb, ["-D", cluster, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"], "", asPostgres: true);
            // Each command ends with an empty line (-j).
            var input = string.Concat(queries.Prepend("create extension postgis").Select(query => query + ";\n\n"));
            var output = Run(postgres, ["--single", "-F", "-j", "-D", cluster, "template1"], input, asPostgres: true);
            if (output.Contains("could not open extension control file", StringComparison.Ordinal)) Needs.Missing("PostGIS");
            var values = Value().Matches(output).Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToArray();
            Assert.True(values.Length == queries.Count, output[..Math.Min(4000, output.Length)]);
            return values;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A line as a geography, its edges cut to at most 10 km.</summary>
    public static string Line(IEnumerable<Position> vertices) => $"ST_GeogFromText('LINESTRING({Text(Cut([.. vertices]))})')";

    /// <summary>A polygon without holes as a geography, its edges cut to at most 10 km.</summary>
    public static string Polygon(IEnumerable<Position> ring)
    {
        var all = ring.ToList();
        return $"ST_GeogFromText('POLYGON(({Text(Cut([.. all, all[0]]))}))')";
    }

    /// <summary>What is within a distance, in circles of 128 corners.</summary>
    public static string Buffer(string geography, double metres) =>
        string.Create(CultureInfo.InvariantCulture, $"ST_Buffer({geography}, {metres}, 'quad_segs=32')");

    private static IEnumerable<Position> Cut(List<Position> vertices)
    {
        for (var i = 0; i + 1 < vertices.Count; i++)
        {
            var way = Geodesic.Inverse(vertices[i], vertices[i + 1]);
            var count = Math.Max(1, (int)Math.Ceiling(way.Distance.Value / 10e3));
            yield return vertices[i];
            for (var k = 1; k < count; k++) yield return Geodesic.Direct(vertices[i], way.AzimuthFrom, new(way.Distance.Value * k / count));
        }
        yield return vertices[^1];
    }

    private static string Text(IEnumerable<Position> positions) =>
        string.Join(",", positions.Select(at => string.Create(CultureInfo.InvariantCulture, $"{at.Longitude:F12} {at.Latitude:F12}")));

    private static string Run(string program, string[] arguments, string input, bool asPostgres = false)
    {
        var start = asPostgres && Environment.IsPrivilegedProcess
            ? new ProcessStartInfo(Needs.Tool("runuser"), ["-u", "postgres", "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = Path.GetTempPath();
        using var process = Process.Start(start)!;
        var feed = Task.Run(() =>
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        });
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        feed.GetAwaiter().GetResult();
        process.WaitForExit();
        output += errors.Result;
        Assert.True(process.ExitCode == 0, $"{program}: {output[..Math.Min(4000, output.Length)]}");
        return output;
    }

    [GeneratedRegex("""= "([^"]*)"\t\(typeid = 701""")]
    private static partial Regex Value();
}
