using System.Collections.Immutable;
using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.App.Terminal;
using Truceline.Assessments;

namespace Truceline.App.Commands;

/// <summary><c>truceline tally</c>: one record counted under several counting rules side by side, and why they differ.</summary>
internal static class TallyCommand
{
    public static Command Create()
    {
        var record = new RecordOptions();
        var rules = new Option<string[]>("--rule") { Description = "A counting rule of the agreement, or observation, incident, detonation or burst; several side by side. Without it all rules of the agreement, and incident.", HelpName = "RULE" };
        var by = new Option<string>("--by") { Description = "List the counts by day, area or clause.", HelpName = "day|area|clause", DefaultValueFactory = _ => "day" };
        by.AcceptOnlyFromAmong("day", "area", "clause");
        var from = new Option<string?>("--from") { Description = "Count what began on this local day or later.", HelpName = "DATE" };
        var to = new Option<string?>("--to") { Description = "Count what began on this local day or earlier.", HelpName = "DATE" };
        var most = new Option<int>("--most") { Description = "List at most this many rows, and as many groups.", HelpName = "N", DefaultValueFactory = _ => 20 };
        var json = new Option<bool>("--json") { Description = "Write counts, rows and groups as JSON; the same record gives the same bytes." };
        var command = new Command("tally", """
            Counts one record under several counting rules side by side and shows group by group why the numbers differ. Under each rule the
            rows and the groups add up to the total. Counts have bounds where observations have; nothing counts twice because several saw it.

            Example:
              truceline tally --journal mission --agreement mission.truce.yaml --rule detonations --rule episodes --by area
            """)
        { rules, by, from, to, most, json };
        record.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(most) < 0) throw new UsageException("--most is a number of rows, at least 0");
            var period = Period(parsed.GetValue(from), parsed.GetValue(to));
            var assessment = record.Assess(parsed);
            var tally = Tally.Of(assessment, Asked(assessment.Agreement, parsed.GetValue(rules) ?? []), Enum.Parse<TallyBy>(parsed.GetValue(by)!, ignoreCase: true), period);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteUtf8(TallyJson.Write(assessment, tally));
            else TallyText.Write(Screen.On(output), assessment, tally, parsed.GetValue(most));
            return ExitStatus.Done;
        });
        return command;
    }

    private static ImmutableArray<CountingRule> Asked(Agreement agreement, string[] names) => names.Length == 0
        ? [.. agreement.Counting.Values, .. agreement.Counting.ContainsKey("incident") ? Array.Empty<CountingRule>() : [Tally.Rule(CountingUnit.Incident)!]]
        : [.. names.Distinct(StringComparer.Ordinal).Select(name => agreement.Counting.GetValueOrDefault(name)
            ?? (Vocabulary.Parse<CountingUnit>(name) is { } unit ? Tally.Rule(unit) : null)
            ?? throw new UsageException($"--rule {Screen.Plain(name)} is no counting rule of the agreement ({(agreement.Counting.IsEmpty ? "it has none" : string.Join(", ", agreement.Counting.Keys))}), and none of observation, incident, detonation, burst"))];

    private static DateInterval? Period(string? from, string? to)
    {
        if (from is null && to is null) return null;
        var (first, last) = (from is null ? LocalDate.MinIsoValue.PlusDays(2) : Date("--from", from), to is null ? LocalDate.MaxIsoValue.PlusDays(-2) : Date("--to", to));
        return first <= last ? new(first, last) : throw new UsageException("--from lies after --to");
    }

    private static LocalDate Date(string option, string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } date && date.Value.Year is > 0 and < 9000 ? date.Value : throw new UsageException($"{option} '{Screen.Plain(text)}' is no date: write it as 2015-02-15");
}
