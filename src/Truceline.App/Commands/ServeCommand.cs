using System.Collections.Immutable;
using System.CommandLine;
using System.Net.Sockets;
using Truceline.Agreements.Trials;
using Truceline.App.Intake;
using Truceline.App.Serving;
using Truceline.App.Terminal;
using Truceline.App.Witnessing;
using Truceline.Journal;

namespace Truceline.App.Commands;

/// <summary><c>truceline serve</c>: the pages on a journal and its agreements, on this machine alone.</summary>
internal static class ServeCommand
{
    /// <summary>The file of places that is taken where none is named, beside the first truce file.</summary>
    private const string PlacesBeside = "places.csv";

    private static readonly TimeSpan PatienceAtStart = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        var journal = new Option<string>("--journal") { Description = "The journal's directory.", Required = true, HelpName = "DIR" };
        var agreements = new Option<string[]>("--agreement") { Description = "A truce file; several may be named.", Required = true, HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var (port, places) = (Port(), Places());
        var policy = new Option<string?>("--policy") { Description = "A policy file: its witnesses that have an address cosign each new head.", HelpName = "FILE" };
        var outside = new Option<string?>("--outside") { Description = "Let others in at this address: the signed head, the tree without content, submissions with a token; no pages (default: off).", HelpName = "ADDRESS:PORT" };
        var outsideHost = new Option<string?>("--outside-host") { Description = "The name under which others know that address.", HelpName = "NAME" };
        var tick = new Option<string?>("--tick") { Description = "How long nothing may come in before an entry and a signed head say so: 30m, 1h, or 'off' (default: 1h).", HelpName = "TIME" };
        var command = new Command("serve", """
            Serves the pages of a journal at http://127.0.0.1:5080, to this machine alone. Where there is no journal, an empty one is begun.

            Example:
              truceline serve --journal mine --agreement pause.truce.yaml
            """)
        { journal, agreements, port, places, policy, outside, outsideHost, tick };
        command.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var files = parsed.GetValue(agreements)!;
            var known = Known(parsed.GetValue(places), files[0], error);
            var read = AgreementFile.Together(files, error);
            var directory = parsed.GetValue(journal)!;
            if (JournalFolder.Begin(directory)) error.WriteLine(Screen.Plain($"a new, empty journal was begun in '{directory}'"));
            var witnessing = parsed.GetValue(policy) is { } file ? PolicyFile.Read(file) : null;
            var period = Pulse.Period(parsed.GetValue(tick) ?? "1h");
            using var room = new Room(directory, read);
            using var pulse = period is { } every ? Pulse.Begin(room.Desk, directory, every, TimeProvider.System) : null;
            using var witnesses = witnessing is null ? null : Witnesses.Begin(directory, witnessing, () => room.Changed, error.WriteLine);
            await using var door = Door(room, door: parsed.GetValue(outside), parsed.GetValue(outsideHost));
            if (door is not null) await Start(door, "--outside", parsed.GetValue(outside)!, cancel);
            await Serve(room, known, parsed.GetValue(port), address => Tell(output, address, door?.Urls.First()), cancel, witnessing, [.. files.Select(AgreementFile.Draft)]);
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

    /// <summary>Serves a room until it is told to stop, or until the disk fails. The address is said when it answers.</summary>
    /// <exception cref="UsageException">The port is no port, or somebody else has it.</exception>
    /// <exception cref="IOException">The disk failed: nothing more is taken in.</exception>
    internal static async Task Serve(Room room, Gazetteer places, int port, Action<string> ready, CancellationToken cancel, TlogPolicy? policy = null, ImmutableArray<AgreementDraft> drafts = default)
    {
        if (port is < 0 or > 65535) throw new UsageException($"--port {port} is no port: name one from 1 to 65535, or 0 for any that is free.");
        await using var site = Site.Build(room, port, places, policy: policy, drafts: drafts);
        await Start(site, "--port", $"{port}", cancel);
        // A journal that cannot be read is told at once. A large one is read on while submissions are answered already.
        await await Task.WhenAny(Site.Visit(site, room), Task.Delay(PatienceAtStart, CancellationToken.None));
        ready(site.Urls.First());
        await Task.WhenAny(site.WaitForShutdownAsync(cancel), room.Desk.Failed);
        if (!room.Desk.Failed.IsCompleted) return;
        // Those who are being answered are told that nothing is acknowledged; then it ends.
        await site.StopAsync(CancellationToken.None);
        throw await room.Desk.Failed;
    }

    private static WebApplication? Door(Room room, string? door, string? host)
    {
        if (door is null) return host is null ? null : throw new UsageException("--outside-host names the address of --outside: add --outside ADDRESS:PORT.");
        return OutsideDoor.Build(room.Desk, OutsideDoor.Address(door), host);
    }

    private static async Task Start(WebApplication site, string option, string port, CancellationToken cancel)
    {
        try
        {
            await site.StartAsync(cancel);
        }
        catch (IOException refused) when (refused.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new UsageException(option == "--port"
                ? $"port {port} is in use by another program (perhaps another truceline): name another with --port, or 0 for any that is free."
                : $"{port} is in use by another program (perhaps another truceline): name another with {option}.");
        }
        catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AccessDenied or SocketError.AddressNotAvailable)
        {
            throw new UsageException(option == "--port"
                ? $"port {port} is kept for the system: name one above 1023 with --port."
                : $"{port} is no address that this machine gives: name one of its own, and a port above 1023, with {option}.");
        }
    }

    private static void Tell(TextWriter output, string address, string? outside)
    {
        output.WriteLine($"Truceline is at {address} (stop with Ctrl+C)");
        if (outside is not null) output.WriteLine($"Others reach {outside}: the signed head, the tree without content, and submissions with a token");
    }
}
