using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Journal;

namespace Truceline.Reports;

/// <summary>How far the handling of a report has come: a person's word, which no rule reads.</summary>
public enum ReportStatus
{
    /// <summary>It came in, and nobody has said anything of it: what a report has without an entry.</summary>
    Received,

    /// <summary>Somebody has looked at it.</summary>
    Triaged,

    /// <summary>Somebody is finding out more.</summary>
    UnderEnquiry,

    /// <summary>Others say the same, in the judgement of who says so.</summary>
    Corroborated,

    /// <summary>It was checked and is so, in the judgement of who says so.</summary>
    Verified,

    /// <summary>It was checked and not found to be so.</summary>
    NotSubstantiated,

    /// <summary>It cannot be checked.</summary>
    Unverifiable,

    /// <summary>Its source took it back: told by the source, never by an entry of a status.</summary>
    Withdrawn,

    /// <summary>It tells what another report tells.</summary>
    Duplicate,

    /// <summary>It is none of the mission's business.</summary>
    OutsideMandate,
}

/// <summary>What a named person says of the handling of a report: an entry of the journal. Of several on one report the latest holds.</summary>
/// <param name="Report">An entry of the report, by number.</param>
/// <param name="Status">What it says, one of <see cref="Given"/>.</param>
/// <param name="Of">Of a <see cref="ReportStatus.Duplicate"/>: an entry of the report that tells the same; null: it does not say, or is none.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who says it.</param>
/// <param name="Recorded">When it was written down: information that no rule reads.</param>
public sealed record StatusEntry(long Report, ReportStatus Status, long? Of, string Reason, string By, Instant Recorded)
{
    /// <summary>The kind of the entry.</summary>
    public const string Kind = "status";

    /// <summary>The statuses that a person can give: all but those that the record tells by itself.</summary>
    public static ImmutableArray<ReportStatus> Given { get; } = [.. Enum.GetValues<ReportStatus>().Where(status => status is not (ReportStatus.Received or ReportStatus.Withdrawn))];

    /// <summary>The entry's canonical bytes; its kind is <c>status</c>.</summary>
    /// <exception cref="InvalidOperationException">It could not be read again; the message says why.</exception>
    public byte[] Encode()
    {
        var bytes = EntryBody.Write(Kind, body =>
        {
            body.WriteNumber("report", Report);
            body.WriteString("status", Status.Written());
            if (Of is { } other) body.WriteNumber("of", other);
            body.WriteString("reason", Reason);
            body.WriteString("by", By);
            body.WriteString("recorded", EntryBody.Written(Recorded));
        });
        _ = Decode(bytes);
        return bytes;
    }

    /// <summary>Reads an entry; null for one of another kind.</summary>
    /// <exception cref="InvalidOperationException">It is of this kind and cannot be read; the message says why.</exception>
    public static StatusEntry? Decode(ReadOnlyMemory<byte> entry)
    {
        if (EntryBody.Read(entry, Kind) is not { } body) return null;
        var status = Vocabulary.Parse<ReportStatus>(body.RequiredText("status"));
        if (status is not { } given || !Given.Contains(given)) throw body.Broken($"'status' is one of {string.Join(", ", Given.Select(one => one.Written()))}");
        var read = new StatusEntry(body.RequiredNumber("report"), given, body.Number("of"), body.RequiredText("reason"), body.RequiredText("by"), body.RequiredInstant("recorded"));
        body.Close();
        if (read.Of is not null && given != ReportStatus.Duplicate) throw body.Broken("only a duplicate is one 'of' another report");
        return read.Of != read.Report ? read : throw body.Broken("a report is no duplicate of itself");
    }
}
