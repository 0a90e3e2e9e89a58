using System.Collections.Immutable;
using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using Truceline.App.Pages;
using Truceline.App.Publishing;
using Truceline.App.Terminal;
using Truceline.Journal;
using Truceline.Picture;

namespace Truceline.App.Commands;

/// <summary><c>truceline bulletin</c>: what is said of one day, to be read, printed, and read by a machine.</summary>
internal static class BulletinCommand
{
    public static Command Create()
    {
        var record = new RecordOptions();
        var day = new Option<string>("--day") { Description = "The local day of the agreement's clock, such as 2025-09-06.", Required = true, HelpName = "D" };
        var folder = new Option<string>("--out") { Description = "The folder for the two files; it is made when missing.", HelpName = "DIR", DefaultValueFactory = _ => "." };
        var json = new Option<bool>("--json") { Description = "Print the bulletin as JSON and write no file." };
        var publish = new Option<bool>("--publish") { Description = "Publish it as it is frozen at the last entry known, and write proofs beside it." };
        var by = new Option<string?>("--by") { Description = "Who publishes it.", HelpName = "NAME" };
        var policy = new Option<string?>("--policy") { Description = "Whose cosignatures make it witnessed (C2SP tlog-policy). What lacks them is published all the same, as unwitnessed.", HelpName = "FILE" };
        var command = new Command("bulletin", """
            Writes the bulletin of a day, internal edition: bulletin-AGREEMENT-DAY.html, which prints on A4 and asks for nothing
            from anywhere, and the same as .json. Each sentence names the entries on which it rests. Published, it becomes two
            entries of the journal, and each sentence has a proof beside it that check.html checks without a network.

            Example:
              truceline bulletin --journal mission --agreement examples/minsk-2/minsk-2.truce.yaml --day 2015-02-16 --out bulletins --publish
            """)
        { day, folder, json, publish, by, policy };
        record.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var date = BulletinPage.Read(parsed.GetValue(day)!);
            var into = parsed.GetValue(folder)!;
            if (string.IsNullOrWhiteSpace(into) || File.Exists(into)) throw new UsageException($"--out '{into}' is no folder: name one, it is made when missing.");
            if (!parsed.GetValue(publish) && (parsed.GetValue(by) is not null || parsed.GetValue(policy) is not null)) throw new UsageException("--by and --policy go with --publish.");
            var trusted = parsed.GetValue(policy) is { } rules ? PolicyFile.Read(rules) : null;
            var files = ImmutableArray.CreateBuilder<AgreementText>();
            var (log, assessment) = record.Read(parsed, (name, bytes) => files.Add(new(name, Hash.Of(bytes.Span))));
            var bulletin = Bulletin.Of(Daybook.Of(log, assessment), date);
            var output = parsed.InvocationConfiguration.Output;
            var edition = parsed.GetValue(publish)
                ? BulletinPress.Publish(record.Journal(parsed), bulletin, files.ToImmutable(), parsed.GetValue(by), trusted, Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()))
                : null;
            var error = parsed.InvocationConfiguration.Error;
            if (edition is { Verdict.IsMet: false } && trusted is not null)
                edition = await BulletinPress.Witness(record.Journal(parsed), edition, trusted, line => error.WriteLine(Screen.Plain($"truceline: {line}")), cancel);
            if (edition is not null) edition = edition with { Released = Edition.ReleasedOf(edition.Published.Bulletin!, log.Others) };
            if (parsed.GetValue(json))
            {
                output.WriteUtf8(BulletinJson.Write(edition?.Bulletin ?? bulletin, edition?.Published));
                return ExitStatus.Done;
            }
            await Write(into, record.Journal(parsed), edition?.Bulletin ?? bulletin, edition, output, cancel);
            return ExitStatus.Done;
        });
        return command;
    }

    private static async Task Write(string into, string journal, Bulletin bulletin, Edition? edition, TextWriter output, CancellationToken cancel)
    {
        Directory.CreateDirectory(into);
        var named = $"{bulletin.Agreement.Id}-{LocalDatePattern.Iso.Format(bulletin.Day)}";
        var name = Path.Combine(into, $"bulletin-{named}");
        var proofs = edition is null ? "" : FormattableString.Invariant($"proofs/{named}-entry-{edition.Published.Number}");
        await File.WriteAllBytesAsync($"{name}.html", await BulletinFile.Write(bulletin, edition, proofs), cancel);
        await File.WriteAllBytesAsync($"{name}.json", [.. BulletinJson.Write(bulletin, edition?.Published), (byte)'\n'], cancel);
        if (bulletin.Exercise) output.WriteLine("exercise, synthetic · these reports are made up");
        output.WriteLine($"wrote {Screen.Plain(name)}.html and {Screen.Plain(name)}.json");
        if (edition is null) return;
        await WriteProofs(Path.Combine(into, proofs), journal, edition, cancel);
        await File.WriteAllBytesAsync(Path.Combine(into, CheckerPage.Name), CheckerPage.Bytes, cancel);
        foreach (var line in PublicationText.Of(edition)) output.WriteLine(Screen.Plain(line));
        output.WriteLine(Screen.Plain($"wrote {edition.Published.Publication.Count} proofs into {Path.Combine(into, proofs)}, and {Path.Combine(into, CheckerPage.Name)}, which checks them"));
    }

    private static async Task WriteProofs(string into, string journal, Edition edition, CancellationToken cancel)
    {
        Directory.CreateDirectory(into);
        using var store = JournalFolder.OpenForReading(journal);
        foreach (var proof in Prover.OfAll(store, edition.Published, (edition.Key, edition.Checkpoint)))
            await File.WriteAllBytesAsync(Path.Combine(into, $"{proof.Sentence!.Id}{ProofFile.Extension}"), proof.Write(), cancel);
    }
}
