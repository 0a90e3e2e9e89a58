using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;
using Truceline.App.Pages.Parts;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Assessments;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>What could have been seen of each zone.</summary>
public sealed partial class CoveragePage
{
    // As many days as can be read beside each other.
    private const int MostDays = 28;
    private const string Unrecorded = "No report of coverage has come in: patrols, cameras and other sensors with their times and ranges. All of it is unseen until then, and nobody can say that anything was kept.";
    private const string Hatched = "Hatched: nobody could see anything, which is not quiet.";

    private static readonly LocalDatePattern DayOfMonth = LocalDatePattern.CreateWithInvariantCulture("d MMM");

    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>The zone that is asked for, by id; null: all.</summary>
    [Parameter]
    public string? AskedZone { get; set; }

    /// <summary>The day that is asked for, as written; null: the last ones.</summary>
    [Parameter]
    public string? AskedDay { get; set; }

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/coverage", (HttpContext http) => Site.Page<CoveragePage>(
        http.Viewed(), (nameof(AskedZone), FindingsFilter.One(http.Request.Query, "zone")), (nameof(AskedDay), FindingsFilter.One(http.Request.Query, "day"))));

    /// <summary>The zones that have a coverage: those with a name and an end.</summary>
    internal static ImmutableArray<string> Zones(View view) => Bounded.GetValue(view.Agreement, agreement => new(ZoneCoverages.Bounded(agreement))).Value;

    private static readonly ConditionalWeakTable<Agreements.Agreement, StrongBox<ImmutableArray<string>>> Bounded = [];

    /// <summary>The coverage of the last days, of all zones: what the page shows first.</summary>
    internal static void Prepare(Pictures pictures, Agreements.Agreement agreement)
    {
        foreach (var zone in ZoneCoverages.Bounded(agreement))
        {
            pictures.Coverages.Seen(zone);
            pictures.Coverages.Of(zone, Window(pictures.Coverages.Dates, null));
        }
    }

    /// <summary>As many days as are shown, that end with one.</summary>
    private static DateInterval? Window(DateInterval? all, LocalDate? day)
    {
        if (all is null) return null;
        var last = LocalDate.Min(all.End, LocalDate.Max(all.Start, day ?? all.End));
        return new(LocalDate.Max(all.Start, last.PlusDays(1 - MostDays)), last);
    }

    /// <summary>Whether anybody reported what could be seen.</summary>
    internal static bool IsRecorded(View view) => view.Lookup.Reports.OfKind("coverage").Count > 0;

    private DateInterval? All { get; set; }

    private ImmutableArray<LocalDate> Days { get; set; } = [];

    private string? Fault { get; set; }

    private ZoneCoverage? Zone { get; set; }

    private CoverageDay? Day { get; set; }

    private LocalDate Last => Days[^1];

    private ImmutableArray<ZoneCoverage> Shown { get; set; } = [];

    private LocalDate? Earlier => All!.Start < Days[0] ? Days[0].PlusDays(-1) : null;

    private LocalDate? Later => All!.End > Days[^1] ? LocalDate.Min(All.End, Days[^1].PlusDays(MostDays)) : null;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var (zones, coverages) = (Zones(View), View.Pictures.Coverages);
        var day = AskedDay is null ? null : TimeWords.Day(AskedDay);
        var zone = zones.FirstOrDefault(zone => zone == AskedZone);
        Fault = AskedDay is not null && day is null ? $"'{AskedDay}' is no day: write it as 2025-09-06."
            : AskedZone is not null && zone is null ? $"'{ForeignWords.Cut(AskedZone, 60)}' is no zone with an end in this agreement."
            : null;
        All = zones.IsEmpty ? null : coverages.Dates;
        var shown = Window(All, day);
        Days = [.. shown ?? Enumerable.Empty<LocalDate>()];
        Shown = [.. zones.Where(one => zone is null || one == zone).Select(one => coverages.Of(one, shown))];
        Zone = zone is null ? null : Shown[0];
        Day = day is { } date ? Zone?.Days.FirstOrDefault(one => one.Date == date) : null;
        if (Fault is null && Zone is not null && day is not null && Day is null) Fault = $"Nothing is known of {TimeWords.Words(day.Value)}.";
    }

    private string Address(string? zone, LocalDate? day) => View.Link(QueryHelpers.AddQueryString("/coverage", new Dictionary<string, string?>
    {
        ["zone"] = zone,
        ["day"] = day is { } date ? LocalDatePattern.Iso.Format(date) : null,
    }.Where(one => one.Value is not null)));

    private LocalDate? Beside(int by) => Day!.Date.PlusDays(by) is var date && All!.Contains(date) ? date : null;

    private string HourOf(CoverageHour hour) => hour.Time.Start.InZone(View.Agreement.Clock.Zone).Hour.ToString("00", CultureInfo.InvariantCulture);

    private static string DayOf(LocalDate date) => DayOfMonth.Format(date);

    private static IEnumerable<Hindrance> Hindrances(CoverageDay day) =>
        day.Hours.SelectMany(hour => hour.Hindrances).DistinctBy(one => (one.Status, one.Observer, one.Note, string.Join(',', one.Entries)));

    /// <summary>"62 % of its zone-hours could be seen (14.9 of 24); 3 incidents noticed, 0.2 an observed hour".</summary>
    private static string Sum(CoverageDay day)
    {
        var noticed = day.Incidents == 1 ? "1 incident noticed" : $"{Number(day.Incidents)} incidents noticed";
        return day.Share is not { } share ? "Nobody could see anything: not quiet, but unseen."
            : string.Create(CultureInfo.InvariantCulture, $"{ShareCell.Percent(share)} % of its zone-hours could be seen ({day.ZoneHours:0.#} of {day.Hours.Sum(hour => hour.Time.Duration.TotalHours):0.#}); {noticed}{(day.Incidents == 0 ? "" : day.Rate is { } rate ? $", {Rate(rate)} an observed hour" : ", too little was seen for a rate")}.");
    }

    private string Overall(ZoneCoverage zone)
    {
        var days = zone.Days.Where(day => day.Date >= Days[0] && day.Date <= Days[^1]).ToArray();
        var (seen, all) = (days.Sum(day => day.ZoneHours), days.Sum(day => day.Hours.Sum(hour => hour.Time.Duration.TotalHours)));
        return seen > 0 ? $"{ShareCell.Percent(seen / all)} %" : "none";
    }

    private static string Rate(double rate) => rate.ToString(rate < 0.1 ? "0.00" : rate < 10 ? "0.#" : "#,0", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
