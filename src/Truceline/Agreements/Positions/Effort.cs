namespace Truceline.Agreements.Positions;

/// <summary>
/// How much work a search may still do, in steps and not in time, so that the same file gives the same answer everywhere. A step
/// is about one arrow of a graph looked at. When it is used up, the search stops, keeps what it found, and says so.
/// </summary>
internal sealed class Effort(long steps)
{
    // Some seconds; so much can one answer cost where there would be none else.
    private const long Overdraft = 60_000_000;

    private long left = steps;

    /// <summary>Whether nothing is left.</summary>
    public bool IsSpent => left <= 0;

    /// <summary>Whether so much was taken beyond it that even a single answer has to wait.</summary>
    public bool IsOverdrawn => left <= -Overdraft;

    /// <summary>Takes some steps away; false when nothing is left.</summary>
    public bool Spend(long some)
    {
        left -= some;
        return left > 0;
    }
}
