using System.Collections.Immutable;
using NodaTime;
using Truceline.Assessments;
using Truceline.Incidents;

namespace Truceline.Picture;

/// <summary>One sentence of a picture, with what it rests on.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Entries">
/// The journal entries on which it rests, in order, each once. Empty only where it says that nothing was recorded.
/// </param>
public sealed record Sentence(string Text, ImmutableArray<long> Entries)
{
    /// <summary>What it tells of or counts; null when that is its entries alone.</summary>
    public Subject? About { get; init; }

    /// <summary>A sentence that rests on entries.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Sentence On(string text, IEnumerable<long> entries, Subject? about = null)
    {
        var rests = entries.Distinct().Order().ToImmutableArray();
        return rests.IsEmpty ? throw new ArgumentException("a sentence names the entries on which it rests", nameof(entries)) : new(text, rests) { About = about };
    }

    /// <summary>A sentence that says that nothing was recorded of something.</summary>
    public static Sentence Nothing(string text) => new(text, []);
}

/// <summary>What a sentence or a count is of, so that it can lead there. A closed family.</summary>
public abstract record Subject
{
    private Subject() { }

    /// <summary>One finding.</summary>
    public sealed record OfFinding(FindingId Id) : Subject;

    /// <summary>The findings of a day: of one clause or all, with one outcome or all, and of breaches with one standing or all.</summary>
    public sealed record OfFindings(LocalDate Day, string? Clause, Outcome? Outcome, Standing? Standing) : Subject;

    /// <summary>One incident.</summary>
    public sealed record OfIncident(IncidentId Id) : Subject;

    /// <summary>The findings about what happened at a named place on a day.</summary>
    public sealed record OfPlace(LocalDate Day, string Place) : Subject;

    /// <summary>A clause of the agreement.</summary>
    public sealed record OfClause(string Id) : Subject;
}
