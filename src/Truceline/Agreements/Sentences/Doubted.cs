using System.Collections.Immutable;
using static Truceline.Agreements.Sentences.Phrase;

namespace Truceline.Agreements.Sentences;

/// <summary>What is assumed or unchecked, said in the language of the rendering. The sentences that reading a file made are read back: they have two forms.</summary>
internal static class Doubted
{
    private const string TheFile = "the file could not be checked against the text of the agreement";
    private const string IsAssumed = " is assumed";
    private const string IsUnchecked = " could not be checked against the text";
    private const string ClaimedBy = " (claimed by: ";

    /// <summary>The sentences about what is assumed or unchecked, each different one once. What is assumed on one word is named in one sentence.</summary>
    public static IEnumerable<Phrase> Say(ThingWords things, TimeWords times, IEnumerable<string> sentences) => sentences.Distinct(StringComparer.Ordinal)
        .Select(sentence => (Sentence: sentence, At: sentence == TheFile || sentence.EndsWith(IsUnchecked, StringComparison.Ordinal) ? -1 : sentence.IndexOf(IsAssumed, StringComparison.Ordinal)))
        .GroupBy(one => one.At < 0 ? one.Sentence : one.Sentence[(one.At + IsAssumed.Length)..] + IsAssumed, StringComparer.Ordinal)
        .Select(group => group.First().At < 0
            ? Other(things, times, group.Key)
            : Assumed(group.Key[..^IsAssumed.Length], [.. group.Select(one => Thing(things, times, one.Sentence[..one.At]))]));

    private static Phrase Other(ThingWords things, TimeWords times, string sentence) => sentence == TheFile
        ? Phrase.Say("doubt.file")
        : sentence.EndsWith(IsUnchecked, StringComparison.Ordinal) ? Phrase.Say("doubt.unchecked", ("thing", Thing(things, times, sentence[..^IsUnchecked.Length]))) : Quote(sentence);

    private static Phrase Assumed(string rest, ImmutableArray<Phrase> of)
    {
        var by = rest.StartsWith(ClaimedBy, StringComparison.Ordinal) ? Quote(rest[ClaimedBy.Length..^1]) : Nothing;
        return of.Length == 1 ? Phrase.Say("doubt.assumed", ("thing", of[0]), ("by", by)) : Phrase.Say("doubt.assumed.several", ("things", And(of)), ("by", by));
    }

    private static Phrase Thing(ThingWords things, TimeWords times, string thing)
    {
        var space = thing.IndexOf(' ', StringComparison.Ordinal);
        var (kind, id) = space < 0 ? (thing, "") : (thing[..space], thing[(space + 1)..]);
        return kind switch
        {
            "actor" => Phrase.Say("thing.actor", ("actor", things.Actor(id)), ("name", Quote(id))),
            "class" => Phrase.Say("thing.class", ("name", Quote(id))),
            "line" => ThingWords.Line(id),
            "zone" => Phrase.Say("thing.zone", ("name", Quote(id))),
            "event" => times.Anchor(id),
            "phase" => Phrase.Say("thing.phase", ("name", Quote(id))),
            "clause" => things.Clause(id),
            "reading" => Phrase.Say("thing.reading", ("name", Quote(id))),
            "the" when id == "source" => Phrase.Say("thing.source"),
            "the" when id.StartsWith("zone ", StringComparison.Ordinal) => Phrase.Say("thing.zone-here"),
            _ => Quote(thing),
        };
    }
}
