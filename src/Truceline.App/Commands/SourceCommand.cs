using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Truceline.App.Terminal;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary><c>truceline source</c>: the sources that may hand in reports by themselves, each with a token.</summary>
internal static class SourceCommand
{
    public static Command Create() => new("source", """
        The sources that may hand in reports over HTTP by themselves, each proved by a token that is shown once.

        Example:
          truceline source add "Observer Mission" --journal mission --reliability B
          truceline source list --journal mission
        """)
    {
        // one line a verb, alphabetical
        Changing("add", "Makes a source known and prints its token, once: only a hash of it is kept.", SourceAct.Added),
        List(),
        Changing("revoke", "Takes a source's token away. What it reported stays.", SourceAct.Revoked),
        Changing("rotate", "Gives a source another token and prints it, once; the one before is refused from then on.", SourceAct.Rotated),
    };

    private static Command Changing(string verb, string says, SourceAct act)
    {
        var name = new Argument<string>("NAME") { Description = "The name of the source, as its reports say it." };
        var (journal, by) = (JournalWords.Journal(), JournalWords.By());
        var reliability = new Option<string?>("--reliability") { Description = "How reliable it is held to be, A to F (Admiralty code); internal.", HelpName = "A–F" };
        reliability.CompletionSources.Add([.. Enum.GetNames<Reliability>()]);
        var command = new Command(verb, $"{says}\n\nExample:\n  truceline source {verb} \"Observer Mission\" --journal mission") { name, journal, by };
        if (act != SourceAct.Revoked) command.Add(reliability);
        command.SetAction(parsed =>
        {
            var source = parsed.GetRequiredValue(name);
            if (SourceEntry.Refusal(source) is { } wrong) throw new UsageException($"the name of the source cannot be so: {wrong}");
            ImportCommand.Name(source, "NAME");
            var letter = act == SourceAct.Revoked || parsed.GetValue(reliability) is not { } said ? (Reliability?)null
                : SourceEntry.ParseReliability(said) ?? throw new UsageException($"--reliability '{Screen.Plain(said)}' is no letter from A to F");
            var token = act == SourceAct.Revoked ? null : SourceToken.Of(RandomNumberGenerator.GetBytes(SourceToken.Length));
            var entry = new SourceEntry(act, source, JournalWords.Now)
            {
                Token = token is null ? null : SourceToken.HashOf(token),
                Reliability = letter,
                By = JournalWords.Said(parsed.GetValue(by), "--by"),
            };
            using var store = JournalWords.Open(parsed.GetRequiredValue(journal), $"source {verb}");
            var known = SourceRegister.Fold(store.Read(store.Head.Size)).Sources.GetValueOrDefault(source);
            if (SourceRegister.Refusal(act, known) is { } refused) throw new UsageException($"'{source}': {refused} ('truceline source list' shows what is known)");
            var head = store.Append([entry.Encode()]);
            Print(parsed.InvocationConfiguration, head.Size, source, token);
            return ExitStatus.Done;
        });
        return command;
    }

    // The token alone goes to standard output, so that it can be piped to where it is kept and stays out of a log.
    private static void Print(InvocationConfiguration console, long entry, string source, string? token)
    {
        if (token is null)
        {
            console.Output.WriteLine(FormattableString.Invariant($"entry {entry}: '{source}' has no token any more; its reports stay"));
            return;
        }
        console.Error.WriteLine(FormattableString.Invariant($"entry {entry}: the token of '{source}', shown this once:"));
        console.Output.WriteLine(token);
    }

    private static Command List()
    {
        var journal = JournalWords.Journal();
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("list", "Lists the known sources; no token is among what is known.\n\nExample:\n  truceline source list --journal mission") { journal, json };
        command.SetAction(parsed =>
        {
            using var store = JournalFolder.OpenForReading(parsed.GetRequiredValue(journal));
            var sources = SourceRegister.Fold(store.Read(store.Head.Size)).Sources.Values;
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteUtf8(ToJson(sources));
            else if (!sources.Any()) output.WriteLine("no source is known: 'truceline source add' makes one known");
            else
                foreach (var source in sources)
                    output.WriteLine(FormattableString.Invariant($"{Screen.Plain(source.Name)}: {(source.IsRevoked ? "revoked" : "has a token")}{(source.Reliability is { } letter ? $", reliability {letter}" : "")}, {JournalWords.Listed(source.Entries)}"));
            return ExitStatus.Done;
        });
        return command;
    }

    private static byte[] ToJson(IEnumerable<RegisteredSource> sources)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartArray();
            foreach (var source in sources)
            {
                json.WriteStartObject();
                json.WriteString("name", source.Name);
                json.WriteString("state", source.IsRevoked ? "revoked" : "active");
                json.WriteString("reliability", source.Reliability?.ToString());
                json.WriteStartArray("entries");
                foreach (var entry in source.Entries) json.WriteNumberValue(entry);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return bytes.ToArray();
    }
}
