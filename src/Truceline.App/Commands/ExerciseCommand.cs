using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Truceline.App.Exercise;

namespace Truceline.App.Commands;

/// <summary><c>truceline exercise</c>: a made-up war diary for an example, with what truly happened in a file of its own.</summary>
internal static partial class ExerciseCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The example, such as paris-2025, or its folder" };
        var seed = new Option<ulong>("--seed") { Description = "The seed; the same gives the same bytes", HelpName = "N", Required = true };
        var days = new Option<string?>("--days") { Description = "Which days, counted from that of the ceasefire, such as -3..12 (default: all)", HelpName = "A..B" };
        var into = new Option<string>("--out") { Description = "Where to; a folder that is empty or not there yet", HelpName = "DIR", Required = true };
        var command = new Command("exercise", """
            Makes up a war diary for an example (exercise, synthetic): reports to import, and apart from them what truly happened.

            Example:
              truceline exercise paris-2025 --seed 1 --out diary
            """)
        { name, seed, days, into };
        command.SetAction(parsed =>
        {
            var (first, last) = Days(parsed.GetValue(days));
            var result = ExerciseWriter.Write(Folder(parsed.GetValue(name)!), parsed.GetValue(seed), first, last, parsed.GetValue(into)!);
            parsed.InvocationConfiguration.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"exercise, synthetic: {result.Reports:N0} reports in {result.Files.Length:N0} files, and truth.json; README.txt says how they were made"));
            return ExitStatus.Done;
        });
        return command;
    }

    private static (int? First, int? Last) Days(string? text)
    {
        if (text is null) return (null, null);
        var span = Span().Match(text);
        return span.Success
            ? (int.Parse(span.Groups[1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), int.Parse(span.Groups[2].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : throw new UsageException($"--days '{text}' is no span of days: write it as -3..12");
    }

    /// <summary>The folder that is named, or the example of that name: under the current directory where there is one, else the one beside the executable.</summary>
    private static string Folder(string name)
    {
        string[] places = [name, Path.Combine("examples", name), Path.Combine(AppContext.BaseDirectory, "examples", name)];
        return places.FirstOrDefault(place => File.Exists(Path.Combine(place, ExercisePlanReader.FileName)))
            ?? throw new UsageException($"there is no exercise of '{name}': name an example that has an {ExercisePlanReader.FileName}, such as paris-2025");
    }

    [GeneratedRegex(@"^([+-]?\d{1,3})\.\.([+-]?\d{1,3})$")]
    private static partial Regex Span();
}
