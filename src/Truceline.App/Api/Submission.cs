using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Intake;
using Truceline.App.Serving;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Api;

/// <summary>One report of a submission, or why it is left out.</summary>
/// <param name="Number">The line at which it stands, from 1.</param>
/// <param name="Report">The report; null where it is left out.</param>
/// <param name="Problem">Why it is left out; null for a report.</param>
internal sealed record SubmittedLine(int Number, Report? Report, Problem? Problem);

/// <summary>What a source sent at once.</summary>
/// <param name="Lines">The reports, in their order.</param>
/// <param name="Unreadable">Why all of it cannot be read, as sentences; null: it can.</param>
internal sealed record Submission(ImmutableArray<SubmittedLine> Lines, string? Unreadable)
{
    /// <summary>What stands in an answer for a report that was left out.</summary>
    public const string LeftOut = "left-out";

    private const string Name = "body";

    /// <summary>Reads a body; reading stops where it is longer than a submission may be.</summary>
    public static Submission Read(byte[] body, bool lines, string source, Instant recorded)
    {
        if (!lines) body = OneLine(body);
        if (body.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0) return new([], "The body is empty: send a report.");
        var found = ImmutableArray.CreateBuilder<SubmittedLine>();
        using var bytes = new MemoryStream(body);
        foreach (var taken in Jsonl.Format.Read(new IntakeFile(bytes, Name, source, null)))
        {
            if (taken.Unreadable) return new([], Words(taken.Problems[0]));
            found.Add(Admitted(taken, recorded));
            if (found.Count > ReportsEndpoint.MostReports) break;
        }
        // A body that ends in the middle of a report was cut short on its way, and what is missing behind it is not known.
        if (found.Count <= ReportsEndpoint.MostReports && found[^1].Problem is { Code: ReportReader.NotJson } last && (!lines || body[^1] != (byte)'\n')) return new([], Words(last));
        return new(found.ToImmutable(), null);
    }

    /// <summary>What became of each report, as the answer says it.</summary>
    /// <param name="handed">Where those that were handed in stand, in their order; null: nothing was taken in.</param>
    public JsonArray Answer(Handed? handed)
    {
        var (results, at) = (new JsonArray(), 0);
        foreach (var line in Lines)
        {
            var stands = line.Report is not null && handed is not null ? handed.Reports[at++] : null;
            results.Add(Result(line, stands, handed));
        }
        return results;
    }

    private static JsonObject Result(SubmittedLine line, Deposited? stands, Handed? handed)
    {
        var problem = line.Problem ?? (stands is { IsLeftOut: true } ? Admission.LeftOut(line.Report!, new(Name, line.Number, 1)) : null);
        var result = new JsonObject { ["line"] = line.Number, ["own-id"] = line.Report?.OwnId, ["state"] = stands is null or { IsLeftOut: true } ? LeftOut : Word(stands.Adds) };
        if (stands is { IsLeftOut: false })
        {
            result["entry"] = stands.Entry;
            result["commitment"] = handed!.Commitments[stands.Entry].ToString();
        }
        if (problem is not null)
            result["problem"] = new JsonObject { ["code"] = problem.Code, ["line"] = problem.Where.Line, ["column"] = problem.Where.Column, ["what"] = problem.What, ["remedy"] = problem.Remedy };
        return result;
    }

    private static string Word(ReportEntryKind? adds) => adds switch
    {
        ReportEntryKind.Report => "added",
        ReportEntryKind.Correction => "corrected",
        ReportEntryKind.Withdrawal => "withdrawn",
        _ => "already-there",
    };

    private static SubmittedLine Admitted(Taken taken, Instant recorded) =>
        taken.Report is not { } report ? new(taken.Line, null, taken.Problems[0])
        : (Admission.FromOutside(report, new(Name, taken.Line, 1)) ?? Admission.Refusal(report, recorded, new(Name, taken.Line, 1))) is { } refusal ? new(taken.Line, null, refusal)
        : new(taken.Line, report, null);

    /// <summary>One report that stands on several lines, as one line. Line breaks are white space there: in a string JSON has none.</summary>
    private static byte[] OneLine(byte[] body) => [.. body.Select(one => one is (byte)'\n' or (byte)'\r' ? (byte)' ' : one)];

    private static string Words(Problem problem) =>
        FormattableString.Invariant($"Line {problem.Where.Line}, column {problem.Where.Column}: {problem.What}; {problem.Remedy}.");
}
