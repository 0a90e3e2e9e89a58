using Truceline.Journal;

namespace Truceline.App.Remote;

/// <summary>Files that somebody kept to check a journal by: notes, keys, policies. They are small, and read with a bound.</summary>
internal static class KeptFiles
{
    private const int LongestKey = 4_096;

    /// <summary>A note.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    /// <exception cref="FormatException">It is no note; the message says why.</exception>
    public static SignedNote Note(string path) => SignedNote.Parse(Ended(Bytes(path, SignedNote.MostBytes)));

    // 'jq -r' and editors end a text with a line feed of their own. No signature is over it, and a note ends with one only.
    private static ReadOnlySpan<byte> Ended(byte[] bytes) => bytes.AsSpan().EndsWith("\n\n"u8) ? bytes.AsSpan()[..^1] : bytes;

    /// <summary>A verifier key, given as its text or as a file with it.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public static NoteKey Key(string keyOrFile)
    {
        try
        {
            return NoteKey.Parse(File.Exists(keyOrFile) ? System.Text.Encoding.UTF8.GetString(Bytes(keyOrFile, LongestKey)).TrimEnd('\r', '\n') : keyOrFile);
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"'{Terminal.Screen.Plain(keyOrFile)}' is no verifier key ({wrong.Message}): name one as name+hexadecimal+base64, or a file such as the journal's verifier.key.");
        }
    }

    /// <summary>A checkpoint that a key signed.</summary>
    /// <exception cref="FormatException">It is none, or the key did not sign it.</exception>
    public static Checkpoint Signed(SignedNote note, NoteKey key)
    {
        var signed = note.VerifiedBy([key]).Length > 0;
        if (!signed) throw new FormatException($"it is not signed by {key.Name} ({key.Id:x8})");
        var checkpoint = Checkpoint.Parse(note.Text);
        return checkpoint.Origin == key.Name ? checkpoint : throw new FormatException($"it is a head of {checkpoint.Origin}, and not of {key.Name}");
    }

    /// <summary>A file that must be there, of so many bytes at most.</summary>
    /// <exception cref="UsageException">It is not, or has more.</exception>
    public static byte[] Bytes(string path, int most)
    {
        if (Directory.Exists(path)) throw new UsageException($"'{path}' is a folder: name a file in it");
        if (!File.Exists(path)) throw new UsageException($"there is no file '{path}': check its path");
        RegularFile.Require(path);
        using var file = File.OpenRead(path);
        if (file.Length > most) throw new UsageException(FormattableString.Invariant($"'{path}' has more than {most:N0} bytes, which nothing that is read here has"));
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
