using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Truceline.Agreements;
using Truceline.Agreements.Positions;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.Picture;

/// <summary>
/// The one machine-readable form of positions: the matrix, and for each condition what cannot all hold, what would open it, what can
/// hold together and what all could accept. JSON in UTF-8 with members and lists in a fixed order.
/// </summary>
public static class PositionsJson
{
    // Whole sets are written out up to here; beyond, the knots say the same in less.
    private const int MostWholeSets = 256;

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes them.</summary>
    /// <param name="agreement">The agreement.</param>
    /// <param name="issues">The matrix.</param>
    /// <param name="concords">What can hold together, by condition.</param>
    /// <param name="recorded">The arrangement with a journal, of which what was said is written; null: there is none.</param>
    public static byte[] Write(Agreement agreement, ImmutableArray<Issue> issues, ImmutableArray<Concord> concords, Arrangement? recorded)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("agreement", agreement.Id);
            Each(json, "matrix", issues, issue => Row(json, issue));
            Each(json, "conditions", concords, concord => Under(json, concord));
            if (recorded is { Topics.IsEmpty: false })
            {
                Each(json, "said", recorded.Topics, topic =>
                {
                    json.WriteString("issue", topic.Issue);
                    json.WriteString("if", topic.If);
                    Each(json, "statements", topic.Said, one => Said(json, one));
                });
                Each(json, "contradictions", recorded.Contradictions, one =>
                {
                    json.WriteString("kind", one.Kind.Written());
                    json.WriteString("camp", one.Camp);
                    json.WriteString("why", one.Why);
                    Place(json, "a", one.A);
                    Place(json, "b", one.B);
                });
            }
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Row(Utf8JsonWriter json, Issue issue)
    {
        json.WriteString("kind", Name(issue.Kind));
        Strings(json, "about", issue.About);
        json.WriteString("if", issue.If);
        Each(json, "stances", issue.Stances, stance =>
        {
            json.WriteString("actor", stance.Actor.Id);
            json.WriteString("name", stance.Actor.Name);
            json.WriteString("says", stance.Words);
            json.WriteString("status", stance.Position.Status);
            json.WriteBoolean("assumed", stance.Position.Assumed);
            json.WriteBoolean("unchecked", stance.Position.Unchecked);
            Strings(json, "said", stance.Position.Said);
            Each(json, "statements", stance.Rests, one => Said(json, one));
        });
    }

    private static void Said(Utf8JsonWriter json, Utterance one)
    {
        json.WriteString("cited", one.Cited);
        json.WriteString("speaker", one.Statement.Speaker);
        json.WriteString("role", one.Statement.Role);
        json.WriteString("party", one.Party);
        json.WriteString("authority", one.Statement.Authority.Written());
        json.WriteString("act", one.Statement.Act.Written());
        json.WriteString("from", NodaTime.Text.InstantPattern.ExtendedIso.Format(one.Statement.Occurred.Start));
        json.WriteString("to", NodaTime.Text.InstantPattern.ExtendedIso.Format(one.Statement.Occurred.End));
        json.WriteString("fidelity", one.Statement.Fidelity.Written());
        json.WriteString("says", one.Statement.Says);
        json.WriteBoolean("earlier", one.Earlier);
        Strings(json, "about", one.About);
        if (one.Span is not null) Place(json, "place", one.Place);
        if (one.Copies > 0) json.WriteNumber("copies", one.Copies);
        if (one.IsDraft) json.WriteBoolean("draft", true);
    }

    private static void Place(Utf8JsonWriter json, string name, TextPlace place)
    {
        json.WriteStartObject(name);
        json.WriteString("text", TextKey.Cited(place.Text));
        json.WriteNumber("start", place.Start);
        json.WriteNumber("end", place.End);
        json.WriteString("words", place.Words);
        json.WriteEndObject();
    }

