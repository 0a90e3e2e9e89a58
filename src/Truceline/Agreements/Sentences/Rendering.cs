using System.Collections.Immutable;
using static Truceline.Agreements.Sentences.Phrase;

namespace Truceline.Agreements.Sentences;

/// <summary>The languages in which an agreement can be read out.</summary>
public enum RenderingLanguage
{
#pragma warning disable CS1591
    English, Ukrainian,
#pragma warning restore CS1591
}

/// <summary>
/// An agreement read out in one language: each clause as a sentence beside its article, then everything else that stands in the
/// file. It is made from the records on which checks and findings run. Names, free text and ids stay as the file has them.
/// </summary>
public sealed record Rendering
{
    /// <summary>The language.</summary>
    public required RenderingLanguage Language { get; init; }

    /// <summary>The id of the agreement.</summary>
    public required string Id { get; init; }

    /// <summary>The title of the agreement, as the file has it.</summary>
    public required string Title { get; init; }

    /// <summary>Where its text comes from, what is in force beside it, and how its days are counted.</summary>
    public required ImmutableArray<string> Source { get; init; }

    /// <summary>The clauses in the order of the file: rules, powers and terms.</summary>
    public required ImmutableArray<RenderedClause> Clauses { get; init; }

    /// <summary>What the clauses rest on, and what stands beside them; parts in a fixed order, things in that of the file or of their ids. None is empty.</summary>
    public required ImmutableArray<RenderedPart> Parts { get; init; }

    /// <summary>The code of a language as BCP 47 has it: "en".</summary>
    public static string CodeOf(RenderingLanguage language) => language switch
    {
        RenderingLanguage.English => "en",
        RenderingLanguage.Ukrainian => "uk",
        _ => throw new InvalidOperationException("INVARIANT: every language has its code"),
    };

    /// <summary>The language of a code, or null.</summary>
    public static RenderingLanguage? Parse(string code) => Enum.GetValues<RenderingLanguage>().Where(language => CodeOf(language) == code).Select(language => (RenderingLanguage?)language).FirstOrDefault();

    /// <summary>What stands on the paper around the sentences: "Article", "Signature". The keys are those of the catalogue that begin with <c>label.</c></summary>
    public string Label(string name) => Catalogue.Of(Language).Say(Phrase.Say($"label.{name}"));

    /// <summary>Reads an agreement out.</summary>
    public static Rendering Of(Agreement agreement, RenderingLanguage language)
    {
        var catalogue = Catalogue.Of(language);
        var words = new ClauseWords(agreement);
        var readings = agreement.Readings.Values.Select(reading => new ReadOtherwise(reading, catalogue)).ToImmutableArray();
        var parts = new PartWords(agreement, words);
        var things = Things(agreement, parts, catalogue);
        return new()
        {
            Language = language,
            Id = agreement.Id,
            Title = agreement.Title,
            Source = [.. parts.Source().Select(catalogue.Sentence)],
            Clauses =
            [
                .. agreement.Clauses.Select(clause => Of(agreement, clause, words, catalogue, readings))
                    .Concat(agreement.Powers.Select(power => Of(power, words, catalogue)))
                    .Concat(agreement.Definitions.Select(definition => Of(definition, catalogue)))
                    .OrderBy(one => one.Where.Line).ThenBy(one => one.Where.Column),
            ],
            Parts = [.. things.Append(Readings(readings, things, catalogue)).Where(part => !part.Things.IsEmpty)],
        };
    }

    private static RenderedClause Of(Agreement agreement, Clause clause, ClauseWords words, Catalogue catalogue, ImmutableArray<ReadOtherwise> readings)
    {
        var plain = Bare(agreement, clause, words, catalogue);
        return plain with { Readings = [.. readings.Where(reading => reading.Reading.Changes.Contains(clause.Id)).Select(reading => reading.Of(plain))] };
    }

    /// <summary>A clause without its readings.</summary>
    internal static RenderedClause Bare(Agreement agreement, Clause clause, ClauseWords words, Catalogue catalogue) => new()
    {
        Id = clause.Id,
        Where = clause.Where,
        Article = clause.Ref,
        Quote = clause.Quote,
        Gist = clause.Gist,
        Sentence = catalogue.Sentence(words.Sentence(clause)),
        Further = [.. words.Further(clause).Select(catalogue.Sentence)],
        Binds = [.. new[] { words.Binds(clause.Accepted), clause.Kind == ClauseKind.May ? null : words.BindsNot(clause.Who, clause.Accepted) }.OfType<Phrase>().Select(catalogue.Sentence)],
        Seen = [.. words.Seen(clause).Select(catalogue.Sentence)],
        Doubts =
        [
            .. Own(clause.Assumed, clause.Unchecked).Concat(Doubted.Say(words.Things, words.Times, clause.Assumptions
                .Where(sentence => !sentence.StartsWith($"clause {clause.Id} ", StringComparison.Ordinal))
                .Concat(ClauseWords.ZonesOf(clause).SelectMany(zone => agreement.Zones.TryGetValue(zone, out var found) ? found.Assumptions : []))))
                .Select(catalogue.Sentence),
        ],
    };

