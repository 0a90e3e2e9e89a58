using Truceline.Journal;

namespace Truceline.App;

/// <summary>A policy that a command names by its file.</summary>
internal static class PolicyFile
{
    /// <summary>Reads it.</summary>
    /// <exception cref="UsageException">It is not there, or is none; the message names the line.</exception>
    public static TlogPolicy Read(string path)
    {
        if (!File.Exists(path)) throw new UsageException($"there is no file '{path}'; name a policy file (docs/reference/journal-formats.md).");
        RegularFile.Require(path);
        if (new FileInfo(path).Length > TlogPolicy.MostBytes) throw new UsageException($"{path} is too large for a policy.");
        try
        {
            return TlogPolicy.Parse(File.ReadAllBytes(path));
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"{path}: {wrong.Message}.");
        }
    }
}
