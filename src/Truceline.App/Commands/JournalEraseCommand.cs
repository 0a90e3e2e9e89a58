using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Truceline.App.Terminal;
using Truceline.App.Wording;
using Truceline.Journal;
using Truceline.Picture;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary><c>truceline journal erase</c>: destroys the content of entries; that they were there stays provable.</summary>
internal static class JournalEraseCommand
{
    // What they say is needed to read the rest: who was believed, what was published, what is gone.
    private static readonly string[] Kept = [Erasure.Kind, SourceEntry.Kind, "publication"];

    public static Command Create()
    {
        var (entries, journal, reason, by) = (JournalWords.Entries(), JournalWords.Journal(), JournalWords.Reason(), JournalWords.By());
        var all = new Option<bool>("--all-versions") { Description = "Erase all entries of each report that is named, its corrections and withdrawals too." };
        var command = new Command("erase", """
            Destroys the secrets and the contents of entries, for ever, and says so in an entry of its own. Proofs and checkpoints
            stand: that the entries were there, and where, is still shown. Copies that left the journal are out of reach: those that
            it knows of are listed. The reason is kept: do not say in it what is to be erased.

            Example:
              truceline journal erase 12 --journal mission --reason "asked for by the source" --by "data officer" --all-versions
            """)
        { entries, journal, reason, by, all };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (why, who) = (JournalWords.Said(parsed.GetRequiredValue(reason), "--reason")!, JournalWords.Said(parsed.GetValue(by), "--by"));
            using var store = JournalWords.Open(parsed.GetRequiredValue(journal), "journal erase");
            var named = JournalWords.Sorted(parsed.GetRequiredValue(entries), store.Head.Size);
            var log = ReportLog.Fold(store.Read(store.Head.Size));
            if (named.All(log.Erased.ContainsKey))
            {
                // Said again because the files could not be cleared while others read, it is not written again.
                store.Erase(named, new Erasure(named, why, JournalWords.Now) { By = who }.Encode());
                foreach (var entry in named) output.WriteLine(FormattableString.Invariant($"entry {entry} was erased before{Says(log.Erased[entry])}; nothing of it is left in the files"));
                return ExitStatus.Done;
            }
            var plan = Plan(log, named, parsed.GetValue(all));
            foreach (var line in plan.Going) output.WriteLine(line);
            foreach (var warning in plan.Warnings) error.WriteLine($"truceline: {warning}");
            if (!Confirmed(output, plan.Entries.Length))
            {
                output.WriteLine("nothing was erased");
                return ExitStatus.Done;
            }
            var erasure = new Erasure(plan.Entries, why, JournalWords.Now) { By = who, Copies = Erasure.CopiesOf(plan.Entries, log.Others) };
            var head = store.Erase(plan.Entries, erasure.Encode());
            output.WriteLine(FormattableString.Invariant($"{JournalWords.Listed(plan.Entries)} {(plan.Entries.Length == 1 ? "is" : "are")} erased; entry {head.Size} says so and why"));
            Print(output, erasure.Copies, Retold(log, plan.Entries).Any());
            return ExitStatus.Done;
        });
        return command;
    }

    /// <summary>What will be erased, in words, and what its owner should know before.</summary>
    private sealed record Erasing(ImmutableArray<long> Entries, ImmutableArray<string> Going, ImmutableArray<string> Warnings);

    /// <exception cref="UsageException">Something named cannot be erased; nothing is.</exception>
    private static Erasing Plan(ReportLog log, ImmutableArray<long> named, bool all)
    {
        var reports = named.SelectMany(entry => log.Reports.Where(report => log.EntriesOf(report).Contains(entry))).DistinctBy(report => report.Report.Id).ToList();
        var entries = all ? [.. named.Concat(reports.SelectMany(report => log.EntriesOf(report))).Distinct().Order()] : named;
        var others = log.Others.ToDictionary(entry => entry.Number);
        List<string> going = [], warnings = [];
        foreach (var entry in entries)
        {
            if (log.Erased.TryGetValue(entry, out var erased))
                throw new UsageException(FormattableString.Invariant($"entry {entry} was erased before{Says(erased)}: leave it out"));
            var kind = others.TryGetValue(entry, out var other) ? KindOf(other) : null;
            if (kind is not null && Kept.Contains(kind))
                throw new UsageException(FormattableString.Invariant($"entry {entry} is of the kind '{kind}' and stays: the journal could not be understood without it"));
            var report = kind is null ? reports.First(one => log.EntriesOf(one).Contains(entry)) : null;
            going.Add(FormattableString.Invariant($"entry {entry}: {(report is null ? $"of the kind '{Screen.Plain(kind!)}'" : Described(report, entry))}"));
            if (kind == Custody.Kind) warnings.Add(FormattableString.Invariant($"entry {entry} says who had what: the copies that it names will not be listed any more"));
        }
        foreach (var report in reports) warnings.AddRange(Left(report, log.EntriesOf(report), entries));
        warnings.AddRange(Retold(log, entries));
        warnings.AddRange(Judged(log, entries));
        return new(entries, [.. going], [.. warnings]);
    }

    /// <summary>What stays of a report when some of its entries go.</summary>
    private static IEnumerable<string> Left(JournalledReport report, ImmutableArray<long> all, ImmutableArray<long> going)
    {
        var left = report.Versions.Where(version => !going.Contains(version.Entry)).ToList();
        if (report.IsWithdrawn && left.Count > 0 && left[^1].Report.Content is not Withdrawal)
            throw new UsageException(FormattableString.Invariant($"entry {report.Entries[^1]} took a report back: without it what entry {left[^1].Entry} says would count again; add --all-versions to erase the whole report"));
        var stays = all.Where(entry => !going.Contains(entry)).ToList();
        if (stays.Count == 0) yield break;
        yield return FormattableString.Invariant($"{JournalWords.Listed(stays)} of the same report {(stays.Count == 1 ? "keeps its" : "keep their")} content; add --all-versions to erase {(stays.Count == 1 ? "it" : "them")} too");
        if (left.Count > 0 && left[^1].Entry != report.Entries[^1])
            yield return FormattableString.Invariant($"the report says what entry {left[^1].Entry} says from then on");
    }

    /// <summary>The published bulletins that stay and have sentences resting on what goes.</summary>
    private static IEnumerable<string> Retold(ReportLog log, ImmutableArray<long> going) =>
        from other in log.Others
        where !going.Contains(other.Number)
        let bulletin = FrozenBulletin.Decode(other.Bytes)
        where bulletin is not null && bulletin.Sentences.Any(sentence => sentence.Entries.Any(going.Contains))
        select FormattableString.Invariant($"entry {other.Number}, the bulletin of {bulletin.Day:uuuu-MM-dd} as published, keeps the sentences that rest on this; erase it too if they must go");

    /// <summary>What people said of what goes: it names nothing any more, and its reason stays.</summary>
    private static IEnumerable<string> Judged(ReportLog log, ImmutableArray<long> going) =>
        from other in log.Others
        where !going.Contains(other.Number)
        let status = StatusEntry.Decode(other.Bytes)
        where status is not null && (going.Contains(status.Report) || (status.Of is { } of && going.Contains(of)))
        select FormattableString.Invariant($"entry {other.Number}, a status of the report, keeps its reason; erase it too if that must go");

    private static string Described(JournalledReport report, long entry)
    {
        var content = report.Versions.FirstOrDefault(version => version.Entry == entry)?.Report.Content ?? report.Report.Content;
        var own = report.Report.OwnId is { } id ? $" '{Screen.Plain(id)}'" : "";
        return $"{ReportWords.Kind(content)} by {Screen.Plain(report.Report.Source)}{own}";
    }

    private static string Says(ErasedEntry erased) => erased.SaidBy is { } by ? FormattableString.Invariant($", as entry {by} says") : "";

    private static string KindOf(Entry entry)
    {
        using var document = JsonDocument.Parse(entry.Bytes);
        return document.RootElement.GetProperty("kind").GetString() ?? "";
    }

    // What cannot be undone is asked for once more where somebody is there to answer.
    private static bool Confirmed(TextWriter output, int count) =>
        !ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected || Console.IsInputRedirected
        || AnsiConsole.Console.Prompt(new ConfirmationPrompt(FormattableString.Invariant($"Erase {count:N0} {(count == 1 ? "entry" : "entries")} for ever?")) { DefaultValue = false });

    private static void Print(TextWriter output, ImmutableArray<OutsideCopy> copies, bool published)
    {
        if (copies.IsEmpty)
        {
            output.WriteLine(published ? "but for the bulletins named above, no copy is known to have left the journal" : "no copy is known to have left the journal");
            return;
        }
        output.WriteLine("these copies left the journal before; ask their holders:");
        foreach (var copy in copies)
            output.WriteLine(FormattableString.Invariant($"  entry {copy.Entry}: {Custody.Word(copy.Act)}{(copy.Form is { } form ? $" ({Screen.Plain(form)})" : "")}{(copy.UpTo is { } last ? $" up to entry {last}" : "")}, {(copy.To is { } to ? $"to {Screen.Plain(to)}" : "to whom is not said")}"));
    }
}
