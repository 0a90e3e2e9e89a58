using System.Collections.Immutable;
using NodaTime;
using Truceline.Journal;

namespace Truceline.Incidents;

/// <summary>What a decision says of some reports.</summary>
public enum GroupingAct
{
    /// <summary>They are of one happening.</summary>
    Together,

    /// <summary>No two of them are of one happening.</summary>
    Apart,
}

/// <summary>A decision, by somebody who is named, on which reports are of one happening: an entry of the journal.</summary>
/// <param name="Act">What it says.</param>
/// <param name="Reports">An entry of each of the reports, by number, ascending; two at least.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who decided.</param>
/// <param name="Recorded">When it was written down: information that no rule reads.</param>
public sealed record GroupingEntry(GroupingAct Act, ImmutableArray<long> Reports, string Reason, string By, Instant Recorded)
{
    /// <summary>The most reports of one decision: each pair of them is held.</summary>
    public const int MostReports = 200;

    /// <summary>The entry's canonical bytes; its kind is <c>together</c> or <c>apart</c>.</summary>
    /// <exception cref="InvalidOperationException">It could not be read again; the message says why.</exception>
    public byte[] Encode()
    {
        var bytes = EntryBody.Write(Word(Act), body =>
        {
            EntryBody.Write(body, "reports", Reports);
            body.WriteString("reason", Reason);
            body.WriteString("by", By);
            body.WriteString("recorded", EntryBody.Written(Recorded));
        });
        _ = Decode(bytes);
        return bytes;
    }

    /// <summary>Reads an entry; null for one of another kind.</summary>
    /// <exception cref="InvalidOperationException">It is of this kind and cannot be read; the message says why.</exception>
    public static GroupingEntry? Decode(ReadOnlyMemory<byte> entry)
    {
        if (EntryBody.Read(entry, Word(GroupingAct.Together), Word(GroupingAct.Apart)) is not { } body) return null;
        var act = body.Kind == Word(GroupingAct.Together) ? GroupingAct.Together : GroupingAct.Apart;
        var decision = new GroupingEntry(act, body.RequiredNumbers("reports"), body.RequiredText("reason"), body.RequiredText("by"), body.RequiredInstant("recorded"));
        body.Close();
        if (decision.Reports.Length is < 2 or > MostReports) throw body.Broken(FormattableString.Invariant($"'reports' names two reports at least and {MostReports} at most"));
        return decision;
    }

    /// <inheritdoc/>
    public bool Equals(GroupingEntry? other) => other is not null && Act == other.Act && Reason == other.Reason && By == other.By && Recorded == other.Recorded && Reports.SequenceEqual(other.Reports);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Act, Reason, By, Recorded, Reports.Length);

    /// <summary>How an act is written.</summary>
    public static string Word(GroupingAct act) => act switch
    {
        GroupingAct.Together => "together",
        GroupingAct.Apart => "apart",
        _ => throw new InvalidOperationException("INVARIANT: every act has its word"),
    };
}
