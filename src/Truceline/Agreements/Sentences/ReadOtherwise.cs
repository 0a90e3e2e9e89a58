using System.Collections.Immutable;

namespace Truceline.Agreements.Sentences;

/// <summary>One reading, read out beside the plain text.</summary>
internal sealed class ReadOtherwise
{
    private readonly Catalogue catalogue;
    private readonly ClauseWords words;
    private readonly Dictionary<string, Clause> clauses;

    public ReadOtherwise(Reading reading, Catalogue catalogue)
    {
        (Reading, this.catalogue, words) = (reading, catalogue, new(reading.Agreement));
        clauses = reading.Agreement.Clauses.ToDictionary(clause => clause.Id, StringComparer.Ordinal);
    }

    public Reading Reading { get; }

    /// <summary>What it makes of a clause: the sentences that are others than those of the plain text.</summary>
    public RenderedReading Of(RenderedClause plain)
    {
        var other = Rendering.Bare(Reading.Agreement, clauses[plain.Id], words, catalogue);
        var known = All(plain).ToHashSet(StringComparer.Ordinal);
        var says = All(other).Where(sentence => !known.Contains(sentence)).ToImmutableArray();
        if (says.IsEmpty) says = [catalogue.Sentence(Phrase.Say("reading.through"))];
        return new(Reading.Name, catalogue.Sentence(Phrase.Say("reading.lead", ("name", Phrase.Quote(Reading.Name)))), says);
    }

    /// <summary>The clauses that it changes, and what else it says otherwise than the plain text.</summary>
    public ImmutableArray<string> Differences(ImmutableArray<RenderedPart> plain)
    {
        var known = Told(plain).ToHashSet(StringComparer.Ordinal);
        var others = Told(Rendering.Things(Reading.Agreement, new PartWords(Reading.Agreement, words), catalogue));
        var changes = Reading.Changes.IsEmpty ? Phrase.Say("reading.changes-nothing") : Phrase.Say("reading.changes", ("clauses", words.Things.Clauses(Reading.Changes)));
        return [catalogue.Sentence(changes), .. others.Where(told => !known.Contains(told))];
    }

    /// <summary>Each thing with all that is said of it: that one is not assumed any more can be seen only from the whole.</summary>
    private static IEnumerable<string> Told(ImmutableArray<RenderedPart> parts) => parts.SelectMany(part => part.Things).Select(thing => string.Join(' ', thing.Says));

    private static IEnumerable<string> All(RenderedClause clause) => clause.Further.Prepend(clause.Sentence).Concat(clause.Binds).Concat(clause.Seen).Concat(clause.Doubts);
}
