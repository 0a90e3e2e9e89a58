using System.Globalization;
using System.Text.Json.Nodes;
using Truceline.Journal;

namespace Truceline.App.Remote;

/// <summary>
/// What holding a journal against what others have kept showed: a head that somebody signed for earlier, and the
/// cosignatures of witnesses.
/// </summary>
/// <param name="Holds">Whether all of it holds.</param>
/// <param name="Lines">What was found, in sentences.</param>
/// <param name="Json">The same for programs.</param>
internal sealed record OutsideChecks(bool Holds, IReadOnlyList<string> Lines, JsonObject Json)
{
    /// <summary>Nothing was asked for.</summary>
    public static OutsideChecks None { get; } = new(true, [], []);

    /// <summary>Holds a journal against a head that was kept and a policy, as far as they are given.</summary>
    /// <param name="head">The head of the journal, worked out anew.</param>
    /// <param name="rootAt">The root over its first entries, likewise.</param>
    /// <param name="published">The last head that it signed; null: none.</param>
    /// <param name="key">Its key; null: not known.</param>
    /// <param name="against">The head that was kept; null: none.</param>
    /// <param name="policy">The policy; null: none.</param>
    public static OutsideChecks Of(Head head, Func<long, Hash> rootAt, SignedNote? published, NoteKey? key, SignedNote? against, TlogPolicy? policy)
    {
        var (lines, json) = (new List<string>(), new JsonObject());
        var holds = (against is null || Against(head, rootAt, key, against, lines, json)) & (policy is null || Witnessed(published, key, policy, lines, json));
        return new(holds, lines, json);
    }

    /// <summary>The same, and that the last head that was published is signed with a key that was named.</summary>
    public OutsideChecks SignedBy(NoteKey key, SignedNote? published)
    {
        string? fault = null;
        try
        {
            if (published is null) fault = "nothing was signed yet";
            else KeptFiles.Signed(published, key);
        }
        catch (FormatException wrong)
        {
            fault = $"of the last published head: {wrong.Message}";
        }
        Json["signed-by"] = fault is null ? key.ToString() : null;
        var line = fault is null ? $"The last published head is signed by {key.Name}, fingerprint {ProofTrust.Fingerprint(key)}." : $"Rejected: {fault}.";
        return this with { Holds = Holds && fault is null, Lines = [.. Lines, line] };
    }

    private static bool Against(Head head, Func<long, Hash> rootAt, NoteKey? key, SignedNote against, List<string> lines, JsonObject json)
    {
        var fault = AgainstFault(head, rootAt, key, against, out var kept);
        json["against"] = new JsonObject { ["size"] = kept?.Head.Size, ["holds"] = fault is null, ["fault"] = fault };
        lines.Add(fault is null ? Text($"It goes on from the head of {kept!.Head.Size:N0} entries that was kept{(key is null ? ", whose signature was not checked: name the key with --key" : $", signed by {key.Name}")}.")
            : $"Rejected: {fault}.");
        return fault is null;
    }

    private static string? AgainstFault(Head head, Func<long, Hash> rootAt, NoteKey? key, SignedNote against, out Checkpoint? kept)
    {
        kept = null;
        try
        {
            kept = key is null ? Checkpoint.Parse(against.Text) : KeptFiles.Signed(against, key);
        }
        catch (FormatException wrong)
        {
            return $"the head that was kept cannot be used: {wrong.Message}";
        }
        if (kept.Head.Size > head.Size) return Text($"the journal has {head.Size:N0} entries, and the head that was kept {kept.Head.Size:N0}: entry {head.Size + 1:N0} and what followed it were cut off, or an old copy was put in the journal's place");
        if (rootAt(kept.Head.Size) == kept.Head.Root) return null;
        return Text($"the first {kept.Head.Size:N0} entries are not those of the head that was kept: one of them or their order was changed, and the journal rewritten from there");
    }

    private static bool Witnessed(SignedNote? published, NoteKey? key, TlogPolicy policy, List<string> lines, JsonObject json)
    {
        Verdict? verdict = null;
        string? fault = null;
        try
        {
            verdict = published is null ? null : policy.Judge(published, key);
        }
        catch (FormatException wrong)
        {
            fault = wrong.Message;
        }
        fault ??= verdict is null ? "nothing was published yet"
            : verdict.Log is null ? key is null ? "the policy names no journal: name its key with --key" : $"the last head is not signed by a journal that the policy accepts"
            : verdict.HasQuorum ? null : $"the quorum '{policy.Quorum}' is not met";
        var size = published is null ? 0 : Checkpoint.Parse(published.Text).Head.Size;
        var names = verdict is null ? [] : verdict.Witnesses.Select(one => Text($"{one.Name} at {NodaTime.Text.InstantPattern.General.Format(one.At)}")).ToArray();
        json["policy"] = new JsonObject
        {
            ["met"] = fault is null,
            ["size"] = size,
            ["fault"] = fault,
            ["witnesses"] = verdict is null ? new JsonArray() : new JsonArray([.. verdict.Witnesses.Select(one => new JsonObject { ["name"] = one.Name, ["at"] = NodaTime.Text.InstantPattern.General.Format(one.At) })]),
        };
        var who = names.Length == 0 ? "cosigned by no witness of the policy" : $"cosigned by {string.Join(", ", names)}";
        lines.Add(fault is null ? Text($"The last published head, of {size:N0} entries, meets the policy: {who}.") : Text($"Rejected: {fault}; the last published head, of {size:N0} entries, is {who}."));
        return fault is null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
