using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Truceline.Agreements;
using Truceline.App.Drafting;
using Truceline.App.Terminal;

namespace Truceline.App.Commands;

/// <summary><c>truceline agreement new</c>: a starting file from the catalogue of headings of ceasefire practice.</summary>
internal static class AgreementNewCommand
{
    private const string Ending = ".truce.yaml";
    private const int LongestName = 200;

    public static Command Create()
    {
        var file = new Argument<string?>("file") { Description = "The truce file to write, such as valley.truce.yaml. It must not be there yet.", Arity = ArgumentArity.ZeroOrOne };
        var title = new Option<string?>("--title") { Description = "The title." };
        var party = new Option<string[]>("--party") { Description = "The name of a party; give it once for each.", HelpName = "NAME" };
        var monitor = new Option<string?>("--monitor") { Description = "The name of whoever monitors.", HelpName = "NAME" };
        var headings = new Option<string?>("--headings") { Description = "Which headings, with commas between them; without it all of them.", HelpName = "a,b,…" };
        var line = new Option<string?>("--line") { Description = "The settlements through which the line runs, in order.", HelpName = "\"Town, Town, …\"" };
        var zone = new Option<string?>("--zone") { Description = "The settlements around the area to which the agreement applies.", HelpName = "\"Town, Town, Town\"" };
        var gazetteer = new Option<string?>("--gazetteer") { Description = "A file with where settlements are: name,lat,lon,within-m.", HelpName = "FILE" };
        var place = new Option<string[]>("--place") { Description = "Where a single settlement is, the latitude first.", HelpName = "\"Name=48.1, 37.7\"" };
        var list = new Option<bool>("--list") { Description = "Show the catalogue: each heading, what belongs there, why, and what it is modelled on." };
        var command = new Command("new", """
            Begin an agreement: a truce file from the catalogue of the headings of ceasefire practice, valid at once, with comments
            that say what to fill in. What nobody said is marked 'assumed'. A line or an area is given by a list of settlements.

            Example:
              truceline agreement new --list
              truceline agreement new valley.truce.yaml --party "Side A" --party "Side B" --headings entry-into-force,acts
            """) { file, title, party, monitor, headings, line, zone, gazetteer, place, list };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(list)) return List(output);
            if (parsed.GetValue(file) is not { } path) throw new UsageException("name the file to write, such as valley.truce.yaml, or show the catalogue with --list.");
            var places = DraftPlaces.Of(parsed.GetValue(gazetteer), parsed.GetValue(place) ?? []);
            var stem = Stem(path);
            var plan = new DraftPlan
            {
                Id = Draft.IdOf(stem) ?? "agreement",
                Title = Name("--title", parsed.GetValue(title)),
                Parties = Parties(parsed.GetValue(party) ?? []),
                Monitor = Name("--monitor", parsed.GetValue(monitor)),
                Headings = Chosen(parsed.GetValue(headings)),
                Line = places.Find("--line", parsed.GetValue(line), 2),
                Zone = places.Find("--zone", parsed.GetValue(zone), 3),
                PlacesFile = $"{stem}.places.geojson",
            };
            Write(output, path, plan);
            return ExitStatus.Done;
        });
        return command;
    }

    private static int List(TextWriter output)
    {
        foreach (var heading in Catalogue.Headings)
            output.WriteLine($"{heading.Id}: {heading.Title}\n  {heading.Belongs}\n  {heading.Why}\n  Like {heading.Like}.");
        return ExitStatus.Done;
    }

    private static void Write(TextWriter output, string path, DraftPlan plan)
    {
        var (truce, places) = Draft.Write(plan);
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, plan.PlacesFile);
        foreach (var taken in new[] { path, beside }.Where(taken => (taken == path || places is not null) && Path.Exists(taken)))
            throw new UsageException($"{taken} is there already, and nothing is written over; name another file.");
        if (!Directory.Exists(Path.GetDirectoryName(beside))) throw new UsageException($"there is no folder for {path}; make it first.");
        if (places is not null) Place(beside, places);
        try
        {
            Place(path, truce);
        }
        catch (Exception failed) when (places is not null && failed is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            throw;
        }
        Say(output, path, plan, hasPlaces: places is not null);
    }

    // Written elsewhere and then moved: whoever looks finds the whole file or none.
    private static void Place(string path, string text)
    {
        var temporary = $"{path}.{Environment.ProcessId}.new";
        try
        {
            File.WriteAllText(temporary, text, new UTF8Encoding(false));
            File.Move(temporary, path, overwrite: false);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Say(TextWriter output, string path, DraftPlan plan, bool hasPlaces)
    {
        var found = CheckCommand.Check([path])[0];
        var clauses = found.Agreement is { } agreement ? agreement.Clauses.Length + agreement.Powers.Length + agreement.Definitions.Length : 0;
        output.WriteLine(Screen.Plain($"{path}: {Count(plan.Headings.Length, "heading")}, {Count(clauses, "clause")}{(hasPlaces ? $"; where its places are stands in {plan.PlacesFile}" : "")}"));
        if (Draft.HasPlaceholderLine(plan)) output.WriteLine("The line runs through placeholders in the open sea at 0° N, 0° E: name settlements with --line, or put their positions into the file of places.");
        output.WriteLine(Screen.Plain(found.Problems.IsEmpty ? $"no open points: truceline check {path}" : $"{Count(found.Problems.Length, "open point")}: truceline check {path}"));
    }

    private static string Count(int number, string what) => FormattableString.Invariant($"{number} {what}{(number == 1 ? "" : "s")}");

    private static string Stem(string path)
    {
        var name = Path.GetFileName(path);
        if (!name.EndsWith(Ending, StringComparison.Ordinal) || name.Length == Ending.Length || name.StartsWith('.') || Screen.Plain(name) != name)
            throw new UsageException($"'{path}' is no name for a truce file; end it in {Ending}, such as valley{Ending}.");
        return name[..^Ending.Length];
    }

    private static ImmutableArray<Heading> Chosen(string? list)
    {
        if (list is null) return Catalogue.Headings;
        var names = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var known = string.Join(", ", Catalogue.Headings.Select(heading => heading.Id));
        if (names.FirstOrDefault(name => Catalogue.Headings.All(heading => heading.Id != name)) is { } unknown)
            throw new UsageException($"there is no heading '{unknown}'; there are {known}.");
        if (names.Length == 0) throw new UsageException($"--headings names none; there are {known}.");
        return [.. Catalogue.Headings.Where(heading => names.Contains(heading.Id, StringComparer.Ordinal))];
    }

    private static ImmutableArray<string> Parties(string[] names)
    {
        ImmutableArray<string> parties = [.. names.Select(name => Name("--party", name)!)];
        if (parties.Length == 1) throw new UsageException("an agreement has at least two parties; give --party once for each.");
        if (parties.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new UsageException($"two parties have the name '{twice.Key}'.");
        return parties.Length <= 50 ? parties : throw new UsageException("more than 50 parties are more than one starting file is for.");
    }

    private static string? Name(string option, string? name) => name is null ? null
        : string.IsNullOrWhiteSpace(name) || name.Length > LongestName || Screen.Plain(name) != name ? throw new UsageException($"{option} is empty, longer than {LongestName} letters, or holds a character that does not show itself.")
        : name.Trim();
}
