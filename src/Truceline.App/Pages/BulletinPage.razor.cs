using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;
using Truceline.App.Serving;
using Truceline.App.Wording;
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

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/bulletin/{day}", (HttpContext http, string day) =>
    {
        var view = http.Viewed();
        var book = view.Days;
        return Site.Page<BulletinPage>(view, (nameof(Bulletin), Bulletin.Of(book, Read(day))), (nameof(Recorded), book.Dates));
    });

    /// <summary>A day as an address or a command line has it.</summary>
    /// <exception cref="UsageException">It is none, or one at the ends of the calendar.</exception>
    internal static LocalDate Read(string day) =>
        LocalDatePattern.Iso.Parse(day) is { Success: true, Value: var date } && TimeWords.CanBeAsked(date) ? date
        : throw new UsageException($"'{(day.Length <= 40 ? day : day[..40] + "…")}' is no day: write it as 2025-09-06.");

    private LocalDate? Before => Recorded.Any(date => date < Bulletin.Day) ? Bulletin.Day.PlusDays(-1) : null;

    private LocalDate? After => Recorded.Any(date => date > Bulletin.Day) ? Bulletin.Day.PlusDays(1) : null;

    private string Address(LocalDate day) => View.Link($"/bulletin/{LocalDatePattern.Iso.Format(day)}");
}
