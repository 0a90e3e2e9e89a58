using System.Collections.Immutable;
using System.CommandLine;
using Truceline.Agreements;
using Truceline.App.Intake;
using Truceline.App.Remote;
using Truceline.App.Terminal;
using Truceline.Texts;

namespace Truceline.App.Commands;

/// <summary><c>truceline origins</c>: which texts are copies of each other, and how many origins there are.</summary>
internal static class OriginsCommand
{
    private const int MostBytesOfThesaurus = 32 << 20;
    private const int MostTold = 20;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Texts: plain text, HTML pages, RSS or Atom feeds, reports in JSON lines; or folders with them.", Arity = ArgumentArity.ZeroOrMore };
        var register = new Option<string?>("--register") { Description = "Actors and places with what texts call them, and what was decided of texts: YAML.", HelpName = "FILE" };
        var agreement = new Option<string?>("--agreement") { Description = "An agreement whose actors, as it and sources call them, are names too.", HelpName = "FILE" };
        var thesaurus = new Option<string?>("--thesaurus") { Description = "Synonyms, from a file that 'truceline origins wordnet' made; they explain which words were replaced.", HelpName = "FILE" };
        var explain = new Option<string[]?>("--explain") { Description = "Why two of the texts hang together, or do not: sentences side by side, words replaced, quotations altered.", HelpName = "A B", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
        var journal = new Option<string?>("--journal") { Description = "Compare the texts of this journal instead of files.", HelpName = "DIR" };
        var record = new Option<bool>("--record") { Description = "With --journal: write down which texts are of one origin. Findings count reports that were read out of texts by the latest such entry." };
        var by = JournalWords.By();
        var check = new Option<bool>("--check") { Description = "With --journal: compare the texts of the latest such entry again, and say whether it tells the truth." };
        var most = new Option<int>("--most") { Description = "List at most this many origins, links, quotations, sentences and words.", HelpName = "N", DefaultValueFactory = _ => 20 };
        var json = new Option<bool>("--json") { Description = "Write everything as JSON; the same texts give the same bytes, in whatever order they are named." };
        var command = new Command("origins", """
            Finds which texts are of one origin: exact, edited, spun, rewritten and translated copies. A part that stands in another text, and one form about
            other facts (a template), are told and join nothing. What is unclear counts as no origin of its own until somebody decides it in the register.
            A text of a journal that holds others which came before it and have nothing to do with each other is a digest: it joins nothing.
            Nothing is fetched, and what a text says of its outlet and date decides nothing.

            Example:
              truceline origins texts/ feed.xml --register names.yaml
              truceline origins texts/ --explain wire.txt blog.html --thesaurus wordnet.txt
              truceline origins --journal mission --record --by "duty officer"
            """)
        { files, journal, record, by, check, register, agreement, thesaurus, explain, most, json };
        command.Add(WordNet());
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (paths, directory, who) = (parsed.GetValue(files) ?? [], parsed.GetValue(journal), JournalWords.Said(parsed.GetValue(by), "--by"));
            var (isRecord, isCheck) = (parsed.GetValue(record), parsed.GetValue(check));
            if (paths.Length == 0 == (directory is null)) throw new UsageException("name texts: files, or folders with them, or a journal with --journal, and not both");
            if ((isRecord || isCheck) && directory is null) throw new UsageException("--record and --check are about the texts of a journal: name it with --journal");
            if (isRecord && (isCheck || parsed.GetValue(explain) is { Length: > 0 })) throw new UsageException("--record, --check and --explain are three things to do: name one");
            if (isRecord != who is not null) throw new UsageException("--record says who had the texts compared: --record --by NAME");
            if ((isRecord || isCheck) && parsed.GetValue(agreement) is not null) throw new UsageException("what is recorded must be checkable by others: put the names into the register, and leave --agreement out");
            if (parsed.GetValue(most) < 0) throw new UsageException("--most is a number of lines, at least 0");
            var (names, decisions) = Names(parsed.GetValue(register), parsed.GetValue(agreement), error);
            var synonyms = parsed.GetValue(thesaurus) is { } file ? Synonyms(file) : null;
            var texts = directory is null ? null : JournalTexts.Read(directory);
            if (isCheck) return texts!.Check(names, decisions, parsed.GetValue(register), (index, some) => Resolved(index, some), output, error);
            var taken = texts?.Taken ?? TextFiles.Read(paths);
            if (taken.Texts.IsEmpty && taken.Problems.IsEmpty)
                throw new UsageException(directory is null ? $"no text is in {string.Join(", ", paths)}: of a folder its files are read, and those below, that end in {string.Join(", ", TextFiles.Extensions)}" : $"the journal {directory} holds no text: texts come in as reports in JSON lines, by 'truceline import'");
            var index = TextIndex.Of(taken.Texts, names, Environment.ProcessorCount);
            Tell([.. taken.Problems.Select(problem => problem.ToString())], error);
            Tell([.. index.Cut.Select(id => $"{id} is very long: only its beginning is compared")], error);
            var screen = Screen.On(output);
            if (parsed.GetValue(explain) is { Length: 2 } pair)
            {
                var (a, b) = (Resolved(index, pair[0], "--explain"), Resolved(index, pair[1], "--explain"));
                var explanation = index.Explain(a, b, synonyms);
                // What else they are linked with tells a digest: all are compared, where the two are linked at all.
                var origins = explanation.Link is { IsCopy: true } or { Kind: CopyKind.Unclear } ? TextOrigins.Of(index, Resolved(index, decisions), Environment.ProcessorCount, new Progress(error), texts?.Arrived) : null;
                if (parsed.GetValue(json)) output.WriteUtf8(OriginsJson.Write(a, b, explanation, origins));
                else OriginsText.Write(screen, a, b, explanation, origins, parsed.GetValue(most), synonyms is not null);
            }
            else
            {
                var origins = TextOrigins.Of(index, Resolved(index, decisions), Environment.ProcessorCount, new Progress(error), texts?.Arrived);
                if (parsed.GetValue(json)) output.WriteUtf8(OriginsJson.Write(taken.Texts, origins, Doubtful(index, origins)));
                else OriginsText.Write(screen, taken.Texts, origins, Doubtful(index, origins), parsed.GetValue(most));
                if (isRecord) texts!.Record(index, origins, parsed.GetValue(register), who!, parsed.GetValue(json) ? error : output);
                else if (texts is not null && !parsed.GetValue(json)) texts.Tell(index, origins, output);
            }
            return taken.Problems.Any(problem => problem.Severity == Severity.Error) ? ExitStatus.Rejected : ExitStatus.Done;
        });
        return command;
    }

    // Those that stand alone, and of which that proves nothing: a person's decision settles it.
    private static ImmutableArray<string> Doubtful(TextIndex index, TextOrigins origins)
    {
        var settled = origins.Decisions.SelectMany(decision => (string[])[decision.A, decision.B]).ToHashSet(StringComparer.Ordinal);
        var alone = origins.Origins.Where(origin => origin.Texts.Length == 1 && origin.CountsAs == origin.Number).Select(origin => origin.Texts[0]).ToHashSet(StringComparer.Ordinal);
        return [.. index.Doubtful.Where(id => alone.Contains(id) && !settled.Contains(id))];
    }

    private static Command WordNet()
    {
        var directory = new Argument<string>("DIR") { Description = "WordNet's data files, such as /usr/share/wordnet of Debian's package wordnet-base." };
        var file = new Option<string>("--output", "-o") { Description = "The file to write.", Required = true, HelpName = "FILE" };
        var command = new Command("wordnet", """
            Makes a thesaurus of WordNet, once: one file of less than a megabyte for --thesaurus. WordNet is not part of Truceline; its licence goes with the file.

            Example:
              truceline origins wordnet /usr/share/wordnet --output wordnet.txt
            """)
        { directory, file };
        command.SetAction(parsed =>
        {
            var (from, to) = (parsed.GetRequiredValue(directory), parsed.GetRequiredValue(file));
            string[] parts = ["noun", "verb", "adj", "adv"];
            foreach (var part in parts)
                if (!File.Exists(Path.Combine(from, $"data.{part}"))) throw new UsageException($"{from} holds no file data.{part} of WordNet (Debian's package wordnet-base has it)");
            if (File.Exists(to)) throw new UsageException($"{to} is there already: name a new file");
            var text = Thesaurus.Write(
                parts.SelectMany(part => File.ReadLines(Path.Combine(from, $"data.{part}"))),
                parts.Select(part => Path.Combine(from, $"{part}.exc")).Where(File.Exists).SelectMany(File.ReadLines));
            File.WriteAllText(to, text);
            parsed.InvocationConfiguration.Output.WriteLine(FormattableString.Invariant($"{text.Count(letter => letter == '\n') - 2:N0} lines of synonyms and forms in {to}"));
            return ExitStatus.Done;
        });
        return command;
    }

    private static (NameRegister Names, ImmutableArray<OriginDecision> Decisions) Names(string? register, string? agreement, TextWriter error)
    {
        var reading = register is null ? new([], [], []) : NameRegisterReader.Read(register);
        foreach (var problem in reading.Problems) error.WriteLine(Screen.Plain(problem.ToString()));
        if (!reading.Problems.IsEmpty) throw new UsageException($"{register} has errors");
        var actors = agreement is null ? [] : NameRegister.NamesOf(AgreementFile.Open(agreement, error));
        return (NameRegister.Of([.. reading.Names, .. actors]), reading.Decisions);
    }

    private static Thesaurus Synonyms(string file)
    {
        try
        {
            return Thesaurus.Parse(System.Text.Encoding.UTF8.GetString(KeptFiles.Bytes(file, MostBytesOfThesaurus)));
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"{file} is no thesaurus: {wrong.Message}; 'truceline origins wordnet' makes one");
        }
    }

    private static void Tell(string[] lines, TextWriter error)
    {
        foreach (var line in lines.Take(MostTold)) error.WriteLine(Screen.Plain(line));
        if (lines.Length > MostTold) error.WriteLine(FormattableString.Invariant($"and {lines.Length - MostTold:N0} more"));
    }

    private static ImmutableArray<OriginDecision> Resolved(TextIndex index, ImmutableArray<OriginDecision> decisions) =>
        [.. decisions.Select(decision => decision with { A = Resolved(index, decision.A, "the register"), B = Resolved(index, decision.B, "the register") })];

    /// <summary>A text by its id, or by how that ends where one alone ends so.</summary>
    private static string Resolved(TextIndex index, string name, string who)
    {
        var ids = index.Ids.Where(id => id == name).ToArray();
        if (ids.Length == 0) ids = [.. index.Ids.Where(id => id.EndsWith($"/{name}", StringComparison.Ordinal) || id.EndsWith($"#{name}", StringComparison.Ordinal))];
        return ids.Length == 1 ? ids[0] : throw new UsageException($"{who}: {(ids.Length == 0 ? "no text" : "more than one text")} is called '{name}'");
    }

    private sealed class Progress(TextWriter error) : IProgress<int>
    {
        private const int Step = 25_000;

        public void Report(int value)
        {
            if (value % Step == 0) error.WriteLine(FormattableString.Invariant($"{value:N0} comparisons made"));
        }
    }
}
