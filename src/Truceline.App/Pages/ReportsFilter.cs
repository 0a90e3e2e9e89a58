using System.Collections.Immutable;
using NodaTime;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>Which reports a list shows, as its address says. All that is asked for must hold.</summary>
public sealed record ReportsFilter
{
    /// <summary>How many reports are gone through for words at most.</summary>
    internal const int MostSearched = 50_000;

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
    internal FoundReports Of(View view)
    {
        if (Fault() is not null) return new([], null);
        var index = view.Lookup.Reports;
        var within = Day is { } day ? TimeWords.Day(TimeWords.Day(day)!.Value, view.Agreement.Clock.Zone) : (Interval?)null;
        IReadOnlyList<JournalledReport> from = Incident is not null ? Members(view, within)
            : within is { } time ? index.Meeting(time)
            : (Source is null ? null : index.OfSource(Source), Kind is null ? null : index.OfKind(Kind)) switch
            {
                ({ } source, { } kind) => source.Count < kind.Count ? source : kind,
                (var source, var kind) => source ?? kind ?? index.Newest,
            };
        if (Source is not null && (Kind is not null || within is not null || Incident is not null)) from = [.. from.Where(report => report.Report.Source == Source)];
        if (Kind is not null && (Source is not null || within is not null || Incident is not null)) from = [.. from.Where(report => ReportWords.Kind(report.Report.Content) == Kind)];
        return Q is null ? new(from, null) : Search(view, from);
    }

    private static ImmutableArray<JournalledReport> Newest(IEnumerable<JournalledReport> reports) => [.. reports.OrderByDescending(report => report.Entries[^1])];

    private ImmutableArray<JournalledReport> Members(View view, Interval? within) => Newest((view.Lookup.Incident(Incident!)?.Sightings ?? [])
        .Select(sighting => view.Lookup.Report(sighting.Id)).OfType<JournalledReport>()
        .Where(report => within is not { } day || ReportWords.Time(report.Report.Content) is { } time && time.Start <= day.End && time.End >= day.Start));

    /// <summary>Looks for words in no more reports than can be gone through while somebody waits, the newest, and among those of that entry or own id.</summary>
    private FoundReports Search(View view, IReadOnlyList<JournalledReport> from)
    {
        var terms = Q!.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (from.Count <= MostSearched) return new([.. from.Where(Has)], null);
        var named = terms.SelectMany(term => view.Lookup.Sources.Select(source => view.Lookup.Report(source, term)).Append(Entry(term) is { } entry ? view.Lookup.ReportAt(entry) : null)).OfType<JournalledReport>()
            .Where(report => Has(report) && (Source is null || report.Report.Source == Source) && (Kind is null || ReportWords.Kind(report.Report.Content) == Kind));
        return new(Newest(from.Take(MostSearched).Where(Has).Concat(named).Distinct()), from.Count);

        bool Has(JournalledReport report) =>
            Array.TrueForAll(terms, term => IsEntry(report, term) || ReportWords.Texts(report.Report).Any(text => text.Contains(term, StringComparison.OrdinalIgnoreCase)));
    }

    private static long? Entry(string term) =>
        long.TryParse(term, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture, out var entry) ? entry : null;

    private static bool IsEntry(JournalledReport report, string term) => Entry(term) is { } entry && report.Entries.Contains(entry);
}

/// <summary>What a filter finds.</summary>
/// <param name="Reports">The reports.</param>
/// <param name="OutOf">Where there were too many to go through for words: how many there are; null: all were.</param>
internal sealed record FoundReports(IReadOnlyList<JournalledReport> Reports, int? OutOf);
