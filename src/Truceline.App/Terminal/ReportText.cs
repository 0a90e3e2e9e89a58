using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.App.Terminal;

/// <summary>One observation in words, before it is written.</summary>
internal static class ReportText
{
    /// <summary>Prints it, one line a field.</summary>
    public static void Print(IAnsiConsole console, Report report, Observation observation, DateTimeZone zone)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var (name, words) in Lines(report, observation, zone)) grid.AddRow(new Text(name), new Text(Screen.Plain(words)));
        console.Write(grid);
    }

    private static IEnumerable<(string Name, string Words)> Lines(Report report, Observation observation, DateTimeZone zone)
    {
        yield return ("report", $"of {report.Source}{(report.OwnId is { } id ? $", own id {id}" : "")}{(report.Exercise ? ", exercise, synthetic" : "")}");
        yield return ("when", $"{At(observation.Occurred.Start, zone)} to {At(observation.Occurred.End, zone)} {zone.Id}");
        yield return ("where", Where(observation.Where));
        if (observation.Act is not null || observation.What is not null) yield return ("what", string.Join(", ", new[] { observation.Act?.Written(), observation.What }.OfType<string>()));
        if (observation.Count is { } count) yield return ("count", count.Most is not { } most ? $"at least {Number(count.Least)}" : most == count.Least ? Number(most) : $"{Number(count.Least)} to {Number(most)}");
        yield return ("known by", $"{observation.Means.Written()}{(observation.Observer is { } observer ? $", {observer}" : "")}");
        foreach (var by in observation.By) yield return ("done by", $"{by.Actor} ({by.Basis.Written()})");
        if (observation.Text is { } text) yield return ("read in", text);
        if (observation.Note is { } note) yield return ("note", note.ReplaceLineEndings(" "));
        foreach (var sentence in observation.Assumed) yield return ("assumed", sentence);
    }

    private static string Where(Place place)
    {
        var region = place.Region.Match(disc => $"within {disc.Radius} of {disc.Centre}", _ => "in a sector", _ => "within an area", _ => "possible everywhere");
        return place.Name is { } name ? $"{name}: {region}" : region;
    }

    private static string At(Instant instant, DateTimeZone zone) => LocalDateTimePattern.CreateWithInvariantCulture("d MMM uuuu HH:mm:ss").Format(instant.InZone(zone).LocalDateTime);

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
