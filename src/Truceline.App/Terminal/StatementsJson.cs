using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.App.Commands;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.App.Terminal;

/// <summary>Drafted statements for machines.</summary>
internal static class StatementsJson
{
    public static byte[] Write(IEnumerable<DraftedText> texts, ImmutableArray<Contradiction> contradictions) => Written(
        texts.SelectMany(text => text.Drafts.Select((draft, i) => Draft(draft.Source, text.Entries.IsEmpty ? null : text.Entries[i], (StatementDraft)draft.Content, ((StatementDraft)draft.Content).Statement, null))), contradictions);

    public static byte[] Write(ImmutableArray<ReviewedDraft> drafts, ImmutableArray<Contradiction> contradictions) =>
        Written(drafts.Select(one => Draft(one.Report.Report.Source, one.Entry, one.Draft, one.Statement, one)), contradictions);

    private static byte[] Written(IEnumerable<JsonObject> drafts, ImmutableArray<Contradiction> contradictions) => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject
        {
            ["drafts"] = new JsonArray([.. drafts]),
            ["contradictions"] = new JsonArray([.. contradictions.Select(one => new JsonObject { ["kind"] = one.Kind.Written(), ["camp"] = one.Camp, ["why"] = one.Why, ["a"] = Place(one.A), ["b"] = Place(one.B) })]),
        },
        JsonText.Written);

    private static JsonObject Draft(string source, long? entry, StatementDraft draft, Statement statement, ReviewedDraft? reviewed) => new()
    {
        ["entry"] = entry,
        ["source"] = source,
        ["text"] = draft.Span.Text,
        ["sha256"] = draft.Span.Hash.ToString(),
        ["start"] = draft.Span.Start,
        ["end"] = draft.Span.End,
        ["words"] = draft.Span.Words,
        ["says"] = statement.Says,
        ["in-text"] = reviewed?.Stands ?? true,
        ["speaker"] = statement.Speaker,
        ["party"] = statement.Party,
        ["role"] = statement.Role,
        ["authority"] = statement.Authority.Written(),
        ["chains"] = new JsonArray([.. statement.Chains.Select(chain => new JsonArray([.. chain.Select(link => (JsonNode?)link)]))]),
        ["addressee"] = statement.Addressee,
        ["act"] = statement.Act.Written(),
        ["issue"] = statement.Issue,
        ["if"] = statement.If,
        ["from"] = InstantPattern.ExtendedIso.Format(statement.Occurred.Start),
        ["to"] = InstantPattern.ExtendedIso.Format(statement.Occurred.End),
        ["fidelity"] = statement.Fidelity.Written(),
        ["assumed"] = new JsonArray([.. statement.Assumed.Select(one => (JsonNode?)one)]),
        ["review"] = reviewed?.Review is { } review ? new JsonObject { ["act"] = review.Act.Written(), ["by"] = review.By, ["reason"] = review.Reason, ["entry"] = reviewed.Reviews[^1].Entry } : null,
    };

    private static JsonObject Place(TextPlace place) => new() { ["text"] = TextKey.Cited(place.Text), ["start"] = place.Start, ["end"] = place.End, ["words"] = place.Words };
}