    private static void Under(Utf8JsonWriter json, Concord concord)
    {
        json.WriteString("if", concord.If);
        json.WriteBoolean("complete", concord.Complete);
        Strings(json, "text-in-circle", concord.TextInCircle);
        Each(json, "held", concord.Contentions, one => Held(json, one));
        Each(json, "conflicts", concord.Conflicts, conflict => Conflict(json, concord, conflict));
        json.WriteStartObject("can-hold");
        json.WriteString("sets", concord.MaximalSets.ToString(CultureInfo.InvariantCulture));
        Strings(json, "in-every-set", concord.InEverySet.Select(one => one.Words));
        Each(json, "knots", concord.Knots, knot =>
        {
            json.WriteBoolean("complete", knot.Complete);
            Lists(json, "choices", knot.Choices.Select(choice => choice.Select(one => one.Words)));
        });
        if (concord.MaximalSets <= MostWholeSets) Lists(json, "whole", concord.WholeSets().Select(set => set.Select(one => one.Words)));
        else json.WriteNull("whole");
        json.WriteEndObject();
        json.WriteStartArray("acceptable-to-all");
        foreach (var set in concord.AcceptableToAll)
        {
            json.WriteStartArray();
            foreach (var assent in set)
            {
                json.WriteStartObject();
                Held(json, assent.Of);
                Strings(json, "silent", assent.Silent.Select(actor => actor.Id));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
        Strings(json, "not-spoken-of", concord.NotSpokenOf);
    }

    private static void Held(Utf8JsonWriter json, Contention contention)
    {
        json.WriteString("what", contention.Words);
        json.WriteString("kind", contention.Kind switch { ContentionKind.Before => "before", ContentionKind.Adopted => "adopted", _ => "not-adopted" });
        Strings(json, "about", contention.Then is { } then ? [contention.First, then] : [contention.First]);
        Each(json, "by", contention.Voices, voice =>
        {
            json.WriteString("actor", voice.Actor.Id);
            json.WriteString("name", voice.Actor.Name);
            json.WriteString("says", voice.Kind switch { VoiceKind.Accepts => "accepts", VoiceKind.Rejects => "rejects", _ => "wants" });
            json.WriteString("status", voice.Position.Status);
            json.WriteNumber("line", voice.Position.Where.Line);
            json.WriteNumber("column", voice.Position.Where.Column);
            Strings(json, "said", voice.Position.Said);
        });
    }

    private static void Conflict(Utf8JsonWriter json, Concord concord, Conflict conflict)
    {
        json.WriteBoolean("deadlock", conflict.IsDeadlock);
        json.WriteBoolean("needs-text", conflict.NeedsText);
        json.WriteString("says", conflict.Says);
        Strings(json, "members", conflict.Members.Select(member => member.Words));
        json.WriteString("between-single-actors", conflict.Single.ToString(CultureInfo.InvariantCulture));
        Each(json, "proof", conflict.Steps, step =>
        {
            json.WriteString("id", step.Id);
            json.WriteString("says", step.Says);
            if (step.Where is { } where)
            {
                json.WriteNumber("line", where.Line);
                json.WriteNumber("column", where.Column);
            }
            Strings(json, "said", step.Statements);
        });
        Each(json, "openings", concord.Openings(conflict), opening =>
        {
            json.WriteString("actor", opening.Actor?.Id);
            json.WriteString("change", opening.Kind switch
            {
                OpeningKind.Drops => "drops",
                OpeningKind.MakesConditional => "makes-conditional",
                OpeningKind.AllowsTogether => "allows-together",
                OpeningKind.TurnsRound => "turns-round",
                OpeningKind.Accepts => "accepts",
                OpeningKind.Rejects => "rejects",
                _ => "text-changes",
            });
            json.WriteString("of", opening.Of?.Words);
            json.WriteString("says", opening.Says);
            json.WriteBoolean("opens-all", opening.OpensAll);
            Strings(json, "still-held-by", opening.StillHeldBy.Select(actor => actor.Id));
            Strings(json, "then-against", opening.Against.Select(one => one.Words));
            json.WriteBoolean("then-against-text", opening.AgainstText);
        });
    }

    private static string Name(IssueKind kind) => kind switch { IssueKind.Order => "order", IssueKind.Thing => "thing", _ => "offer" };

    private static void Each<T>(Utf8JsonWriter json, string name, ImmutableArray<T> things, Action<T> write)
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

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }

    private static void Lists(Utf8JsonWriter json, string name, IEnumerable<IEnumerable<string>> lists)
    {
        json.WriteStartArray(name);
        foreach (var list in lists)
        {
            json.WriteStartArray();
            foreach (var word in list) json.WriteStringValue(word);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
