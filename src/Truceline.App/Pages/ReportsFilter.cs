using System.Collections.Immutable;
using NodaTime;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>Which reports a list shows, as its address says. All that is asked for must hold.</summary>
public sealed record ReportsFilter
{
    /// <summary>Who handed it in, exactly.</summary>
    public string? Source { get; init; }

    /// <summary>The kind of content, one of <see cref="ReportWords.Kinds"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>The local day, as written.</summary>
    public string? Day { get; init; }

    /// <summary>The incident that they are part of, by id.</summary>
    public string? Incident { get; init; }

    /// <summary>The number of an entry, or words that all stand somewhere in the report.</summary>
    public string? Q { get; init; }

    /// <summary>Reads an address.</summary>
    public static ReportsFilter Read(IQueryCollection query) => new()
    {
        Source = FindingsFilter.One(query, "source"), Kind = FindingsFilter.One(query, "kind"), Day = FindingsFilter.One(query, "day"),
        Incident = FindingsFilter.One(query, "incident"), Q = FindingsFilter.One(query, "q"),
    };

    /// <summary>Whether it asks for anything.</summary>
    public bool IsEmpty => this == new ReportsFilter();

    /// <summary>What is wrong with it, in a sentence; null when it can be answered.</summary>
    public string? Fault() =>
        Kind is { } kind && !ReportWords.Kinds.Contains(kind) ? $"'{kind}' is no kind of report. The kinds are {string.Join(", ", ReportWords.Kinds)}."
        : Day is { } day && TimeWords.Day(day) is null ? $"'{day}' is no day. Write it as 2025-09-06."
        : null;

    /// <summary>The address of the list that it describes.</summary>
    public string Address(View view, int part = 1)
    {
        var asked = new Dictionary<string, string?>
        {
            ["source"] = Source, ["kind"] = Kind, ["day"] = Day, ["incident"] = Incident, ["q"] = Q,
            ["page"] = part > 1 ? FormattableString.Invariant($"{part}") : null,
        };
        return view.Link(Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString("/reports", asked.Where(one => one.Value is not null)));
    }

    /// <summary>The reports that it describes, the newest entry first; none when it has a fault.</summary>
    public ImmutableArray<JournalledReport> Of(View view)
    {
        if (Fault() is not null) return [];
        if (IsEmpty) return view.Lookup.Newest;
        var terms = Q?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        var within = Day is { } day ? TimeWords.Day(TimeWords.Day(day)!.Value, view.Agreement.Clock.Zone) : (Interval?)null;
        var members = Incident is null ? null : view.Lookup.Incident(Incident)?.Sightings.Select(sighting => sighting.Id).ToHashSet() ?? [];
        return
        [
            .. view.Lookup.Newest.Where(report =>
                (Source is null || report.Report.Source == Source)
                && (Kind is null || ReportWords.Kind(report.Report.Content) == Kind)
                && (members is null || members.Contains(report.Report.Id))
                && (within is not { } stretch || ReportWords.Time(report.Report.Content) is { } time && time.Start <= stretch.End && time.End >= stretch.Start)
                && terms.All(term => IsEntry(report, term) || ReportWords.Texts(report.Report).Any(text => text.Contains(term, StringComparison.OrdinalIgnoreCase)))),
        ];
    }

    private static bool IsEntry(JournalledReport report, string term) =>
        long.TryParse(term, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture, out var entry) && report.Entries.Contains(entry);
}
