using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.App.Wording;
using Truceline.Assessments;
using Truceline.Journal;
using Truceline.Picture;
using Truceline.Reports;

namespace Truceline.App.Serving;

/// <summary>
/// What a page shows: one agreement, the record as far as it is looked at, and what came of holding one against the other.
/// It never changes; a new entry makes a new view.
/// </summary>
/// <param name="Agreements">All agreements of the room, as named on the command line.</param>
/// <param name="Log">The reports known.</param>
/// <param name="Assessment">The findings under the agreement that is shown.</param>
/// <param name="Head">The head of the journal now, whatever is looked at.</param>
/// <param name="Asked">What the address asks for.</param>
public sealed record View(ImmutableArray<Agreement> Agreements, ReportLog Log, Assessment Assessment, Head Head, Asked Asked)
{
    /// <summary>The agreement that is shown.</summary>
    public Agreement Agreement => Assessment.Agreement;

    /// <summary>Why the journal cannot be followed at the moment; null: it is.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether reports are known whose findings are still being worked out: <see cref="Log"/> is ahead of <see cref="Assessment"/>.</summary>
    public bool IsAhead => Log.Size > Assessment.AtEntry;

    /// <summary>The reports that the findings are of: those that are known, or fewer while the findings of others are still being worked out.</summary>
    public ReportLog Record { get => field ?? Log; init; }

    /// <summary>Whether anything shown is made up.</summary>
    public bool Exercise => Lookup.Reports.IsExercise;

    /// <summary>The indexes through which pages find things in it.</summary>
    public Lookup Lookup => Lookup.Of(Log, Assessment);

    /// <summary>What can be said of the agreement without the record: problems, positions, who waits, who decides.</summary>
    public Examined Examined => Examined.Of(Agreement);

    /// <summary>What is made of the findings for pages.</summary>
    internal Pictures Pictures => Pictures.Of(Assessment, Record);

    /// <summary>What happened, where and when.</summary>
    public Situation Situation => Pictures.Situation;

    /// <summary>The record by days.</summary>
    public Daybook Days => Pictures.Days;

    /// <summary>The arrangement.</summary>
    public Arrangement Arrangement => Pictures.Arrangement;

    /// <summary>The arrangement, with drafted statements that nobody has looked at among what was said.</summary>
    public Arrangement ArrangementWithDrafts => Pictures.ArrangementWithDrafts;

    /// <summary>An address inside the site that keeps what this one asks for: agreement, end of the world, last entry.</summary>
    public string Link(string path) => Asked.Link(path);
}

/// <summary>What an address asks for besides its page. The same three stand in every address that is not the default.</summary>
/// <param name="Agreement">The agreement, by id; null: the first.</param>
/// <param name="AsOf">The end of the world; null: all of the record.</param>
/// <param name="AtEntry">The last entry known; null: all.</param>
public sealed record Asked(string? Agreement, Instant? AsOf, long? AtEntry)
{
    /// <summary>The names of the three in an address, and of the zone that goes with a local time.</summary>
    public static ImmutableArray<string> Names { get; } = ["agreement", "as-of", "entry", "zone"];

    /// <summary>Whether it looks at another time than now: new entries change nothing of it.</summary>
    public bool IsPinned => AsOf is not null || AtEntry is not null;

    /// <summary>The address of a path with what is asked for.</summary>
    public string Link(string path)
    {
        var hash = path.IndexOf('#', StringComparison.Ordinal);
        var (before, after) = hash < 0 ? (path, "") : (path[..hash], path[hash..]);
        return QueryHelpers.AddQueryString(before, Fields.Select(field => KeyValuePair.Create(field.Key, (string?)field.Value))) + after;
    }

    /// <summary>What is asked for, as an address and the hidden fields of a form write it.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields
    {
        get
        {
            if (Agreement is not null) yield return KeyValuePair.Create("agreement", Agreement);
            if (AsOf is { } end) yield return KeyValuePair.Create("as-of", InstantPattern.ExtendedIso.Format(end));
            if (AtEntry is { } entry) yield return KeyValuePair.Create("entry", FormattableString.Invariant($"{entry}"));
        }
    }

    /// <summary>
    /// Reads an address. An instant has its offset, or stands as a local time (<c>2025-09-05T18:00</c>) beside its <c>zone</c>, as the
    /// form of a page sends it.
    /// </summary>
    /// <exception cref="UsageException">It asks for something that cannot be.</exception>
    public static Asked Read(IQueryCollection query) =>
        new(query["agreement"] is [{ Length: > 0 } id] ? id : null, End(query), LastEntry(query));

    private static Instant? End(IQueryCollection query)
    {
        if (query["as-of"] is not [{ Length: > 0 } text]) return null;
        return Written(text, query) is { } end && TimeWords.CanBeAsked(end.InUtc().Date) ? end
            : throw new UsageException($"'{ForeignWords.Cut(text, 60)}' is no instant: write it as 2025-09-05T18:00:00+03:00.");
    }


    private static Instant? Written(string text, IQueryCollection query)
    {
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } written) return written.Value.ToInstant();
        if (InstantPattern.ExtendedIso.Parse(text) is { Success: true } utc) return utc.Value;
        return query["zone"] is [{ } zone] && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } known && FieldTime.Parse(text) is { } local && TimeWords.CanBeAsked(local.Date)
            ? local.InZoneLeniently(known).ToInstant()
            : null;
    }

    private static long? LastEntry(IQueryCollection query) =>
        query["entry"] is not [{ Length: > 0 } number] ? null
        : long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var entry) && entry > 0 ? entry
        : throw new UsageException($"'{number}' is no entry: entries are numbered from 1.");
}
