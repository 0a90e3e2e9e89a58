using Truceline.App.Remote;
using Truceline.Journal;

namespace Truceline.App;

/// <summary>A policy that a command names by its file.</summary>
internal static class PolicyFile
{
    /// <summary>Reads it.</summary>
    /// <exception cref="UsageException">It is not there, or is none; the message names the line.</exception>
    public static TlogPolicy Read(string path)
    {
        var bytes = KeptFiles.Bytes(path, TlogPolicy.MostBytes);
        try
        {
            return TlogPolicy.Parse(bytes);
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"{path}: {wrong.Message}.");
        }
    }
}
