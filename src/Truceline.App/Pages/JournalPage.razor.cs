using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using NodaTime;
using Truceline.App.Serving;
using Truceline.Embedded;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>The page of the journal as a whole, and the receipts that can be had for single entries.</summary>
public sealed partial class JournalPage
{
    // A page that can be read; the folder has all.
    private const int MostHeads = 30;

    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>The request.</summary>
    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    private DateTimeZone Zone => View.Agreement.Clock.Zone;

    private string Entries => View.Head.Size == 1 ? "1 entry" : $"{Words(View.Head.Size)} entries";

    private string Answer => Published is [(var last, _, _), ..] ? $"{Entries}, {(last.Published == View.Head.Size ? "all of them" : $"the first {Words(last.Published ?? 0)}")} under a signed head, {Cosigned(last)}." : $"{Entries}, under no signed head yet.";

    private string Cosigned(HeadOfJournal head) => head.IsWitnessed ? $"{head.Witnessed(Zone)} {Zone.Id}" : head.Witnesses.IsEmpty ? "which no witness has cosigned" : "which not enough witnesses have cosigned";

    private NoteKey? Key { get; set; }

    private ImmutableArray<(string Kind, long Count)> Kinds { get; set; } = [];

    /// <summary>The last heads, the newest first, with the names of those who cosigned and are not known here.</summary>
    private ImmutableArray<(HeadOfJournal Head, string Root, ImmutableArray<string> Others)> Published { get; set; } = [];

    private int Older { get; set; }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/journal", (HttpContext http) => Site.Page<JournalPage>(http.Viewed()));
        routes.MapGet("/journal/receipt/{entry:long}", Receipt);
    }

    private static async Task<IResult> Receipt(long entry, HttpContext http, Desk desk)
    {
        var note = await desk.ReceiptOf(entry, http.RequestAborted);
        return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(note.ToString()), "text/plain; charset=utf-8", FormattableString.Invariant($"entry-{entry}.receipt"));
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var directory = Http.RequestServices.GetRequiredService<Room>().Directory;
        Kinds = CountedKinds(View.Log, View.Lookup.Reports);
        try
        {
            Key = SigningKey.Verifier(directory);
            using var journal = JournalFolder.OpenForReading(directory);
            var notes = journal.Checkpoints();
            Older = Math.Max(0, notes.Count - MostHeads);
            var policy = Http.RequestServices.GetService<TlogPolicy>();
            Published = [.. notes.Reverse().Take(MostHeads).Select(note => Shown(note, policy))];
        }
        catch (JournalException)
        {
            // The frame says that the journal cannot be followed; what was read before is still shown.
        }
    }

    private (HeadOfJournal, string, ImmutableArray<string>) Shown(SignedNote note, TlogPolicy? policy)
    {
        var head = HeadOfJournal.Of(View.Head.Size, note, policy, Key);
        var known = head.Witnesses.Select(one => (one.Key.Name, one.Key.Id)).ToHashSet();
        var others = note.Signatures.Where(one => (one.Name, one.Id) != (Key?.Name, Key?.Id) && !known.Contains((one.Name, one.Id))).Select(one => one.Name);
        return (head, Checkpoint.Parse(note.Text).Head.Root.ToString(), [.. others]);
    }

    /// <summary>How many entries there are of each kind, reports first and then by name.</summary>
    private static ImmutableArray<(string, long)> CountedKinds(ReportLog log, ReportIndex reports)
    {
        var (brought, corrected, withdrawn) = reports.Entries;
        var others = log.Others.GroupBy(entry => Name(entry.Bytes), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, (long)group.Count()));
        var all = new List<(string Kind, long Count)> { ("reports", brought), ("corrections", corrected), ("withdrawals", withdrawn) };
        all.AddRange(others);
        all.Add(("erased, their places kept", log.Erased.Count));
        return [.. all.Where(kind => kind.Count > 0)];
    }

    private static string Name(ReadOnlyMemory<byte> entry)
    {
        using var json = JsonDocument.Parse(entry);
        return json.RootElement.GetProperty("kind").GetString() switch
        {
            Tick.Kind => "ticks: nothing came in for a while",
            Custody.Kind => "custody: opened, exported, released",
            Erasure.Kind => "erasures",
            SourceEntry.Kind => "sources and their tokens",
            "together" or "apart" => "decisions on incidents",
            ComparedTexts.Kind => "comparisons of texts",
            StatusEntry.Kind => "statuses given to reports",
            StatementReview.Kind => "reviews of drafted statements",
            "bulletin" => "bulletins as published, sealed",
            "publication" => "publications of bulletins",
            var other => $"of another kind ({other})",
        };
    }

    private static string Words(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
