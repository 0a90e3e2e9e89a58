using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>Copies a journal, as it is at one moment, into a folder of its own, while others read and write.</summary>
internal static class JournalCopy
{
    private const int PagesInStep = 512;

    private const string Note = """
        This folder is a copy of a Truceline journal, made by 'truceline journal backup' or 'restore'.

        journal.db holds every entry, sealed, with the secrets that open them: who has this copy can read all that the journal says.
        The private key that signs the journal's heads is not in it.

        To check it:  truceline verify FOLDER
        To go on with it where the journal is lost:  truceline journal restore FOLDER --journal NEW --key signing.key

        """;

    /// <summary>Makes the folder, whole and on the disk, or not at all.</summary>
    /// <returns>The head of the copy.</returns>
    /// <exception cref="JournalException">There is something of that name already, or it cannot be made.</exception>
    public static Head Make(SqliteConnection source, string directory, string folder, IProgress<double>? progress)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        RequireNothingAt(target);
        var temporary = DurableFile.TemporaryName(target);
        try
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true); // of a process that was killed and had the same number
            DurableFile.CreateDirectory(temporary);
            CopyDatabase(source, Path.Combine(temporary, JournalDatabase.FileName), progress);
            var head = HeadOf(Path.Combine(temporary, JournalDatabase.FileName));
            DurableFile.Write(Path.Combine(temporary, JournalDatabase.NoteName), Encoding.UTF8.GetBytes(Note));
            if (SigningKey.Verifier(directory) is { } key) DurableFile.Write(Path.Combine(temporary, SigningKey.VerifierName), Encoding.UTF8.GetBytes($"{key}\n"));
            if (Directory.Exists(target)) Directory.Delete(target); // empty, and made for this
            Directory.Move(temporary, target);
            DurableFile.SyncDirectory(Path.GetDirectoryName(target)!);
            return head;
        }
        catch (Exception failed) when (failed is (IOException or UnauthorizedAccessException) and not JournalException)
        {
            throw new JournalException($"no copy can be made in '{folder}': {failed.Message.TrimEnd('.')}.", failed);
        }
        catch (SqliteException failed)
        {
            throw new JournalException($"no copy can be made in '{folder}': {JournalDatabase.Reason(failed)}.", failed);
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    /// <summary>Refuses a place that holds something: a copy is never laid over another.</summary>
    public static void RequireNothingAt(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new JournalException($"there is something in '{folder}' already; name a folder that is not there yet.");
    }

    private static void CopyDatabase(SqliteConnection source, string path, IProgress<double>? progress)
    {
        using (var copy = JournalDatabase.Connect(path, SqliteOpenMode.ReadWriteCreate))
        {
            // Nobody sees the file until it is whole: it needs no journal, and is synced at the end.
            JournalDatabase.Execute(copy, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
            JournalDatabase.Execute(source, "BEGIN; SELECT count(*) FROM heads WHERE batch = 1"); // one moment: what others append meanwhile is not in it
            try
            {
                CopyPages(source, copy, progress);
            }
            finally
            {
                JournalDatabase.Execute(source, "ROLLBACK");
            }
        }
        JournalDatabase.ForOwnerAlone(path);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        DurableFile.SyncData(file, path);
    }

    private static Head HeadOf(string path)
    {
        // Nobody writes to it, so that SQLite leaves no files of its own beside it.
        using var copy = JournalDatabase.Connect(JournalDatabase.ReadOnlyMedium(path), SqliteOpenMode.ReadOnly);
        using var query = new SqliteStatement(copy, "SELECT size, root FROM heads ORDER BY batch DESC LIMIT 1");
        return query.Step() ? new(query.Integer(0), new Hash(query.Blob(1))) : MerkleTree.Empty.Head;
    }

    private static void CopyPages(SqliteConnection source, SqliteConnection copy, IProgress<double>? progress)
    {
        using var backup = raw.sqlite3_backup_init(copy.Handle!, "main", source.Handle!, "main");
        int result;
        do
        {
            result = raw.sqlite3_backup_step(backup, PagesInStep);
            var all = raw.sqlite3_backup_pagecount(backup);
            if (all > 0) progress?.Report(1 - (double)raw.sqlite3_backup_remaining(backup) / all);
        }
        while (result == raw.SQLITE_OK);
        if (result != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, copy.Handle);
    }
}
