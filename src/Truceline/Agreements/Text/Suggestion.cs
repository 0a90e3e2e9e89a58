namespace Truceline.Agreements.Text;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Suggestion
{
    private const int LongestWord = 64;

    /// <summary>The nearest of the names within a third of the word's length, or null; of equally near ones the first in ordinal order.</summary>
    public static string? Nearest(string word, IEnumerable<string> names)
    {
        if (word.Length is 0 or > LongestWord) return null;
        var most = Math.Clamp(word.Length / 3, 1, 3);
        string? nearest = null;
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (name.Length > LongestWord || Math.Abs(name.Length - word.Length) > most) continue;
            var distance = string.Equals(name, word, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(word, name);
            if (distance > most || (nearest is not null && distance == most)) continue;
            nearest = name;
            if (distance == 0) break;
            most = distance;
        }
        return nearest;
    }

    /// <summary>Insertions, deletions, replacements and exchanges of neighbours that turn one word into the other.</summary>
    public static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        var next = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            next[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = a[i - 1] == b[j - 1] ? 0 : 1;
                next[j] = Math.Min(Math.Min(next[j - 1], row[j]) + 1, row[j - 1] + same);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) next[j] = Math.Min(next[j], before[j - 2] + 1);
            }
            (before, row, next) = (row, next, before);
        }
        return row[b.Length];
    }
}
