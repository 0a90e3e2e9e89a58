using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Agreements.Checks;
using Truceline.Agreements.Trials;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.Tests.Scenarios;

/// <summary>
/// A scenario is one text that a monitor can read and correct: an agreement, reports by source, and a table of the
/// findings that must come out, no more and no less. Its blocks are
/// <c>```yaml agreement</c>, <c>```json name.geojson</c>, <c>```jsonl reports by SOURCE</c>, an optional line
/// <c>As of INSTANT</c>, and the last table. A block <c>```text checks</c> holds what the checks must find, the gravest
/// first, each its code and its sentence; a scenario may be about that alone, without reports and table. A block
/// <c>```text entries</c> holds what comes into the journal after the reports: <c>together ID ID</c>, <c>apart ID ID</c>,
/// <c>compared ID ID, ID</c> (the texts of an origin, a comma, those of the next), <c>erase ID</c>, <c>status STATUS ID</c>, a duplicate with the <c>ID</c> of its original behind
/// it, each with own ids of reports. With several agreements the reports are held against each of them, and clauses have
/// ids of their own. A block <c>```text says</c> holds what the reasons of findings must say: clause, subject, what it is about, and
/// words of one sentence, with <c>|</c> between them. A line <c>Breached in all: N of M incidents</c> is the total over all agreements.
/// A block <c>```text tally RULE RULE by day</c> holds what <see cref="Tally"/> must count: the totals, the rows, and each group with the own
/// ids of its reports. A block <c>```text coverage ZONE</c> holds, a line a day, a mark an hour, what could have been seen of a zone.
/// </summary>
internal sealed partial class Scenario
{
    private readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
    private readonly List<(string Source, string Lines)> reports = [];
    private string[] later = [];
    private readonly List<string> agreements = [];
    private readonly List<(string Asked, string Lines)> counts = [];

    public required string Name { get; init; }

    public Instant? AsOf { get; private set; }

    public ImmutableArray<string> Expected { get; private set; } = [];

    /// <summary>What the reasons must say: the row up to what it is about, and words of a sentence.</summary>
    public ImmutableArray<(string About, string Words)> Says { get; private set; } = [];

    /// <summary>The total over all agreements, as the text has it; null: it does not say.</summary>
    public string? InAll { get; private set; }

    /// <summary>What the checks must find; null: the scenario does not say.</summary>
    public ImmutableArray<string>? Checks { get; private set; }

    public static Scenario Parse(string name, string text)
    {
        var scenario = new Scenario { Name = name };
        foreach (Match block in Block().Matches(text))
        {
            var (info, body) = (block.Groups["info"].Value.Trim(), block.Groups["body"].Value);
            if (info == "yaml agreement") scenario.agreements.Add(body);
            else if (info == "text says") scenario.Says = [.. body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (line[..line.LastIndexOf('|')].Trim(), line[(line.LastIndexOf('|') + 1)..].Trim()))];
            else if (info == "text entries") scenario.later = body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            else if (info.StartsWith("text tally ", StringComparison.Ordinal) || info.StartsWith("text coverage ", StringComparison.Ordinal)) scenario.counts.Add((info["text ".Length..], body));
            else if (info == "text checks") scenario.Checks = [.. body.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
            else if (info.StartsWith("jsonl reports by ", StringComparison.Ordinal)) scenario.reports.Add((info["jsonl reports by ".Length..], body));
            else if (info.StartsWith("json ", StringComparison.Ordinal)) scenario.files[info["json ".Length..]] = Encoding.UTF8.GetBytes(body);
            else throw new FormatException($"{name}: a block '{info}' is none of a scenario's");
        }
        if (AsOfLine().Match(text) is { Success: true } line)
            scenario.AsOf = OffsetDateTimePattern.ExtendedIso.Parse(line.Groups[1].Value).Value.ToInstant();
        if (InAllLine().Match(text) is { Success: true } total) scenario.InAll = total.Groups[1].Value;
        var rows = text.Split('\n').Where(row => row.StartsWith('|')).Skip(2);
        scenario.Expected = [.. rows.Select(row => string.Join(" | ", row.Trim().Trim('|').Split('|').Select(cell => cell.Trim()))).Order(StringComparer.Ordinal)];
        return scenario;
    }

