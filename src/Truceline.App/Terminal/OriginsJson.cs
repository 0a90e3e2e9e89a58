using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Truceline.Texts;

namespace Truceline.App.Terminal;

/// <summary>Origins of texts as JSON: the same texts give the same bytes.</summary>
internal static class OriginsJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The origins, links and attestations.</summary>
    public static byte[] Write(ImmutableArray<PublishedText> texts, TextOrigins origins, ImmutableArray<string> doubtful) => Written(json =>
    {
        json.WriteNumber("texts", texts.Length);
        json.WriteNumber("independent", origins.Independent - doubtful.Length);
        Strings(json, "cannot-tell", doubtful);
        var known = texts.ToDictionary(text => text.Id, StringComparer.Ordinal);
        List(json, "origins", origins.Origins, origin =>
        {
            json.WriteNumber("number", origin.Number);
            json.WriteNumber("counts-as", origin.CountsAs);
            List(json, "texts", origin.Texts, id =>
            {
                json.WriteString("id", id);
                json.WriteString("title", known[id].Title);
                json.WriteString("says-outlet", known[id].Outlet);
                json.WriteString("says-published", known[id].Published);
            });
        });
        Write(json, origins.Digests, origins.MayBeDigests);
        List(json, "links", origins.Links, link => Write(json, link));
        List(json, "attestations", origins.Attestations, one =>
        {
            json.WriteString("quotation", one.Quotation);
            json.WriteNumber("origins", one.Origins);
            Strings(json, "texts", one.Texts);
        });
        List(json, "decided", origins.Decisions, decision =>
        {
            Strings(json, "texts", [decision.A, decision.B]);
            json.WriteBoolean("one-origin", decision.OneOrigin);
            json.WriteString("by", decision.By);
            json.WriteString("why", decision.Why);
        });
    });

    /// <summary>Why two texts hang together.</summary>
    public static byte[] Write(string a, string b, TextExplanation explanation, TextOrigins? origins) => Written(json =>
    {
        Strings(json, "texts", [a, b]);
        json.WriteString("kind", explanation.Link is { } link ? OriginsText.Word(link.Kind) : null);
        json.WriteString("part-of", explanation.PartOf);
        Write(json, [.. (origins?.Digests ?? []).Where(digest => digest.Text == a || digest.Text == b)], [.. (origins?.MayBeDigests ?? []).Where(digest => digest.Text == a || digest.Text == b)]);
        Write(json, explanation.Scores);
        List(json, "sentences", explanation.Sentences, sentence =>
        {
            json.WriteString("a", sentence.A);
            json.WriteString("b", sentence.B);
            json.WriteNumber("likeness", Math.Round(sentence.Likeness, 3));
        });
        List(json, "substitutions", explanation.Substitutions, one =>
        {
            json.WriteString("a", one.A);
            json.WriteString("b", one.B);
            json.WriteNumber("times", one.Times);
            if (one.Synonyms is { } synonyms) json.WriteBoolean("synonyms", synonyms);
            else json.WriteNull("synonyms");
        });
        List(json, "altered-quotations", explanation.AlteredQuotations, one =>
        {
            json.WriteString("a", one.A);
            json.WriteString("b", one.B);
        });
        Strings(json, "cut", explanation.Cut);
    });

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<TextDigest> digests, ImmutableArray<MayBeDigest> mayBe)
    {
        List(json, "digests", digests, digest =>
        {
            json.WriteString("text", digest.Text);
            Strings(json, "holds", digest.Holds);
        });
        List(json, "may-be-digests", mayBe, digest =>
        {
            json.WriteString("text", digest.Text);
            Strings(json, "holds", digest.Holds);
            Strings(json, "apart-from", digest.ApartFrom);
        });
    }

    private static void Write(Utf8JsonWriter json, TextLink link)
    {
        Strings(json, "texts", [link.A, link.B]);
        json.WriteString("kind", OriginsText.Word(link.Kind));
        Write(json, link.Scores);
    }

    private static void Write(Utf8JsonWriter json, TextScores scores)
    {
        json.WriteStartObject("scores");
        json.WriteNumber("wording", Math.Round(scores.Wording, 3));
        json.WriteNumber("facts", Math.Round(scores.Facts, 3));
        json.WriteNumber("facts-by-chance", Math.Round(scores.FactsByChance, 3));
        json.WriteNumber("facts-apart", Math.Round(scores.FactsApart, 3));
        json.WriteNumber("facts-together", Math.Round(scores.FactsTogether, 3));
        json.WriteNumber("numbers", Math.Round(scores.Numbers, 3));
        json.WriteNumber("replaced", Math.Round(scores.Replaced, 3));
        json.WriteNumber("numbers-agreeing", scores.NumbersAgreeing);
        json.WriteNumber("numbers-differing", scores.NumbersDiffering);
        json.WriteEndObject();
    }

    private static void List<T>(Utf8JsonWriter json, string name, ImmutableArray<T> things, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var thing in things)
        {
            json.WriteStartObject();
            write(thing);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, ImmutableArray<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
