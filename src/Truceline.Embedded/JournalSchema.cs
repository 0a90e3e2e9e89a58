using System.Globalization;
using Microsoft.Data.Sqlite;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>What the database of a journal consists of, format by format, and how one of an earlier format is brought up.</summary>
internal static class JournalSchema
{
    public const int ApplicationId = 0x54_72_75_63; // "Truc"

    /// <summary>The format that is written.</summary>
    public const int Version = 2;

    // An erased entry keeps its place and its commitment, which are all that proofs need.
    private const string Entries = """
        CREATE TABLE entries (
          number INTEGER PRIMARY KEY CHECK (number >= 1),
          commitment BLOB NOT NULL CHECK (length(commitment) = 32),
          secret BLOB CHECK (length(secret) = 32),
          sealed BLOB CHECK ((sealed IS NULL) = (secret IS NULL))
        ) STRICT
        """;

    private const string EntriesOf1 = """
        CREATE TABLE entries (
          number INTEGER PRIMARY KEY CHECK (number >= 1),
          commitment BLOB NOT NULL CHECK (length(commitment) = 32),
          secret BLOB NOT NULL CHECK (length(secret) = 32),
          sealed BLOB NOT NULL
        ) STRICT
        """;

    // A head names its batch too, so that a head cut out of the middle is missed.
    private const string Heads = """
        CREATE TABLE heads (
          batch INTEGER PRIMARY KEY CHECK (batch >= 1),
          size INTEGER NOT NULL REFERENCES entries (number),
          root BLOB NOT NULL CHECK (length(root) = 32),
          frontier BLOB NOT NULL CHECK (length(frontier) % 32 = 0)
        ) STRICT
        """;

    // The roots of complete subtrees of 256 leaves and more: they follow from the entries, and spare a proof their reading.
    private const string Nodes = """
        CREATE TABLE nodes (
          level INTEGER NOT NULL CHECK (level >= 8),
          position INTEGER NOT NULL CHECK (position >= 0),
          hash BLOB NOT NULL CHECK (length(hash) = 32),
          PRIMARY KEY (level, position)
        ) STRICT, WITHOUT ROWID
        """;

    // What was published: signed notes, with the cosignatures that came for them. Whose keys these are is not known here:
    // the SHA-256 of the whole note tells whether any of it was altered.
    private const string Checkpoints = """
        CREATE TABLE checkpoints (
          size INTEGER PRIMARY KEY CHECK (size >= 0),
          note TEXT NOT NULL,
          hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT
        """;

    /// <summary>Makes the tables, in the transaction of the caller.</summary>
    public static void Create(SqliteConnection connection)
    {
        foreach (var table in (string[])[Entries, Heads, Nodes, Checkpoints]) JournalDatabase.Execute(connection, table);
        JournalDatabase.Execute(connection, $"PRAGMA application_id = {ApplicationId}");
        JournalDatabase.Execute(connection, $"PRAGMA user_version = {Version}");
    }

    /// <summary>Makes sure that a database is a journal's of a format that is read here.</summary>
    /// <returns>The format.</returns>
    public static int Recognise(SqliteConnection connection, string directory)
    {
        if (Number(connection, "PRAGMA application_id") != ApplicationId)
            throw new JournalException($"'{Path.Combine(directory, JournalDatabase.FileName)}' is not a Truceline journal.");
        var version = VersionOf(connection);
        if (version is not (1 or Version))
            throw new JournalException($"the journal in '{directory}' has the format {version}; this program reads format {Version} and those before it.");
        // Exactly our tables: a file handed in by others may bring triggers or views that change what a query means.
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_schema ORDER BY name";
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read()) found.Add(reader.IsDBNull(0) ? "" : reader.GetString(0));
        string[] tables = version == 1 ? [EntriesOf1, Heads] : [Checkpoints, Entries, Heads, Nodes];
        if (!found.SequenceEqual(tables, StringComparer.Ordinal))
            throw new JournalException($"the journal in '{directory}' has other tables than a Truceline journal of format {version}.");
        return version;
    }

    /// <summary>Brings a journal of format 1 up to this one, in one transaction: all of it, or nothing.</summary>
    public static void BringUp(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        if (VersionOf(connection) == Version) return; // another process was first
        // The one change to a table is that two columns may now be empty: SQLite's own way of saying so, without writing
        // every entry again (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").
        var schema = Number(connection, "PRAGMA schema_version");
        JournalDatabase.Execute(connection, "PRAGMA writable_schema = ON");
        using (var alter = connection.CreateCommand())
        {
            alter.Transaction = transaction;
            alter.CommandText = "UPDATE sqlite_schema SET sql = $sql WHERE name = 'entries'";
            alter.Parameters.AddWithValue("$sql", Entries);
            alter.ExecuteNonQuery();
        }
        JournalDatabase.Execute(connection, $"PRAGMA schema_version = {schema + 1}");
        JournalDatabase.Execute(connection, "PRAGMA writable_schema = OFF");
        JournalDatabase.Execute(connection, Nodes);
        JournalDatabase.Execute(connection, Checkpoints);
        FillNodes(connection);
        JournalDatabase.Execute(connection, $"PRAGMA user_version = {Version}");
        transaction.Commit();
    }

    /// <summary>The format that the database says it has.</summary>
    public static int VersionOf(SqliteConnection connection) => (int)Number(connection, "PRAGMA user_version");

    private static void FillNodes(SqliteConnection connection)
    {
        using var writer = new JournalWriter(connection);
        using var query = new SqliteStatement(connection, "SELECT commitment FROM entries ORDER BY number");
        var tree = new GrowingTree(MerkleTree.Empty);
        while (query.Step())
        {
            tree.Add(Leaf.HashOf(new Hash(query.Blob(0))));
            writer.Insert(tree.TakeCompleted());
        }
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
