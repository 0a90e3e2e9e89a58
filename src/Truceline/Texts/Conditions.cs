namespace Truceline.Texts;

/// <summary>Finds the condition under which something is said.</summary>
internal static class Conditions
{
    private static readonly string[][] Always = [.. SpeechWords.Conditions.Select(one => one.Split(' '))];
    private static readonly string[][] OfDeeds = [.. SpeechWords.Conditions.Concat(SpeechWords.ConditionsOfDeeds).Select(one => one.Split(' '))];

    /// <summary>The condition in some words, verbatim to the end of its clause; null: there is none.</summary>
    public static string? In(string body, List<RawWord> words, int from, int end, StatementAct act)
    {
        var deeds = act is StatementAct.Pledge or StatementAct.Offer or StatementAct.Condition or StatementAct.Refusal or StatementAct.Threat or StatementAct.Acceptance;
        for (var i = from; i < end; i++)
            foreach (var marker in deeds ? OfDeeds : Always)
            {
                if (marker is ["within"] && !(i + 2 < end && words[i + 2].Folded is "week" or "weeks" or "day" or "days" && i + 3 < end && words[i + 3].Folded == "of")) continue;
                var matched = 0;
                while (matched < marker.Length && i + matched < end && words[i + matched].Folded == marker[matched]) matched++;
                if (matched < marker.Length || (i > from && marker[0] == "if" && words[i - 1].Folded is "ask" or "asked" or "as" or "even")) continue;
                var to = i + matched;
                while (to < end && !body.AsSpan(words[to - 1].End, words[to].Start - words[to - 1].End).ContainsAny(Marks.OfClause)) to++;
                if (to - i >= 2 && to > i + matched) return body[words[i].Start..words[to - 1].End];
            }
        return null;
    }
}
