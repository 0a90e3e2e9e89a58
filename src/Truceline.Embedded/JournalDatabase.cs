using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Truceline.Embedded;

/// <summary>The database file of a journal: how it is made, opened and recognised.</summary>
internal static class JournalDatabase
{
    public const string FileName = "journal.db";
    public const string NoteName = "README.txt";

    private const int ApplicationId = 0x54_72_75_63; // "Truc"
    private const int Version = 1;
    private const int ReadOnly = 8; // SQLITE_READONLY
    private const int CannotOpen = 14; // SQLITE_CANTOPEN

    /// <summary>SQLITE_CORRUPT: the file contradicts itself.</summary>
    public const int Corrupt = 11;

    /// <summary>SQLITE_NOTADB: the file does not begin as a database does.</summary>
    public const int NotADatabase = 26;

    // A head names its batch too, so that a head cut out of the middle is missed.
    private static readonly string[] Tables =
    [
        """
        CREATE TABLE entries (
          number INTEGER PRIMARY KEY CHECK (number >= 1),
          commitment BLOB NOT NULL CHECK (length(commitment) = 32),
          secret BLOB NOT NULL CHECK (length(secret) = 32),
          sealed BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE heads (
          batch INTEGER PRIMARY KEY CHECK (batch >= 1),
          size INTEGER NOT NULL REFERENCES entries (number),
          root BLOB NOT NULL CHECK (length(root) = 32),
          frontier BLOB NOT NULL CHECK (length(frontier) % 32 = 0)
        ) STRICT
        """,
    ];

    private const string Note = """
        This folder is a Truceline journal.

        journal.db holds every entry, sealed, with the tree of hashes that makes a later change visible.
        While it is in use, journal.db-wal and journal.db-shm belong to it: never delete, move or copy one without the others.

        Do not edit anything in here. Nothing is corrected or removed by hand: corrections and withdrawals are new entries.
        To check that nothing has been altered:  truceline verify FOLDER
        To keep a copy: stop what writes to it, then copy the whole folder. Who has a copy can read all that the journal says.

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
            Execute(connection, "BEGIN IMMEDIATE");
            foreach (var table in Tables) Execute(connection, table);
            Execute(connection, $"PRAGMA application_id = {ApplicationId}");
            Execute(connection, $"PRAGMA user_version = {Version}");
            Execute(connection, "COMMIT");
            Execute(connection, "PRAGMA journal_mode = WAL");
        }
        using (var file = File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite)) DurableFile.SyncData(file, temporary);
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
            Execute(connection, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL");
            return connection;
        }
        catch (SqliteException failed)
        {
            connection?.Dispose();
            throw new JournalException($"the journal in '{directory}' cannot be read: {Reason(failed)}.", failed);
        }
    }

    private static SqliteConnection ConnectAndRecognise(string directory, bool writable)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            return Recognised(Connect(path, writable ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly), directory);
        }
        catch (SqliteException failed) when (failed.SqliteErrorCode is CannotOpen or ReadOnly && !writable && File.Exists(path) && !File.Exists(path + "-wal"))
        {
            // A copy on a medium that cannot be written, such as one handed to a party: SQLite finds no place for the
            // files by which readers and writers keep out of each other's way. There is no writer either.
            return Recognised(Connect(ReadOnlyMedium(path), SqliteOpenMode.ReadOnly), directory);
        }
    }

    /// <summary>The name by which SQLite opens a file that nobody changes.</summary>
    internal static string ReadOnlyMedium(string path) => new Uri(Path.GetFullPath(path)).AbsoluteUri + "?immutable=1";

    private static SqliteConnection Recognised(SqliteConnection connection, string directory)
    {
        try
        {
            Recognise(connection, directory);
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

    private static void Recognise(SqliteConnection connection, string directory)
    {
        if (Number(connection, "PRAGMA application_id") != ApplicationId)
            throw new JournalException($"'{Path.Combine(directory, FileName)}' is not a Truceline journal.");
        var version = Number(connection, "PRAGMA user_version");
        if (version != Version)
            throw new JournalException($"the journal in '{directory}' has the format {version}; this program reads format {Version}.");
        // Exactly our tables: a file handed in by others may bring triggers or views that change what a query means.
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_schema ORDER BY name";
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read()) found.Add(reader.IsDBNull(0) ? "" : reader.GetString(0));
        if (!found.SequenceEqual(Tables, StringComparer.Ordinal))
            throw new JournalException($"the journal in '{directory}' has other tables than a Truceline journal of format {Version}.");
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
