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

    private static readonly ConditionalWeakTable<Assessment, Known> Coverages = [];
    private static readonly LocalDatePattern DayOfMonth = LocalDatePattern.CreateWithInvariantCulture("d MMM");

    private sealed record Known(ReportLog Log, ImmutableArray<ZoneCoverage> Zones);

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

    /// <summary>The coverage of each zone with an end, worked out once for each assessment.</summary>
    internal static ImmutableArray<ZoneCoverage> Of(View view)
    {
        if (Coverages.TryGetValue(view.Assessment, out var known) && ReferenceEquals(known.Log, view.Log)) return known.Zones;
        var made = new Known(view.Log, ZoneCoverage.All(view.Assessment, view.Log));
        Coverages.AddOrUpdate(view.Assessment, made);
        return made.Zones;
    }

    /// <summary>Whether anybody reported what could be seen.</summary>
    internal static bool IsRecorded(View view) => Recorded.Get(view.Log, true, () => view.Log.Standing.Any(report => report.Report.Content is Coverage));

    private static readonly Remembered<ReportLog, bool, bool> Recorded = new();

    private ImmutableArray<ZoneCoverage> Zones { get; set; } = [];

    private ImmutableArray<LocalDate> All { get; set; } = [];

    private ImmutableArray<LocalDate> Days { get; set; } = [];

    private string? Fault { get; set; }

    private ZoneCoverage? Zone { get; set; }

    private CoverageDay? Day { get; set; }

    private LocalDate Last => Days[^1];

    private IEnumerable<ZoneCoverage> Shown => Zone is { } only ? [only] : Zones;

    private LocalDate? Earlier => All[0] < Days[0] ? Days[0].PlusDays(-1) : null;

    private LocalDate? Later => All[^1] > Days[^1] ? LocalDate.Min(All[^1], Days[^1].PlusDays(MostDays)) : null;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Zones = Of(View);
        All = [.. Zones.SelectMany(zone => zone.Days.Select(day => day.Date)).Distinct().Order()];
        var day = AskedDay is null ? null : TimeWords.Day(AskedDay);
        Zone = Zones.FirstOrDefault(zone => zone.Zone == AskedZone);
        Fault = AskedDay is not null && day is null ? $"'{AskedDay}' is no day: write it as 2025-09-06."
            : AskedZone is not null && Zone is null ? $"'{ForeignWords.Cut(AskedZone, 60)}' is no zone with an end in this agreement."
            : null;
        Day = day is { } date ? Zone?.Days.FirstOrDefault(one => one.Date == date) : null;
        if (Fault is null && Zone is not null && day is not null && Day is null) Fault = $"Nothing is known of {TimeWords.Words(day.Value)}.";
        Days = All.IsEmpty ? [] : [.. All.Where(one => one <= LocalDate.Max(All[0], day ?? All[^1])).TakeLast(MostDays)];
    }

    private string Address(string? zone, LocalDate? day) => View.Link(QueryHelpers.AddQueryString("/coverage", new Dictionary<string, string?>
    {
        ["zone"] = zone,
        ["day"] = day is { } date ? LocalDatePattern.Iso.Format(date) : null,
    }.Where(one => one.Value is not null)));

    private LocalDate? Beside(int by)
    {
        var at = Zone!.Days.IndexOf(Day!) + by;
        return at >= 0 && at < Zone.Days.Length ? Zone.Days[at].Date : null;
    }

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
