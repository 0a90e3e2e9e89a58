using System.Diagnostics;
using System.Globalization;

namespace Truceline.Benchmarks;

/// <summary>
/// A PostgreSQL of one's own, as the system packages it, with its defaults (<c>fsync</c> and <c>synchronous_commit</c> on), in a
/// temporary folder, reached through a socket there. It is stopped and gone when this is disposed of.
/// </summary>
internal sealed class PrivatePostgres : IDisposable
{
    private const string Programs = "/usr/lib/postgresql";

    private readonly string programs;
    private readonly string folder;

    private PrivatePostgres(string programs, string folder)
    {
        this.programs = programs;
        this.folder = folder;
    }

    /// <summary>"PostgreSQL 15.8".</summary>
    public string Version => Psql("-At", "-c", "SELECT 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1)").Trim();

    /// <summary>Starts one; null where none is installed.</summary>
    public static PrivatePostgres? Start(string under)
    {
        var programs = Directory.Exists(Programs) ? Directory.EnumerateDirectories(Programs).Select(version => Path.Combine(version, "bin")).Order(StringComparer.Ordinal).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb"))) : null;
        if (programs is null) return null;
        var started = new PrivatePostgres(programs, Path.Combine(under, "postgres"));
        Directory.CreateDirectory(started.folder);
        // initdb refuses the administrator, who becomes the user that the package brings.
        if (Environment.IsPrivilegedProcess) Run("chown", ["postgres", started.folder]);
        started.Server("initdb", "-D", started.Data, "-A", "trust", "-E", "UTF8", "--no-locale");
        started.Server("pg_ctl", "-D", started.Data, "-w", "-l", Path.Combine(started.folder, "log"), "-o", $"-c listen_addresses= -c unix_socket_directories={started.folder}", "start");
        return started;
    }

    /// <summary>Starts one with PostGIS; null where either is not installed.</summary>
    public static PrivatePostgres? StartWithPostGis(string under)
    {
        if (Start(under) is not { } server) return null;
        try
        {
            server.Execute("CREATE EXTENSION postgis");
            return server;
        }
        catch (InvalidOperationException)
        {
            server.Dispose();
            return null;
        }
    }

    /// <summary>Runs SQL from a file, one transaction a statement, and gives the seconds that it took.</summary>
    public double Seconds(string file)
    {
        var watch = Stopwatch.StartNew();
        Psql("-q", "-f", file);
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Runs SQL.</summary>
    public void Execute(string sql) => Psql("-q", "-c", sql);

    /// <summary>Runs SQL, and gives its rows: fields between vertical bars.</summary>
    public string[] Ask(string sql) => Psql("-q", "-A", "-t", "-c", sql).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        Server("pg_ctl", "-D", Data, "-m", "immediate", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private string Data => Path.Combine(folder, "data");

    private string Psql(params string[] arguments) => Run(Path.Combine(programs, "psql"), ["-X", "-v", "ON_ERROR_STOP=1", "-h", folder, "-U", Environment.IsPrivilegedProcess ? "postgres" : Environment.UserName, "-d", "postgres", .. arguments]);

    private void Server(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(programs, program), .. arguments];
        if (Environment.IsPrivilegedProcess) Run("runuser", ["-u", "postgres", "--", .. command]);
        else Run(command[0], command[1..]);
    }

    private static string Run(string program, IEnumerable<string> arguments)
    {
        // The server goes on writing to what it inherits: its output is not waited for.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = program.EndsWith("psql", StringComparison.Ordinal), WorkingDirectory = Path.GetTempPath() })!;
        var output = process.StartInfo.RedirectStandardOutput ? process.StandardOutput.ReadToEnd() : "";
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{program} ended with {process.ExitCode}"));
    }
}
