using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Truceline.Texts;

namespace Truceline.Tests.Texts;

/// <summary>A statement as a person marked it.</summary>
internal sealed record Marked(string Text, int Start, int End, string Span, string? Speaker, string? Party, string? Role, bool OffRecord, string Authority, StatementAct Act, string Issue, string? Condition, LocalDate? Date, bool Direct);

/// <summary>Two places that a person marked as contradicting each other, or as only looking so.</summary>
internal sealed record MarkedPair(string Id, bool InText, bool Contradicts, (string Text, int Start, int End) A, (string Text, int Start, int End) B);

/// <summary>Texts with what a person marked in them, and the lexicon that an operator would give for them: a folder of <c>test/data/statements</c>.</summary>
internal sealed class StatementCorpus
{
    private static readonly string Root = Path.Combine(Needs.Root, "test", "data", "statements");

    private readonly string folder;

    private StatementCorpus(string folder) => (this.folder, Lexicon) = (folder, StatementLexicon.Read(File.ReadAllBytes(Path.Combine(folder, "lexicon.json"))));

    /// <summary>The texts that everything was tuned on.</summary>
    public static StatementCorpus Tuning { get; } = Read(Root);

    /// <summary>Texts by other writers that speakers and issues were tuned on, and no act was learned from.</summary>
    public static StatementCorpus Second { get; } = Read(Path.Combine(Root, "second"));

    /// <summary>Texts by a third writer that speakers and issues were tuned on, and no act was learned from.</summary>
    public static StatementCorpus Third { get; } = Read(Path.Combine(Root, "third"));

    /// <summary>Texts that nobody tuned on.</summary>
    public static StatementCorpus HeldOut { get; } = Read(Path.Combine(Root, "held-out"));

    public StatementLexicon Lexicon { get; }

    public List<(string Id, LocalDate Date, PublishedText Text, int Head)> Texts { get; } = [];

    public List<Marked> Statements { get; } = [];

    public List<(string Text, int Start, int End)> NoStatements { get; } = [];

    public List<MarkedPair> Pairs { get; } = [];

    /// <summary>The drafts of a text, with the offsets of its file.</summary>
    public IEnumerable<DraftedStatement> Drafts((string Id, LocalDate Date, PublishedText Text, int Head) text) =>
        StatementDrafting.Draft(text.Text, text.Date, Lexicon).Select(draft => draft with { Start = draft.Start + text.Head, End = draft.End + text.Head });

    /// <summary>The sentences that were written to learn acts from.</summary>
    public static IEnumerable<ActExample> WrittenActs() =>
        File.ReadLines(Path.Combine(Root, "written-acts.txt")).Where(line => line.Length > 0).Select(line => line.Split('\t')).Select(line => ActTraining.Example(line[2], line[1] == "own", Act(line[0])));

    /// <summary>The marked statements, to learn acts from.</summary>
    public IEnumerable<(string Text, ActExample Example)> MarkedActs() =>
        Statements.Select(one => (one.Text, ActTraining.Example(one.Span, one.Direct && !one.Span.Contains('"', StringComparison.Ordinal), one.Act)));

    private static StatementAct Act(string word) => Enum.Parse<StatementAct>(word.Replace("-", "", StringComparison.Ordinal), true);

    private static StatementCorpus Read(string folder)
    {
        var corpus = new StatementCorpus(folder);
        foreach (var line in corpus.Lines("texts.jsonl"))
        {
            var id = line.GetProperty("file").GetString()!;
            var text = File.ReadAllText(Path.Combine(folder, id), Encoding.UTF8);
            var title = text.IndexOf('\n', StringComparison.Ordinal);
            var head = text.IndexOf('\n', title + 1) + 1;
            corpus.Texts.Add((id, LocalDatePattern.Iso.Parse(line.GetProperty("date").GetString()!).Value, new(id, text[(title + 1)..(head - 1)], text[..title], null, "en", text[head..]), head));
        }
        foreach (var line in corpus.Lines("statements.jsonl"))
            corpus.Statements.Add(new(
                line.GetProperty("text").GetString()!, line.GetProperty("start").GetInt32(), line.GetProperty("end").GetInt32(), line.GetProperty("span").GetString()!, line.GetProperty("speaker").GetString(),
                line.GetProperty("party").GetString(), line.GetProperty("role").GetString(), line.GetProperty("record").GetString() == "off", line.GetProperty("authority").GetString()!,
                Act(line.GetProperty("act").GetString()!), line.GetProperty("issue").GetString()!, line.GetProperty("condition").GetString(),
                LocalDatePattern.Iso.Parse(line.GetProperty("date").GetString()!) is { Success: true } date ? date.Value : null, line.GetProperty("form").GetString() == "direct"));
        foreach (var line in corpus.Lines("not-statements.jsonl")) corpus.NoStatements.Add(Place(line));
        foreach (var line in corpus.Lines("contradictions.jsonl"))
            corpus.Pairs.Add(new(line.GetProperty("id").GetString()!, line.GetProperty("kind").GetString() == "within-text", line.GetProperty("contradiction").GetBoolean(), Place(line.GetProperty("a")), Place(line.GetProperty("b"))));
        return corpus;
    }

    private static (string, int, int) Place(JsonElement line) => (line.GetProperty("text").GetString()!, line.GetProperty("start").GetInt32(), line.GetProperty("end").GetInt32());

    private IEnumerable<JsonElement> Lines(string file) => File.ReadLines(Path.Combine(folder, file)).Select(line => JsonDocument.Parse(line).RootElement);
}

