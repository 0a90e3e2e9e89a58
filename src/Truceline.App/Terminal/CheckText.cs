using System.Globalization;
using Truceline.Agreements;
using Truceline.App.Commands;

namespace Truceline.App.Terminal;

/// <summary>What checking found, as a person reads it: a block for each problem, with its proof step by step.</summary>
internal static class CheckText
{
    private const int Width = 100;
    private const string Indent = "    ";

    /// <summary>All files, each with its summary last.</summary>
    public static void Write(TextWriter output, IEnumerable<CheckedFile> files)
    {
        foreach (var file in files)
        {
            foreach (var problem in file.Problems) Write(output, problem);
            output.WriteLine($"{Screen.Plain(file.Path)}: {Summary(file)}");
        }
    }

    /// <summary>"4 clauses, 1 reading, 2 errors, 1 note".</summary>
    public static string Summary(CheckedFile file)
    {
        var parts = new List<string>();
        if (file.Agreement is { } agreement)
            parts.AddRange([Count(agreement.Clauses.Length + agreement.Powers.Length + agreement.Definitions.Length, "clause"), Count(agreement.Readings.Count, "reading")]);
        foreach (var severity in Enum.GetValues<Severity>())
            if (file.Problems.Count(problem => problem.Severity == severity) is > 0 and var found) parts.Add(Count(found, severity.Written()));
        if (file.Problems.IsEmpty) parts.Add("no problems");
        return string.Join(", ", parts);
    }

    /// <summary>What a code finds and what to do about it.</summary>
    public static void Explain(TextWriter output, ProblemCode code)
    {
        output.WriteLine($"{code.Code} ({code.Severity.Written()})");
        Wrapped(output, "", $"{code.Finds}.");
        if (code.Why is { } why) Wrapped(output, "", why);
        Wrapped(output, "Remedy: ", $"{code.Remedy}.");
    }

    private static void Write(TextWriter output, Problem problem)
    {
        output.WriteLine(Screen.Plain($"{problem.Where} {problem.Code} {problem.Severity.Written()}: {problem.What}"));
        if (!problem.Articles.IsEmpty) Wrapped(output, Indent, $"{(problem.Articles.Length == 1 ? "article" : "articles")} {string.Join(", ", problem.Articles)}");
        // A list of one says again what the sentence says.
        if (problem.Proof is { } proof and not Proof.Listing { Items.Length: 1 }) Write(output, proof);
        Wrapped(output, Indent + "→ ", problem.Remedy);
    }

    private static void Write(TextWriter output, Proof proof)
    {
        if (proof is Proof.Ground ground)
        {
            Wrapped(output, Indent, $"ground: {Area(ground.SquareKilometres)}{(ground.Places.IsEmpty ? "" : $", with {string.Join(", ", ground.Places)}")}");
            if (ground.Parts.FirstOrDefault()?.Outer is { IsEmpty: false } ring)
            {
                var (south, north) = (ring.Min(at => at.Latitude), ring.Max(at => at.Latitude));
                var (west, east) = (ring.Min(at => at.Longitude), ring.Max(at => at.Longitude));
                Wrapped(output, Indent, string.Create(CultureInfo.InvariantCulture, $"largest part: latitude {south:0.###} to {north:0.###}, longitude {west:0.###} to {east:0.###}; --json has its outline"));
            }
            return;
        }
        output.WriteLine(Indent + proof switch
        {
            Proof.Circle => "in a circle:",
            Proof.Chain => "one after the other:",
            Proof.Conflict => "these cannot all hold, and without any one of them the others can:",
            _ => "these:",
        });
        for (var i = 0; i < proof.All.Length; i++)
        {
            var step = proof.All[i];
            var rests = step.Statements.IsEmpty ? "" : $" [{string.Join(", ", step.Statements)}]";
            var place = step.Where is { } where ? FormattableString.Invariant($" (line {where.Line})") : "";
            Wrapped(output, FormattableString.Invariant($"{Indent}  {i + 1}. "), step.Says + rests + place);
        }
    }

    private static string Area(double squareKilometres) =>
        string.Create(CultureInfo.InvariantCulture, $"{(squareKilometres >= 100 ? Math.Round(squareKilometres).ToString("N0", CultureInfo.InvariantCulture) : squareKilometres.ToString("0.##", CultureInfo.InvariantCulture))} km²");

    /// <summary>Text in lines of at most <see cref="Width"/>, those after the first set in under it.</summary>
    private static void Wrapped(TextWriter output, string lead, string text)
    {
        var line = lead;
        var isEmpty = true;
        foreach (var word in Screen.Plain(text).Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Width)
            {
                output.WriteLine(line);
                (line, isEmpty) = (new string(' ', lead.Length), true);
            }
            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }
        output.WriteLine(line);
    }

    private static string Count(int number, string what) => FormattableString.Invariant($"{number} {what}{(number == 1 ? "" : "s")}");
}
