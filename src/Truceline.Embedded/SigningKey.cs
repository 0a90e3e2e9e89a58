using System.Security.Cryptography;
using System.Text;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>
/// The key with which a journal signs its heads: <c>signing.key</c> in its folder, readable by its owner alone, and beside it
/// <c>verifier.key</c>, which is for everybody. The private one is in no backup.
/// </summary>
public static class SigningKey
{
    /// <summary>The name of the private key's file.</summary>
    public const string FileName = "signing.key";

    /// <summary>The name of the verifier key's file.</summary>
    public const string VerifierName = "verifier.key";

    /// <summary>The key of the journal in a folder; made, durably, where there is none.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="drawSecret">Fills a seed with randomness fit for keys.</param>
    /// <param name="origin">The name of the journal; null: one is made from the key, <c>truceline.invalid/</c> and 16 hexadecimal digits.</param>
    /// <exception cref="JournalException">It cannot be read or made, or the journal has signed already with a key that is not here.</exception>
    public static NoteSigner OpenOrCreate(string directory, Action<Span<byte>> drawSecret, string? origin = null)
    {
        ArgumentNullException.ThrowIfNull(drawSecret);
        var path = Path.Combine(directory, FileName);
        try
        {
            if (!File.Exists(path)) Make(directory, path, drawSecret, origin);
            var signer = NoteSigner.Parse(File.ReadAllText(path).TrimEnd('\r', '\n'));
            if (origin is not null && origin != signer.Key.Name)
                throw new JournalException($"the journal in '{directory}' is named {signer.Key.Name} already; its name stays what it is.");
            if (Verifier(directory) is not { } verifier) Publish(directory, signer.Key);
            else if (!verifier.Equals(signer.Key))
                throw new JournalException($"'{path}' is not the key that '{VerifierName}' beside it verifies; put back the one that belongs to this journal.");
            return signer;
        }
        catch (FormatException broken)
        {
            throw new JournalException($"'{path}' is not the private key of a journal: {broken.Message}.", broken);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException && failed is not JournalException)
        {
            throw new JournalException($"the key of the journal in '{directory}' cannot be read or made: {failed.Message.TrimEnd('.')}.", failed);
        }
    }

    /// <summary>Puts the key of a journal, kept apart until now, into its folder.</summary>
    /// <exception cref="JournalException">There is one already, or the journal has signed with another.</exception>
    public static void Install(string directory, NoteSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var path = Path.Combine(directory, FileName);
        if (Verifier(directory) is { } known && !known.Equals(signer.Key)) throw new JournalException($"the journal in '{directory}' signs as {known.Name} with another key.");
        if (File.Exists(path)) throw new JournalException($"there is a key in '{directory}' already.");
        try
        {
            DurableFile.WriteNew(path, Encoding.UTF8.GetBytes(signer.ToSecretText() + "\n"), OwnerOnly);
            Publish(directory, signer.Key);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"the key cannot be put into '{directory}': {failed.Message.TrimEnd('.')}.", failed);
        }
    }

    /// <summary>The verifier key of the journal in a folder; null: it has none yet.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    public static NoteKey? Verifier(string directory)
    {
        var path = Path.Combine(directory, VerifierName);
        if (!File.Exists(path)) return null;
        try
        {
            return NoteKey.Parse(File.ReadAllText(path).TrimEnd('\r', '\n'));
        }
        catch (Exception failed) when (failed is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"'{path}' cannot be read as a verifier key: {failed.Message.TrimEnd('.')}.", failed);
        }
    }

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static void Make(string directory, string path, Action<Span<byte>> drawSecret, string? origin)
    {
        if (Verifier(directory) is { } known)
            throw new JournalException($"the journal in '{directory}' signs as {known.Name}, and '{FileName}' is not here; put it back: a new key would be that of another journal.");
        var signer = Draw(drawSecret, origin);
        DurableFile.WriteNew(path, Encoding.UTF8.GetBytes(signer.ToSecretText() + "\n"), OwnerOnly);
    }

    private static void Publish(string directory, NoteKey key) =>
        DurableFile.Write(Path.Combine(directory, VerifierName), Encoding.UTF8.GetBytes($"{key}\n"));

    private static NoteSigner Draw(Action<Span<byte>> drawSecret, string? origin)
    {
        var type = NoteSigner.HasEd25519 ? SignatureType.Ed25519 : SignatureType.EcdsaP256;
        var seed = new byte[32];
        drawSecret(seed);
        var key = type == SignatureType.Ed25519 ? seed : P256(seed);
        var unnamed = NoteSigner.Of("truceline.invalid", type, key);
        return NoteSigner.Of(origin ?? $"truceline.invalid/{Hash.Of(unnamed.Key.PublicKey.AsSpan()).ToString()[..16]}", type, key);
    }

    /// <summary>A key over P-256 of a drawn number, in PKCS #8. One in four thousand million numbers is none, and is refused.</summary>
    private static byte[] P256(byte[] number)
    {
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = number });
        return key.ExportPkcs8PrivateKey();
    }
}
