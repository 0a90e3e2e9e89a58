using System.Runtime.CompilerServices;

namespace Truceline.Assessments.Screening;

/// <summary>For each class, author and act, by number: the clauses for which it is possible, and those for which it is certain.</summary>
internal sealed class ClauseKinds(int words)
{
    public const int Most = 64;

    public KindMasks Classes { get; } = new(words);

    public KindMasks Actors { get; } = new(words);

    public KindMasks Acts { get; } = new(words);

    public void Add(int clause, in ScreenedClause row)
    {
        for (var kind = 0; kind < Most; kind++)
        {
            if ((row.Classes >> kind & 1) != 0) Classes.Set(kind, clause, isCertain: true);
            if ((row.Actors >> kind & 1) != 0) Actors.Set(kind, clause, isCertain: true);
            if ((row.Acts >> kind & 1) != 0) Acts.Set(kind, clause, isCertain: true);
        }
    }
}

/// <summary>For each kind, by number, the clauses for which it is possible, and those for which it is certain.</summary>
internal sealed class KindMasks(int words)
{
    private ulong[] possible = new ulong[ClauseKinds.Most * words];
    private ulong[] certain = new ulong[ClauseKinds.Most * words];

    /// <summary>Makes room for a kind.</summary>
    public void Reserve(int kind)
    {
        if (possible.Length >= (kind + 1) * words) return;
        Array.Resize(ref possible, Math.Max((kind + 1) * words, 2 * possible.Length));
        Array.Resize(ref certain, possible.Length);
    }

    public void Set(int kind, int clause, bool isCertain)
    {
        var (word, bit) = (kind * words + (clause >> 6), 1UL << clause);
        possible[word] |= bit;
        if (isCertain) certain[word] |= bit;
    }

    /// <summary>What a kind says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ScreenAnswer Of(int kind) => new(ref possible[kind * words], ref certain[kind * words]);
}
