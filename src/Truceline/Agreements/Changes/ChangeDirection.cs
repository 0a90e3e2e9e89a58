namespace Truceline.Agreements.Changes;

/// <summary>Which way a part of a clause was changed, for those whom the clause binds. It says nothing of who gains.</summary>
public enum ChangeDirection
{
    /// <summary>More is demanded of them, or less is permitted.</summary>
    Tightened,

    /// <summary>Less is demanded, or more is permitted.</summary>
    Loosened,

    /// <summary>It is another demand, and neither more nor less.</summary>
    Changed,

    /// <summary>What is demanded stays; how it is seen, verified, followed up or written was changed.</summary>
    Beside,
}

/// <summary>What became of a clause.</summary>
public enum ClauseFate
{
    /// <summary>Only the new agreement has it.</summary>
    Added,

    /// <summary>Only the old one has it.</summary>
    Dropped,

    /// <summary>Every part of its rule that was changed was tightened.</summary>
    Tightened,

    /// <summary>Every part of its rule that was changed was loosened.</summary>
    Loosened,

    /// <summary>Some parts of its rule were tightened and some loosened.</summary>
    BothWays,

    /// <summary>Its rule is another one, and not as a whole tighter or looser.</summary>
    Changed,

    /// <summary>Its rule stays; what stands beside it was changed.</summary>
    Beside,
}

/// <summary>How much of something there is after a change, beside what there was.</summary>
internal enum Extent
{
    Same,

    /// <summary>All that there was, and more. Of times: later.</summary>
    More,

    /// <summary>A part of what there was. Of times: earlier.</summary>
    Less,

    /// <summary>Something else, or what cannot be told.</summary>
    Other,
}

/// <summary>How extents are combined.</summary>
internal static class Extents
{
    /// <summary>What follows from whether the new one holds all of the old one, and the other way round.</summary>
    public static Extent Of(bool newHoldsOld, bool oldHoldsNew) =>
        newHoldsOld ? oldHoldsNew ? Extent.Same : Extent.More : oldHoldsNew ? Extent.Less : Extent.Other;

    /// <summary>The extent seen from the other side.</summary>
    public static Extent Reversed(this Extent extent) => extent switch { Extent.More => Extent.Less, Extent.Less => Extent.More, _ => extent };

    /// <summary>The direction, where more means the one given.</summary>
    public static ChangeDirection Direction(this Extent extent, ChangeDirection more) => (extent, more) switch
    {
        (_, ChangeDirection.Beside) or (Extent.Same, _) => ChangeDirection.Beside,
        (Extent.Other, _) or (_, ChangeDirection.Changed) => ChangeDirection.Changed,
        (Extent.More, _) => more,
        _ => more == ChangeDirection.Tightened ? ChangeDirection.Loosened : ChangeDirection.Tightened,
    };
}
