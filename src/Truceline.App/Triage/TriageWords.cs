using System.Collections.Immutable;
using System.Text;

namespace Truceline.App.Triage;

/// <summary>The different words of a column, numbered as they come; most cells repeat one.</summary>
/// <param name="isOne">Whether a word may stand in the column.</param>
internal sealed class TriageWords(Func<string, bool> isOne)
{
    /// <summary>More different words than this are no classes, actors or acts, but free text.</summary>
    private const int Most = 10_000;

    private readonly List<byte[]> words = [];
    private int[] slots = new int[64];

    /// <summary>The number of a word; −1 when it may not stand here, or there are too many.</summary>
    public int Number(ReadOnlySpan<byte> word)
    {
        var slot = Slot(word);
        if (slots[slot] > 0) return slots[slot] - 1;
        if (words.Count == Most || !isOne(Encoding.UTF8.GetString(word))) return -1;
        words.Add(word.ToArray());
        slots[slot] = words.Count;
        if (words.Count * 2 > slots.Length) Grow();
        return words.Count - 1;
    }

    /// <summary>The words, by number.</summary>
    public ImmutableArray<string> All => [.. words.Select(Encoding.UTF8.GetString)];

    private int Slot(ReadOnlySpan<byte> word)
    {
        var hash = 2166136261u;
        foreach (var one in word) hash = (hash ^ one) * 16777619;
        var slot = (int)(hash ^ hash >> 15) & (slots.Length - 1);
        while (slots[slot] > 0 && !word.SequenceEqual(words[slots[slot] - 1])) slot = (slot + 1) & (slots.Length - 1);
        return slot;
    }

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        for (var i = 0; i < words.Count; i++) slots[Slot(words[i])] = i + 1;
    }
}
