using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>One entry that holds no report: a decision, a tick, something about other entries; or one that was erased.</summary>
public sealed partial class EntryPage
{
    private const int Most = 2_000;

    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>Its number.</summary>
    [Parameter, EditorRequired]
    public long Entry { get; set; }

    private string What { get; set; } = "";

    private ImmutableArray<(string Name, string Text, ImmutableArray<long> Entries)> Members { get; set; } = [];

    private IEnumerable<(long Entry, Custody Link)> Custody => CustodyOf(View.Log, [Entry]);

    /// <summary>Whether a record has such an entry, erased or not.</summary>
    internal static bool Has(ReportLog log, long entry) => log.Erased.ContainsKey(entry) || log.Others.Any(other => other.Number == entry);

    /// <summary>Who had the content of some entries when, in the order in which it was written down.</summary>
    internal static ImmutableArray<(long Entry, Custody Link)> CustodyOf(ReportLog log, ImmutableArray<long> entries) =>
    [
        .. from other in log.Others
           let link = Journal.Custody.Decode(other.Bytes)
           where link is not null && entries.Any(entry => link.Concerns(entry) && entry < other.Number && !(log.Erased.TryGetValue(entry, out var gone) && gone.SaidBy < other.Number))
           select (other.Number, link),
    ];

    protected override void OnParametersSet()
    {
        if (View.Log.Erased.TryGetValue(Entry, out var erased))
        {
            What = erased.SaidBy is { } by
                ? FormattableString.Invariant($"Erased. Entry {by:N0} says so and why: {ForeignWords.Cut(erased.Reason!, 400)}. That an entry was here, and where, still stands.")
                : "Erased, after the part of the journal that is looked at. That an entry was here, and where, still stands.";
            if (erased.SaidBy is { } said) Members = [("said by", "", [said])];
            return;
        }
        using var json = JsonDocument.Parse(View.Log.Others.First(other => other.Number == Entry).Bytes);
        What = Said(json.RootElement.GetProperty("kind").GetString() ?? "");
        if (json.RootElement.GetProperty("body") is { ValueKind: JsonValueKind.Object } body) Members = [.. body.EnumerateObject().Where(member => member.Name != "digests").Select(Member), .. Digests()];
    }

    private IEnumerable<(string, string, ImmutableArray<long>)> Digests() =>
        (ComparedTexts.Decode(View.Log.Others.First(other => other.Number == Entry).Bytes)?.Digests ?? []).Select(digest => (FormattableString.Invariant($"entry {digest.Text:N0} is a digest of"), "", digest.Holds));

    private static string Said(string kind) => kind switch
    {
        Tick.Kind => "A tick: nothing came in for a time, and the journal was kept.",
        Journal.Custody.Kind => "Custody: what happened to the content of other entries.",
        Erasure.Kind => "An erasure: the content of other entries was destroyed. Copies that left the journal before are out of its reach; their holders must be asked.",
        SourceEntry.Kind => "About a source that may hand in reports by itself. Of its token only a hash is kept.",
        "together" => "A decision that reports are of one happening.",
        "apart" => "A decision that reports are of different happenings.",
        ComparedTexts.Kind => "A comparison of texts: which of them are of one origin. Findings count reports that were read out of texts by the latest.",
        StatusEntry.Kind => "What somebody said of the handling of a report. No finding reads it.",
        StatementReview.Kind => "What somebody said of a drafted statement.",
        "bulletin" => "The sentences of a bulletin, as published.",
        "publication" => "That a bulletin was published.",
        _ => $"An entry of the kind '{ForeignWords.Cut(kind, 60)}'.",
    };

    private static (string Name, string Text, ImmutableArray<long> Entries) Member(JsonProperty member) => member.Value switch
    {
        { ValueKind: JsonValueKind.String } text => (ForeignWords.Cut(member.Name, 60), ForeignWords.Cut(text.GetString()!, Most), []),
        { ValueKind: JsonValueKind.Array } list when member.Name is "entries" or "reports" && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out _)) =>
            (member.Name, "", [.. list.EnumerateArray().Select(item => item.GetInt64())]),
        { ValueKind: JsonValueKind.Number } number when member.Name is "report" or "of" or "draft" && number.TryGetInt64(out var named) => (member.Name, "", [named]),
        var other => (ForeignWords.Cut(member.Name, 60), ForeignWords.Cut(other.GetRawText(), Most), []),
    };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
