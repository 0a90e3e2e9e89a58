namespace Truceline.Texts;

/// <summary>What stands between quotation marks, of any kind that news texts use; an opened one ends with its paragraph at the latest.</summary>
internal static class Quotations
{
    public static List<QuotationSpan> Find(string body, List<RawWord> words)
    {
        var found = new List<QuotationSpan>();
        var (word, open, closers) = (0, -1, "");
        var limit = words.Count == 0 ? 0 : Math.Min(body.Length, words[^1].End + 4);
        for (var i = 0; i < limit; i++)
        {
            var letter = body[i];
            if (open < 0)
            {
                if (Closers(body, i) is not { } expected) continue;
                (open, closers) = (i + 1, expected);
            }
            else if (letter == '\n' || closers.Contains(letter, StringComparison.Ordinal) && !(letter == '’' && i + 1 < body.Length && char.IsLetter(body[i + 1])))
            {
                Add(open, i);
                open = -1;
            }
        }
        if (open >= 0) Add(open, limit);
        return found;

        void Add(int from, int to)
        {
            while (word < words.Count && words[word].Start < from) word++;
            var end = word;
            while (end < words.Count && words[end].End <= to) end++;
            if (end > word) found.Add(new(word, end, from, to));
            word = end;
        }
    }

    private static string? Closers(string body, int at) => body[at] switch
    {
        '“' or '‟' => "”\"",
        '„' => "“”\"",
        '«' => "»",
        '»' when at == 0 || char.IsWhiteSpace(body[at - 1]) => "«",
        '"' => "\"”",
        '‘' when at == 0 || !char.IsLetterOrDigit(body[at - 1]) => "’",
        '「' => "」",
        _ => null,
    };
}
