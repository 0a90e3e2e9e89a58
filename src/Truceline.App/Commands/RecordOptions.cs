using System.Collections.Immutable;
using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary>The options that name a record and how much of it is looked at: journal, agreement, end of the world, last entry.</summary>
internal sealed class RecordOptions
{
    private readonly Option<string> journal = new("--journal") { Description = "The journal's directory.", Required = true, HelpName = "DIR" };
    private readonly Option<string> agreement = new("--agreement") { Description = "The agreement's truce file.", Required = true, HelpName = "FILE" };
    private readonly Option<string[]> agreements = new("--agreement") { Description = "A truce file; several where several instruments are in force.", Required = true, HelpName = "FILE", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> asOf = new("--as-of") { Description = "Look at the world up to this instant (ISO 8601 with offset).", HelpName = "T" };
    private readonly Option<long?> atEntry = new("--at-entry") { Description = "Know only the entries up to this number.", HelpName = "N" };

    /// <summary>Adds the options of a command that looks at one agreement.</summary>
    public void AddTo(Command command) => AddTo(command, agreement);

    /// <summary>Adds the options of a command that looks at all instruments in force.</summary>
    public void AddAllTo(Command command) => AddTo(command, agreements);

    /// <summary>Adds the options of a command that is given its agreements otherwise.</summary>
    public void AddRecordTo(Command command) => AddTo(command, null);

    private void AddTo(Command command, Option? of)
    {
        command.Add(journal);
        if (of is not null) command.Add(of);
        command.Add(asOf);
        command.Add(atEntry);
    }

    /// <summary>The journal's directory.</summary>
    public string Journal(ParseResult parsed) => parsed.GetValue(journal)!;

    /// <summary>What comes of holding the record against the agreement.</summary>
    public Assessment Assess(ParseResult parsed) => Read(parsed).Assessment;

    /// <summary>What comes of holding the record against each of several instruments.</summary>
    public ImmutableArray<Assessment> AssessAll(ParseResult parsed)
    {
        var error = parsed.InvocationConfiguration.Error;
        var together = AgreementFile.Together(parsed.GetValue(agreements)!, error);
        var (log, end) = Known(parsed);
        return [.. together.Select(one => Assessor.Assess(log, one, FusionRules.Default, end))];
    }

    /// <summary>Several instruments, the reports that are known, and the end of the world that is looked at.</summary>
    public (ImmutableArray<Agreement> Agreements, ReportLog Log, Instant? End) ReadAll(ParseResult parsed)
    {
        var together = AgreementFile.Together(parsed.GetValue(agreements)!, parsed.InvocationConfiguration.Error);
        var (log, end) = Known(parsed);
        return (together, log, end);
    }

    /// <summary>Reads the record and assesses it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="seen">Told of each file of the agreement that is read, by its name and with its bytes.</param>
    public (ReportLog Log, Assessment Assessment) Read(ParseResult parsed, Action<string, ReadOnlyMemory<byte>>? seen = null)
    {
        var read = AgreementFile.Open(parsed.GetValue(agreement)!, parsed.InvocationConfiguration.Error, seen);
        var (log, end) = Known(parsed);
        return (log, Assessor.Assess(log, read, FusionRules.Default, end));
    }

    /// <summary>The reports that are known, and the end of the world that is looked at.</summary>
    public (ReportLog Log, Instant? End) Known(ParseResult parsed)
    {
        var end = parsed.GetValue(asOf) is { } text ? Parse(text) : (Instant?)null;
        var known = parsed.GetValue(atEntry);
        if (known is < 1) throw new UsageException($"--at-entry {known} is no entry: entries are numbered from 1");
        using var store = JournalFolder.OpenForReading(parsed.GetValue(journal)!);
        if (known > store.Head.Size) throw new UsageException($"--at-entry {known} lies beyond the journal, which has {store.Head.Size} entries");
        return (ReportLog.Fold(store.Read(known ?? store.Head.Size)), end);
    }

    private static Instant Parse(string text) =>
        OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } instant
            ? instant.Value.ToInstant()
            : throw new UsageException($"--as-of '{Terminal.Screen.Plain(text)}' is no instant: write it as 2015-02-15T00:00:00+02:00");
}
