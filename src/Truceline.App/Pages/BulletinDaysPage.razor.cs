using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;
using Truceline.App.Serving;
using Truceline.Assessments;
using Truceline.Picture;

namespace Truceline.App.Pages;

/// <summary>The days of which there is a bulletin.</summary>
public sealed partial class BulletinDaysPage
{
    // A page of a record of years stays one that can be read; each day's numbers are counted once.
    private const int Most = 100;

    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu, ddd");

    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    private static readonly Remembered<Daybook, bool, ImmutableArray<Numbers>> Rows = new();

    private Daybook Book { get; set; } = null!;

    private ImmutableArray<Numbers> Days { get; set; } = [];

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/bulletin", (HttpContext http) => Site.Page<BulletinDaysPage>(http.Viewed()));

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Book = View.Days;
        Days = Rows.Get(Book, true, () => [.. Book.Dates.Take(Most).Select(Book.On).Select(Numbers.Of)]);
    }

    /// <summary>The main numbers of a day.</summary>
    private sealed record Numbers(LocalDate Date, int Incidents, int Verified, int Corroborated, int Alleged, int Restrictions, int Reports)
    {
        public static Numbers Of(RecordedDay day) => new(
            day.Date, day.Incidents.Length, day.Breaches(Standing.Verified).Count(), day.Breaches(Standing.Corroborated).Count(), day.Breaches(Standing.Alleged).Count(), day.Restrictions.Count(), day.Reports.Length);
    }

    private static string Written(LocalDate date) => LocalDatePattern.Iso.Format(date);

    private static string Words(LocalDate date) => Day.Format(date);
}
