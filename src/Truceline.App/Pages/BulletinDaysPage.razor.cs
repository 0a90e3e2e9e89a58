using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;
using Truceline.App.Serving;
using Truceline.Picture;

namespace Truceline.App.Pages;

/// <summary>The days of which there is a bulletin.</summary>
public sealed partial class BulletinDaysPage
{
    // A page of a record of years stays one that can be read; each day's numbers are counted once.
    internal const int Most = 100;

    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu, ddd");

    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    private Daybook Book { get; set; } = null!;

    private ImmutableArray<DayNumbers> Days { get; set; } = [];

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/bulletin", (HttpContext http) => Site.Page<BulletinDaysPage>(http.Viewed()));

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Book = View.Days;
        Days = [.. Book.Dates.Take(Most).Select(View.Pictures.NumbersOf)];
    }

    private static string Written(LocalDate date) => LocalDatePattern.Iso.Format(date);

    private static string Words(LocalDate date) => Day.Format(date);
}
