using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Truceline.Agreements;
using Truceline.Agreements.Changes;
using Truceline.Agreements.Sentences;
using Truceline.App.Terminal;

namespace Truceline.App.Commands;

/// <summary><c>truceline agreement diff</c>: what two agreements say otherwise, by what their clauses mean.</summary>
internal static class AgreementDiffCommand
{
    private static readonly (ClauseFate Fate, string Words)[] Headings =
    [
        (ClauseFate.Added, "Added"), (ClauseFate.Dropped, "Dropped"), (ClauseFate.Tightened, "Tightened"), (ClauseFate.Loosened, "Loosened"),
        (ClauseFate.BothWays, "Changed both ways"), (ClauseFate.Changed, "Changed"), (ClauseFate.Beside, "Changed beside the rule"),
    ];

    public static Command Create()
    {
        var old = new Argument<string>("old") { Description = "The truce file before." };
        var @new = new Argument<string>("new") { Description = "The truce file after." };
        var language = new Option<string>("--lang") { Description = "The language of the sentences of clauses: en or uk.", DefaultValueFactory = _ => "en", HelpName = "LANG" };
        language.AcceptOnlyFromAmong([.. Enum.GetValues<RenderingLanguage>().Select(Rendering.CodeOf)]);
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command("diff", """
            Say what changed between two agreements, by what their clauses mean and not by lines: added, dropped, tightened or
            loosened, part by part (who, act, class, ground in km², times, exceptions, who is bound). 'Tightened' is said of those
            whom a clause binds: more is demanded of them, or less permitted. What only words changed stands last.

            Example:
              truceline agreement diff draft-1.truce.yaml draft-2.truce.yaml
            """) { old, @new, language, json };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (one, other) = (parsed.GetRequiredValue(old), parsed.GetRequiredValue(@new));
            var (before, after) = (AgreementFile.Open(one, error), AgreementFile.Open(other, error));
            var changes = AgreementChanges.Between(before, after);
            var spoken = Rendering.Parse(parsed.GetRequiredValue(language))!.Value;
            var sentences = new Sentences(Of(before, spoken), Of(after, spoken));
            if (parsed.GetValue(json)) output.WriteUtf8(Json(one, other, changes, sentences));
            else Print(output, changes, sentences);
            return ExitStatus.Done;
        });
        return command;
    }

    /// <summary>What the clauses of the two say, by id.</summary>
    private sealed record Sentences(IReadOnlyDictionary<string, string> Old, IReadOnlyDictionary<string, string> New);

    private static Dictionary<string, string> Of(Agreement agreement, RenderingLanguage language) =>
        Rendering.Of(agreement, language).Clauses.ToDictionary(clause => clause.Id, clause => string.Join(' ', clause.Further.Prepend(clause.Sentence)), StringComparer.Ordinal);

    private static void Print(TextWriter output, AgreementChanges changes, Sentences sentences)
    {
        if (changes.SayTheSame) output.WriteLine("Nothing changed in what the two say.");
        foreach (var (fate, words) in Headings)
        {
            var clauses = changes.Clauses.Where(change => change.Fate == fate).ToList();
            if (clauses.Count > 0) output.WriteLine(FormattableString.Invariant($"{words}: {clauses.Count} {(clauses.Count == 1 ? "clause" : "clauses")}"));
            foreach (var change in clauses) Print(output, change, sentences);
        }
        if (!changes.Things.IsEmpty) output.WriteLine("Beside the clauses");
        foreach (var thing in changes.Things) Print(output, thing);
        if (!changes.Words.IsEmpty) output.WriteLine("In words alone");
        foreach (var thing in changes.Words) Print(output, thing);
        if (changes.SomeGroundNotMeasured) output.WriteLine("There were too many pairs of zones to measure all of them; where no km² stand, how they are composed alone was compared.");
    }

    private static void Print(TextWriter output, ClauseChange change, Sentences sentences)
    {
        var (side, was) = (change.After ?? change.Before!, change.Before);
        var renamed = was is not null && was.Id != side.Id ? $" (was {was.Id})" : "";
        output.WriteLine(Screen.Plain($"  {side.Id}{renamed}{(side.Ref is { } article ? $", article {article}" : "")}: {side.Kind}"));
        if (change.Fate is ClauseFate.Added or ClauseFate.Dropped)
        {
            output.WriteLine(Screen.Plain($"    {(change.After is null ? sentences.Old : sentences.New)[side.Id]}"));
            return;
        }
        foreach (var part in change.Parts) output.WriteLine(Screen.Plain($"    {part.Part}: {Turn(part)} · {Word(part.Direction)}{Ground(part)}"));
    }

    private static void Print(TextWriter output, ThingChange thing)
    {
        var parts = string.Join("; ", thing.Parts.Select(part => $"{part.Part}: {Turn(part)}{Ground(part)}"));
        output.WriteLine(Screen.Plain($"  {thing.Section}{(thing.Id.Length > 0 ? $" {thing.Id}" : "")} {Fate(thing.Fate)}{(parts.Length > 0 ? $": {parts}" : "")}"));
    }

    private static string Turn(PartChange part) =>
        part.Before == part.After ? Said(part.After) : $"{Said(part.Before)} → {Said(part.After)}";

    private static string Said(string words) => words.Length == 0 ? "nothing" : words;

    private static string Word(ChangeDirection direction) => direction switch
    {
        ChangeDirection.Tightened => "tightened",
        ChangeDirection.Loosened => "loosened",
        ChangeDirection.Changed => "changed",
        _ => "beside the rule",
    };

    private static string Fate(ClauseFate fate) => fate switch { ClauseFate.BothWays => "changed both ways", _ => fate.ToString().ToLowerInvariant() };

    private static string Ground(PartChange part) => part.Ground switch
    {
        null => "",
        { AddedSquareKilometres: 0, RemovedSquareKilometres: 0 } => " (the same ground)",
        { AddedSquareKilometres: { } added, RemovedSquareKilometres: 0 } => $" (+{Area(added)})",
        { AddedSquareKilometres: 0, RemovedSquareKilometres: { } removed } => $" (−{Area(removed)})",
        { AddedSquareKilometres: { } added, RemovedSquareKilometres: { } removed } => $" (moved: +{Area(added)}, −{Area(removed)})",
        _ => " (not measured)",
    };

    private static string Area(double squareKilometres) => squareKilometres switch
    {
        < 0.05 => "less than 0.1 km²",
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{squareKilometres:0.0} km²"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{squareKilometres:#,0} km²"),
    };

    private static byte[] Json(string old, string @new, AgreementChanges changes, Sentences sentences)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, CheckJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("old", old);
            json.WriteString("new", @new);
            json.WriteBoolean("same", changes.SayTheSame);
            json.WriteBoolean("all-ground-measured", !changes.SomeGroundNotMeasured);
            json.WriteStartArray("clauses");
            foreach (var change in changes.Clauses)
            {
                json.WriteStartObject();
                json.WriteString("fate", Fate(change.Fate));
                Write(json, "before", change.Before, sentences.Old);
                Write(json, "after", change.After, sentences.New);
                Write(json, change.Parts);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            Write(json, "things", changes.Things);
            Write(json, "words", changes.Words);
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, ClauseSide? side, IReadOnlyDictionary<string, string> sentences)
    {
        if (side is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteString("id", side.Id);
        json.WriteString("kind", side.Kind);
        json.WriteString("ref", side.Ref);
        json.WriteNumber("line", side.Where.Line);
        json.WriteString("says", sentences[side.Id]);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<ThingChange> things)
    {
        json.WriteStartArray(name);
        foreach (var thing in things)
        {
            json.WriteStartObject();
            json.WriteString("section", thing.Section);
            json.WriteString("id", thing.Id);
            json.WriteString("fate", Fate(thing.Fate));
            Write(json, thing.Parts);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<PartChange> parts)
    {
        json.WriteStartArray("parts");
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteString("part", part.Part);
            json.WriteString("direction", Word(part.Direction));
            json.WriteString("before", part.Before);
            json.WriteString("after", part.After);
            if (part.Ground is { } ground)
            {
                Number(json, "added-km2", ground.AddedSquareKilometres);
                Number(json, "removed-km2", ground.RemovedSquareKilometres);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, Math.Round(number, 3));
        else json.WriteNull(name);
    }
}
