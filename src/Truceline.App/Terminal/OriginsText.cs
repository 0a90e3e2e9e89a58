using System.Collections.Immutable;
using Spectre.Console;
using Truceline.Texts;

namespace Truceline.App.Terminal;

/// <summary>Origins of texts as a person reads them in a terminal.</summary>
internal static class OriginsText
{
    /// <summary>The origins, what links texts, and what several origins attest.</summary>
    public static void Write(IAnsiConsole screen, ImmutableArray<PublishedText> texts, TextOrigins origins, ImmutableArray<string> doubtful, int most)
    {
        var known = texts.ToDictionary(text => text.Id, StringComparer.Ordinal);
        screen.MarkupLine($"[bold]{Screen.Marked(Head(texts.Length, origins, doubtful.Length))}[/]");
        var joined = origins.Origins.Where(origin => origin.Texts.Length > 1 || origin.CountsAs != origin.Number).ToArray();
        foreach (var origin in joined.Take(most))
        {
            screen.WriteLine();
            screen.WriteLine(FormattableString.Invariant($"Origin {origin.Number}: {Texts(origin.Texts.Length)}{(origin.CountsAs != origin.Number ? FormattableString.Invariant($", counts with origin {origin.CountsAs} until somebody decides") : "")}"));
            foreach (var id in origin.Texts.Take(most)) screen.WriteLine(Screen.Plain($"  {id}{Said(known[id])}"));
            if (origin.Texts.Length > most) screen.WriteLine(FormattableString.Invariant($"  and {origin.Texts.Length - most:N0} more"));
        }
        More(screen, joined.Length, most, "origins of several texts");
        string[] alone = [.. origins.Origins.Where(origin => origin.Texts.Length == 1 && origin.CountsAs == origin.Number).Select(origin => origin.Texts[0])];
        Alone(screen, "Alone, each an origin", [.. alone.Except(doubtful, StringComparer.Ordinal)], known, most);
        Alone(screen, "Alone, which proves nothing: of fewer than 40 words, too long to be compared whole, or with letters that are not what they look like", [.. doubtful], known, most);
        if (!origins.Digests.IsEmpty) screen.WriteLine("\nDigests of texts that came before them: they join nothing, and count as none beside another text");
        foreach (var digest in origins.Digests.Take(most)) screen.WriteLine(Screen.Plain($"  {digest.Text}{Said(known[digest.Text])}: holds {Listed(digest.Holds)}"));
        More(screen, origins.Digests.Length, most, "digests");
        if (!origins.MayBeDigests.IsEmpty) screen.WriteLine("\nDigests, if they came after what they hold; which came first is not known, so they join it until the register parts them");
        foreach (var digest in origins.MayBeDigests.Take(most)) screen.WriteLine(Screen.Plain($"  {MayBe(digest)}"));
        More(screen, origins.MayBeDigests.Length, most, "texts that may be digests");
        if (!origins.Links.IsEmpty)
        {
            screen.WriteLine();
            screen.WriteLine("What links them");
        }
        foreach (var link in origins.Links.Take(most)) screen.WriteLine(Screen.Plain($"  {Word(link.Kind),-10}  {link.A} – {link.B}: {Scores(link)}"));
        More(screen, origins.Links.Length, most, "links");
        Attested(screen, origins, most);
        foreach (var decision in origins.Decisions)
            screen.WriteLine(Screen.Plain($"decided by {decision.By}: {decision.A} and {decision.B} are {(decision.OneOrigin ? "of one origin" : "independent")} ({decision.Why})"));
    }

    /// <summary>Why two texts hang together, or do not.</summary>
    public static void Write(IAnsiConsole screen, string a, string b, TextExplanation explanation, TextOrigins? origins, int most, bool hasThesaurus)
    {
        screen.MarkupLine($"[bold]{Screen.Marked($"{a} – {b}: {(explanation.Link is { } link ? Meaning(link.Kind) : "not alike enough to be a copy")}")}[/]");
        screen.WriteLine($"  {Scores(explanation.Link?.Kind ?? CopyKind.Unclear, explanation.Scores)}");
        if (explanation.PartOf is { } whole) screen.WriteLine(Screen.Plain($"  by names and numbers a copy; but one has a part of {whole} and the other is a closer copy of that: they may have that part alone in common"));
        foreach (var digest in (origins?.Digests ?? []).Where(digest => digest.Text == a || digest.Text == b))
            screen.WriteLine(Screen.Plain($"  {digest.Text} is a digest: it holds {Listed(digest.Holds)}, which came before it and share nothing without it. It is joined with none of them."));
        foreach (var digest in (origins?.MayBeDigests ?? []).Where(digest => digest.Text == a || digest.Text == b)) screen.WriteLine(Screen.Plain($"  {MayBe(digest)}"));
        if (!explanation.Sentences.IsEmpty) screen.WriteLine("\nSentences side by side");
        foreach (var sentence in explanation.Sentences.Take(most))
        {
            screen.WriteLine(Screen.Plain(FormattableString.Invariant($"  {sentence.Likeness:0.00}  {sentence.A}")));
            screen.WriteLine(Screen.Plain($"        {sentence.B}"));
        }
        More(screen, explanation.Sentences.Length, most, "sentences");
        if (!explanation.Substitutions.IsEmpty) screen.WriteLine("\nWords that stand for others");
        foreach (var one in explanation.Substitutions.Take(most))
            screen.WriteLine(Screen.Plain(FormattableString.Invariant($"  {one.A} → {one.B}{(one.Times > 1 ? FormattableString.Invariant($", {one.Times} times") : "")}{(one.Synonyms == true ? " (synonyms)" : "")}")));
        More(screen, explanation.Substitutions.Length, most, "replaced words");
        if (!hasThesaurus && !explanation.Substitutions.IsEmpty) screen.WriteLine("  no thesaurus: which of them are synonyms is not known (--thesaurus)");
        if (!explanation.AlteredQuotations.IsEmpty) screen.WriteLine("\nQuotations that differ: at most one of each two is verbatim");
        foreach (var quotation in explanation.AlteredQuotations.Take(most)) screen.WriteLine(Screen.Plain($"  “{quotation.A}” – “{quotation.B}”"));
        More(screen, explanation.AlteredQuotations.Length, most, "quotations");
    }

