using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;
using Truceline.Agreements;
using Truceline.Agreements.Positions;
using Truceline.App.Pages.ArrangementParts;
using Truceline.Picture;
using Truceline.Reports;

namespace Truceline.App.Terminal;

/// <summary>Positions as a person reads them in a terminal: the matrix, what cannot all hold, what would open it, what all could accept.</summary>
internal static class PositionsText
{
    // So that it fits a page and most terminals.
    private const int Width = 100;
    private const int MostShown = 40;

    /// <summary>Writes them.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="agreement">The agreement.</param>
    /// <param name="issues">The matrix.</param>
    /// <param name="concords">What can hold together, by condition.</param>
    /// <param name="recorded">The arrangement with a journal, of which what was said is shown; null: there is none.</param>
    public static void Write(TextWriter output, Agreement agreement, ImmutableArray<Issue> issues, ImmutableArray<Concord> concords, Arrangement? recorded)
    {
        var screen = Screen.On(output);
        screen.Profile.Width = Math.Min(screen.Profile.Width, Width);
        screen.MarkupLine($"[bold]{Screen.Marked(agreement.Title)}[/] ({Screen.Marked(agreement.Id)})");
        if (concords.IsEmpty)
        {
            screen.WriteLine("The agreement states no positions.");
            Said(screen, agreement, recorded);
            return;
        }
        screen.WriteLine("Positions bind nobody. Actors stand by the alphabet of their names; nobody is told to yield.");
        foreach (var concord in concords) Under(screen, agreement, [.. issues.Where(issue => issue.If == concord.If)], concord);
        Said(screen, agreement, recorded);
    }

    // Conditions apart; what was said off the record stands beside the rest, and what was said before is history.
    private static void Said(IAnsiConsole screen, Agreement agreement, Arrangement? recorded)
    {
        if (recorded is not { Topics.IsEmpty: false }) return;
        screen.WriteLine();
        screen.MarkupLine("[bold]What was said[/]");
        foreach (var topic in recorded.Topics)
        {
            Line(screen, 0, topic.If is { } condition ? $"{topic.Issue}, condition: {condition}" : topic.Issue);
            foreach (var one in topic.Said.Where(one => one.OnRecord)) Line(screen, 4, Told(agreement, one));
            if (topic.Said.Any(one => !one.OnRecord)) Line(screen, 4, topic.Said.Any(one => one.OnRecord) ? "Beside these, not on the record:" : "Not on the record:");
            foreach (var one in topic.Said.Where(one => !one.OnRecord)) Line(screen, 6, Told(agreement, one));
        }
        if (!recorded.Threats.IsEmpty)
        {
            screen.WriteLine();
            screen.MarkupLine("[bold]Threats[/]");
            foreach (var one in recorded.Threats)
                Line(screen, 0, $"by {one.Party}{(one.Actor is { } actor ? $" ({actor.Id})" : ", whom the agreement does not name")}, about {(one.About.IsEmpty ? "no clause that anybody named" : string.Join(", ", one.About))}{(one.IsDraft ? ", DRAFT, NOT CONFIRMED" : "")}: {one.Cited}");
        }
        if (recorded.Contradictions.IsEmpty) return;
        screen.WriteLine();
        screen.MarkupLine($"[bold]{StatementsText.Contradict}[/]");
        foreach (var one in recorded.Contradictions)
        {
            Line(screen, 0, StatementsText.Told(one));
            foreach (var place in new[] { one.A, one.B }) Line(screen, 4, FormattableString.Invariant($"{TextKey.Cited(place.Text)}{(one.Camp is null ? FormattableString.Invariant($" {place.Start}–{place.End}") : "")}: {place.Words}"));
        }
    }

    private static string Told(Agreement agreement, Utterance one) =>
        $"{one.Party}: {Words.Of(one.Statement.Act)}, {Words.Days(one.Statement.Occurred, agreement.Clock.Zone)}, {(one.Statement.Speaker is { } speaker ? $"{speaker}, " : "")}{Words.Of(one.Statement.Authority)}{(one.Earlier ? ", earlier" : "")}{(one.IsDraft ? ", DRAFT, NOT CONFIRMED" : "")}: {one.Statement.Says} ({one.Statement.Fidelity.Written()}; {one.Cited}{Copies(one)}{(one.About.IsEmpty ? "" : $"; about {string.Join(", ", one.About)}")})";

