using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.Picture;

/// <summary>A statement on record, with the actor whose position it is.</summary>
public sealed record Utterance
{
    /// <summary>The report that brought it.</summary>
    public required JournalledReport Report { get; init; }

    /// <summary>What was said.</summary>
    public Statement Statement => (Statement)Report.Report.Content;

    /// <summary>The actor whose position it is; null: the agreement names none of that name.</summary>
    public required Actor? Actor { get; init; }

    /// <summary>Whose position it is, to show: the actor's name, or the source's words.</summary>
    public string Party => Actor?.Name ?? Statement.Party;

    /// <summary>How it is cited, <c>source/own-id</c>; a report without an own id is cited by its report id.</summary>
    public string Cited => $"{Report.Report.Source}/{Report.Report.OwnId ?? Report.Report.Id.Value}";

    /// <summary>What of the agreement it is about: ids of clauses, definitions, pledges, decisions, events and phases that are there, in the order of the statement.</summary>
    public required ImmutableArray<string> About { get; init; }

    /// <summary>Said on the record or through a spokesperson. Others stand beside those and never take their place.</summary>
    public bool OnRecord => Statement.Authority is StatementAuthority.OnRecord or StatementAuthority.Spokesperson;

    /// <summary>The words of a text that it was drafted from; null: it came as a statement.</summary>
    public TextSpan? Span { get; init; }

    /// <summary>Where its words stand: in the text that they were drafted from, or in the statement itself. The text is named by its key.</summary>
    internal TextPlace Place => Span is { } span ? new(TextKey.Of(Report.Report.Source, span.Text), span.Start, span.End, span.Words) : new(TextKey.Of(Report.Report.Source, Report.Report.OwnId ?? Report.Report.Id.Value), 0, Statement.Says.Length, Statement.Says);

    /// <summary>Whether it is a machine's draft that no person confirmed. It stands beside the others, marked, and takes part in nothing.</summary>
    public bool IsDraft { get; init; }

    /// <summary>How many other texts carry the same words letter for letter in the same body, read alike: copies, which add nothing.</summary>
    public int Copies { get; init; }

    /// <summary>
    /// Whether the same actor said something on the same issue under the same condition certainly later: on the record, where
    /// this is on the record; with any authority, where it is not. It is history then, not a contradiction.
    /// </summary>
    public bool Earlier { get; init; }

    /// <summary>
    /// The statements of a record, up to the end of the world looked at: by issue, condition, party and time. Those that were drafted are
    /// among them once a person has confirmed them, as long as their words stand in the text.
    /// </summary>
    /// <param name="assessment">The findings, of whose agreement the actors are.</param>
    /// <param name="log">The reports known.</param>
    /// <param name="withDrafts">Whether drafts that nobody has looked at are among them as well.</param>
    internal static ImmutableArray<Utterance> All(Assessment assessment, ReportLog log, bool withDrafts)
    {
        var agreement = assessment.Agreement;
        bool Counts(Statement statement) => assessment.FollowsRecord || statement.Occurred.Start <= assessment.AsOf;
        return
        [
            .. log.Beside.Where(report => report.Report.Content is Statement statement && !report.IsPutOverDraft && Counts(statement)).Select(report => Of(agreement, report))
                .Concat(ReviewedDrafts.Of(log).All.Where(draft => (draft.IsConfirmed || (withDrafts && draft.Review is null && draft.Stands)) && Counts(draft.Statement)).Select(draft => Of(agreement, draft.AsStatement) with { IsDraft = !draft.IsConfirmed, Span = draft.Draft.Span }))
                .GroupBy(one => (one.Statement.Issue, one.Statement.If, one.Actor?.Id, one.Party))
                .SelectMany(InTime)
                .OrderBy(one => one.Statement.Issue, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Statement.Issue, StringComparer.Ordinal)
                .ThenBy(one => one.Statement.If ?? "", StringComparer.Ordinal)
                .ThenBy(one => one.Actor is null)
                .ThenBy(one => one.Party, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Actor?.Id, StringComparer.Ordinal)
                .ThenBy(one => one.Statement.Occurred.Start).ThenBy(one => one.Cited, StringComparer.Ordinal),
        ];
    }

    /// <summary>The same, with what stands in several copies of one text once: that which a person confirmed, else the first.</summary>
    internal static ImmutableArray<Utterance> Once(ImmutableArray<Utterance> all)
    {
        // What somebody confirmed with other words, or of another speaker, is no copy.
        static object? Read(Utterance one) => one.Span is { } span
            ? (span.Hash, span.Start, span.End, one.Party, one.Statement.Act, one.Statement.Issue, one.Statement.If, (one.Statement.Says, one.Statement.Speaker, one.Statement.Authority)) : null;
        var copies = all.Where(one => one.Span is not null).ToLookup(one => Read(one)!);
        var first = copies.ToDictionary(group => group.Key, group => group.FirstOrDefault(one => !one.IsDraft) ?? group.First());
        return
        [
            .. all.Select(one => Read(one) is not { } key ? one : ReferenceEquals(first[key], one) ? one with { Copies = copies[key].Count() - 1 } : null)
                .OfType<Utterance>(),
        ];
    }

    private static Utterance Of(Agreement agreement, JournalledReport report)
    {
        var statement = (Statement)report.Report.Content;
        return new()
        {
            Report = report,
            Actor = agreement.ActorNamed(statement.Party),
            About = statement.Agreement is { } other && other != agreement.Id ? [] : [.. statement.About.Where(id => Has(agreement, id)).Distinct(StringComparer.Ordinal)],
        };
    }

    private static bool Has(Agreement agreement, string id) =>
        agreement.Events.ContainsKey(id)
        || agreement.Clauses.Any(one => one.Id == id) || agreement.Definitions.Any(one => one.Id == id) || agreement.Pledges.Any(one => one.Id == id)
        || agreement.Decisions.Any(one => one.Id == id) || agreement.Phases.Any(one => one.Id == id);

    private static IEnumerable<Utterance> InTime(IEnumerable<Utterance> group)
    {
        var all = group.ToArray();
        var latest = all.Where(one => !one.IsDraft).Select(one => (NodaTime.Instant?)one.Statement.Occurred.Start).Max();
        var latestOnRecord = all.Where(one => one.OnRecord && !one.IsDraft).Select(one => (NodaTime.Instant?)one.Statement.Occurred.Start).Max();
        return all.Select(one => one with { Earlier = (one.OnRecord ? latestOnRecord : latest) is { } later && one.Statement.Occurred.End < later });
    }
}

/// <summary>What was said on one issue under one condition.</summary>
/// <param name="Issue">The issue.</param>
/// <param name="If">The condition; null: without one.</param>
/// <param name="Said">What was said, by party and then time; parties that the agreement does not name come last.</param>
public sealed record Topic(string Issue, string? If, ImmutableArray<Utterance> Said)
{
    internal static ImmutableArray<Topic> All(ImmutableArray<Utterance> utterances) =>
        [.. utterances.GroupBy(one => (one.Statement.Issue, one.Statement.If)).Select(group => new Topic(group.Key.Issue, group.Key.If, [.. group]))];
}

/// <summary>Finds statements by how they are cited.</summary>
internal static class Citing
{
    public static ImmutableArray<Utterance> Cited(this ImmutableArray<Utterance> utterances, ImmutableArray<string> said) =>
        said.IsEmpty ? [] : [.. said.Select(cited => utterances.FirstOrDefault(one => one.Cited == cited)).OfType<Utterance>()];
}
