using System.Collections.Immutable;
using System.Text;
using Truceline.Journal;

namespace Truceline.App.Publishing;

/// <summary>Keys, policies and proofs that a command names.</summary>
internal static class TrustFiles
{
    /// <summary>A policy file; null: none was named.</summary>
    public static TlogPolicy? Policy(string? path) => path is null ? null : PolicyFile.Read(path);

    /// <summary>Keys, each a verifier key as it is written or the name of a file that holds one.</summary>
    public static ImmutableArray<NoteKey> Keys(IEnumerable<string> written)
    {
        return [.. written.Select(Key)];

        static NoteKey Key(string text)
        {
            try
            {
                return NoteKey.Parse(File.Exists(text) ? Encoding.UTF8.GetString(Bytes(text, 4_096)).Trim() : text);
            }
            catch (FormatException wrong)
            {
                throw new UsageException($"--key '{(text.Length <= 60 ? text : text[..60] + "…")}' is no verifier key and no file of one: {wrong.Message}.");
            }
        }
    }

    /// <summary>A file that must be there, of so many bytes at most.</summary>
    public static byte[] Bytes(string path, int most)
    {
        if (Directory.Exists(path)) throw new UsageException($"{path} is a folder; name a file in it.");
        if (!File.Exists(path)) throw new UsageException($"there is no file {path}.");
        RegularFile.Require(path);
        return new FileInfo(path).Length <= most ? File.ReadAllBytes(path) : throw new UsageException(FormattableString.Invariant($"{path} has more than {most:N0} bytes, which nothing that is read here has."));
    }
}
