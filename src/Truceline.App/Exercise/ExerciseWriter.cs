using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Truceline.Reports;

namespace Truceline.App.Exercise;

/// <summary>A file of an exercise: one source's reports of one day of handing in.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Source">Who hands it in.</param>
internal sealed record ExerciseFile(string Path, string Source);

/// <summary>What writing an exercise gave.</summary>
/// <param name="Files">Its files in the order in which they are handed in.</param>
/// <param name="Reports">How many reports they hold, corrections and withdrawals included.</param>
internal sealed record ExerciseResult(ImmutableArray<ExerciseFile> Files, int Reports);

/// <summary>
/// Writes the exercise of an example: a war diary made up by chance from a seed, with its truth apart. The same seed and days
/// give the same bytes on every machine, and a day is the same whatever days are asked for before and after it.
/// </summary>
internal static class ExerciseWriter
{
    private const string Reports = "reports";

    /// <summary>Writes the days of an exercise into a folder that is empty or not there yet.</summary>
    /// <param name="exampleFolder">The folder of the example, with its <c>exercise.yaml</c>.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="firstDay">The first day, counted from D; null: the plan's.</param>
    /// <param name="lastDay">The last day, included; null: the plan's. What would be handed in after it is not written.</param>
    /// <param name="outDirectory">Where to.</param>
    /// <exception cref="UsageException">There is no exercise of the example, its plan is wrong, or the folder is not empty.</exception>
    public static ExerciseResult Write(string exampleFolder, ulong seed, int? firstDay, int? lastDay, string outDirectory)
    {
        var theatre = Theatre.Open(exampleFolder);
        var (first, last) = (firstDay ?? (int)theatre.Plan.Days.Least, lastDay ?? (int)theatre.Plan.Days.Most);
        if (first < theatre.Plan.Days.Least || last > theatre.Plan.Days.Most || first > last)
            throw new UsageException(FormattableString.Invariant($"days {first}..{last} are not days of this exercise: it goes from {theatre.Plan.Days.Least} to {theatre.Plan.Days.Most}, the first first."));
        if (File.Exists(outDirectory)) throw new UsageException($"'{outDirectory}' is a file; name a folder that is empty or not there yet.");
        if (Directory.Exists(outDirectory) && Directory.EnumerateFileSystemEntries(outDirectory).Any())
            throw new UsageException($"the folder '{outDirectory}' is not empty; name another, so that nothing is mixed or lost.");

        var diary = new Diary(theatre);
        var notes = Tell(diary, seed, first, last);
        var files = ImmutableArray.CreateBuilder<ExerciseFile>();
        for (var day = first; day <= last; day++)
        {
            var folder = Path.Combine(outDirectory, Reports, FormattableString.Invariant($"{day - first + 1:00}-{Days.Word(day)}"));
            foreach (var source in notes.Where(note => note.Day == day).GroupBy(note => note.Source, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                Directory.CreateDirectory(folder);
                files.Add(new(Path.Combine(folder, $"{source.Key}.jsonl"), source.Key));
                // Bytes, not a text writer: its line breaks are the machine's.
                File.WriteAllBytes(files[^1].Path, Encoding.UTF8.GetBytes(string.Concat(source.OrderBy(note => note.Told).ThenBy(note => note.OwnId, StringComparer.Ordinal).Select(Line))));
            }
        }
        Directory.CreateDirectory(outDirectory);
        File.WriteAllBytes(Path.Combine(outDirectory, "truth.json"), Truth.Of(theatre, seed, first, last, diary.Happenings, notes));
        File.WriteAllBytes(Path.Combine(outDirectory, "README.txt"), Encoding.UTF8.GetBytes(Readme(theatre, seed, first, last, notes.Length)));
        return new(files.ToImmutable(), notes.Length);
    }

    /// <summary>All that is handed in on some days, in no order yet.</summary>
    private static ImmutableArray<Note> Tell(Diary diary, ulong seed, int first, int last)
    {
        var (theatre, dice) = (diary.Theatre, new Dice(seed));
        var (parties, force, press) = (new Parties(diary, dice), new Force(diary, dice), new Press(diary, dice));
        parties.Declare();
        for (var day = (int)theatre.Plan.Days.Least; day <= last; day++)
        {
            Fires.Happen(diary, dice, day);
            new Watch(diary, dice, day).Observe();
            parties.Speak(day);
            force.Report(day);
            press.Print(day);
        }
        Afterthoughts.Have(diary, dice);
        // A correction counts only if what it corrects is handed in too.
        var notes = diary.Notes.Where(note => note.Day >= first && note.Day <= last).ToArray();
        var brought = notes.Where(note => note.Fate is not ("correction" or "withdrawal")).Select(note => note.Cited).ToHashSet(StringComparer.Ordinal);
        return [.. notes.Where(note => brought.Contains(note.Cited))];
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A report as a line: what it says, without who hands it in.</summary>
    private static string Line(Note note)
    {
        var body = JsonNode.Parse(ReportEntry.ContentOf(Report.Of(note.Source, note.OwnId, note.Content, exercise: true)))!.AsObject();
        body.Remove("source");
        return body.ToJsonString(Plain) + "\n";
    }

    private static string Readme(Theatre theatre, ulong seed, int first, int last, int reports) => string.Create(CultureInfo.InvariantCulture, $"""
        EXERCISE, SYNTHETIC

        {theatre.Plan.Title}

        Everything in this folder is made up. It tells nothing of any real event, unit, person or press organisation.

        example      {theatre.Agreement.Id}
        seed         {seed}
        days         {first} to {last}, counted from D = {LocalDatePattern.Iso.Format(theatre.Plan.Day0)} ({theatre.Zone.Id})
        reports      {reports}, in the order of the folders under {Reports}; one file for each source
        truth.json   what truly happened, apart from what was told of it

        The parameters stand in the example's {ExercisePlanReader.FileName}. The same seed and days give the same bytes.

        """).ReplaceLineEndings("\n");
}
