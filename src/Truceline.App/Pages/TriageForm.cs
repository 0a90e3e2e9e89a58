using System.Collections.Immutable;
using System.Globalization;
using Truceline.App.Commands;
using Truceline.App.Serving;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>What somebody has filled in to decide on a report, as it was typed: what is refused is shown again with nothing lost.</summary>
/// <param name="Status">The status as written; empty: as it is.</param>
/// <param name="Of">The entry of which it is a duplicate.</param>
/// <param name="Also">Whether the duplicate and its original become one happening too.</param>
/// <param name="With">The entries that were ticked to be together with it.</param>
/// <param name="Others">More of them, as typed.</param>
/// <param name="Apart">The entries that were ticked to be apart from it.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who decides.</param>
/// <param name="Known">The latest entry about the report when the form was shown: what somebody else decided since is not overruled unseen.</param>
public sealed record TriageForm(string Status, string Of, bool Also, ImmutableArray<long> With, string Others, ImmutableArray<long> Apart, string Reason, string By, long Known)
{
    /// <summary>An empty form.</summary>
    public static TriageForm Empty(string by, long known) => new("", "", false, [], "", [], "", by, known);

    /// <summary>What was sent.</summary>
    public static TriageForm Read(IFormCollection form) => new(
        Tidy(form, "status"), Tidy(form, "of"), form["also"] == "yes", Ticked(form, "with"), Tidy(form, "others"), Ticked(form, "apart"), Tidy(form, "reason"), Tidy(form, "by"), Number(Tidy(form, "known")) ?? 0);

    /// <summary>The entries that it makes, in the order in which they are written.</summary>
    /// <exception cref="UsageException">It cannot be so; the message says why and what to do.</exception>
    internal ImmutableArray<object> Entries(View view, JournalledReport report)
    {
        var index = view.Lookup.Reports;
        var (reason, by, now) = (Said(Reason, "why"), Said(By, "your name"), JournalWords.Now);
        var entries = ImmutableArray.CreateBuilder<object>();
        var apart = Apart.Distinct().Order().ToArray();
        foreach (var other in apart) entries.Add(Grouping(GroupingAct.Apart, [report.Entries[0], other]));
        var status = Status.Length == 0 ? null : new StatusEntry(report.Entries[0], TriageCommand.Read(Status, StatusEntry.Given), Of.Length == 0 ? null : Number(Of) ?? throw new UsageException($"'{JournalWords.Plain(Of)}' is no entry: write its number"), reason, by, now);
        if (status is not null) TriageCommand.Required(view.Log, index.At, status);
        else if (Of.Length > 0) throw new UsageException("an entry of an original is named and the status is not 'duplicate': choose it, or leave the entry out");
        long[] with = [.. With, .. Typed(), .. Also && status?.Of is { } original ? [original] : (long[])[]];
        if (Also && status?.Of is null) throw new UsageException("to count a duplicate and its original as one, choose 'duplicate' and name an entry of the original");
        if (with.Length > 0)
        {
            if (with.Intersect(apart).Any()) throw new UsageException(FormattableString.Invariant($"entry {with.Intersect(apart).First()} is said to be together with it and apart from it: choose one"));
            var own = Members(report).Where(other => !apart.Contains(other)).ToArray();
            entries.Add(Grouping(GroupingAct.Together, [.. own.Concat(with.SelectMany(entry => Members(index.At(entry), entry)).Except(apart)).Distinct().Order()]));
        }
        if (status is not null) entries.Add(status);
        return entries.Count > 0 ? entries.ToImmutable() : throw new UsageException("nothing is chosen: choose a status, or what it is together with or apart from");

        GroupingEntry Grouping(GroupingAct act, long[] named)
        {
            if (named.Length > GroupingEntry.MostReports) throw new UsageException(FormattableString.Invariant($"{named.Length:N0} reports would be bound, and a decision binds {GroupingEntry.MostReports} at most: name single reports with 'truceline incident {GroupingEntry.Word(act)}'"));
            ImmutableArray<long> sorted = [.. named.Distinct().Order()];
            IncidentCommand.Reports(view.Log, index.At, sorted);
            return new(act, sorted, reason, by, now);
        }

        // An entry of each report of the incident that a report is part of.
        IEnumerable<long> Members(JournalledReport? of, long entry = 0) =>
            of is null ? [entry] : view.Lookup.IncidentOf(of.Report.Id) is { } incident ? incident.Sightings.Select(sighting => sighting.Report.Entries[0]) : [of.Entries[0]];

        IEnumerable<long> Typed() => Others.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word => Number(word) ?? throw new UsageException($"'{JournalWords.Plain(word)}' is no entry: write numbers with commas between them"));
    }

    private static string Said(string words, string what) => JournalWords.Said(words, what)!;

    private static string Tidy(IFormCollection form, string name) => form[name].ToString().Trim();

    private static ImmutableArray<long> Ticked(IFormCollection form, string name) => [.. form[name].Select(value => Number(value ?? "")).OfType<long>().Distinct().Order()];

    private static long? Number(string written) => long.TryParse(written, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : null;
}
