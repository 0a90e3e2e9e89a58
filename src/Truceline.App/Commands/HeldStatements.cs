using System.Collections.Immutable;
using NodaTime;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.App.Commands;

/// <summary>Statements as contradictions are looked for among them.</summary>
internal static class HeldStatements
{
    /// <summary>A statement with its place.</summary>
    public static HeldStatement Of(Statement statement, string source, TextSpan span, StatementLexicon lexicon) => new(
        new(TextKey.Of(source, span.Text), span.Start, span.End, span.Words),
        lexicon.Actors.FirstOrDefault(actor => actor.Name == statement.Party || actor.Id == statement.Party) is { } known ? known.Camp ?? known.Name : statement.Party == "unknown" ? null : statement.Party,
        statement.Speaker, statement.Authority, statement.Act, statement.Issue, statement.If, statement.Occurred.Start.InUtc().Date);

    /// <summary>What seems to contradict inside texts and between them.</summary>
    public static ImmutableArray<Contradiction> Contradictions(IEnumerable<DraftedText> texts, StatementLexicon lexicon) => Contradictions(texts.Select(text =>
        ((string, string))(TextKey.Of(text.Text.Source, text.Text.OwnId!), ((SourceText)text.Text.Content).Body)), texts.SelectMany(text => text.Drafts).Select(draft => (StatementDraft)draft.Content is var content ? Of(content.Statement, draft.Source, content.Span, lexicon) : null!));

    /// <summary>What seems to contradict inside texts and between them.</summary>
    /// <param name="texts">The texts, by their keys, with their bodies.</param>
    /// <param name="statements">The statements read from them.</param>
    /// <param name="within">Only those with a place in this text; null: all.</param>
    public static ImmutableArray<Contradiction> Contradictions(IEnumerable<(string Id, string Body)> texts, IEnumerable<HeldStatement> statements, string? within = null)
    {
        var all = statements.ToArray();
        var byText = all.ToLookup(one => one.Place.Text, StringComparer.Ordinal);
        return [.. texts.SelectMany(text => Texts.Contradictions.Within(text.Id, text.Body, [.. byText[text.Id]])), .. Texts.Contradictions.Between(all, within)];
    }
}