    /// <summary>How many copies of its text carry a statement as well; empty: none.</summary>
    public static string Copies(Utterance one) => one.Copies == 0 ? "" : FormattableString.Invariant($", and in {one.Copies:N0} {(one.Copies == 1 ? "copy" : "copies")} of that text");

    private static void Under(IAnsiConsole screen, Agreement agreement, ImmutableArray<Issue> issues, Concord concord)
    {
        screen.WriteLine();
        screen.MarkupLine($"[bold]{(concord.If is { } condition ? $"Only if: {Screen.Marked(condition)}" : "Without a condition")}[/]");
        Matrix(screen, issues);
        if (!concord.TextInCircle.IsEmpty) Line(screen, 0, $"The text itself goes in a circle at {string.Join(", ", concord.TextInCircle)}: what it says of their order is left out here.");
        Conflicts(screen, agreement, issues, concord);
        Sets(screen, concord);
        Acceptable(screen, concord);
        if (!concord.Complete) Line(screen, 0, "Not all are listed: there are more conflicts or sets than this search may take time for. What is listed is right.");
    }

    private static void Matrix(IAnsiConsole screen, ImmutableArray<Issue> issues)
    {
        var rows = issues.Where(issue => issue.Kind != IssueKind.Offer).ToArray();
        var actors = issues.SelectMany(issue => issue.Stances).Select(stance => stance.Actor).Distinct().OrderBy(actor => actor.Name, StringComparer.OrdinalIgnoreCase).ThenBy(actor => actor.Id, StringComparer.Ordinal).ToArray();
        if (rows.Length > 0 && rows.Max(issue => About(issue).Length) + 2 + actors.Sum(actor => Column(actor, rows) + 3) <= Width) Table(screen, rows, actors);
        else
            foreach (var issue in rows)
            {
                Line(screen, 0, About(issue));
                foreach (var group in issue.Stances.GroupBy(stance => Cell(issue, stance)).OrderBy(group => group.Key, StringComparer.Ordinal))
                    Line(screen, 4, $"{group.Key}: {string.Join("; ", group.Select(stance => stance.Position.Named(stance.Actor)))}");
            }
        foreach (var offer in issues.Where(issue => issue.Kind == IssueKind.Offer).SelectMany(issue => issue.Stances)) Line(screen, 0, $"Offer of {offer.Position.Named(offer.Actor)}: {offer.Words}");
    }

    private static void Table(IAnsiConsole screen, Issue[] rows, Actor[] actors)
    {
        foreach (var actor in actors.Where(actor => actor.Name != actor.Id)) Line(screen, 2, $"{actor.Id} = {actor.Name}");
        var table = new Table().Border(TableBorder.SimpleHeavy).AddColumn(new TableColumn("").NoWrap());
        foreach (var actor in actors) table.AddColumn(new TableColumn(Screen.Marked(actor.Id)).NoWrap());
        foreach (var issue in rows)
            table.AddRow([new Text(Screen.Plain(About(issue))), .. actors.Select(actor => new Text(Screen.Plain(string.Join(", ", issue.Stances.Where(stance => stance.Actor.Id == actor.Id).Select(stance => Cell(issue, stance))))))]);
        screen.Write(table);
        if (rows.Any(issue => issue.Kind == IssueKind.Order)) Line(screen, 0, "Of two things in an order, 1>2 means that the first is wanted first.");
    }

    private static int Column(Actor actor, Issue[] rows) =>
        rows.Select(issue => string.Join(", ", issue.Stances.Where(stance => stance.Actor.Id == actor.Id).Select(stance => Cell(issue, stance))).Length).Append(actor.Id.Length).Max();

    private static string About(Issue issue) => issue.Kind == IssueKind.Order ? $"1 {issue.About[0]}, 2 {issue.About[1]}" : issue.About[0];

