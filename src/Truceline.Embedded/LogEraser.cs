using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Truceline.Embedded;

/// <summary>
/// Leaves nothing in the files of what was overwritten in the database: its own freed bytes are zeros (<c>secure_delete</c>), and
/// here the log, which still has the pages as they were, is filled with zeros. What a file system keeps elsewhere (snapshots,
/// the spare blocks of a flash disk) no program reaches.
/// </summary>
internal static class LogEraser
{
    private const int HeaderLength = 32;
    private static readonly byte[] Zeros = new byte[1 << 16];

    /// <summary>Does it, called by who alone may write.</summary>
    /// <param name="connection">The connection of who writes.</param>
    /// <param name="directory">The journal's folder.</param>
    /// <param name="nobodyWrote">Whether the head is still the one that who writes knows; asked when nobody else can write any more.</param>
    /// <returns>False when somebody reads what is older or has written since, and the log has to stay.</returns>
    /// <exception cref="SqliteException">The log cannot be copied into the database.</exception>
    /// <exception cref="IOException">The zeros are not on the disk.</exception>
    public static bool Run(SqliteConnection connection, string directory, Func<bool> nobodyWrote)
    {
        if (!CopyLog(connection, raw.SQLITE_CHECKPOINT_RESTART)) return false;
        // SQLite's own lock, not ours alone: where somebody removed the file of ours, another may have begun a new log meanwhile,
        // and zeros would take what was acknowledged to him.
        JournalDatabase.Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            if (!nobodyWrote()) return false;
            Overwrite(Path.Combine(directory, JournalDatabase.FileName + "-wal"));
        }
        finally
        {
            JournalDatabase.Execute(connection, "ROLLBACK");
        }
        return CopyLog(connection, raw.SQLITE_CHECKPOINT_TRUNCATE);
    }

    /// <summary>After this all readers read the database, and none the log.</summary>
    private static bool CopyLog(SqliteConnection connection, int how)
    {
        var result = raw.sqlite3_wal_checkpoint_v2(connection.Handle!, "main", how, out var log, out var copied);
        if (result is not (raw.SQLITE_OK or raw.SQLITE_BUSY or raw.SQLITE_LOCKED)) SqliteException.ThrowExceptionForRC(result, connection.Handle);
        return result == raw.SQLITE_OK && log == copied;
    }

    private static void Overwrite(string path)
    {
        if (!File.Exists(path)) return;
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(file);
        // Its header first, alone: a log of which only the later frames were zeros would take the database back to before them.
        Fill(file, 0, Math.Min(HeaderLength, length));
        DurableFile.SyncData(file, path);
        Fill(file, HeaderLength, length);
        DurableFile.SyncData(file, path);
    }

    private static void Fill(Microsoft.Win32.SafeHandles.SafeFileHandle file, long from, long to)
    {
        for (var at = from; at < to; at += Zeros.Length) RandomAccess.Write(file, Zeros.AsSpan(0, (int)Math.Min(Zeros.Length, to - at)), at);
    }
}
