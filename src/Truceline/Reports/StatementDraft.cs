using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Truceline.Agreements;
using Truceline.Journal;
using Truceline.Texts;

namespace Truceline.Reports;

/// <summary>Words of a text: where they stand in its body, in UTF-16 code units from its beginning, and what they are.</summary>
/// <param name="Text">The text's own id, at the same source.</param>
/// <param name="Hash">The SHA-256 of the body in UTF-8: of another body the span says nothing.</param>
/// <param name="Start">Where they begin.</param>
/// <param name="End">Where they end; exclusive.</param>
/// <param name="Words">Exactly what stands there.</param>
public sealed record TextSpan(string Text, Hash Hash, int Start, int End, string Words);

/// <summary>A statement as a machine read it from a text. It counts for nothing until a person confirms it (<see cref="StatementReview"/>): it has no time either, which would move the end of the world.</summary>
/// <param name="Statement">What it would say.</param>
/// <param name="Span">The words that it is read from.</param>
public sealed record StatementDraft(Statement Statement, TextSpan Span) : Content
{
    /// <summary>Whether it is called verbatim and says what does not stand in its words. No such draft is taken in.</summary>
    public bool IsMisquoted => Misquotes(Statement);

    /// <summary>Whether what a statement says of these words is called verbatim and does not stand in them.</summary>
    public bool Misquotes(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return statement.Fidelity == StatementFidelity.Verbatim && !Span.Words.Contains(statement.Says, StringComparison.Ordinal);
    }

    /// <summary>The drafts of a text, as reports of its source; the own id of each names the text and the span.</summary>
    /// <param name="text">The report that brings the text.</param>
    /// <param name="lexicon">What the operator knows.</param>
    /// <param name="zone">The zone of the days on which something was said.</param>
    /// <exception cref="ArgumentException">It brings no text, or has no own id.</exception>
    public static ImmutableArray<Report> Of(Report text, StatementLexicon lexicon, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(lexicon);
        ArgumentNullException.ThrowIfNull(zone);
        if (text is not { Content: SourceText body, OwnId: { } id }) throw new ArgumentException("a text with an own id is drafted from", nameof(text));
        var hash = HashOf(body.Body);
        return
        [
            .. StatementDrafting.Draft(new(id, body.Outlet ?? text.Source, body.Title, null, body.Language, body.Body), DayOf(body), lexicon).Select(draft => Report.Of(
                text.Source,
                string.Create(CultureInfo.InvariantCulture, $"{id}#{draft.Start}-{draft.End}"),
                new StatementDraft(Of(draft, body, lexicon, zone), new(id, hash, draft.Start, draft.End, draft.Span)),
                text.Exercise)),
        ];
    }

    /// <summary>The day on which a text was published, which a text alone seldom tells with a zone: the day in UTC.</summary>
    public static LocalDate DayOf(SourceText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Published.InUtc().Date;
    }

    /// <summary>The hash of a body: SHA-256 of its UTF-8.</summary>
    public static Hash HashOf(string body) => Sha256.Of(System.Text.Encoding.UTF8.GetBytes(body));

    private static Statement Of(DraftedStatement draft, SourceText text, StatementLexicon lexicon, DateTimeZone zone)
    {
        var unnamed = draft.Authority == StatementAuthority.Anonymous;
        var party = draft.Party is { } actor ? lexicon.Actors.FirstOrDefault(one => one.Id == actor)?.Name ?? actor : null;
        var day = Clock.StartOf(draft.Said, zone);
        var end = Clock.StartOf(draft.Said.PlusDays(1), zone) - Duration.FromSeconds(1);
        return new()
        {
            Speaker = unnamed ? null : draft.Speaker,
            Party = party ?? "unknown",
            Role = unnamed ? draft.Speaker ?? draft.Role : draft.Role,
            Authority = draft.Authority,
            // Nothing was said after it was published.
            Occurred = new(Instant.Min(day, text.Published), Instant.Max(Instant.Min(day, text.Published), Instant.Min(end, text.Published))),
            Addressee = draft.Addressee,
            Act = draft.Act,
            Issue = draft.Issue,
            If = draft.If,
            Says = draft.Span,
            Fidelity = draft.Fidelity,
            Chains = draft.Chain.IsEmpty ? [] : [[.. draft.Chain.Select(link => (string?)(lexicon.Actors.FirstOrDefault(one => one.Id == link)?.Name ?? link))]],
            Assumed = party is null ? draft.Assumed.Add("the text and the lexicon do not tell for whom") : draft.Assumed,
        };
    }
}
