using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Truceline.App.Terminal;
using Truceline.App.Witnessing;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Commands;

/// <summary><c>truceline journal witness</c>: keeps the last checkpoint of somebody else's journal, and cosigns what goes on from it.</summary>
internal static class JournalWitnessCommand
{
    public static Command Create()
    {
        var state = new Option<string>("--state") { Description = "The witness's own directory; made where there is none.", Required = true, HelpName = "DIR" };
        var name = new Option<string>("--name") { Description = "Its name, as an address without a scheme.", Required = true, HelpName = "NAME" };
        var logs = new Option<string[]>("--log") { Description = "The verifier key of a journal that it follows, or a file that holds one; several may be named.", Required = true, HelpName = "VKEY" };
        var listen = new Option<string>("--listen") { Description = "Where it is reached; port 0: any that is free.", HelpName = "ADDRESS:PORT", DefaultValueFactory = _ => "127.0.0.1:5090" };
        var command = new Command("witness", """
            Keeps the last checkpoint of journals, and cosigns a new one only when it goes on from that (C2SP tlog-witness).
            A journal that was forked or rolled back is refused, and kept as evidence. Prints its line for a policy file.

            Example:
              truceline journal witness --state witness --name witness.example/one --log mission/verifier.key
            """)
        { state, name, logs, listen };
        command.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var keys = parsed.GetValue(logs)!.Select(Key).ToArray();
            if (!NoteKey.IsName(parsed.GetValue(name))) throw new UsageException("--name is an address without a scheme, spaces or '+', such as witness.example/one.");
            var where = Where(parsed.GetValue(listen)!);
            if (!NoteSigner.HasEd25519) throw new UsageException("a witness signs with Ed25519, for which this machine lacks OpenSSL's libcrypto; install it.");
            using var folder = WitnessFolder.Open(parsed.GetValue(state)!, parsed.GetValue(name)!, RandomNumberGenerator.Fill, FormattableString.Invariant($"truceline journal witness (process {Environment.ProcessId})"));
            await using var site = WitnessSite.Build(folder, keys, where, said => Say(output, said));
            await Start(site, where, cancel);
            var address = new Uri(site.Urls.First());
            output.WriteLine($"witness {folder.Signer.Key.Name} {folder.Signer.Key} {address}");
            error.WriteLine("The line above belongs in the policy of who relies on this witness. Stop with Ctrl+C.");
            await site.WaitForShutdownAsync(cancel);
            return ExitStatus.Done;
        });
        return command;
    }

    /// <summary>A verifier key, or that in a file.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    internal static NoteKey Key(string text)
    {
        try
        {
            if (File.Exists(text))
            {
                RegularFile.Require(text);
                return NoteKey.Parse(File.ReadAllText(text).TrimEnd('\r', '\n'));
            }
            return NoteKey.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"'{text}' is no verifier key and no file with one: {wrong.Message}.");
        }
    }

    private static IPEndPoint Where(string text)
    {
        var numbered = text.StartsWith("localhost:", StringComparison.Ordinal) ? "127.0.0.1" + text["localhost".Length..] : text;
        return numbered.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(numbered, out var where) ? where
            : throw new UsageException($"--listen {text} is no address and port, such as 127.0.0.1:5090 or 0.0.0.0:5090.");
    }

    private static async Task Start(WebApplication site, IPEndPoint where, CancellationToken cancel)
    {
        try
        {
            await site.StartAsync(cancel);
        }
        catch (Exception refused) when (refused is SocketException or IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException })
        {
            throw new UsageException($"{where} cannot be listened on ({refused.Message.TrimEnd('.')}): name another with --listen, or port 0 for any that is free.");
        }
    }

    private static void Say(TextWriter output, string said)
    {
        lock (output) output.WriteLine(Screen.Plain(said));
    }
}
