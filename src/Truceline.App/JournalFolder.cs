using System.Security.Cryptography;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App;

/// <summary>The journal that a command names by its directory. Here the store is chosen, and randomness enters.</summary>
internal static class JournalFolder
{
    /// <summary>Opens a journal that must be there.</summary>
    public static SqliteJournal OpenForReading(string directory)
    {
        Require(directory);
        return SqliteJournal.OpenForReading(directory);
    }

    /// <summary>Opens a journal for appending; it is created where there is none. While it is open nobody else appends.</summary>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="verb">What is done, for those who are refused meanwhile: <c>truceline import</c>.</param>
    public static SqliteJournal OpenOrCreate(string directory, string verb = "truceline")
    {
        RequireName(directory);
        return SqliteJournal.OpenOrCreate(directory, RandomNumberGenerator.Fill, FormattableString.Invariant($"{verb} (process {Environment.ProcessId})"));
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

    /// <summary>Refuses, as wrong use, a place for a copy at which there is something.</summary>
    public static void RequireNothingAt(string directory)
    {
        if (string.IsNullOrWhiteSpace(directory)) throw new UsageException("the folder has no name; name one that is not there yet.");
        if (File.Exists(directory) || (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any()))
            throw new UsageException($"there is something in '{directory}' already; name a folder that is not there yet.");
    }

    /// <summary>The key with which the journal in a directory signs its heads; made where there is none.</summary>
    public static NoteSigner Signer(string directory) => SigningKey.OpenOrCreate(directory, RandomNumberGenerator.Fill);
}
