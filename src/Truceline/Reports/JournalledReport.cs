using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;

namespace Truceline.Reports;

/// <summary>What one entry of a journal says of a report.</summary>
/// <param name="Entry">The number of the entry.</param>
/// <param name="Report">What the report says from that entry on.</param>
/// <param name="Recorded">When it was handed in: information that no rule reads.</param>
/// <param name="Submitter">Who handed it in, where that is said.</param>
public sealed record ReportVersion(long Entry, Report Report, Instant Recorded, string? Submitter)
{
    /// <summary>
    /// The members of the written form in which it differs from an earlier version of the same content, in ordinal order
    /// ("count", "note"); of another content the names of both ("observation", "withdrawal").
    /// </summary>
    public ImmutableArray<string> ChangedSince(ReportVersion earlier)
    {
        using var before = JsonDocument.Parse(ReportEntry.ContentOf(earlier.Report));
        using var now = JsonDocument.Parse(ReportEntry.ContentOf(Report));
        var outer = Differing(before.RootElement, now.RootElement);
        return outer.Length == 1 && before.RootElement.TryGetProperty(outer[0], out var one) && now.RootElement.TryGetProperty(outer[0], out var two) && one.ValueKind == JsonValueKind.Object
            ? Differing(one, two)
            : outer;
    }

    private static ImmutableArray<string> Differing(JsonElement a, JsonElement b) =>
    [
        .. a.EnumerateObject().Concat(b.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal)
            .Where(name => !(a.TryGetProperty(name, out var one) && b.TryGetProperty(name, out var two) && JsonElement.DeepEquals(one, two)))
            .Order(StringComparer.Ordinal),
    ];
}

/// <summary>That a report counts for nothing any more.</summary>
/// <param name="Reason">Why, in the source's words; null when it does not say.</param>
/// <param name="Entry">The number of the entry that says so.</param>
/// <param name="Before">What the report said last before it.</param>
public sealed record Withdrawn(string? Reason, long Entry, Content Before);

/// <summary>A report as it stands after its corrections, with the journal entries that made it so.</summary>
/// <param name="Report">What it says now; of a withdrawn report the content is the <see cref="Withdrawal"/>.</param>
/// <param name="Entries">The numbers of its entries, in order: the first brought it, the others corrected it or took it back.</param>
public sealed record JournalledReport(Report Report, ImmutableArray<long> Entries)
{
    /// <summary>What each of its entries says, in their order: the last is what it says now. Empty for a report that was not read from a journal.</summary>
    public ImmutableArray<ReportVersion> Versions { get; init; } = [];

    /// <summary>The text out of which it was read; null: out of none. Of a report that was not read from a journal it is not known.</summary>
    public ReadText? Text { get; init; }

    /// <summary>Whether it was read out of a text that the journal does not have, or that was taken back: through whose hands it came is not known.</summary>
    public bool IsOfUnknownText => Report.Content is Observation { Text: not null } && Text?.Report is null;

    /// <summary>The entries on which what it says rests, ascending: its own, and of a report that was read out of a text those of the text and of its comparison with others.</summary>
    public ImmutableArray<long> RestsOn => Text is { Report: { } text } ? [.. Entries.Concat(text.Entries).Concat(Text.ComparedBy is { } compared ? [compared] : []).Distinct().Order()] : Entries;

    /// <summary>
    /// The chains through which it came, each from the nearest link to the deepest; a null link is unnamed. Of an observation that was read out of a text the
    /// text's own part of them comes first. Empty: the observer has it at first hand.
    /// </summary>
    public ImmutableArray<ImmutableArray<string?>> Chains => Report.Content switch
    {
        Observation { Text: not null } observation => (Text ?? new(null, null, null)).Chains(observation.Chains),
        Observation observation => observation.Chains,
        SourceText text => text.Chains,
        Statement statement => statement.Chains,
        StatementDraft draft => draft.Statement.Chains,
        _ => [],
    };

    /// <summary>
    /// Whether it was drafted once, and something else than a draft was put over that: no statement then. What nobody confirmed would stand among what was said.
    /// No such correction is taken in; older programs did.
    /// </summary>
    public bool IsPutOverDraft => Report.Content is not (StatementDraft or Withdrawal) && Versions.Any(version => version.Report.Content is StatementDraft);

    /// <summary>
    /// The draft that it is: itself, or, where something else was put over it, as it was before. Null for what was never one, and where it was taken back.
    /// </summary>
    internal JournalledReport? AsDraft
    {
        get
        {
            if (Report.Content is StatementDraft) return this;
            if (!IsPutOverDraft) return null;
            var last = Versions.Length - 1;
            while (Versions[last].Report.Content is not (StatementDraft or Withdrawal)) last--;
            return Versions[last].Report is { Content: StatementDraft } draft ? this with { Report = draft, Entries = Entries[..(last + 1)], Versions = Versions[..(last + 1)] } : null;
        }
    }

    /// <summary>Whether the source took it back: it counts for nothing.</summary>
    public bool IsWithdrawn => Report.Content is Withdrawal;

    /// <summary>That it was taken back, and what it had said; null for a report that stands, and for one that was not read from a journal.</summary>
    public Withdrawn? Withdrawn =>
        Report.Content is Withdrawal now && Versions.LastOrDefault(version => version.Report.Content is not Withdrawal) is { } before
            ? new(now.Reason, Entries[^1], before.Report.Content)
            : null;

    /// <summary>Whether it is made up, or ever said so.</summary>
    public bool Exercise => Report.Exercise || Versions.Any(version => version.Report.Exercise);
}