    private static RenderedClause Of(Power power, ClauseWords words, Catalogue catalogue) => new()
    {
        Id = power.Id,
        Where = power.Where,
        Article = power.Ref,
        Quote = power.Quote,
        Gist = power.Gist,
        Sentence = catalogue.Sentence(words.Sentence(power)),
        Further = power.DisputedBy.IsEmpty ? [] : [catalogue.Sentence(Phrase.Say("disputed-by", ("actors", words.Things.Actors(power.DisputedBy)), ("number", words.Things.Count(power.DisputedBy))))],
        Binds = [catalogue.Sentence(words.Binds(power.Accepted))],
        Doubts = [.. Own(power.Assumed, power.Unchecked).Select(catalogue.Sentence)],
    };

    private static RenderedClause Of(Definition definition, Catalogue catalogue) => new()
    {
        Id = definition.Id,
        Where = definition.Where,
        Article = definition.Ref,
        Quote = definition.Quote,
        Gist = definition.Gist,
        Sentence = catalogue.Sentence(ClauseWords.Sentence(definition)),
        Doubts = [.. Own(definition.Assumed, definition.Unchecked).Select(catalogue.Sentence)],
    };

    private static IEnumerable<Phrase> Own(bool isAssumed, bool isUnchecked)
    {
        if (isAssumed) yield return PartWords.Assumed;
        if (isUnchecked) yield return PartWords.Unchecked;
    }

    /// <summary>Every part but the readings.</summary>
    internal static ImmutableArray<RenderedPart> Things(Agreement agreement, PartWords words, Catalogue catalogue)
    {
        return
        [
            Part("actors", agreement.Actors.Values, actor => actor.Id, words.Actor),
            Part("classes", agreement.Classes.Classes.Values.Where(one => !ClassGraph.BuiltInIds.Contains(one.Id)), one => one.Id, words.Class),
            Part("lines", agreement.Lines.Values, line => line.Id, words.Line),
            Part("zones", agreement.Zones.Values.Where(zone => zone.IsNamed), zone => zone.Id, words.Zone),
            Part("events", agreement.Events.Values, one => one.Id, words.Event),
            Part("phases", agreement.Phases, phase => phase.Id, words.Phase),
            Part("pledges", agreement.Pledges, pledge => pledge.Id, words.Pledge),
            Part("decisions", agreement.Decisions, decision => decision.Id, words.Decision),
            Part("counting", agreement.Counting.Values, rule => rule.Id, words.Counting),
            Part("positions", agreement.Positions, position => position.Actor, words.Position),
        ];

        RenderedPart Part<T>(string name, IEnumerable<T> all, Func<T, string> id, Func<T, IEnumerable<Phrase>> say) =>
            new(name, catalogue.Say(Phrase.Say($"title.{name}")), [.. all.Select(one => new RenderedThing(id(one), [.. say(one).Select(catalogue.Sentence)]))]);
    }

    private static RenderedPart Readings(ImmutableArray<ReadOtherwise> readings, ImmutableArray<RenderedPart> plain, Catalogue catalogue) => new(
        "readings", catalogue.Say(Phrase.Say("title.readings")), [.. readings.Select(reading => new RenderedThing(reading.Reading.Name, reading.Differences(plain)))]);
}

/// <summary>A clause read out.</summary>
public sealed record RenderedClause
{
    /// <summary>The id in the file.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public required Location Where { get; init; }

    /// <summary>The article of the text; null: the file names none.</summary>
    public required string? Article { get; init; }

    /// <summary>Whether that is a number ("2", "II.13(a)") and not words ("the day after").</summary>
    public bool IsNumbered => Article is not null && ThingWords.IsNumber(Article);

    /// <summary>The words of the text; null: the file quotes none.</summary>
    public required string? Quote { get; init; }

    /// <summary>What it says in the author's own words; null: none are given.</summary>
    public required string? Gist { get; init; }

    /// <summary>Who must, must not or may do what, where and when; what somebody has the power to do; or what a term means.</summary>
    public required string Sentence { get; init; }

    /// <summary>What completes it: exceptions, what it waits for and leads to, who disputes it.</summary>
    public ImmutableArray<string> Further { get; init; } = [];

    /// <summary>Whom it binds, and since when; empty for a term.</summary>
    public ImmutableArray<string> Binds { get; init; } = [];

    /// <summary>How it is seen and who verifies it; empty for a power and a term.</summary>
    public ImmutableArray<string> Seen { get; init; } = [];

    /// <summary>What is assumed or unchecked in it and in what it rests on.</summary>
    public ImmutableArray<string> Doubts { get; init; } = [];

    /// <summary>The other ways to read it.</summary>
    public ImmutableArray<RenderedReading> Readings { get; init; } = [];
}

/// <summary>Another way to read a clause.</summary>
/// <param name="Name">The name of the reading.</param>
/// <param name="Lead">"This can also be read so:".</param>
/// <param name="Says">The sentences that are then others.</param>
public sealed record RenderedReading(string Name, string Lead, ImmutableArray<string> Says);

/// <summary>A part of a rendering beside the clauses.</summary>
/// <param name="Name">Its name, as the sections of the file are called: actors, classes, lines and so on.</param>
/// <param name="Title">Its title in the language of the rendering.</param>
/// <param name="Things">What stands in it.</param>
public sealed record RenderedPart(string Name, string Title, ImmutableArray<RenderedThing> Things);

/// <summary>One thing of a part.</summary>
/// <param name="Id">The id in the file: an actor's for a position.</param>
/// <param name="Says">The sentences.</param>
public sealed record RenderedThing(string Id, ImmutableArray<string> Says);
