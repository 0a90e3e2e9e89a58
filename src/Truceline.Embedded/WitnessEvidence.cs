using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>
/// What a witness could not bring together, kept for whoever will ask: a folder for each conflict, with both checkpoints as
/// they were signed, the proof that came, and words. The same conflict shown again is kept once.
/// </summary>
internal sealed class WitnessEvidence(string directory, NoteKey witness)
{
    // Everybody may show old checkpoints again and again; the disk of the witness is not theirs. Of each journal and kind
    // apart: what anybody can show leaves its room to a fork, which proves something, and one journal leaves it to another.
    internal const int Most = 1000;

    private readonly Lock gate = new();

    public int Count => Directory.Exists(directory) ? Directory.EnumerateDirectories(directory).Count() : 0;

    /// <summary>Keeps a conflict, durably.</summary>
    /// <returns>Where it lies: the name of the folder, under <c>evidence</c>; null: there is no room for more.</returns>
    public string? Keep(string origin, WitnessConflict conflict, IEnumerable<NoteKey> logs, Instant now)
    {
        var name = Name(origin, conflict);
        var folder = Path.Combine(directory, name);
        lock (gate)
        {
            // The words are written last: with them it is whole.
            if (File.Exists(Path.Combine(folder, "what.txt"))) return name;
            if (Directory.Exists(directory) && Directory.EnumerateDirectories(directory, $"{Kind(conflict.Kind)}-{Journal(origin)}-*").Count() >= Most) return null;
            DurableFile.CreateDirectory(folder);
            Write(folder, "seen.checkpoint", conflict.Seen.ToString());
            Write(folder, "shown.checkpoint", conflict.Shown.Checkpoint.ToString());
            Write(folder, "shown.request", conflict.Shown.ToString());
            Write(folder, "what.txt", Words(conflict, logs, now));
            return name;
        }
    }

    private static string Name(string origin, WitnessConflict conflict)
    {
        var (seen, shown) = (Checkpoint.Parse(conflict.Seen.Text), Checkpoint.Parse(conflict.Shown.Checkpoint.Text));
        var which = Hash.Of(Encoding.UTF8.GetBytes(conflict.Seen.Text + "\n" + conflict.Shown.Checkpoint.Text)).ToString();
        return string.Create(CultureInfo.InvariantCulture, $"{Kind(conflict.Kind)}-{Journal(origin)}-{seen.Head.Size}-{shown.Head.Size}-{which[..16]}");
    }

    private static string Kind(ConflictKind kind) => kind switch { ConflictKind.Fork => "fork", ConflictKind.NotShown => "not-shown", _ => "smaller" };

    private static string Journal(string origin) => WitnessFolder.HashOf(origin)[..8];

    private string Words(WitnessConflict conflict, IEnumerable<NoteKey> logs, Instant now) => $"""
        {conflict.What}.

        {conflict.Kind switch
        {
            ConflictKind.Fork => "Both checkpoints carry the journal's signature: together they prove that it was forked or rewritten. Nothing else is needed to check that but the journal's key.",
            ConflictKind.NotShown => "This alone proves nothing against the journal: whoever asked may have sent a wrong proof. The journal can clear it with a consistency proof between the two trees; if it has none, it was rewritten.",
            _ => "This alone proves nothing against the journal: anybody can show an old checkpoint. The journal can clear it with a consistency proof between the two trees; if it has none, it was rolled back or forked.",
        }}

        seen.checkpoint   what this witness had cosigned
        shown.checkpoint  what it was shown then
        shown.request     the same with the proof, as it came

        kept at  {InstantPattern.ExtendedIso.Format(now)}
        witness  {witness}
        {string.Join('\n', logs.Select(key => $"journal  {key}"))}

        """;

    private static void Write(string folder, string name, string text) => DurableFile.Write(Path.Combine(folder, name), Encoding.UTF8.GetBytes(text));
}
