using System.CommandLine;
using Microsoft.Win32.SafeHandles;
using Truceline.App.Terminal;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Commands;

/// <summary><c>truceline journal export</c>: all entries with their secrets as JSON lines, the same bytes each time.</summary>
internal static class JournalExportCommand
{
    private const int BrokenPipe = 32; // EPIPE

    public static Command Create()
    {
        var journal = JournalWords.Journal();
        var to = new Option<string?>("--to") { Description = "For whom it is: kept in the journal.", HelpName = "NAME" };
        var by = JournalWords.By();
        var command = new Command("export", """
            Writes every entry with its secret as one line of JSON, so that anybody can check and read the whole journal without
            this program. The export is written down in the journal first, once for the same entries and the same reader; that
            record is not part of it, so the same journal gives the same bytes each time. Whoever has an export can read all.

            Example:
              truceline journal export --journal mission --to "archive of the mission" > mission.jsonl
            """)
        { journal, to, by };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var directory = parsed.GetRequiredValue(journal);
            var (reader, who) = (JournalWords.Said(parsed.GetValue(to), "--to"), JournalWords.Said(parsed.GetValue(by), "--by"));
            JournalFolder.Require(directory);
            var upTo = Record(directory, reader, who, error);
            using var store = JournalFolder.OpenForReading(directory);
            if (Write(store, upTo, output)) error.WriteLine(FormattableString.Invariant($"{upTo:N0} entries exported"));
            return ExitStatus.Done;
        });
        return command;
    }

    /// <summary>Writes the export down where that was not done; a journal that cannot be written to is exported all the same.</summary>
    /// <returns>The last entry to be exported.</returns>
    private static long Record(string directory, string? to, string? by, TextWriter error)
    {
        using (var store = JournalFolder.OpenForReading(directory))
        {
            var (upTo, isRecorded) = Last(store, to);
            if (upTo == 0 || isRecorded) return upTo;
        }
        try
        {
            using var store = JournalWords.Open(directory, "journal export");
            var (upTo, isRecorded) = Last(store, to);
            if (!isRecorded) store.Append([new Custody(CustodyAct.Exported, JournalWords.Now) { UpTo = upTo, Form = Custody.Lines, To = to, By = by }.Encode()]);
            return upTo;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
        {
            error.WriteLine($"truceline: this export is not written down in the journal: {Screen.Plain(refused.Message)}");
            using var store = JournalFolder.OpenForReading(directory);
            return Last(store, to).UpTo;
        }
    }

    /// <summary>The last entry that is not itself a record of a copy at the very end, and whether this export is among those records.</summary>
    private static (long UpTo, bool IsRecorded) Last(SqliteJournal store, string? to)
    {
        var records = new List<Custody>();
        var upTo = store.Head.Size;
        for (; upTo > 0; upTo--)
        {
            if (Custody.Decode(store.Read(upTo, upTo - 1).Single().Bytes) is not { Act: CustodyAct.Exported, UpTo: not null } record) break;
            records.Add(record);
        }
        return (upTo, records.Any(record => record.UpTo == upTo && record.Form == Custody.Lines && record.To == to));
    }

    /// <summary>Writes the lines; false when the reader has gone away, as 'head' does.</summary>
    private static bool Write(SqliteJournal store, long upTo, TextWriter output)
    {
        if (!ReferenceEquals(output, Console.Out))
        {
            foreach (var line in EntryLines.Of(store.Read(upTo))) output.WriteUtf8(line);
            return true;
        }
        try
        {
            // Past the console's own stream, which would go on writing to a reader that is gone.
            using var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, 1 << 16);
            foreach (var line in EntryLines.Of(store.Read(upTo)))
            {
                stream.Write(line);
                stream.WriteByte((byte)'\n');
            }
            stream.Flush();
            return true;
        }
        catch (IOException gone) when (gone.HResult == BrokenPipe)
        {
            return false;
        }
    }
}
