using Truceline.Agreements;

namespace Truceline.Assessments;

/// <summary>What holding something against a clause gave. Honest answers are results too.</summary>
public enum Outcome
{
    /// <summary>The clause did not apply at the time.</summary>
    NotInForce,

    /// <summary>The clause applied, but not to this actor: it accepted nothing.</summary>
    NotBound,

    /// <summary>The time for it has not come.</summary>
    Pending,

    /// <summary>It was kept, and that was seen.</summary>
    Kept,

    /// <summary>Nothing against it is known, and too little could be seen to say more.</summary>
    KeptButUnseen,

    /// <summary>It was breached; the <see cref="Standing"/> says how well that is known.</summary>
    Breached,

    /// <summary>An exception of the clause applies.</summary>
    Excused,

    /// <summary>What is known does not decide it. The trace names what is missing.</summary>
    CannotRule,
}

/// <summary>How well a breach is known.</summary>
public enum Standing
{
    /// <summary>Somebody says so: the author is not certain, or one outside origin, or only a party's word.</summary>
    Alleged,

    /// <summary>Certain, from two or more independent origins not all of one side, or admitted by the actor itself.</summary>
    Corroborated,

    /// <summary>Certain, and seen directly by a monitor or its sensor.</summary>
    Verified,

    /// <summary>A monitor's own observation excludes it.</summary>
    Refuted,
}

/// <summary>What is known of who did it.</summary>
public enum AttributionStatus
{
    /// <summary>To one actor, certainly.</summary>
    Attributed,

    /// <summary>To one actor, certainly, while somebody names another.</summary>
    LargelyAttributed,

    /// <summary>To several actors bound by the clause, certainly.</summary>
    BothSides,

    /// <summary>To an actor that the clause does not bind.</summary>
    NonSignatory,

    /// <summary>To nobody: the observations do not say who.</summary>
    NotAttributable,

    /// <summary>By claim only: nobody has established it.</summary>
    NotExamined,
}

/// <summary>The written forms of outcomes, standings and attributions: one list, on screen and in files.</summary>
public static class Outcomes
{
    /// <summary>"breached, alleged"; "cannot rule".</summary>
    public static string Words(Outcome outcome, Standing? standing) => standing is { } known ? $"{outcome.Word()}, {known.Word()}" : outcome.Word();

    /// <summary>"kept but unseen".</summary>
    public static string Word(this Outcome outcome) => outcome.Written().Replace('-', ' ');

    /// <summary>"corroborated".</summary>
    public static string Word(this Standing standing) => standing.Written();

    /// <summary>"not attributable".</summary>
    public static string Word(this AttributionStatus status) =>
        status == AttributionStatus.NonSignatory ? "non-signatory" : status.Written().Replace('-', ' ');
}