/// <summary>How well drafts meet what a person marked.</summary>
internal sealed class StatementMeasure
{
    private const double LeastOverlap = 0.5;

    private readonly List<(DraftedStatement Draft, Marked Marked)> pairs = [];
    private int wrong, outside, marked;

    /// <summary>Measures the drafts of some texts.</summary>
    public static StatementMeasure Of(StatementCorpus corpus)
    {
        var measure = new StatementMeasure { marked = corpus.Statements.Count };
        foreach (var text in corpus.Texts)
        {
            var drafts = corpus.Drafts(text).ToList();
            var statements = corpus.Statements.Where(one => one.Text == text.Id).ToList();
            // The best overlaps first; each is met once.
            var overlaps = from draft in drafts from statement in statements let overlap = Overlap(draft, statement) where overlap >= LeastOverlap orderby overlap descending, draft.Start, statement.Start select (draft, statement);
            var (met, found) = (new HashSet<DraftedStatement>(ReferenceEqualityComparer.Instance), new HashSet<Marked>(ReferenceEqualityComparer.Instance));
            foreach (var (draft, statement) in overlaps)
                if (!met.Contains(draft) && !found.Contains(statement))
                {
                    met.Add(draft);
                    found.Add(statement);
                    measure.pairs.Add((draft, statement));
                }
            foreach (var draft in drafts.Where(draft => !met.Contains(draft)))
                if (statements.Select(one => (one.Start, one.End)).Concat(corpus.NoStatements.Where(one => one.Text == text.Id).Select(one => (one.Start, one.End))).Any(one => one.Start < draft.End && draft.Start < one.End)) measure.wrong++;
                else measure.outside++;
        }
        return measure;
    }

    public double Precision => (double)pairs.Count / (pairs.Count + wrong);

    /// <summary>Precision where what lies in words that nobody judged counts as wrong too.</summary>
    public double StrictPrecision => (double)pairs.Count / (pairs.Count + wrong + outside);

    public double Recall => (double)pairs.Count / marked;

    public double F => 2 * Precision * Recall / (Precision + Recall);

    public double StrictF => 2 * StrictPrecision * Recall / (StrictPrecision + Recall);

    public double Indirect => (double)pairs.Count(pair => !pair.Marked.Direct);

    public double Speaker => Share(IsSpeaker);

    public double Party => Share((draft, marked) => draft.Party == marked.Party);

    public double Authority => Share((draft, marked) => Truceline.Agreements.Vocabulary.Written(draft.Authority) == marked.Authority);

    public double Act => Share((draft, marked) => draft.Act == marked.Act);

    /// <summary>Claim, evaluation and assurance taken together.</summary>
    public double ActTogether => Share((draft, marked) => draft.Act == marked.Act || (Borders(draft.Act) && Borders(marked.Act)));

    public double Issue => Share((draft, marked) => draft.Issue == marked.Issue);

    /// <summary>Of those whose issue has a cue in their own words.</summary>
    public double IssueByCue => Share((draft, marked) => IsCued(draft) && draft.Issue == marked.Issue) / Cued;

    /// <summary>How many these are of all found.</summary>
    public double Cued => Share((draft, _) => IsCued(draft));

    public double Condition => Share((draft, marked) => draft.If is null == (marked.Condition is null));

    public double Date => Share((draft, marked) => marked.Date is null || draft.Said == marked.Date);

    public double Fidelity => Share((draft, marked) => draft.Fidelity == StatementFidelity.Verbatim == marked.Direct);

    /// <summary>The row of the table in the documentation.</summary>
    public string Row(string texts) => string.Create(CultureInfo.InvariantCulture, $"| {texts} | {marked} | {Precision:0.00} | {Recall:0.00} | {F:0.00} | {StrictF:0.00} | {Speaker:0.00} | {Party:0.00} | {Authority:0.00} | {Act:0.00} | {ActTogether:0.00} | {Issue:0.00} | {IssueByCue:0.00} of {Cued:0.00} | {Condition:0.00} | {Date:0.00} | {Fidelity:0.00} |");

    internal static bool Borders(StatementAct act) => act is StatementAct.Claim or StatementAct.Evaluation or StatementAct.Assurance;

    private double Share(Func<DraftedStatement, Marked, bool> right) => (double)pairs.Count(pair => right(pair.Draft, pair.Marked)) / pairs.Count;

    private static bool IsCued(DraftedStatement draft) => !draft.Assumed.Contains("the issue is that of the words around: none of its cues stands here") && draft.Issue != "unsorted";

    // A named one by the full name; one off the record as unnamed and by a word of its description; an office or a party by both.
    private static bool IsSpeaker(DraftedStatement draft, Marked marked)
    {
        if (marked.OffRecord)
            return draft.Authority == StatementAuthority.Anonymous
                && Words(draft.Speaker).Append(draft.Role ?? "").Intersect(Words(marked.Speaker).Append(marked.Role ?? "")).Except(["a", "an", "the", "of", "in", "at", "from", ""]).Any();
        return marked.Speaker is null ? draft.Speaker is null && draft.Party == marked.Party && draft.Role == marked.Role : Words(draft.Speaker).SequenceEqual(Words(marked.Speaker));
    }

    private static IEnumerable<string> Words(string? text) => text is null ? [] : Truceline.Texts.Words.Split(text).Select(word => word.Folded);

    private static double Overlap(DraftedStatement draft, Marked statement)
    {
        var common = Math.Min(draft.End, statement.End) - Math.Max(draft.Start, statement.Start);
        return common <= 0 ? 0 : (double)common / (Math.Max(draft.End, statement.End) - Math.Min(draft.Start, statement.Start));
    }
}
