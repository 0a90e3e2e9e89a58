using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Reports;

namespace Truceline.App.Wording;

/// <summary>What reports say, in few words. Words of sources in it are as they came: they are still to be made safe to show.</summary>
public static class ReportWords
{
    /// <summary>The kinds of content, as addresses write them, in alphabetical order.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["access", "coverage", "declaration", "draft", "notification", "observation", "presence", "statement", "text", "withdrawal"];

    /// <summary>The kind of a content, one of <see cref="Kinds"/>.</summary>
    public static string Kind(Content content) => content switch
    {
        Observation => "observation",
        Declaration => "declaration",
        Presence => "presence",
        Access => "access",
        Coverage => "coverage",
        Notification => "notification",
        SourceText => "text",
        Statement => "statement",
        StatementDraft => "draft",
        Withdrawal => "withdrawal",
        _ => throw new InvalidOperationException("INVARIANT: the family of contents is closed"),
    };

    /// <summary>When what it tells of was, or from when it holds, or when it was published; null when it tells no time.</summary>
    public static Interval? Time(Content content) => content switch
    {
        Declaration declaration => new(declaration.Effective, declaration.Effective),
        SourceText text => new(text.Published, text.Published),
        _ => content.When,
    };

    /// <summary>Where it was; null when it tells of no place.</summary>
    public static Place? Where(Content content) => content switch
    {
        Observation observation => observation.Where,
        Presence presence => presence.Where,
        Access access => access.Where,
        Coverage coverage => coverage.Where,
        Notification notification => notification.Where,
        _ => null,
    };

    /// <summary>Who observed it or came through, where it is not the source itself.</summary>
    public static string? Observer(Content content) => content switch
    {
        Observation observation => observation.Observer,
        Presence presence => presence.Observer,
        Access access => access.Observer,
        Coverage coverage => coverage.Observer,
        _ => null,
    };

    /// <summary>The chains through which the source has it; empty at first hand.</summary>
    public static ImmutableArray<ImmutableArray<string?>> Chains(Content content) => content switch
    {
        Observation observation => observation.Chains,
        SourceText text => text.Chains,
        Statement statement => statement.Chains,
        StatementDraft draft => draft.Statement.Chains,
        _ => [],
    };

    /// <summary>What it says, in one line.</summary>
    public static string Summary(Content content) => content switch
    {
        Observation observation => Words(observation),
        Declaration declaration => $"{declaration.By} declares {declaration.Event}",
        Presence presence => Joined([presence.Unit is { } unit ? $"{unit} of {presence.Who}" : presence.Who, presence.What, Words(presence.Count)]),
        Access access => Joined([$"access {Spaced(access.Status.Written())}", access.By.IsEmpty ? null : $"by {string.Join(", ", access.By.Select(by => by.Actor))}"]),
        Coverage coverage => $"{coverage.Observer} ({coverage.Kind.Written()}) could observe",
        Notification notification => Joined([$"{notification.By} announces", notification.Act is { } act ? Spaced(act.Written()) : null, notification.What]),
        SourceText text => text.Title,
        Statement statement => $"{statement.Party}, {Spaced(statement.Act.Written())}: {statement.Says}",
        StatementDraft { Statement: var drafted } => $"drafted: {drafted.Party}, {Spaced(drafted.Act.Written())}: {drafted.Says}",
        Withdrawal withdrawal => withdrawal.Reason is { } reason ? $"withdrawn: {reason}" : "withdrawn",
        _ => throw new InvalidOperationException("INVARIANT: the family of contents is closed"),
    };

    /// <summary>"40", "40–47", "40 or more"; null when nobody counted.</summary>
    public static string? Words(CountBounds? count) => count is not { } known ? null
        : known.Most == known.Least ? FormattableString.Invariant($"{known.Least:N0}")
        : known.Most is { } most ? FormattableString.Invariant($"{known.Least:N0}–{most:N0}")
        : FormattableString.Invariant($"{known.Least:N0} or more");

    /// <summary>The thing observed, as closely as it is named; null when it is not.</summary>
    public static string? Thing(Observation observation)
    {
        var calibre = observation.Calibre is { } millimetres ? FormattableString.Invariant($"{millimetres:0.#} mm") : null;
        var named = string.Join(' ', new[] { observation.What, observation.Model, calibre }.Where(part => part is not null));
        return named.Length == 0 ? null : named;
    }

    /// <summary>A word of the vocabulary as people write it: "crater analysis".</summary>
    public static string Spaced(string written) => written.Replace('-', ' ');

    /// <summary>Everything in it that somebody may look for, one text after the other.</summary>
    public static IEnumerable<string> Texts(Report report)
    {
        yield return report.Source;
        if (report.OwnId is { } own) yield return own;
        if (Where(report.Content)?.Name is { } place) yield return place;
        if (Observer(report.Content) is { } observer) yield return observer;
        if (Explanation.Note(report.Content) is { } note) yield return note;
        switch (report.Content)
        {
            case Observation observation:
                // Its summary would be put together anew for each of many reports; this is what it is made of.
                if (observation.Act is { } act) yield return Spaced(act.Written());
                if (observation.What is { } what) yield return what;
                if (observation.Model is { } model) yield return model;
                foreach (var by in observation.By) yield return by.Actor;
                break;
            case SourceText text:
                yield return text.Body;
                if (text.Outlet is { } outlet) yield return outlet;
                break;
            case Statement statement:
                yield return statement.Issue;
                if (statement.Speaker is { } speaker) yield return speaker;
                if (statement.If is { } condition) yield return condition;
                yield return statement.Party;
                break;
            default:
                yield return Summary(report.Content);
                break;
        }
    }

    private static string Words(Observation observation) => Joined(
        [
            observation.Act is { } act ? Spaced(act.Written()) : "an unnamed act",
            Thing(observation),
            Words(observation.Count) is { } count ? $"counted {count}" : null,
            observation.Phase?.Written(),
        ]);

    private static string Joined(IEnumerable<string?> parts) => string.Join(", ", parts.Where(part => part is not null));
}
