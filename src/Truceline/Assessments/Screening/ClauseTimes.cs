using System.Runtime.CompilerServices;

namespace Truceline.Assessments.Screening;

/// <summary>A condition that a clause sets to the time of an event.</summary>
internal enum TimeBoundKind
{
    /// <summary>At the instant or later.</summary>
    From,

    /// <summary>Before the instant.</summary>
    Until,

    /// <summary>Nobody can say whether it holds.</summary>
    Open,

    /// <summary>It does not hold.</summary>
    Never,

    /// <summary>It does not hold from the instant on, and nobody can say whether it does before.</summary>
    OpenUntil,
}

/// <summary>A condition and its instant.</summary>
internal readonly record struct TimeBound(TimeBoundKind Kind, long At);

/// <summary>
/// When clauses apply. Between two instants at which anything changes nothing does: a mask each for what the first and the last instant
/// of an event say, of what is possible and of what is certain.
/// </summary>
internal sealed class ClauseTimes
{
    private readonly long[] instants;
    private readonly ulong[] startPossible, startCertain, endPossible, endCertain;
    private readonly int words;

    private ClauseTimes(int words, long[] instants)
    {
        (this.words, this.instants) = (words, instants);
        startPossible = new ulong[(instants.Length + 1) * words];
        (startCertain, endPossible, endCertain) = (new ulong[startPossible.Length], new ulong[startPossible.Length], new ulong[startPossible.Length]);
        foreach (var masks in (ulong[][])[startPossible, startCertain, endPossible, endCertain]) Array.Fill(masks, ulong.MaxValue);
    }

    /// <summary>The slot of an instant: how many instants lie at it or before. The one before is tried first.</summary>
    public int Slot(long at, int before)
    {
        if ((before == 0 || instants[before - 1] <= at) && (before == instants.Length || at < instants[before])) return before;
        int low = 0, high = instants.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (instants[middle] <= at) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>What the first instant of an event says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ScreenAnswer Start(int slot) => new(ref startPossible[slot * words], ref startCertain[slot * words]);

    /// <summary>What the last instant says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ScreenAnswer End(int slot) => new(ref endPossible[slot * words], ref endCertain[slot * words]);

    private void Add(int clause, in TimeBound bound)
    {
        for (var slot = 0; slot <= instants.Length; slot++)
        {
            // Whether the instants of this slot lie at the bound or later.
            var reached = slot > 0 && instants[slot - 1] >= bound.At;
            var (word, bit) = (slot * words + (clause >> 6), 1UL << clause);
            switch (bound.Kind)
            {
                case TimeBoundKind.From when !reached:
                    startCertain[word] &= ~bit;
                    endPossible[word] &= ~bit;
                    break;
                case TimeBoundKind.Until when reached:
                    endCertain[word] &= ~bit;
                    startPossible[word] &= ~bit;
                    break;
                case TimeBoundKind.Open:
                    startCertain[word] &= ~bit;
                    break;
                case TimeBoundKind.Never:
                    startCertain[word] &= ~bit;
                    startPossible[word] &= ~bit;
                    break;
                case TimeBoundKind.OpenUntil:
                    startCertain[word] &= ~bit;
                    if (reached) startPossible[word] &= ~bit;
                    break;
            }
        }
    }

    internal sealed class Builder(int words)
    {
        private readonly List<(int Clause, TimeBound Bound)> bounds = [];

        public void Add(int clause, params ReadOnlySpan<TimeBound> conditions)
        {
            foreach (var condition in conditions) bounds.Add((clause, condition));
        }

        public ClauseTimes Build()
        {
            var times = new ClauseTimes(words, [.. bounds.Where(bound => bound.Bound.Kind is not (TimeBoundKind.Open or TimeBoundKind.Never)).Select(bound => bound.Bound.At).Distinct().Order()]);
            foreach (var (clause, bound) in bounds) times.Add(clause, bound);
            return times;
        }
    }
}
