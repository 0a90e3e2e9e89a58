using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>
/// What a witness keeps, in a directory of its own: its key, and of each journal that it follows the checkpoint that it
/// cosigned last. The new one is on the disk before the cosignature leaves; one answer at a time, and one process.
/// </summary>
/// <remarks>
/// A copy of this directory that is put back later would cosign what was cosigned differently since: a witness whose disk is
/// lost begins anew, with a new key.
/// </remarks>
public sealed class WitnessFolder : IDisposable
{
    /// <summary>The name of the private key's file.</summary>
    public const string KeyName = "witness.key";

    private const string LatestName = "checkpoint";
    private const string CosignedName = "cosigned";

    private readonly string directory;
    private readonly WriterLock place;
    private readonly Lock gate = new();
    private readonly WitnessEvidence evidence;
    private bool stopped;

    private WitnessFolder(string directory, WriterLock place, NoteSigner signer)
    {
        this.directory = directory;
        this.place = place;
        Signer = signer;
        evidence = new(Path.Combine(directory, "evidence"), signer.Key);
    }

    /// <summary>The witness's key.</summary>
    public NoteSigner Signer { get; }

    /// <summary>How many conflicts are kept as evidence.</summary>
    public int Conflicts => evidence.Count;

    /// <summary>Opens what a witness keeps; its key is made, durably, where there is none.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="name">The name of the witness.</param>
    /// <param name="drawSecret">Fills a seed with randomness fit for keys.</param>
    /// <param name="holder">Who opens it, for those who are refused meanwhile.</param>
    /// <exception cref="JournalException">Another process has it, it cannot be read or made, or its witness has another name.</exception>
    public static WitnessFolder Open(string directory, string name, Action<Span<byte>> drawSecret, string holder)
    {
        ArgumentNullException.ThrowIfNull(drawSecret);
        WriterLock? place = null;
        try
        {
            DurableFile.CreateDirectory(directory);
            place = WriterLock.Take(directory, holder);
            return new(directory, place, OpenKey(directory, name, drawSecret));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            place?.Dispose();
            if (failed is JournalException { IsContended: true }) throw new JournalException($"another process is the witness of '{directory}'; end it first: two would cosign different trees.", failed);
            throw failed is JournalException ? failed : new JournalException($"the witness cannot keep anything in '{directory}': {failed.Message.TrimEnd('.')}.", failed);
        }
    }

    /// <summary>The checkpoint of a journal that was cosigned last, with the signatures of both; null: none was.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    public SignedNote? Latest(string origin) => LatestAt(HashOf(origin));

    /// <summary>The same, by the hexadecimal SHA-256 of the origin; null also for what is no hash.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    public SignedNote? LatestAt(string originHash)
    {
        return Hash.TryParse(originHash, out _) ? Read(Path.Combine(directory, originHash, LatestName)) : null;
    }

    /// <summary>Answers a request, and has kept what the answer rests on when it returns.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="logs">The keys of the journals that are followed.</param>
    /// <param name="now">The time that a cosignature says.</param>
    /// <param name="kept">Where the evidence of a conflict lies; null: there is none.</param>
    /// <exception cref="JournalException">The disk failed, now or before: nothing more is cosigned until the witness is started anew.</exception>
    public WitnessAnswer Answer(WitnessRequest request, IReadOnlyCollection<NoteKey> logs, Instant now, out string? kept)
    {
        ArgumentNullException.ThrowIfNull(request);
        var origin = request.Checkpoint.Text.Split('\n', 2)[0];
        lock (gate)
        {
            if (stopped) throw new JournalException($"the witness in '{directory}' stopped after a failure while writing; start it anew.");
            kept = null;
            var known = logs.Any(key => key.Name == origin);
            var answer = Witness.Answer(known ? Latest(origin) : null, size => CosignedAt(origin, size), request, logs, Signer, now);
            try
            {
                if (answer.Conflict is { } conflict) kept = evidence.Keep(origin, conflict, logs.Where(key => key.Name == origin), now);
                if (answer.State is { } state) Keep(origin, state);
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                stopped = true;
                throw new JournalException($"the witness in '{directory}' cannot write: {failed.Message.TrimEnd('.')}. It cosigns nothing more until it is started anew.", failed);
            }
            return answer;
        }
    }

    /// <summary>The name under which a journal is kept and asked for: the SHA-256 of its origin.</summary>
    public static string HashOf(string origin) => Hash.Of(Encoding.UTF8.GetBytes(origin)).ToString();

    /// <inheritdoc/>
    public void Dispose() => place.Dispose();

    private void Keep(string origin, SignedNote state)
    {
        var folder = Path.Combine(directory, HashOf(origin));
        DurableFile.CreateDirectory(folder);
        var bytes = Encoding.UTF8.GetBytes(state.ToString());
        DurableFile.Write(Path.Combine(folder, LatestName), bytes);
        // Decides nothing: when an old checkpoint comes again, it tells the same one from another of its size.
        var each = Path.Combine(folder, CosignedName, Size(state));
        DurableFile.CreateDirectory(Path.GetDirectoryName(each)!);
        if (!File.Exists(each)) DurableFile.Write(each, bytes);
    }

    private SignedNote? CosignedAt(string origin, long size) =>
        Read(Path.Combine(directory, HashOf(origin), CosignedName, size.ToString(CultureInfo.InvariantCulture)));

    private static SignedNote? Read(string path)
    {
        try
        {
            return File.Exists(path) ? SignedNote.Parse(File.ReadAllBytes(path)) : null;
        }
        catch (Exception failed) when (failed is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"'{path}' cannot be read as a checkpoint that this witness cosigned: {failed.Message.TrimEnd('.')}. A witness that has lost its state begins anew, with a new key.", failed);
        }
    }

    private static string Size(SignedNote checkpoint) => Checkpoint.Parse(checkpoint.Text).Head.Size.ToString(CultureInfo.InvariantCulture);

    private static NoteSigner OpenKey(string directory, string name, Action<Span<byte>> drawSecret)
    {
        var path = Path.Combine(directory, KeyName);
        if (!File.Exists(path))
        {
            if (Directory.EnumerateDirectories(directory).Any(folder => Hash.TryParse(Path.GetFileName(folder), out _)))
                throw new JournalException($"the witness in '{directory}' has cosigned already, and '{KeyName}' is not here; put it back, or begin a new witness in another directory.");
            var seed = new byte[32];
            drawSecret(seed);
            DurableFile.WriteNew(path, Encoding.UTF8.GetBytes(NoteSigner.Of(name, SignatureType.Cosignature, seed).ToSecretText() + "\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            CryptographicOperations.ZeroMemory(seed);
        }
        try
        {
            var signer = NoteSigner.Parse(File.ReadAllText(path).TrimEnd('\r', '\n'));
            if (signer.Key.Type != SignatureType.Cosignature) throw new FormatException("it is not one with which a witness cosigns");
            return signer.Key.Name == name ? signer : throw new JournalException($"the witness in '{directory}' is named {signer.Key.Name}; its name stays what it is.");
        }
        catch (FormatException broken)
        {
            throw new JournalException($"'{path}' is not the private key of a witness: {broken.Message}.", broken);
        }
    }
}
