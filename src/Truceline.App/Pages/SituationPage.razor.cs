using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;
using Truceline.App.Serving;
using Truceline.Assessments;
using Truceline.Picture;

namespace Truceline.App.Pages;

/// <summary>What happened, where and when: map, time line, clauses with their state, and the list that holds all of it.</summary>
public sealed partial class SituationPage
{
    private static readonly LocalDatePattern DayOfMonth = LocalDatePattern.CreateWithInvariantCulture("d MMM");

    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>What the address asks for.</summary>
    [Parameter, EditorRequired]
    public SituationAddress Address { get; set; } = null!;

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(
        "/situation", (HttpContext http) => Site.Page<SituationPage>(http.Viewed(), (nameof(Address), SituationAddress.Read(http.Request.Query))));

    private Situation Situation => View.Situation;

    /// <summary>The incidents that are looked for. The parts of a list and the windows of a map ask for the same again and again.</summary>
    internal static IReadOnlyList<Happening> Found(Situation situation, SituationFilter filter) =>
        filter == SituationFilter.None ? situation.Happenings : Sought.Get(situation, filter, () => situation.Matching(filter));

    private static readonly Remembered<Situation, SituationFilter, IReadOnlyList<Happening>> Sought = new();

    private static readonly ConditionalWeakTable<IReadOnlyList<Happening>, StrongBox<int>> WithoutPlace = [];

    private string? Fault { get; set; }

    private IReadOnlyList<Happening> Incidents { get; set; } = [];

    private int Pages => Math.Max(1, (Incidents.Count + SituationAddress.PageSize - 1) / SituationAddress.PageSize);

    private int PageShown => Math.Min(Address.Page, Pages);

    /// <summary>How many of them have no place.</summary>
    private int Placeless => ReferenceEquals(Incidents, Situation.Happenings) ? Situation.WithoutPlace : WithoutPlace.GetValue(Incidents, all => new(all.Count(happening => happening.Middle is null))).Value;

    private IEnumerable<Happening> Shown => Enumerable.Range((PageShown - 1) * SituationAddress.PageSize, Math.Min(SituationAddress.PageSize, Incidents.Count - (PageShown - 1) * SituationAddress.PageSize)).Select(i => Incidents[i]);

    private DateTimeZone Zone => View.Agreement.Clock.Zone;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        (var filter, Fault) = Address.Read(Situation);
        Incidents = Fault is null ? Found(Situation, filter) : [];
    }

    private string To(SituationAddress address) => (address with { Page = 1 }).Link(View, "/situation");

    private string Findings(string clause, Conclusion answer) => View.Link(QueryHelpers.AddQueryString("/findings", new Dictionary<string, string?>
    {
        ["clause"] = clause,
        ["outcome"] = Agreements.Vocabulary.Written(answer.Outcome),
        ["standing"] = answer.Standing?.Word(),
    }.Where(part => part.Value is not null)));

    private static string Dates(Stretch stretch) =>
        stretch.From == stretch.To ? DayOfMonth.Format(stretch.From) : $"{DayOfMonth.Format(stretch.From)}–{DayOfMonth.Format(stretch.To)}";

    /// <summary>"D+1", where days are counted from an event and each column is a day.</summary>
    private string? Counted(Stretch stretch) => Situation.Start is { } start && stretch.From == stretch.To
        ? Period.DaysBetween(start.Day, stretch.From) switch { 0 => "D", < 0 and var before => FormattableString.Invariant($"D−{-before}"), var after => FormattableString.Invariant($"D+{after}") }
        : null;

    private static string Observed(Stretch stretch) =>
        stretch.IsBlind ? "none" : stretch.Observed >= stretch.Length ? "all day" : FormattableString.Invariant($"{Math.Max(1, Math.Round(stretch.Observed.TotalHours)):0} h");

    /// <summary>Whether nobody could see anything of a clause's zone; of one without a zone that has an end, anything at all.</summary>
    private bool IsUnseen(Agreements.Clause clause, Stretch stretch) => stretch.IsBlind
        || ((clause.In ?? clause.FromIn) is { } zone && CoveragePage.IsRecorded(View) && CoveragePage.Zones(View).Contains(zone) && !IsSeen(View.Pictures.Coverages.Seen(zone), stretch));

    private static bool IsSeen(ImmutableSortedSet<LocalDate> days, Stretch stretch)
    {
        var at = days.IndexOf(stretch.From);
        return at >= 0 || (~at < days.Count && days[~at] <= stretch.To);
    }

    private bool IsChosen(Stretch stretch) => Address.Day == SituationAddress.Written(stretch.From, stretch.To);

    /// <summary>How dark a cell is, from 1 to 5: each step is about three times as many. Where nothing speaks of a breach it stays at 0.</summary>
    private static int Level(int incidents) => incidents switch { 1 => 1, < 4 => 2, < 12 => 3, < 40 => 4, _ => 5 };

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(Happening happening, DateTimeZone zone)
    {
        var (start, end) = (happening.Incident.Occurred.Start, happening.Incident.Occurred.End);
        var until = end - start < Duration.FromMinutes(1) ? "" : happening.From == happening.To
            ? "–" + LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(end.InZone(zone).TimeOfDay)
            : " – " + Parts.At.Words(end, zone);
        return Parts.At.Words(start, zone) + until;
    }

    /// <summary>What happened in one or two words: the act, or the kind where no source names one.</summary>
    internal static string Deed(Happening happening) =>
        (happening.Act is { } act ? Agreements.Vocabulary.Written(act) : happening.Kind == HappeningKind.Fire ? "fire or explosion" : Agreements.Vocabulary.Written(happening.Kind)).Replace('-', ' ');

    private static string? At(Happening happening) => happening.Middle is { } at ? FormattableString.Invariant($"{at.Longitude:0.#####},{at.Latitude:0.#####}") : null;

    private static string Count(Happening happening) => happening.Incident.Count switch
    {
        null => "",
        { Most: null } count => FormattableString.Invariant($"{count.Least} or more"),
        { } count when count.Least == count.Most => FormattableString.Invariant($"{count.Least}"),
        { } count => FormattableString.Invariant($"{count.Least} to {count.Most}"),
    };

    /// <summary>How well the place is known: "within 25.0 km", "in a sector, 3.0 km to 5.0 km off".</summary>
    private static string Uncertainty(Truceline.Reports.Place place) => place.Region.Match(
        disc => disc.Radius.Value >= 1 ? $"within {disc.Radius}" : "",
        sector => $"in a sector, {sector.Near} to {sector.Far} from the observer",
        _ => "somewhere in an area",
        _ => place.Name is null ? "no place is known" : "where that is, is not known");
}
