using System.Collections.Immutable;
using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.App.Intake;
using Truceline.App.Remote;
using Truceline.App.Terminal;
using Truceline.Embedded;
using Truceline.Journal;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.App.Commands;

/// <summary><c>truceline statement draft</c>: drafts the statements of texts, and puts them into a journal where one is named.</summary>
internal static class StatementDraftCommand
{
    private const int MostBytesOfLexicon = 10 << 20;
    private const int MostTold = 20;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Texts in English: plain text, HTML pages, RSS or Atom feeds, reports in JSON lines; or folders with them.", Arity = ArgumentArity.OneOrMore };
        var lexicon = LexiconOption();
        var agreement = new Option<string?>("--agreement") { Description = "An agreement whose actors, as it and sources call them, are known too; days are those of its zone, else of UTC.", HelpName = "FILE" };
        var published = new Option<string?>("--published") { Description = "The day of publication (2025-09-05) of all these texts, whatever they say of it themselves.", HelpName = "DAY" };
        var source = new Option<string?>("--source") { Description = "Who hands the texts in. Else it is the outlet that each names.", HelpName = "NAME" };
        var journal = new Option<string?>("--journal") { Description = "A journal's directory: the texts and their drafts are put into it. Without it nothing is written.", HelpName = "DIR" };
        var exercise = new Option<bool>("--exercise") { Description = "The texts are made up: marked 'exercise, synthetic' wherever they show." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command("draft", """
            Drafts the statements of texts, from quotations and from what is reported in the text's own words, and shows what seems to contradict inside one text
            and within one camp. The same texts and lexicon give the same drafts.

            Example:
              truceline statement draft article.txt --published 2025-09-05 --lexicon lexicon.json
              truceline statement draft article.txt --lexicon lexicon.json --journal mission --source "Press desk"
            """)
        { files, lexicon, agreement, published, source, journal, exercise, json };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var agreed = parsed.GetValue(agreement) is { } file ? AgreementFile.Open(file, error) : null;
            var (known, zone) = (Known(parsed.GetValue(lexicon), agreed), agreed?.Clock.Zone ?? DateTimeZone.Utc);
            var day = parsed.GetValue(published) is { } written ? PublicationDay.Parse(written) ?? throw new UsageException($"--published '{Screen.Plain(written)}' is no day: write it as 2025-09-05") : (LocalDate?)null;
            var taken = TextFiles.Read(parsed.GetRequiredValue(files));
            var problems = taken.Problems.ToList();
            var drafted = ImmutableArray.CreateBuilder<DraftedText>();
            var (named, writes) = (new Dictionary<ReportId, Report>(), parsed.GetValue(journal) is not null);
            foreach (var text in taken.Texts)
                if (Text(text, day, parsed.GetValue(source), parsed.GetValue(exercise), writes, problems) is { } report)
                    if (!named.TryAdd(report.Id, report) && named[report.Id].Content != report.Content) problems.Add(TextFiles.Left(text.Id, $"another text is named '{report.OwnId}' too", "name one of the files otherwise: a text is cited by its name"));
                    else drafted.Add(new(report, StatementDraft.Of(report, known, zone)));
            if (parsed.GetValue(journal) is { } directory) drafted = Deposited(directory, drafted, parsed.GetValue(source) is not null, problems, error);
            Tell(problems, error);
            var contradictions = HeldStatements.Contradictions(drafted, known);
            if (parsed.GetValue(json)) output.WriteUtf8(StatementsJson.Write(drafted, contradictions));
            else StatementsText.Write(output, drafted, contradictions);
            return problems.Exists(problem => problem.Severity == Severity.Error) ? ExitStatus.Rejected : ExitStatus.Done;
        });
        return command;
    }

    /// <summary>The option that names a lexicon.</summary>
    public static Option<string?> LexiconOption() => new("--lexicon") { Description = "Actors, people, offices and issues with what texts call them: JSON.", HelpName = "FILE" };

    /// <summary>What an operator knows: a lexicon, and the actors of an agreement.</summary>
    /// <exception cref="UsageException">A file is not there, or is none.</exception>
    public static StatementLexicon Known(string? lexicon, Agreement? agreement = null)
    {
        var known = StatementLexicon.Empty;
        if (lexicon is not null)
            try
            {
                known = StatementLexicon.Read(KeptFiles.Bytes(lexicon, MostBytesOfLexicon));
            }
            catch (FormatException wrong)
            {
                throw new UsageException($"{lexicon}: {wrong.Message}");
            }
        if (agreement is null) return known;
        var actors = agreement.Actors.Values.OrderBy(actor => actor.Id, StringComparer.Ordinal);
        return known with { Actors = [.. known.Actors, .. actors.Where(actor => known.Actors.All(one => one.Id != actor.Id)).Select(actor => new LexiconActor(actor.Id, actor.Name, null, [.. actor.KnownAs]))] };
    }

    // A feed has one fault in each of its items.
    private static void Tell(IEnumerable<Problem> problems, TextWriter error)
    {
        foreach (var alike in problems.GroupBy(problem => (problem.Code, File: problem.Where.File.Split('#')[0])))
        {
            foreach (var problem in alike.Take(MostTold)) error.WriteLine(Screen.Plain(problem.ToString()));
            if (alike.Count() > MostTold) error.WriteLine(Screen.Plain(FormattableString.Invariant($"{alike.Key.File}: and {alike.Count() - MostTold:N0} more of {alike.Key.Code}")));
        }
    }

    private static Report? Text(PublishedText text, LocalDate? day, string? source, bool exercise, bool writes, List<Problem> problems)
    {
        if ((day ?? (text.Published is { } said ? PublicationDay.Parse(said) : null)) is not { } at)
        {
            problems.Add(text.Published is { } words && PublicationDay.OfAnotherWeekday(words) is { } other
                ? TextFiles.Left(text.Id, $"the weekday of '{words}' is not that of the day: {LocalDatePattern.Iso.Format(other)} is a {other.DayOfWeek}", "give the day of publication by --published")
                : TextFiles.Left(text.Id, "the text does not say on which day it was published", "give it by --published: weekdays in the text are related to it"));
            return null;
        }
        // The last second of that day: a day is all that is known.
        var instant = Clock.StartOf(at.PlusDays(1), DateTimeZone.Utc) - Duration.FromSeconds(1);
        var name = text.Id[(text.Id.LastIndexOf('/') + 1)..];
        var title = string.IsNullOrWhiteSpace(text.Title) ? name : text.Title.Length > 1_000 ? text.Title[..1_000] : text.Title;
        var report = Report.Of(source ?? text.Outlet ?? "unnamed", name, new SourceText(instant, title, text.Outlet, null, text.Language, text.Body, []), exercise);
        if (Admission.Ahead(report, JournalWords.Now, new(text.Id, 1, 1)) is not { } ahead) return report;
        problems.Add(ahead with { Severity = writes ? Severity.Error : Severity.Warning, Remedy = "give the day of publication by --published, or check the clock of this machine" });
        return writes ? null : report;
    }

    private static ImmutableArray<DraftedText>.Builder Deposited(string directory, ImmutableArray<DraftedText>.Builder drafted, bool isNamed, List<Problem> problems, TextWriter error)
    {
        JournalFolder.RequireName(directory);
        using var journal = JournalFolder.OpenOrCreate(directory, "truceline statement draft");
        var held = HeldReports.Of(journal);
        var kept = ImmutableArray.CreateBuilder<DraftedText>();
        foreach (var text in drafted)
        {
            if (Admission.Refusal(text.Text, JournalWords.Now, new(text.Text.OwnId!, 1, 1)) is { } refusal)
            {
                problems.Add(refusal);
                continue;
            }
            if (InTheWay(journal, held, text, isNamed) is { } inTheWay)
            {
                problems.Add(inTheWay);
                continue;
            }
            var drafts = text.Drafts.Where(draft => Admission.Refusal(draft, JournalWords.Now, new(draft.OwnId!, 1, 1)) is null).ToArray();
            var stands = Deposit.Into(journal, held, [text.Text, .. drafts], JournalWords.Now, null);
            held.GoOn(journal);
            kept.Add(new(text.Text, [.. drafts]) { Entries = [.. stands.Skip(1).Select(one => one.Entry)] });
            if (drafts.Length < text.Drafts.Length) error.WriteLine(FormattableString.Invariant($"{Screen.Plain(text.Text.OwnId!)}: {text.Drafts.Length - drafts.Length} drafts have no room in an entry and were left out"));
        }
        return kept;
    }

    /// <summary>Why a text and its drafts cannot stand under their source and names, or null: they would put themselves over what others said.</summary>
    private static Problem? InTheWay(SqliteJournal journal, HeldReports held, DraftedText text, bool isNamed)
    {
        const string remedy = "say by '--source NAME' who hands the text in, or name the file otherwise";
        Content? At(Held one) => journal.Read(one.Entry, one.Entry - 1).Select(entry => ReportEntry.Decode(entry.Bytes)?.Report.Content).FirstOrDefault();
        Problem Left(string what, string remedy) => TextFiles.Left(text.Text.OwnId!, what, remedy);

        var (source, before) = (text.Text.Source, held[text.Text.Id]);
        // What a page says of where it is from is the word of the page.
        if (before is null && !isNamed && held.Reports(source)) return Left($"it says that it is from '{source}', which is a source of reports in this journal", $"say by '--source NAME' who hands the text in; '--source \"{source}\"', if it is they");
        // A name stands for one text: the drafts of the one that is there would be of words that it no longer has.
        if (before is { } there && (At(there) is not SourceText { Body: var words } || words != ((SourceText)text.Text.Content).Body))
            return At(there) is SourceText
                ? Left(FormattableString.Invariant($"the journal has other words of '{source}/{text.Text.OwnId}', entry {there.Entry}"), "name the file otherwise, or say another '--source NAME'; a text that its outlet corrected comes in by 'truceline import' first")
                : Left(FormattableString.Invariant($"the journal has something else under '{source}/{text.Text.OwnId}', entry {there.Entry}"), remedy);
        foreach (var draft in text.Drafts)
            if (held[draft.Id] is { IsDrafted: false } other) return Left(FormattableString.Invariant($"the journal has something else under '{source}/{draft.OwnId}', entry {other.Entry}"), remedy);
        return null;
    }
}

/// <summary>A text with the drafts of its statements.</summary>
/// <param name="Text">The text.</param>
/// <param name="Drafts">The drafts, in the order in which they stand in it.</param>
internal sealed record DraftedText(Report Text, ImmutableArray<Report> Drafts)
{
    /// <summary>The entry of each draft; empty where nothing was written.</summary>
    public ImmutableArray<long> Entries { get; init; } = [];
}