    public Agreement Agreement() => Agreement(agreements[0]);

    private Agreement Agreement(string agreement)
    {
        var read = AgreementReader.Read("agreement.truce.yaml", Encoding.UTF8.GetBytes(agreement), file => files.TryGetValue(file, out var bytes) ? bytes : null);
        return read.Agreement ?? throw new FormatException($"{Name}: {string.Join('\n', read.Problems)}");
    }

    /// <summary>The first agreement with how it is written.</summary>
    public AgreementDraft Draft() => AgreementDraft.Read("agreement.truce.yaml", Encoding.UTF8.GetBytes(agreements[0]), file => files.TryGetValue(file, out var bytes) ? bytes : null).Draft!;

    /// <summary>The reports as a journal would hold them, entries numbered in the order of the text.</summary>
    /// <param name="until">The last entry; null: all.</param>
    public ReportLog Log(long? until = null)
    {
        var known = new HashSet<ReportId>();
        var entries = new List<Entry>();
        foreach (var (source, lines) in reports)
            foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var read = ReportReader.Read(new Location($"{Name} by {source}", entries.Count + 1, 1), Encoding.UTF8.GetBytes(line), source);
                var report = read.Report ?? throw new FormatException($"{Name}: {string.Join('\n', read.Problems)}");
                var bytes = new ReportEntry(ReportEntry.KindOf(report, !known.Add(report.Id)), report, Instant.FromUtc(2026, 1, 2, 0, 0), null).Encode();
                entries.Add(new Entry(entries.Count + 1, default, bytes));
            }
        foreach (var line in later) Add(entries, line.Split(' '));
        return ReportLog.Fold(until is { } last ? entries[..(int)last] : entries);
    }

    /// <summary>Adds what a line of the block of entries says; an own id stands for all entries of its report.</summary>
    private static void Add(List<Entry> entries, string[] words)
    {
        var at = Instant.FromUtc(2026, 1, 3, 0, 0);
        long[] Of(string own) => [.. entries.Where(entry => ReportEntry.Decode(entry.Bytes)?.Report.OwnId == own).Select(entry => entry.Number)];
        byte[] Erase(long[] gone)
        {
            foreach (var number in gone) entries[(int)number - 1] = entries[(int)number - 1] with { Bytes = default };
            return new Erasure([.. gone], "asked for", at).Encode();
        }
        entries.Add(new Entry(entries.Count + 1, default, words[0] switch
        {
            "together" => new GroupingEntry(GroupingAct.Together, [.. words[1..].Select(own => Of(own)[0]).Order()], "decided", "Desk", at).Encode(),
            "apart" => new GroupingEntry(GroupingAct.Apart, [.. words[1..].Select(own => Of(own)[0]).Order()], "decided", "Desk", at).Encode(),
            "compared" => new ComparedTexts(
                [.. string.Join(' ', words[1..]).Split(", ").Select(origin => origin.Split(' ').Select(own => Of(own)[^1]).Order().ToImmutableArray()).OrderBy(origin => origin[0])],
                TextOrigins.Rules, null, "Desk", at).Encode(),
            "compare" => Compared(entries, at),
            "status" => new StatusEntry(Of(words[2])[0], Vocabulary.Parse<ReportStatus>(words[1]) ?? throw new FormatException($"'{words[1]}' is no status"), words.Length > 3 ? Of(words[3])[0] : null, "looked at", "Desk", at).Encode(),
            "erase" => Erase([.. words[1..].SelectMany(Of).Order()]),
            var other => throw new FormatException($"an entry '{other}' is none of a scenario's"),
        }));
    }

    /// <summary>What a comparison of all texts finds, each as old as its entry.</summary>
    private static byte[] Compared(List<Entry> entries, Instant at)
    {
        var texts = entries.Select(entry => (Id: entry.Number.ToString(CultureInfo.InvariantCulture), entry.Number, (ReportEntry.Decode(entry.Bytes)?.Report.Content as SourceText)?.Body)).Where(one => one.Body is not null).ToArray();
        var numbers = texts.ToDictionary(one => one.Id, one => one.Number, StringComparer.Ordinal);
        var found = TextOrigins.Of(TextIndex.Of(texts.Select(one => new PublishedText(one.Id, null, null, null, null, one.Body!)), NameRegister.Empty, 1), [], 1, arrived: numbers);
        return new ComparedTexts([.. found.Origins.GroupBy(origin => origin.CountsAs).Select(group => Numbers(group.SelectMany(origin => origin.Texts))).OrderBy(origin => origin[0])], TextOrigins.Rules, null, "Desk", at)
        {
            Digests = [.. found.Digests.Select(digest => new RecordedDigest(numbers[digest.Text], Numbers(digest.Holds))).OrderBy(digest => digest.Text)],
        }.Encode();

        ImmutableArray<long> Numbers(IEnumerable<string> ids) => [.. ids.Select(id => numbers[id]).Order()];
    }

    /// <summary>What the checks find, in the form of the block.</summary>
    public ImmutableArray<string> Found() => [.. AgreementChecks.Find(Agreement()).Select(problem => $"{problem.Code} {problem.What}")];

    public ImmutableArray<Assessment> AssessAll() =>
        [.. Instruments.Of(agreements.Select(Agreement)).Agreements.Select(one => Assessor.Assess(Log(), one, FusionRules.Default, AsOf))];

    public Assessment Assess() => AssessAll()[0];

    /// <summary>Each sentence that no reason of the finding that it is about has.</summary>
    public ImmutableArray<string> Unsaid(ImmutableArray<Assessment> assessments)
    {
        var said = assessments.SelectMany(assessment => assessment.Findings
                .Where(finding => finding.Key.Reading is null)
                .Select(finding => ($"{finding.Key.Clause} | {finding.Key.Subject} | {About(assessment, finding)}", finding.Trace.All().Select(step => step.Says).ToArray())))
            .ToLookup(one => one.Item1, one => one.Item2);
        return [.. Says.Where(one => !said[one.About].Any(sentences => sentences.Any(sentence => sentence.Contains(one.Words, StringComparison.Ordinal))))
            .Select(one => $"{one.About}: {one.Words}; it says {string.Join(" / ", said[one.About].SelectMany(sentences => sentences))}")];
    }

    /// <summary>The findings in the form of the table: clause, reading, subject, what it is about, outcome, attribution.</summary>
    public static ImmutableArray<string> Table(Assessment assessment)
    {
        var single = assessment.Findings
            .Where(finding => finding.Key.Occasion is not Occasion.OfDay)
            .Select(finding => Row(finding, About(assessment, finding)));
        var days = assessment.Findings
            .Where(finding => finding.Key.Occasion is Occasion.OfDay)
            .GroupBy(finding => Row(finding, "DAYS"))
            .Select(group => group.Key.Replace("DAYS", string.Create(CultureInfo.InvariantCulture, $"{group.Count()} day{(group.Count() == 1 ? "" : "s")}"), StringComparison.Ordinal));
        return [.. single.Concat(days).Order(StringComparer.Ordinal)];
    }

    private static string About(Assessment assessment, Finding finding) => finding.Key.Occasion switch
    {
        Occasion.OfIncident about => string.Join(" + ", assessment.Incidents.Single(incident => incident.Id == about.Incident).Sightings.Select(sighting => sighting.Report.Report.OwnId).Order(StringComparer.Ordinal)),
        Occasion.OfPeriod about => $"from {about.From.InZone(assessment.Agreement.Clock.Zone).Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}",
        var other => other.Name,
    };

    private static string Row(Finding finding, string about) => string.Join(
        " | ", finding.Key.Clause, finding.Key.Reading ?? "", finding.Key.Subject, about,
        Outcomes.Words(finding.Outcome, finding.Standing), finding.Attribution?.Word() ?? "");

    [GeneratedRegex(@"^```(?<info>[^\n`]+)\n(?<body>.*?)^```\s*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^Breached in all: (.+)$", RegexOptions.Multiline)]
    private static partial Regex InAllLine();

    [GeneratedRegex(@"^As of (\S+)$", RegexOptions.Multiline)]
    private static partial Regex AsOfLine();
}