    private static string Cell(Issue issue, Stance stance) => stance.Kind == StanceKind.WantsFirst ? stance.Words == $"{issue.About[0]} first" ? "1>2" : "2>1" : stance.Words;

    private static void Conflicts(IAnsiConsole screen, Agreement agreement, ImmutableArray<Issue> issues, Concord concord)
    {
        screen.WriteLine();
        var deadlocks = concord.Conflicts.Count(conflict => conflict.IsDeadlock);
        screen.MarkupLine(concord is { Conflicts.IsEmpty: true, Complete: true } ? "[bold]All of this can hold together.[/]"
            : $"[bold]What cannot all hold: {(concord.Complete ? "" : "at least ")}{Count(concord.Conflicts.Length, "minimal conflict")}, {(deadlocks == 0 ? "none" : deadlocks.ToString(CultureInfo.InvariantCulture))} of them about orders (deadlocks)[/]");
        for (var i = 0; i < Math.Min(MostShown, concord.Conflicts.Length); i++) Conflict(screen, agreement, issues, concord, concord.Conflicts[i], i + 1);
        if (concord.Conflicts.Length > MostShown) Line(screen, 0, FormattableString.Invariant($"… and {concord.Conflicts.Length - MostShown} more: --json lists them."));
    }

    private static void Conflict(IAnsiConsole screen, Agreement agreement, ImmutableArray<Issue> issues, Concord concord, Conflict conflict, int number)
    {
        Line(screen, 0, FormattableString.Invariant($"{number}. {(conflict.IsDeadlock ? "Deadlock" : "Conflict")}{(conflict.NeedsText ? ", with what the text needs" : "")}"));
        foreach (var step in conflict.Steps)
        {
            Line(screen, 3, $"- {step.Says}{(step.Where is { } where && step.Statements.IsEmpty ? FormattableString.Invariant($" (line {where.Line})") : "")}");
            var member = conflict.Members.FirstOrDefault(one => one.Voices.Any(voice => voice.Position.Where == step.Where) && one.First == step.Id && step.Statements.SequenceEqual(one.Said));
            if (member is not null) Statements(screen, agreement, issues, member);
        }
        Line(screen, 3, "Each of these single changes opens what lies between its actor and the others:");
        foreach (var change in concord.Openings(conflict).GroupBy(opening => (opening.Actor, opening.Of))) Openings(screen, [.. change]);
    }

    private static void Openings(IAnsiConsole screen, Opening[] changes)
    {
        if (changes[0].Actor is not { } actor)
        {
            foreach (var change in changes) Line(screen, 5, $"* {change.Says}");
            return;
        }
        Line(screen, 5, $"* {actor.Name} {string.Join(", or ", changes.Select(change => change.Change + Against(change)))}");
        if (!changes[0].OpensAll) Line(screen, 7, $"the same is held by {string.Join("; ", changes[0].StillHeldBy.Select(other => other.Name))}, for whom it stays");
    }

    private static string Against(Opening change)
    {
        string[] against = [.. change.Against.Select(one => $"'{one.Words}' of {string.Join("; ", one.Voices.Where(voice => voice.Actor.Id != change.Actor!.Id || one != change.Of).Select(voice => voice.Actor.Name))}"), .. change.AgainstText ? ["the text"] : Array.Empty<string>()];
        return against.Length == 0 ? "" : $" (which then stands against {string.Join(" and ", against)})";
    }

    // With a journal the words that are about the thing itself; without one, what the position cites.
    private static void Statements(IAnsiConsole screen, Agreement agreement, ImmutableArray<Issue> issues, Contention contention)
    {
        var stances = issues.Where(issue => issue.About.SequenceEqual(contention.About)).SelectMany(issue => issue.Stances)
            .Where(stance => contention.Voices.Any(voice => voice.Actor.Id == stance.Actor.Id) && Says(stance, contention)).ToArray();
        foreach (var one in stances.SelectMany(stance => stance.Rests).DistinctBy(one => one.Cited))
            Line(screen, 6, $"{one.Cited}, {Words.Days(one.Statement.Occurred, agreement.Clock.Zone)}, {(one.Statement.Speaker is { } speaker ? $"{speaker} for {one.Party}" : one.Party)}, {Words.Of(one.Statement.Authority)}{(one.Earlier ? ", earlier" : "")}: {one.Statement.Says} ({one.Statement.Fidelity.Written()})");
        var known = stances.SelectMany(stance => stance.Rests).Select(one => one.Cited).ToHashSet(StringComparer.Ordinal);
        if (known.Count == 0 && !contention.Said.IsEmpty) Line(screen, 6, $"said: {string.Join(", ", contention.Said)}");
        if (contention.Said.IsEmpty) Line(screen, 6, "no statement is cited");
    }

