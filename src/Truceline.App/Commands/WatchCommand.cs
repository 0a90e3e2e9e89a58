using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Truceline.Agreements;
using Truceline.App.Terminal;
using Truceline.Assessments;
using Truceline.Embedded;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary><c>truceline watch</c>: which findings change, entry by entry, as reports, corrections and withdrawals come in.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(400);

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var journal = new Option<string>("--journal") { Description = "The journal's directory.", Required = true, HelpName = "DIR" };
        var agreement = new Option<string>("--agreement") { Description = "The agreement's truce file.", Required = true, HelpName = "FILE" };
        var from = new Option<long?>("--from") { Description = "Begin with this entry (default: with the next that comes in).", HelpName = "N" };
        var once = new Option<bool>("--once") { Description = "End at the last entry that is there, instead of waiting for more; without --from it begins with the first." };
        var json = new Option<bool>("--json") { Description = "Write one JSON object a line." };
        var command = new Command("watch", """
            Follows a journal and prints each finding that changes: from what, to what, because of which entry. Ctrl-C ends it.

            Example:
              truceline watch --journal mission --agreement examples/minsk-2/minsk-2.truce.yaml --from 1 --once
            """)
        { journal, agreement, from, once, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var first = parsed.GetValue(from) ?? (parsed.GetValue(once) ? 1 : null);
            if (first is < 1) throw new UsageException($"--from {first} is no entry: entries are numbered from 1");
            var read = AgreementFile.Open(parsed.GetValue(agreement)!, error);
            var directory = parsed.GetValue(journal)!;
            using var watched = JournalFolder.OpenForReading(directory);
            var begin = first is { } entry ? entry - 1 : watched.Head.Size;
            if (begin > watched.Head.Size) throw new UsageException($"--from {first} lies beyond the journal, which has {watched.Head.Size} entries");
            var log = ReportLog.Fold(watched.Read(begin));
            var isMarked = false;
            var fold = FindingFold.Of(log, read, FusionRules.Default);
            while (!cancel.IsCancellationRequested)
            {
                log = Follow(fold, log, directory, Tell, cancel);
                if (parsed.GetValue(once)) break;
                await Wait(cancel);
            }
            return ExitStatus.Done;

            void Tell(FindingChange change)
            {
                var isExercise = fold.IsExercise;
                if (!parsed.GetValue(json) && isExercise && !isMarked) output.WriteLine("exercise, synthetic · these reports are made up");
                isMarked |= isExercise;
                output.WriteLine(parsed.GetValue(json) ? Json(change, isExercise) : Line(read, change));
            }
        });
        return command;
    }

    /// <summary>Tells the changes of the entries that were written since, one by one, and returns the record with them.</summary>
    private static ReportLog Follow(FindingFold fold, ReportLog log, string directory, Action<FindingChange> tell, CancellationToken cancel)
    {
        // Opened each time: another process writes, and may put a backup in its place.
        using var journal = JournalFolder.OpenForReading(directory);
        var head = journal.Head.Size;
        if (head < log.Size) throw new JournalException($"the journal in '{directory}' has fewer entries than before: another was put in its place.");
        foreach (var entry in journal.Read(head, log.Size))
        {
            if (cancel.IsCancellationRequested) break;
            log = log.With([entry]);
            foreach (var change in fold.Update(log)) tell(change);
        }
        return log;
    }

    private static async Task Wait(CancellationToken cancel)
    {
        try
        {
            await Task.Delay(BetweenLooks, cancel);
        }
        catch (OperationCanceledException)
        {
            // Somebody ended it, as is right: the loop sees it.
        }
    }

    private static string Line(Agreement agreement, FindingChange change)
    {
        var (key, reading) = (change.Key, change.Key.Reading is { } name ? $" under reading '{name}'" : "");
        var subject = string.Join(", ", key.Subject.Split(", ").Select(id => agreement.Actors.TryGetValue(id, out var actor) ? actor.Name : id));
        return Screen.Plain($"{change.Sentence()}: {subject}, clause '{key.Clause}'{reading}, {About(key.Occasion)}, {change.Id.Value[..8]}");
    }

    // Ids are given by their first letters, as on every screen; --json gives them whole.
    private static string About(Occasion occasion) => occasion is Occasion.OfIncident about ? $"incident {about.Incident.Value[..8]}" : occasion.Name;

    private static string Json(FindingChange change, bool isExercise)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            json.WriteString("id", change.Id.Value);
            json.WriteString("clause", change.Key.Clause);
            if (change.Key.Reading is { } reading) json.WriteString("reading", reading);
            json.WriteString("subject", change.Key.Subject);
            json.WriteString("occasion", change.Key.Occasion.Name);
            json.WriteString("from", change.From?.ToString());
            json.WriteString("to", change.To?.ToString());
            json.WriteStartArray("because");
            foreach (var entry in change.Because) json.WriteNumberValue(entry);
            json.WriteEndArray();
            json.WriteNumber("at-entry", change.AtEntry);
            if (isExercise) json.WriteBoolean("exercise", true);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
