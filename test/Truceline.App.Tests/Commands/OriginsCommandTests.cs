using System.Text.Json;
using NodaTime;
using Truceline.App.Commands;
using Truceline.App.Tests.Journals;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.App.Tests.Commands;

/// <summary><c>truceline origins</c>: what it prints, what it refuses, and that the same texts give the same bytes.</summary>
public sealed class OriginsCommandTests : IDisposable
{
    private const string Wire = "Inspectors of the Lakeland Mission counted 17 shells near Orsk on Tuesday, the lowest figure since January.\nColonel Dana Verrick said \"we saw every gun leave the ridge\" and thanked the river guards of Port Elan for their 30 boats.\n";
    private const string Spun = "Examiners of the Lakeland Mission tallied 17 projectiles near Orsk on Tuesday, the smallest number since January.\nColonel Dana Verrick stated \"we observed every cannon depart the ridge\" and praised the river sentries of Port Elan for their 30 vessels.\n";
    private const string Other = "Bread was short in Brannock for the third day. Marta Quill waited four hours and went home with nothing, and the mayor would not say when the mill opens. Her sister wrote from Fenwick that flour came twice a week there, on a cart with one wheel.\n";

    private readonly TemporaryFolder folder = new();

    public OriginsCommandTests()
    {
        foreach (var (name, text) in new[] { ("wire.txt", Wire), ("spun.txt", Spun), ("other.txt", Other), ("copy.txt", Wire) }) File.WriteAllText(folder[name], text);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Four_texts_are_two_origins()
    {
        var (status, output) = Run("origins", folder.Path);
        Assert.Equal(ExitStatus.Done, status);
        Assert.StartsWith("4 texts · 2 origins, of which 2 count as independent", output, StringComparison.Ordinal);
        Assert.Contains("exact", output, StringComparison.Ordinal);
        Assert.Contains("spun", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_texts_in_another_order_give_the_same_bytes()
    {
        string[] names = ["wire.txt", "spun.txt", "other.txt", "copy.txt"];
        var one = Run(["origins", .. names.Select(name => folder[name]), "--json"]).Output;
        Assert.Equal(one, Run(["origins", .. names.Reverse().Select(name => folder[name]), "--json"]).Output);
        var json = JsonDocument.Parse(one).RootElement;
        Assert.Equal(2, json.GetProperty("independent").GetInt32());
        Assert.Equal(["exact", "spun"], json.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("kind").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_explanation_shows_what_was_replaced_and_that_a_thesaurus_is_missing()
    {
        var (status, output) = Run("origins", folder.Path, "--explain", "wire.txt", "spun.txt");
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains("spun: the same sentences with words replaced", Flat(output), StringComparison.Ordinal);
        Assert.Contains("no thesaurus: which of them are synonyms is not known", Flat(output), StringComparison.Ordinal);
        Assert.Contains("“we saw every gun leave the ridge” – “we observed every cannon depart the ridge”", Flat(output), StringComparison.Ordinal);
    }

    [Fact]
    public void A_thesaurus_of_WordNets_files_explains_synonyms()
    {
        Directory.CreateDirectory(folder["wordnet"]);
        foreach (var part in new[] { "noun", "verb", "adj", "adv" }) File.WriteAllText(Path.Combine(folder["wordnet"], $"data.{part}"), "  1 This software and database is being provided\n");
        File.AppendAllText(Path.Combine(folder["wordnet"], "data.verb"), "00001740 29 v 03 see 0 take_in 0 observe 0 001 @ 00002325 v 0000 | to see\n00002222 29 v 02 gun_down 0 shoot 1 000 | x\n");
        File.WriteAllText(Path.Combine(folder["wordnet"], "verb.exc"), "saw see\n");
        Assert.Equal(ExitStatus.Done, Run("origins", "wordnet", folder["wordnet"], "--output", folder["synonyms.dat"]).Status);
        Assert.Equal("truceline-thesaurus 1\n# Made of WordNet 3.0, (c) 2006 by Princeton University; its licence goes with it.\nobserve see\n~ saw see\n", File.ReadAllText(folder["synonyms.dat"]));
        Assert.Contains("saw → observed (synonyms)", Run("origins", folder.Path, "--explain", "wire.txt", "spun.txt", "--thesaurus", folder["synonyms.dat"]).Output, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.WrongUse, Run("origins", "wordnet", folder["wordnet"], "--output", folder["synonyms.dat"]).Status);
    }

    [Fact]
    public void A_decision_of_the_register_parts_two_texts_and_is_shown()
    {
        File.WriteAllText(folder["names.yaml"], "decided:\n  - { texts: [wire.txt, spun.txt], one-origin: false, by: desk, why: seen both reporters }\n");
        var output = Run("origins", folder.Path, "--register", folder["names.yaml"]).Output;
        Assert.StartsWith("4 texts · 3 origins, of which 3 count as independent", output, StringComparison.Ordinal);
        Assert.Contains("(seen both reporters)", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Actors_of_an_agreement_are_known_as_sources_call_them()
    {
        File.WriteAllText(folder["deal.truce.yaml"], """
            truce: 1
            id: deal
            title: A made-up deal
            source: { status: draft }
            clock: { zone: UTC, day: calendar }
            actors:
              T: { kind: party, name: Torvany, known-as: [תורואני] }
              E: { kind: party, name: Elanmark, known-as: [אלנמרק] }
              C: { kind: party, name: Caldera, known-as: [קלדרה] }
              M: { kind: monitor, name: Lakewatch, known-as: [לייקווטש] }
            events: { halt: { declared-by: [T, E] } }
            clauses: [ { id: go, must: { who: T, do: deploy } } ]

            """);
        File.WriteAllText(folder["english.txt"], "Yesterday Torvany freed 412 men, and Elanmark gave back 95 lorries. It was Caldera that asked for it; now Lakewatch counts 630 guns.");
        File.WriteAllText(folder["hebrew.txt"], "אתמול תורואני שחררה 412 איש, וגם אלנמרק החזירה 95 משאיות. הייתה זו קלדרה שביקשה; כעת לייקווטש סופרת 630 תותחים.");
        string[] two = ["origins", folder["english.txt"], folder["hebrew.txt"]];
        Assert.StartsWith("2 texts · 2 origins", Run(two).Output, StringComparison.Ordinal);
        Assert.StartsWith("2 texts · 1 origin,", Run([.. two, "--agreement", folder["deal.truce.yaml"]]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_register_of_names_alone_is_one()
    {
        File.WriteAllText(folder["names.yaml"], "actors: { Torvany: [תורואני], Elanmark: [אלנמרק], Caldera: [קלדרה], Lakewatch: [לייקווטש] }\n");
        File.WriteAllText(folder["english.txt"], "Yesterday Torvany freed 412 men, and Elanmark gave back 95 lorries. It was Caldera that asked for it; now Lakewatch counts 630 guns.");
        File.WriteAllText(folder["hebrew.txt"], "אתמול תורואני שחררה 412 איש, וגם אלנמרק החזירה 95 משאיות. הייתה זו קלדרה שביקשה; כעת לייקווטש סופרת 630 תותחים.");
        Assert.StartsWith("2 texts · 1 origin,", Run("origins", folder["english.txt"], folder["hebrew.txt"], "--register", folder["names.yaml"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_left_out_is_named_and_the_others_are_compared()
    {
        File.WriteAllText(folder["feed.xml"], "<rss><channel><item>");
        var (status, output) = Run("origins", folder.Path);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("TR030", output, StringComparison.Ordinal);
        Assert.Contains("4 texts", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_texts_cannot_steer_the_terminal()
    {
        File.WriteAllText(folder["wire.txt"], Wire.Replace("Orsk", "\u001b[31mOr\u202Esk", StringComparison.Ordinal));
        var output = Run("origins", folder.Path, "--explain", "wire.txt", "spun.txt").Output;
        Assert.DoesNotContain('\u001b', output);
        Assert.DoesNotContain('\u202E', output);
    }

    [Theory]
    [InlineData("name texts: files, or folders with them", "origins")]
    [InlineData("there is no file or folder nowhere", "origins", "nowhere")]
    [InlineData("no text is called 'x'", "origins", ".", "--explain", "x", "wire.txt")]
    [InlineData("more than one text is called 'wire.txt'", "origins", ".", "--explain", "wire.txt", "spun.txt", "+")]
    [InlineData("holds no file data.noun of WordNet", "origins", "wordnet", ".", "--output", "x")]
    [InlineData("is no thesaurus", "origins", ".", "--thesaurus", "wire.txt")]
    [InlineData("has errors", "origins", ".", "--register", "wire.txt")]
    [InlineData("--most is a number", "origins", ".", "--most", "-1")]
    [InlineData("name texts: files, or folders with them, or a journal", "origins", ".", "--journal", ".")]
    [InlineData("name it with --journal", "origins", ".", "--record", "--by", "desk")]
    [InlineData("--record --by NAME", "origins", "--journal", ".", "--record")]
    [InlineData("--record --by NAME", "origins", ".", "--by", "desk")]
    [InlineData("name one", "origins", "--journal", ".", "--record", "--by", "desk", "--check")]
    [InlineData("leave --agreement out", "origins", "--journal", ".", "--check", "--agreement", "x")]
    public void Wrong_use_is_one_sentence(string says, params string[] args)
    {
        if (args[^1] == "+") File.Copy(folder["wire.txt"], Path.Combine(Directory.CreateDirectory(folder["below"]).FullName, "wire.txt"));
        var (status, output) = Run([.. args.Where(arg => arg != "+").Select(arg => arg == "." ? folder.Path : arg == "wire.txt" && args.Contains("--explain") is false ? folder[arg] : arg)]);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_recorded_of_a_journals_texts_can_be_compared_again()
    {
        var journal = folder["mission"];
        Import(journal, ("wire", Wire), ("spun", Spun), ("other", Other));
        Assert.Contains("Nothing of this is recorded", Run("origins", "--journal", journal).Output, StringComparison.Ordinal);
        Assert.Contains("no entry of this journal compares texts", Run("origins", "--journal", journal, "--check").Output, StringComparison.Ordinal);
        Assert.Contains("entry 4 says so: 3 texts, 2 origins that count as independent", Run("origins", "--journal", journal, "--record", "--by", "desk").Output, StringComparison.Ordinal);
        Assert.Contains("Entry 4 compared all of these texts", Run("origins", "--journal", journal).Output, StringComparison.Ordinal);
        Assert.Contains("entry 4, by desk, says so already", Run("origins", "--journal", journal, "--record", "--by", "another").Output, StringComparison.Ordinal);
        Import(journal, ("late", Other));
        Assert.Contains("1 text came or changed since entry 4 compared them", Run("origins", "--journal", journal).Output, StringComparison.Ordinal);
        var (status, output) = Run("origins", "--journal", journal, "--check");
        Assert.Equal((ExitStatus.Done, "entry 4, by desk: 3 texts, 2 origins; compared again: the same\n"), (status, output));
    }

    [Fact]
    public void A_comparison_that_somebody_made_up_is_found_out()
    {
        var journal = folder["mission"];
        Import(journal, ("wire", Wire), ("spun", Spun), ("other", Other));
        using (var store = JournalFolder.OpenOrCreate(journal)) store.Append([new ComparedTexts([[1], [2], [3]], TextOrigins.Rules, null, "an interested party", Instant.FromUtc(2031, 5, 4, 8, 30)).Encode()]);
        var (status, output) = Run("origins", "--journal", journal, "--check");
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("entry 4, by an interested party: 3 texts, 3 origins; compared again: not the same", output, StringComparison.Ordinal);
        Assert.Contains("found to be one origin, and not recorded: entries 1 and 2", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_decided_in_a_register_is_checked_with_that_register_alone()
    {
        var journal = folder["mission"];
        Import(journal, ("wire", Wire), ("spun", Spun));
        File.WriteAllText(folder["names.yaml"], "decided:\n  - { texts: [wire, spun], one-origin: false, by: desk, why: seen both reporters }\n");
        Assert.Contains("2 origins that count", Run("origins", "--journal", journal, "--register", folder["names.yaml"], "--record", "--by", "desk").Output, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.WrongUse, Run("origins", "--journal", journal, "--check").Status);
        Assert.Contains("compared again: the same", Run("origins", "--journal", journal, "--check", "--register", folder["names.yaml"]).Output, StringComparison.Ordinal);
        File.AppendAllText(folder["names.yaml"], "actors: { Torvany: [Torwanien] }\n");
        Assert.Contains("with a register whose SHA-256 is", Run("origins", "--journal", journal, "--check", "--register", folder["names.yaml"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_digest_of_a_journals_texts_joins_none_of_them_and_is_recorded_and_checked_as_one()
    {
        var journal = folder["mission"];
        Import(journal, ("wire", Wire), ("other", Other));
        Assert.Contains("entry 3 says so: 2 texts, 2 origins", Run("origins", "--journal", journal, "--record", "--by", "desk").Output, StringComparison.Ordinal);
        Import(journal, ("daily", Wire + Other));
        Assert.Contains("1 text came or changed since entry 3 compared them", Run("origins", "--journal", journal).Output, StringComparison.Ordinal);
        var output = Run("origins", "--journal", journal, "--record", "--by", "desk").Output;
        Assert.StartsWith("3 texts · 2 origins, of which 2 count as independent · 1 digest\n", output, StringComparison.Ordinal);
        Assert.Contains("  Desk/daily (Example Wire, 2024-03-10T16:00:00Z, as it says): holds Desk/wire and Desk/other\n", output, StringComparison.Ordinal);
        Assert.Contains("entry 5 says so: 3 texts, 2 origins that count as independent, 1 digest\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("left out", output, StringComparison.Ordinal);
        Assert.Contains("Entry 5 compared all of these texts", Run("origins", "--journal", journal).Output, StringComparison.Ordinal);
        Assert.Contains("entry 5, by desk, says so already", Run("origins", "--journal", journal, "--record", "--by", "another").Output, StringComparison.Ordinal);
        Assert.Equal((ExitStatus.Done, "entry 5, by desk: 3 texts, 2 origins, 1 digest; compared again: the same\n"), Run("origins", "--journal", journal, "--check"));
        var json = JsonDocument.Parse(Run("origins", "--journal", journal, "--json").Output).RootElement;
        Assert.Equal("""[{"text":"Desk/daily","holds":["Desk/wire","Desk/other"]}]""", JsonSerializer.Serialize(json.GetProperty("digests")));
        Assert.Equal(0, json.GetProperty("may-be-digests").GetArrayLength());
        Assert.Contains("Desk/daily is a digest: it holds Desk/wire and Desk/other, which came before it and share nothing without it.", Flat(Run("origins", "--journal", journal, "--explain", "daily", "wire").Output), StringComparison.Ordinal);
        Assert.Contains("\"holds\": [", Run("origins", "--journal", journal, "--explain", "daily", "wire", "--json").Output, StringComparison.Ordinal);
        // The same origins with another digest are another comparison.
        using (var store = JournalFolder.OpenOrCreate(journal)) store.Append([new ComparedTexts([[1], [2]], TextOrigins.Rules, null, "another", Instant.FromUtc(2031, 5, 4, 8, 30)) { Digests = [new(4, [1])] }.Encode()]);
        Assert.Contains("entry 7 says so", Run("origins", "--journal", journal, "--record", "--by", "desk").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_digest_that_somebody_made_up_is_found_out()
    {
        var journal = folder["mission"];
        Import(journal, ("wire", Wire), ("other", Other), ("daily", Wire + Other));
        using (var store = JournalFolder.OpenOrCreate(journal)) store.Append([new ComparedTexts([[1]], TextOrigins.Rules, null, "an interested party", Instant.FromUtc(2031, 5, 4, 8, 30)) { Digests = [new(2, [1]), new(3, [1])] }.Encode()]);
        var (status, output) = Run("origins", "--journal", journal, "--check");
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("3 texts, 1 origin, 2 digests; compared again: not the same", output, StringComparison.Ordinal);
        Assert.Contains("recorded as a digest, and not found: entry 2, of entry 1\n", output, StringComparison.Ordinal);
        Assert.Contains("found to be a digest, and not recorded: entry 3, of entries 1 and 2\n", output, StringComparison.Ordinal);
        Assert.Contains("found to be one origin, and not recorded: entry 2\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_files_nobody_knows_which_came_first_so_a_digest_joins_them_until_the_register_parts_it()
    {
        File.WriteAllText(folder["daily.txt"], Wire + Other);
        string[] three = ["origins", folder["daily.txt"], folder["wire.txt"], folder["other.txt"]];
        var output = Run(three).Output;
        Assert.StartsWith("3 texts · 1 origin, of which 1 counts as independent\n", output, StringComparison.Ordinal);
        const string said = "daily.txt holds wire.txt and other.txt, which share nothing without it: if it came after them it is a digest, and the register parts it with 'one-origin: false' for it and other.txt";
        Assert.Contains(said, Names(output), StringComparison.Ordinal);
        Assert.Contains(said, Names(Run([.. three, "--explain", "daily.txt", "other.txt"]).Output), StringComparison.Ordinal);
        Assert.Contains("\"apart-from\": [", Run([.. three, "--json"]).Output, StringComparison.Ordinal);
        File.WriteAllText(folder["names.yaml"], "decided:\n  - { texts: [daily.txt, other.txt], one-origin: false, by: desk, why: it came a day later }\n");
        output = Run([.. three, "--register", folder["names.yaml"]]).Output;
        Assert.StartsWith("3 texts · 2 origins, of which 2 count as independent\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("share nothing without it", output, StringComparison.Ordinal);

        string Names(string words) => Flat(words.Replace(folder.Path + "/", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_of_which_it_proves_nothing_that_no_copy_was_found_is_left_out()
    {
        var journal = folder["mission"];
        var disguised = string.Concat(Wire.Select(letter => letter switch { 'a' => 'а', 'e' => 'е', 'o' => 'о', 'c' => 'с', _ => letter }));
        Import(journal, ("wire", Wire), ("short", "At noon two shells hit near the mill of Orsk."), ("disguised", disguised), ("turned", "\u202E" + string.Concat(Wire.Reverse())),
            ("long", string.Concat(Enumerable.Range(0, 420).Select(i => $"Nothing was said of day {i} in {i % 7} villages. ")) + Wire), ("other", Other));
        var output = Run("origins", "--journal", journal, "--record", "--by", "desk").Output;
        Assert.Contains("of which 2 count as independent · of 4 nothing can be told", output, StringComparison.Ordinal);
        Assert.Contains("Alone, which proves nothing", output, StringComparison.Ordinal);
        Assert.Contains("\"independent\": 2", Run("origins", "--journal", journal, "--json").Output, StringComparison.Ordinal);
        Assert.Contains("entry 7 says so: 2 texts, 2 origins that count as independent", output, StringComparison.Ordinal);
        Assert.Contains("4 texts are left out, and what was read in them adds no origin", output, StringComparison.Ordinal);
        Assert.Contains("compared again: the same", Run("origins", "--journal", journal, "--check").Output, StringComparison.Ordinal);
        File.WriteAllText(folder["names.yaml"], "decided:\n  - { texts: [short, wire], one-origin: false, by: desk, why: the writer stood there }\n");
        Assert.Contains("3 texts, 3 origins that count", Run("origins", "--journal", journal, "--register", folder["names.yaml"], "--record", "--by", "desk").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_made_for_formulas_are_those_that_they_look_like()
    {
        File.WriteAllText(folder["bold.txt"], string.Concat(Wire.Select(letter => char.IsAsciiLetterLower(letter) ? char.ConvertFromUtf32(0x1D41A + letter - 'a') : $"{letter}")));
        Assert.StartsWith("2 texts · 1 origin,", Run("origins", folder["wire.txt"], folder["bold.txt"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_more_texts_than_are_compared_those_that_reports_were_read_in_go_first_and_the_others_add_no_origin()
    {
        var journal = folder["mission"];
        Import(journal, ("flood-1", Other), ("flood-2", Other + "Again."), ("wire", Wire), ("spun", Spun));
        File.WriteAllLines(folder["read.jsonl"], ((string[])["wire", "spun"]).Select(text => $$$"""{"own-id": "read-{{{text}}}", "exercise": true, "observation": {"occurred": "2021-05-04T08:00:00Z", "where": {"unknown": true}, "means": "open-source", "text": "Desk/{{{text}}}"}}"""));
        Assert.Equal(ExitStatus.Done, Run("import", "--journal", journal, "--format", "jsonl", "--source", "Desk", folder["read.jsonl"]).Status);
        var texts = JournalTexts.Read(journal, most: 2);
        Assert.Equal(["Desk/wire", "Desk/spun"], texts.Taken.Texts.Select(text => text.Id));
        var index = TextIndex.Of(texts.Taken.Texts, NameRegister.Empty, 1);
        using var output = new StringWriter();
        texts.Record(index, TextOrigins.Of(index, [], 1), null, "desk", output);
        Assert.Equal(
            "entry 7 says so: 2 texts, 1 origin that counts as independent\n2 texts are not compared: 2 are at most, those that reports were read in first, then those that came first. What was read in the others adds no origin.\n",
            output.ToString());
        using var again = new StringWriter();
        Assert.Equal(ExitStatus.Done, JournalTexts.Read(journal, most: 2).Check(NameRegister.Empty, [], null, (_, some) => some, again, again));
        Assert.EndsWith("compared again: the same\n", again.ToString(), StringComparison.Ordinal);
        using var told = new StringWriter();
        JournalTexts.Read(journal, most: 2).Tell(index, TextOrigins.Of(index, [], 1), told);
        Assert.Contains("2 texts are not compared: 2 are at most", told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_or_a_journal_without_texts_says_what_was_looked_for()
    {
        Directory.CreateDirectory(folder["none"]);
        File.WriteAllText(Path.Combine(folder["none"], "photo.jpg"), "x");
        var (status, output) = Run("origins", folder["none"]);
        Assert.Equal((ExitStatus.WrongUse, $"truceline: no text is in {folder["none"]}: of a folder its files are read, and those below, that end in .txt, .md, .html, .htm, .xhtml, .xml, .rss, .atom, .jsonl\n"), (status, output));
        JournalFolder.OpenOrCreate(folder["mission"]).Dispose();
        Assert.Contains($"the journal {folder["mission"]} holds no text: texts come in as reports in JSON lines", Run("origins", "--journal", folder["mission"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_texts_whose_names_read_alike_are_told_apart_by_their_entries()
    {
        var journal = folder["mission"];
        Import(journal, "a", ("b/c", Wire));
        Import(journal, "a/b", ("c", Other));
        Assert.Contains("entry 3 says so: 2 texts, 2 origins", Run("origins", "--journal", journal, "--record", "--by", "desk").Output, StringComparison.Ordinal);
    }

    private void Import(string journal, params (string Own, string Body)[] texts) => Import(journal, "Desk", texts);

    private void Import(string journal, string source, params (string Own, string Body)[] texts)
    {
        File.WriteAllLines(folder["texts.jsonl"], texts.Select(text => JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["own-id"] = text.Own, ["exercise"] = true, ["text"] = new { published = "2024-03-10T18:00:00+02:00", title = "Made up", outlet = "Example Wire", body = text.Body },
        })));
        Assert.Equal(ExitStatus.Done, Run("import", folder["texts.jsonl"], "--format", "jsonl", "--journal", journal, "--source", source).Status);
    }

    // Lines are broken where the path of the test's folder happens to end.
    private static string Flat(string output) => string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static (int Status, string Output) Run(params string[] args)
    {
        using var output = new StringWriter();
        var status = Cli.Run(args, output, output);
        return (status, output.ToString().ReplaceLineEndings("\n"));
    }
}
