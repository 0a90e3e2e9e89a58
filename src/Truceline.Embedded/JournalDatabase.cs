using Microsoft.Data.Sqlite;

namespace Truceline.Embedded;

/// <summary>The database file of a journal: how it is made, opened and recognised.</summary>
internal static class JournalDatabase
{
    public const string FileName = "journal.db";
    public const string NoteName = "README.txt";

    /// <summary>Whatever is acknowledged is on the disk under FULL alone. The tests of durability show that under NORMAL it is not.</summary>
    internal static string Synchronous { get; set; } = "FULL";

    private const int ReadOnly = 8; // SQLITE_READONLY
    private const int InputOutput = 10; // SQLITE_IOERR
    private const int CannotOpen = 14; // SQLITE_CANTOPEN
    private const int Full = 13; // SQLITE_FULL

    // Twice SQLite's own: some fourteen entries to a page, and a third more of them a second than with half of it.
    private const int PageSize = 8192;

    /// <summary>SQLITE_CORRUPT: the file contradicts itself.</summary>
    public const int Corrupt = 11;

    /// <summary>SQLITE_NOTADB: the file does not begin as a database does.</summary>
    public const int NotADatabase = 26;

    private const string Note = """
        This folder is a Truceline journal.

        journal.db holds every entry, sealed, with the tree of hashes that makes a later change visible.
        While it is in use, journal.db-wal and journal.db-shm belong to it: never delete, move or copy one without the others.

        Do not edit anything in here. Nothing is corrected or removed by hand: corrections and withdrawals are new entries.
        To check that nothing has been altered:  truceline verify FOLDER
        To keep a copy:  truceline journal backup --journal FOLDER -o COPY    Who has a copy can read all that the journal says.

        signing.key signs the journal's heads and is nobody else's: keep a copy of it apart, under lock. verifier.key is for everybody.

        """;

    /// <summary>True when a directory has a journal's database, whatever is in it.</summary>
    public static bool ExistsIn(string directory) => Path.Exists(Path.Combine(directory, FileName));

    /// <summary>
    /// Makes an empty journal. It appears under its name whole and on the disk, or not at all; one that another process
    /// made meanwhile is left as it is.
    /// </summary>
    public static void Create(string directory)
    {
        DurableFile.CreateDirectory(directory);
        var note = Path.Combine(directory, NoteName);
        if (!File.Exists(note)) DurableFile.Write(note, System.Text.Encoding.UTF8.GetBytes(Note));
        var path = Path.Combine(directory, FileName);
        var temporary = DurableFile.TemporaryName(path);
        try
        {
            DeleteAll(temporary); // of a process that was killed and had the same number
            Fill(temporary);
            Name(temporary, path);
        }
        finally
        {
            DeleteAll(temporary); // a disk that is full stays no fuller than it was
        }
        DurableFile.SyncDirectory(directory);
    }

    private static void DeleteAll(string temporary)
    {
        foreach (var ending in new[] { "", "-journal", "-wal", "-shm" }) File.Delete(temporary + ending);
    }

    private static void Fill(string temporary)
    {
        using (var connection = Connect(temporary, SqliteOpenMode.ReadWriteCreate))
        {
            Execute(connection, $"PRAGMA page_size = {PageSize}");
            Execute(connection, "BEGIN IMMEDIATE");
            JournalSchema.Create(connection);
            Execute(connection, "COMMIT");
            Execute(connection, "PRAGMA journal_mode = WAL");
        }
        ForOwnerAlone(temporary);
        using (var file = File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite)) DurableFile.SyncData(file, temporary);
    }

    /// <summary>A database holds the secrets beside what they seal; SQLite gives its log the same rights.</summary>
    internal static void ForOwnerAlone(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static void Name(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }
    }

    /// <summary>Opens a journal's database and makes sure that it is one.</summary>
    /// <exception cref="JournalException">It is not, or cannot be opened.</exception>
    public static SqliteConnection Open(string directory, bool writable)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = ConnectAndRecognise(directory, writable);
            Execute(connection, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = " + Synchronous);
            return connection;
        }
        catch (SqliteException failed)
        {
            connection?.Dispose();
            throw new JournalException($"the journal in '{directory}' cannot be {(writable ? "opened for writing" : "read")}: {Reason(failed)}.", failed);
        }
    }

    private static SqliteConnection ConnectAndRecognise(string directory, bool writable)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            return Recognised(Connect(path, writable ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly), directory);
        }
        catch (SqliteException failed) when (failed.SqliteErrorCode is CannotOpen or ReadOnly or InputOutput or Full && !writable && File.Exists(path))
        {
            // A copy on a medium that cannot be written, such as one handed to a party, or a disk that is full: SQLite finds
            // no place for the file by which readers and writers keep out of each other's way. There is no writer either.
            return Recognised(ConnectAlone(path), directory);
        }
    }

    /// <summary>Opens for reading without a lock and without the file that readers share.</summary>
    private static SqliteConnection ConnectAlone(string path)
    {
        var log = new FileInfo(path + "-wal");
        if (log is not { Exists: true, Length: > 0 }) return Connect(ReadOnlyMedium(path), SqliteOpenMode.ReadOnly);
        // What is in the log alone was acknowledged, too. In exclusive mode SQLite keeps the log's index to itself, in memory.
        var connection = Connect(new Uri(Path.GetFullPath(path)).AbsoluteUri + "?vfs=unix-none", SqliteOpenMode.ReadOnly);
        Execute(connection, "PRAGMA locking_mode = EXCLUSIVE");
        return connection;
    }

    /// <summary>The name by which SQLite opens a file that nobody changes.</summary>
    internal static string ReadOnlyMedium(string path) => new Uri(Path.GetFullPath(path)).AbsoluteUri + "?immutable=1";

    private static SqliteConnection Recognised(SqliteConnection connection, string directory)
    {
        try
        {
            JournalSchema.Recognise(connection, directory);
            return connection;
        }
        catch
        {
            // Whatever it is that was opened goes on as the exception says; only the connection must not stay open.
            connection.Dispose();
            throw;
        }
    }

    /// <summary>What SQLite says, without its own framing.</summary>
    public static string Reason(SqliteException failed)
    {
        var (from, to) = (failed.Message.IndexOf('\''), failed.Message.LastIndexOf('\''));
        return from >= 0 && to > from ? failed.Message[(from + 1)..to].TrimEnd('.') : failed.Message;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false, // closed is closed: the file may be moved or opened by another at once
            DefaultTimeout = 2, // seconds to wait for another writer's batch before it is refused
        }.ToString());
        connection.Open();
        return connection;
    }
}