    private static bool Says(Stance stance, Contention contention) => contention.Kind switch
    {
        ContentionKind.Before => stance.Kind == StanceKind.WantsFirst && stance.Words == $"{contention.First} first",
        ContentionKind.Adopted => stance.Kind is StanceKind.Accepts or StanceKind.Wants,
        _ => stance.Kind == StanceKind.Rejects,
    };

    private static void Sets(IAnsiConsole screen, Concord concord)
    {
        if (concord.Knots.IsEmpty) return;
        screen.WriteLine();
        screen.MarkupLine($"[bold]What can hold together: {(concord.Complete ? "" : "at least ")}{concord.MaximalSets} maximal {(concord.MaximalSets.IsOne ? "set" : "sets")}[/]");
        Line(screen, 0, $"Each holds {(concord.InEverySet.IsEmpty ? "" : $"{Listed(concord.InEverySet)}; and ")}one of each of these:");
        foreach (var knot in concord.Knots)
        {
            Line(screen, 3, knot.Choices.IsEmpty ? "- a choice that was not worked out" : $"- {string.Join(" | ", knot.Choices.Take(MostShown).Select(choice => choice.IsEmpty ? "none of them" : Listed(choice)))}{(knot.Choices.Length > MostShown ? " | … (--json lists all)" : "")}{(knot.Complete ? "" : " (not all are listed)")}");
        }
    }

    private static void Acceptable(IAnsiConsole screen, Concord concord)
    {
        screen.WriteLine();
        screen.MarkupLine($"[bold]What no actor stands against{(concord.AcceptableToAll.Length > 1 ? $": {Count(concord.AcceptableToAll.Length, "maximal set")}" : "")}[/]");
        if (concord.AcceptableToAll.All(set => set.IsEmpty)) Line(screen, 0, concord.Complete ? "Nothing of what is wanted or accepted." : "None was found in the time that this search may take.");
        for (var i = 0; i < Math.Min(MostShown, concord.AcceptableToAll.Length); i++)
        {
            if (concord.AcceptableToAll.Length > 1) Line(screen, 0, FormattableString.Invariant($"Set {i + 1}"));
            foreach (var assent in concord.AcceptableToAll[i])
            {
                Line(screen, 3, $"- {assent.Of.Words}: {string.Join("; ", assent.Of.Voices.Select(voice => voice.Position.Named(voice.Actor)))}");
                if (!assent.Silent.IsEmpty) Line(screen, 5, $"silent: {string.Join("; ", assent.Silent.Select(actor => actor.Name))}");
            }
        }
        if (concord.If is null && !concord.NotSpokenOf.IsEmpty) Line(screen, 0, $"No position speaks of {string.Join(", ", concord.NotSpokenOf)}.");
    }

    private static string Listed(IEnumerable<Contention> contentions) => string.Join(", ", contentions.Select(one => $"'{one.Words}'"));

    private static string Count(int number, string what) => FormattableString.Invariant($"{number} {what}{(number == 1 ? "" : "s")}");

    // Wrapped here, because a terminal's own lines end in blanks when they are written to a file.
    private static void Line(IAnsiConsole screen, int indent, string words)
    {
        var line = new System.Text.StringBuilder();
        foreach (var word in Screen.Plain(words).Split(' '))
        {
            if (line.Length > 0 && indent + line.Length + 1 + word.Length > Width)
            {
                screen.WriteLine(new string(' ', indent) + line);
                line.Clear().Append("  ");
            }
            else if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }
        screen.WriteLine(new string(' ', indent) + line);
    }
}