    /// <summary>The word of a kind, on screen and in JSON.</summary>
    public static string Word(CopyKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>"1 digest", "2 digests".</summary>
    public static string Digests(int count) => FormattableString.Invariant($"{count:N0} {(count == 1 ? "digest" : "digests")}");

    private static string MayBe(MayBeDigest digest) =>
        $"{digest.Text} holds {Listed(digest.Holds)}, which share nothing without it: if it came after them it is a digest, and the register parts it with 'one-origin: false' for it and {Listed(digest.ApartFrom)}";

    private static string Listed(ImmutableArray<string> ids) => ids.Length == 1 ? ids[0] : $"{string.Join(", ", ids[..^1])} and {ids[^1]}";

    private static void Alone(IAnsiConsole screen, string head, string[] ids, Dictionary<string, PublishedText> known, int most)
    {
        if (ids.Length == 0) return;
        screen.WriteLine();
        screen.WriteLine(head);
        foreach (var id in ids.Take(most)) screen.WriteLine(Screen.Plain($"  {id}{Said(known[id])}"));
        More(screen, ids.Length, most, "texts");
    }

    private static string Head(int texts, TextOrigins origins, int doubtful)
    {
        var independent = origins.Independent - doubtful;
        var unclear = origins.Origins.Length - origins.Independent;
        return FormattableString.Invariant($"{Texts(texts)} · {origins.Origins.Length:N0} {(origins.Origins.Length == 1 ? "origin" : "origins")}, of which {independent:N0} {(independent == 1 ? "counts" : "count")} as independent")
            + (unclear > 0 ? FormattableString.Invariant($" · {unclear:N0} unclear") : "") + (doubtful > 0 ? FormattableString.Invariant($" · of {doubtful:N0} nothing can be told") : "") + (origins.Digests.IsEmpty ? "" : $" · {Digests(origins.Digests.Length)}");
    }

    private static void Attested(IAnsiConsole screen, TextOrigins origins, int most)
    {
        if (origins.Attestations.IsEmpty) return;
        screen.WriteLine();
        screen.WriteLine("Quoted word for word: how many origins attest that it was said. That corroborates nothing of what was said.");
        foreach (var one in origins.Attestations.Take(most))
            screen.WriteLine(Screen.Plain(FormattableString.Invariant($"  {one.Origins} {(one.Origins == 1 ? "origin" : "origins")}, {Texts(one.Texts.Length)}: “{one.Quotation}”")));
        More(screen, origins.Attestations.Length, most, "quotations");
    }

    private static string Texts(int count) => FormattableString.Invariant($"{count:N0} {(count == 1 ? "text" : "texts")}");

    private static void More(IAnsiConsole screen, int count, int most, string what)
    {
        if (count > most) screen.WriteLine(FormattableString.Invariant($"  {count - most:N0} more {what}: --most {count} lists them"));
    }

    private static string Said(PublishedText text)
    {
        var said = string.Join(", ", new[] { text.Outlet, text.Published }.OfType<string>().Where(word => word.Length > 0));
        return said.Length > 0 ? $" ({said}, as it says)" : "";
    }

    private static string Scores(TextLink link) => Scores(link.Kind, link.Scores);

    private static string Scores(CopyKind kind, TextScores scores) => kind == CopyKind.Exact ? "the same words"
        : FormattableString.Invariant($"wording {scores.Wording:0.00} · facts in order {scores.Facts:0.00}, backwards {scores.FactsByChance:0.00}, apart {scores.FactsApart:0.00}, in sentences {scores.FactsTogether:0.00} · numbers {scores.Numbers:0.00}")
        + (scores.Replaced > 0 ? FormattableString.Invariant($" · {100 * scores.Replaced:0} % of words replaced") : "")
        + (scores.NumbersDiffering > 0 ? FormattableString.Invariant($" · {scores.NumbersDiffering} of {scores.NumbersAgreeing + scores.NumbersDiffering} numbers differ") : "");

    private static string Meaning(CopyKind kind) => kind switch
    {
        CopyKind.Exact => "exact: the same words",
        CopyKind.Edited => "edited: the same wording with light changes",
        CopyKind.Spun => "spun: the same sentences with words replaced",
        CopyKind.Rewritten => "rewritten: the same facts in the same order in other words",
        CopyKind.Translated => "translated: the same facts in the same order in another language",
        CopyKind.Partial => "partial: a part of the one stands in the other",
        CopyKind.Template => "template: one form about other facts, no copy",
        _ => "unclear: not counted as independent until somebody decides",
    };
}
