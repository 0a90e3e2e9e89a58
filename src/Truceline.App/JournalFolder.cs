using System.Security.Cryptography;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App;

/// <summary>The journal that a command names by its directory. Here the store is chosen, and randomness enters.</summary>
internal static class JournalFolder
{
    /// <summary>Opens a journal that must be there.</summary>
    public static IJournalStore OpenForReading(string directory)
    {
        Require(directory);
        return SqliteJournal.OpenForReading(directory);
    }

    /// <summary>Opens a journal for appending; it is created where there is none.</summary>
    public static IJournalStore OpenOrCreate(string directory)
    {
        RequireName(directory);
        return SqliteJournal.OpenOrCreate(directory, RandomNumberGenerator.Fill);
    }

    /// <summary>Begins a journal where there is none.</summary>
    /// <returns>Whether one was begun.</returns>
    public static bool Begin(string directory)
    {
        RequireName(directory);
        if (SqliteJournal.ExistsIn(directory)) return false;
        OpenOrCreate(directory).Dispose();
        return true;
    }

    /// <summary>Refuses, as wrong use, what can be no journal's directory, before anything is read or made.</summary>
    public static void RequireName(string directory)
    {
        if (string.IsNullOrWhiteSpace(directory)) throw new UsageException("the journal's directory has no name; name a directory.");
        if (File.Exists(directory)) throw new UsageException($"{directory} is a file; name a directory.");
        var database = SqliteJournal.DatabaseIn(directory);
        if (File.Exists(database)) RegularFile.Require(database);
    }

    /// <summary>Refuses, as wrong use, a directory without a journal: a reading command creates none.</summary>
    public static void Require(string directory)
    {
        RequireName(directory);
        if (!SqliteJournal.ExistsIn(directory))
            throw new UsageException($"there is no journal in '{directory}'; name the directory that 'truceline import --journal' was given.");
    }
}
