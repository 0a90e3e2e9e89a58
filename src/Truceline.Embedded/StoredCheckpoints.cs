using System.Text;
using Microsoft.Data.Sqlite;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>The checkpoints that a journal has published, as they are kept.</summary>
internal static class StoredCheckpoints
{
    /// <summary>What is kept beside a note.</summary>
    public static Hash HashOf(string note) => Hash.Of(Encoding.UTF8.GetBytes(note));

    /// <summary>All of them in the order of their sizes, or the last alone.</summary>
    /// <exception cref="FormatException">One is no note.</exception>
    public static List<SignedNote> Read(SqliteConnection connection, bool last = false)
    {
        using var query = connection.CreateCommand();
        query.CommandText = last ? "SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1" : "SELECT note FROM checkpoints ORDER BY size";
        return Notes(query);
    }

    /// <summary>The one of a size, or null.</summary>
    public static SignedNote? Of(SqliteConnection connection, long size)
    {
        using var query = connection.CreateCommand();
        query.CommandText = "SELECT note FROM checkpoints WHERE size = $size";
        query.Parameters.AddWithValue("$size", size);
        return Notes(query).SingleOrDefault();
    }

    private static List<SignedNote> Notes(SqliteCommand query)
    {
        var notes = new List<SignedNote>();
        using var reader = query.ExecuteReader();
        while (reader.Read()) notes.Add(SignedNote.Parse(reader.GetString(0)));
        return notes;
    }
}
