using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;
using Truceline.App.Api;
using Truceline.App.Publishing;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Journal;
using Truceline.Picture;

namespace Truceline.App.Pages;

/// <summary>The bulletin of one day.</summary>
public sealed partial class BulletinPage
{
    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>The bulletin.</summary>
    [Parameter, EditorRequired]
    public Bulletin Bulletin { get; set; } = null!;

    /// <summary>The days that have a record: the ways on lead no further than the first and the last of them.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<LocalDate> Recorded { get; set; } = [];

    /// <summary>What it was last published as; null: it was not, or the content of that was erased.</summary>
    [Parameter]
    public Edition? Edition { get; set; }

    /// <summary>Where the proofs are of the sentences that were published; null: of none.</summary>
    [Parameter]
    public IReadOnlyDictionary<Sentence, string>? Proofs { get; set; }

    /// <summary>The entry of its last publication, whose content was erased; null: it was not.</summary>
    [Parameter]
    public long? Erased { get; set; }

    private static readonly Remembered<Daybook, LocalDate, Bulletin> Bulletins = new();

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/bulletin/{day}", (HttpContext http, Room room, PublicationsKnown known, string day) =>
    {
        var view = http.Viewed();
        var book = view.Days;
        var bulletin = Bulletins.Get(book, Read(day), () => Bulletin.Of(book, Read(day)));
        // A publication comes after the entries that it froze: a look at an earlier entry shows it too.
        var others = (view.Asked.IsPinned ? room.View(new(view.Asked.Agreement, null, null)).Log : view.Log).Others;
        var publications = known.Of(others);
        var shown = BulletinPress.Shown(room.Directory, bulletin, publications, others, http.RequestServices.GetService<TlogPolicy>());
        return Site.Page<BulletinPage>(
            view, (nameof(Bulletin), bulletin), (nameof(Recorded), book.Dates), (nameof(Edition), shown?.Edition),
            (nameof(Proofs), shown?.Ids is { } ids ? new Dictionary<Sentence, string>(ids.Select(one => KeyValuePair.Create(one.Key, ProofEndpoint.Address(view, bulletin.Day, one.Value))), ReferenceEqualityComparer.Instance) : null),
            (nameof(Erased), shown is null ? publications.Of(bulletin.Agreement.Id, bulletin.Day).LastOrDefault()?.Number : null));
    });

    private string At(long entry) => (View.Asked with { AtEntry = entry }).Link($"/bulletin/{LocalDatePattern.Iso.Format(Bulletin.Day)}");

    /// <summary>A day as an address or a command line has it.</summary>
    /// <exception cref="UsageException">It is none, or one at the ends of the calendar.</exception>
    internal static LocalDate Read(string day) =>
        LocalDatePattern.Iso.Parse(day) is { Success: true, Value: var date } && TimeWords.CanBeAsked(date) ? date
        : throw new UsageException($"'{(day.Length <= 40 ? day : day[..40] + "…")}' is no day: write it as 2025-09-06.");

    private LocalDate? Before => Recorded.Any(date => date < Bulletin.Day) ? Bulletin.Day.PlusDays(-1) : null;

    private LocalDate? After => Recorded.Any(date => date > Bulletin.Day) ? Bulletin.Day.PlusDays(1) : null;

    private string Address(LocalDate day) => View.Link($"/bulletin/{LocalDatePattern.Iso.Format(day)}");
}
