using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;

namespace Truceline.Picture;

/// <summary>
/// What is said of one local day, from the record as far as it is known: the internal edition. Each sentence names the
/// entries on which it rests; quiet is never claimed of what was not observed. The same record gives the same sentences.
/// </summary>
public sealed record Bulletin
{
    /// <summary>The agreement whose clock makes the day.</summary>
    public required Agreement Agreement { get; init; }

    /// <summary>The day.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>The number of journal entries that were known.</summary>
    public required long AtEntry { get; init; }

    /// <summary>The end of the world that was looked at; null: the record is empty.</summary>
    public required Instant? AsOf { get; init; }

    /// <summary>True when anything in the record is made up.</summary>
    public required bool Exercise { get; init; }

    /// <summary>What sources leave out as a rule, in ordinal order.</summary>
    public required ImmutableArray<string> Limits { get; init; }

    /// <summary>Its parts, in a fixed order.</summary>
    public required ImmutableArray<BulletinSection> Sections { get; init; }

    /// <summary>The bulletin of a day; of a day without a record one that says so.</summary>
    public static Bulletin Of(Daybook book, LocalDate date)
    {
        var assessment = book.Assessment;
        var day = book.On(date);
        var writing = new BulletinWriting(book, day, book.On(date.PlusDays(-1)));
        return new Bulletin
        {
            Agreement = assessment.Agreement,
            Day = date,
            AtEntry = assessment.AtEntry,
            AsOf = assessment.AsOf,
            Exercise = assessment.Exercise || book.Log.Reports.Any(report => report.Exercise),
            Limits = assessment.Limits,
            Sections = day.IsEmpty && !day.Plain.Any()
                ? [new("summary", "The day in numbers", null, [Sentence.Nothing($"Nothing was recorded of {BulletinWords.Date(date)}. It was not observed, and nothing is said of its quiet.")])]
                : writing.Sections(),
        };
    }
}

/// <summary>A part of a bulletin.</summary>
/// <param name="Id">Its short name, stable for those who refer to it.</param>
/// <param name="Title">Its title.</param>
/// <param name="Table">Its numbers; null: none.</param>
/// <param name="Sentences">Its sentences.</param>
public sealed record BulletinSection(string Id, string Title, BulletinTable? Table, ImmutableArray<Sentence> Sentences);

/// <summary>A table of a bulletin.</summary>
/// <param name="Caption">What it counts, and by what rule.</param>
/// <param name="Columns">The heads of its columns; the first names the rows.</param>
/// <param name="Rows">Its rows, each with a cell for every column.</param>
public sealed record BulletinTable(string Caption, ImmutableArray<string> Columns, ImmutableArray<BulletinRow> Rows);

/// <summary>A row of a table: the words that name it, then its numbers.</summary>
/// <param name="Names">The words, one for each of the first columns.</param>
/// <param name="Counts">The numbers, as sentences are: each with what it counts.</param>
public sealed record BulletinRow(ImmutableArray<string> Names, ImmutableArray<Sentence> Counts);
