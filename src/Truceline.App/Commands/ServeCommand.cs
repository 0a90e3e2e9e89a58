using System.Collections.Immutable;
using System.CommandLine;
using System.Net.Sockets;
using Truceline.App.Intake;
using Truceline.App.Serving;
using Truceline.App.Terminal;

namespace Truceline.App.Commands;

/// <summary><c>truceline serve</c>: the pages on a journal and its agreements, on this machine alone.</summary>
internal static class ServeCommand
{
    /// <summary>The file of places that is taken where none is named, beside the first truce file.</summary>
    private const string PlacesBeside = "places.csv";

    public static Command Create()
    {
        var journal = new Option<string>("--journal") { Description = "The journal's directory.", Required = true, HelpName = "DIR" };
        var agreements = new Option<string[]>("--agreement") { Description = "A truce file; several may be named.", Required = true, HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var (port, places) = (Port(), Places());
        var command = new Command("serve", """
            Serves the pages of a journal at http://127.0.0.1:5080, to this machine alone. Where there is no journal, an empty one is begun.

            Example:
              truceline serve --journal mine --agreement pause.truce.yaml
            """)
        { journal, agreements, port, places };
        command.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var files = parsed.GetValue(agreements)!;
            var known = Known(parsed.GetValue(places), files[0], error);
            var read = AgreementFile.Together(files, error);
            var directory = parsed.GetValue(journal)!;
            if (JournalFolder.Begin(directory)) error.WriteLine(Screen.Plain($"a new, empty journal was begun in '{directory}'"));
            using var room = new Room(directory, read);
            await Serve(room, known, parsed.GetValue(port), address => output.WriteLine($"Truceline is at {address} (stop with Ctrl+C)"), cancel);
            return ExitStatus.Done;
        });
        return command;
    }

    /// <summary>The option that names the port.</summary>
    internal static Option<int> Port() => new("--port") { Description = "The port on 127.0.0.1; 0: any that is free.", HelpName = "N", DefaultValueFactory = _ => 5080 };

    /// <summary>The option that names a file of places.</summary>
    internal static Option<string?> Places() => new("--places") { Description = $"A file of named places for the report form (default: {PlacesBeside} beside the truce file).", HelpName = "FILE" };

    /// <summary>The places that a site knows: of the file named, of the one beside the truce file, or none.</summary>
    /// <exception cref="UsageException">The file named is not there, or has errors.</exception>
    internal static Gazetteer Known(string? named, string truceFile, TextWriter error)
    {
        var beside = Path.Combine(Path.GetDirectoryName(truceFile) ?? "", PlacesBeside);
        if ((named ?? (File.Exists(beside) ? beside : null)) is not { } file) return Gazetteer.Empty;
        var reading = Gazetteer.Read(file);
        foreach (var problem in reading.Problems) error.WriteLine(Screen.Plain(problem.ToString()));
        return reading.Gazetteer ?? throw new UsageException($"{file} has errors: correct the lines above, or name another file with --places.");
    }

    /// <summary>Serves a room until it is told to stop; the address is said when the first page is ready.</summary>
    /// <exception cref="UsageException">The port is no port, or somebody else has it.</exception>
    internal static async Task Serve(Room room, Gazetteer places, int port, Action<string> ready, CancellationToken cancel)
    {
        if (port is < 0 or > 65535) throw new UsageException($"--port {port} is no port: name one from 1 to 65535, or 0 for any that is free.");
        await using var site = Site.Build(room, port, places);
        try
        {
            await site.StartAsync(cancel);
        }
        catch (Exception refused) when (refused is IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException })
        {
            throw new UsageException($"port {port} is in use by another program (perhaps another truceline): name another with --port, or 0 for any that is free.");
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new UsageException($"port {port} is kept for the system: name one above 1023 with --port.");
        }
        await room.Ready;
        ready(site.Urls.First());
        await site.WaitForShutdownAsync(cancel);
    }
}
