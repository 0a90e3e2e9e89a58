using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary>The options that name a record and how much of it is looked at: journal, agreement, end of the world, last entry.</summary>
internal sealed class RecordOptions
{
    private readonly Option<string> journal = new("--journal") { Description = "The journal's directory.", Required = true, HelpName = "DIR" };
    private readonly Option<string> agreement = new("--agreement") { Description = "The agreement's truce file.", Required = true, HelpName = "FILE" };
    private readonly Option<string?> asOf = new("--as-of") { Description = "Look at the world up to this instant (ISO 8601 with offset).", HelpName = "T" };
    private readonly Option<long?> atEntry = new("--at-entry") { Description = "Know only the entries up to this number.", HelpName = "N" };

    public void AddTo(Command command)
    {
        command.Add(journal);
        command.Add(agreement);
        command.Add(asOf);
        command.Add(atEntry);
    }

    /// <summary>What comes of holding the record against the agreement.</summary>
    public Assessment Assess(ParseResult parsed) => Read(parsed).Assessment;

    /// <summary>Reads the record and assesses it.</summary>
    public (ReportLog Log, Assessment Assessment) Read(ParseResult parsed)
    {
        var end = parsed.GetValue(asOf) is { } text ? Parse(text) : (Instant?)null;
        var known = parsed.GetValue(atEntry);
        if (known is < 1) throw new UsageException($"--at-entry {known} is no entry: entries are numbered from 1");
        var read = AgreementFile.Open(parsed.GetValue(agreement)!, parsed.InvocationConfiguration.Error);
        using var store = JournalFolder.OpenForReading(parsed.GetValue(journal)!);
        if (known > store.Head.Size) throw new UsageException($"--at-entry {known} lies beyond the journal, which has {store.Head.Size} entries");
        var log = ReportLog.Fold(store.Read(known ?? store.Head.Size));
        return (log, Assessor.Assess(log, read, FusionRules.Default, end));
    }

    private static Instant Parse(string text) =>
        OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } instant
            ? instant.Value.ToInstant()
            : throw new UsageException($"--as-of '{Terminal.Screen.Plain(text)}' is no instant: write it as 2015-02-15T00:00:00+02:00");
}
