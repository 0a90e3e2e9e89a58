using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Remote;
using Truceline.App.Terminal;
using Truceline.Assessments;
using Truceline.Recheck;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary><c>truceline finding recheck</c>: makes findings again by the independent checker, and holds those that are claimed against them.</summary>
internal static class FindingRecheckCommand
{
    /// <summary>The most bytes of a file of findings.</summary>
    private const int MostBytes = 256 << 20;

    private const int MostShown = 20;

    /// <summary>With this many reports it takes so long that one is told.</summary>
    private const int Many = 500;

    public static Command Create()
    {
        var record = new RecordOptions();
        var id = new Argument<string?>("ID") { Description = "The finding's id, or its first letters (four or more).", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Check every finding, and that none is missing." };
        var findings = new Option<string?>("--findings") { Description = "Findings that somebody else hands out, as 'assess --json' or 'finding explain --json' write them; without it those that this record gives.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Write the result as JSON." };
        var command = new Command("recheck", """
            Makes findings again from journal and agreement, by a program of its own that shares the readers of files and nothing that evaluates, and
            compares outcome, standing, attribution and every step of the reasons. Exit status 0: all of it follows from the record; 1: something does
            not, and the place is named.

            Example:
              truceline finding recheck --all --journal mission --agreement examples/minsk-2/minsk-2.truce.yaml --findings theirs.json
            """)
        { id, all, findings, json };
        record.AddAllTo(command);
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetValue(id);
            if ((wanted is null) == !parsed.GetValue(all)) throw new UsageException("name one finding by its id, or give --all");
            if (wanted is { Length: < 4 }) throw new UsageException($"'{Screen.Plain(wanted)}' is too short: give at least four letters of the finding's id");
            var (agreements, log, end) = record.ReadAll(parsed);
            var path = parsed.GetValue(findings);
            if (log.Reports.Length >= Many) parsed.InvocationConfiguration.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"making all findings of {log.Reports.Length:N0} reports again: the checker loops over everything, which takes minutes"));
            var file = path is null ? null : KeptFiles.Bytes(path, MostBytes);
            ImmutableArray<(Agreement Agreement, Verification Verification)> checks = [.. agreements.Select(one => (one, Held(one, log, end, path, file, wanted)))];
            if (wanted is not null && checks.All(one => one.Verification.Findings == 0)) throw new UsageException($"no finding begins with '{Screen.Plain(wanted)}': 'truceline assess' with the same options lists them");
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(AsJson(checks));
            else foreach (var (agreement, verification) in checks) Print(output, agreement, verification);
            return checks.All(one => one.Verification.Doubts.IsEmpty) ? ExitStatus.Done : ExitStatus.Rejected;
        });
        return command;
    }

    private static Verification Held(Agreement agreement, ReportLog log, Instant? end, string? path, byte[]? file, string? wanted)
    {
        try
        {
            return file is null
                ? Check.Of(AssessmentJson.Write(Assessor.Assess(log, agreement, Incidents.FusionRules.Default, end)), log, agreement, end, wanted)
                : Check.Of(file, log, agreement, end, wanted);
        }
        catch (JsonException fault)
        {
            // The words of the parser are about its own state; the place is what helps.
            var place = fault is { LineNumber: { } line, BytePositionInLine: { } column } ? FormattableString.Invariant($"{path}:{line + 1}:{column + 1} is no JSON") : $"{path}: {Screen.Plain(fault.Message)}";
            throw new UsageException($"{Screen.Plain(place)}; give the file as 'truceline assess --json' or 'finding explain --json' wrote it");
        }
    }

    private static void Print(TextWriter output, Agreement agreement, Verification verification)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{agreement.Id}: {verification.Findings:N0} finding{(verification.Findings == 1 ? "" : "s")} made again, with {verification.Steps:N0} steps of the reasons"));
        if (!verification.Accepted.IsEmpty)
            output.WriteLine($"accepted where a share lies so near to its floor, or to nothing, that neither answer can be shown: {string.Join(", ", verification.Accepted)}");
        foreach (var doubt in verification.Doubts.Take(MostShown))
            output.WriteLine(Screen.Plain($"DOES NOT FOLLOW  {(doubt.Finding.Length > 0 ? doubt.Finding : "record")}  {doubt.Place}: claimed {doubt.Claimed ?? "nothing"}, the record gives {doubt.Follows ?? "nothing"}"));
        if (verification.Doubts.Length > MostShown) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {verification.Doubts.Length - MostShown:N0} places more; --json lists all"));
        output.WriteLine(verification.Doubts.IsEmpty ? "All of it follows from the record; the sentences are not compared." : "REJECTED: not all of it follows from the record.");
    }

    private static string AsJson(ImmutableArray<(Agreement Agreement, Verification Verification)> checks) => new JsonArray([.. checks.Select(one => new JsonObject
    {
        ["agreement"] = one.Agreement.Id,
        ["findings"] = one.Verification.Findings,
        ["steps"] = one.Verification.Steps,
        ["accepted"] = new JsonArray([.. one.Verification.Accepted.Select(id => (JsonNode)id)]),
        ["holds"] = one.Verification.Doubts.IsEmpty,
        ["doubts"] = new JsonArray([.. one.Verification.Doubts.Select(doubt => new JsonObject { ["finding"] = doubt.Finding, ["place"] = doubt.Place, ["claimed"] = doubt.Claimed, ["follows"] = doubt.Follows })]),
    })]).ToJsonString(new JsonSerializerOptions { WriteIndented = true });
}
