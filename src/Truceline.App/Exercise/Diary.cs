using System.Collections.Immutable;
using NodaTime;
using Truceline.App.Intake;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.App.Exercise;

/// <summary>One thing that happens in an exercise, as it truly is.</summary>
/// <param name="Id">Its name in the truth.</param>
/// <param name="Day">On which day, counted from D.</param>
/// <param name="Kind">What it is: <c>fire</c>, <c>patrol</c>, <c>sensor</c>, <c>station</c> …</param>
/// <param name="Occurred">From when to when.</param>
internal sealed record Happening(string Id, int Day, string Kind, Interval Occurred)
{
    /// <summary>Who did it, by id.</summary>
    public string? By { get; init; }

    /// <summary>Against whom, by id.</summary>
    public string? Against { get; init; }

    /// <summary>Where exactly: for fire, where it fell.</summary>
    public Position? At { get; init; }

    /// <summary>For fire, where it came from.</summary>
    public Position? From { get; init; }

    /// <summary>The settlement near which it was.</summary>
    public NamedPlace? Near { get; init; }

    /// <summary>How many detonations, exactly.</summary>
    public int? Count { get; init; }

    /// <summary>With what, for fire.</summary>
    public WeaponPlan? Weapon { get; init; }

    /// <summary>How many people it killed.</summary>
    public int Killed { get; init; }

    /// <summary>What else is true of it, in a sentence.</summary>
    public string? Note { get; init; }
}

/// <summary>How a text came to be from another.</summary>
internal enum CopyKind
{
    /// <summary>Word for word.</summary>
    Exact,

    /// <summary>With other words for some of its words.</summary>
    Altered,
}

/// <summary>A report of the exercise and what is true of it.</summary>
/// <param name="Source">Who hands it in.</param>
/// <param name="OwnId">Its id there.</param>
/// <param name="Day">On which day, counted from D, it is handed in.</param>
/// <param name="Told">When: it orders the lines of a file.</param>
/// <param name="Content">What it says.</param>
/// <param name="About">What it is about; null for noise: it tells of something that never was.</param>
internal sealed record Note(string Source, string OwnId, int Day, Instant Told, Content Content, Happening? About)
{
    /// <summary>Of which report it is a copy, and how.</summary>
    public (Note Of, CopyKind How)? Copy { get; init; }

    /// <summary>What became of it: <c>late</c>, <c>correction</c>, <c>withdrawal</c>; null: nothing unusual.</summary>
    public string? Fate { get; init; }

    /// <summary>How it is cited.</summary>
    public string Cited => $"{Source}/{OwnId}";
}

/// <summary>What happens and what is told of it, as an exercise is written.</summary>
internal sealed class Diary(Theatre theatre)
{
    private readonly List<Happening> happenings = [];
    private readonly List<Note> notes = [];
    private readonly Dictionary<(string Source, LocalDate Date), int> numbers = [];

    public Theatre Theatre => theatre;

    public IReadOnlyList<Happening> Happenings => happenings;

    public IReadOnlyList<Note> Notes => notes;

    /// <summary>The fires of a day.</summary>
    public ImmutableArray<Happening> Fires(int day) =>
        [.. happenings.Where(one => one.Weapon is not null && one.Day == day)];

    /// <summary>Adds a happening of a day under the next name of its kind.</summary>
    public Happening Add(int day, string kind, Interval occurred)
    {
        var number = happenings.Count(one => one.Kind == kind && one.Day == day) + 1;
        var happening = new Happening(FormattableString.Invariant($"{Days.Word(day)}-{kind}-{number:000}"), day, kind, occurred);
        happenings.Add(happening);
        return happening;
    }

    /// <summary>Adds a happening with what is true of it.</summary>
    public Happening Add(int day, string kind, Interval occurred, Func<Happening, Happening> with)
    {
        Add(day, kind, occurred);
        return happenings[^1] = with(happenings[^1]);
    }

    /// <summary>Writes down that a source tells something, on the day on which it does, under its next own id of that date.</summary>
    /// <param name="actor">Who hands it in: an actor by id, or a name that is none.</param>
    /// <param name="told">When. What is told at midnight belongs to the day that ends.</param>
    /// <param name="content">What it says.</param>
    /// <param name="about">What it is about; null for noise.</param>
    public Note Tell(string actor, Instant told, Content content, Happening? about)
    {
        var source = theatre.Agreement.Actors.ContainsKey(actor) ? theatre.Name(actor) : actor;
        var date = (told - Duration.FromSeconds(1)).InZone(theatre.Zone).Date;
        var number = numbers[(source, date)] = numbers.GetValueOrDefault((source, date)) + 1;
        var note = new Note(source, FormattableString.Invariant($"{date.Year:0000}{date.Month:00}{date.Day:00}-{number:000}"), theatre.DayOf(date), told, content, about);
        notes.Add(note);
        return note;
    }

    /// <summary>Puts a note in the place of one that was written down.</summary>
    public void Replace(Note old, Note with) => notes[notes.IndexOf(old)] = with;

    /// <summary>Writes down a second report under the own id of a first.</summary>
    public void Amend(Note second) => notes.Add(second);
}

/// <summary>Days counted from D.</summary>
internal static class Days
{
    /// <summary><c>D-3</c>, <c>D+0</c>, <c>D+12</c>.</summary>
    public static string Word(int day) => FormattableString.Invariant($"D{(day < 0 ? "-" : "+")}{Math.Abs(day)}");
}
