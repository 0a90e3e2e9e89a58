using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Truceline.Agreements;

namespace Truceline.App.Commands;

/// <summary><c>truceline check</c>: what is wrong with truce files, each problem with its place, code and remedy.</summary>
internal static class CheckCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("agreement") { Description = "Truce files, such as minsk-2.truce.yaml.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command("check", """
            Check truce files: problems with file, line, column, code and remedy, the gravest first.
            Exit status 1 when there are errors.

            Example:
              truceline check examples/minsk-2/minsk-2.truce.yaml
            """) { files, json };
        command.SetAction(parsed =>
        {
            // All files are read before anything is printed, so that wrong use prints nothing else.
            var readings = parsed.GetRequiredValue(files).Select(file => (File: file, Reading: AgreementFile.Read(file))).ToList();
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(Json(readings));
            else
                foreach (var (file, reading) in readings) Print(output, file, reading);
            return readings.All(one => one.Reading.Agreement is not null) ? ExitStatus.Done : ExitStatus.Rejected;
        });
        return command;
    }

    private static void Print(TextWriter output, string file, AgreementReading reading)
    {
        foreach (var problem in reading.Problems) output.WriteLine(problem);
        var errors = reading.Problems.Count(problem => problem.Severity == Severity.Error);
        var warnings = reading.Problems.Length - errors;
        var parts = new List<string>();
        if (reading.Agreement is { } agreement) parts.AddRange([Count(agreement.Clauses.Length, "clause"), Count(agreement.Readings.Count, "reading")]);
        if (errors > 0) parts.Add(Count(errors, "error"));
        if (warnings > 0) parts.Add(Count(warnings, "warning"));
        if (errors + warnings == 0) parts.Add("no problems");
        output.WriteLine($"{file}: {string.Join(", ", parts)}");
    }

    private static string Count(int number, string what) => FormattableString.Invariant($"{number} {what}{(number == 1 ? "" : "s")}");

    private static string Json(IEnumerable<(string File, AgreementReading Reading)> readings)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" }))
        {
            json.WriteStartArray();
            foreach (var (file, reading) in readings)
            {
                json.WriteStartObject();
                json.WriteString("file", file);
                json.WriteString("id", reading.Agreement?.Id);
                json.WriteStartArray("clauses");
                foreach (var clause in reading.Agreement?.Clauses ?? []) json.WriteStringValue(clause.Id);
                json.WriteEndArray();
                json.WriteStartArray("readings");
                foreach (var name in reading.Agreement?.Readings.Keys ?? []) json.WriteStringValue(name);
                json.WriteEndArray();
                json.WriteStartArray("problems");
                foreach (var problem in reading.Problems) Write(json, problem);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void Write(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject();
        json.WriteString("code", problem.Code);
        json.WriteString("severity", problem.Severity == Severity.Error ? "error" : "warning");
        json.WriteString("file", problem.Where.File);
        json.WriteNumber("line", problem.Where.Line);
        json.WriteNumber("column", problem.Where.Column);
        json.WriteString("what", problem.What);
        json.WriteString("remedy", problem.Remedy);
        json.WriteEndObject();
    }
}
