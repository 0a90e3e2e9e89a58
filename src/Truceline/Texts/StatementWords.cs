namespace Truceline.Texts;

/// <summary>With what authority somebody spoke.</summary>
public enum StatementAuthority
{
    /// <summary>For itself: a head of state, a minister, the body as such, on the record.</summary>
    OnRecord,

    /// <summary>Through a named or official spokesperson.</summary>
    Spokesperson,

    /// <summary>An unnamed source of the party.</summary>
    Anonymous,

    /// <summary>Somebody else says what the party's position is.</summary>
    Reported,
}

/// <summary>What is done by saying something.</summary>
public enum StatementAct
{
#pragma warning disable CS1591
    Pledge, Offer, Demand, Condition, Refusal, Acceptance, Threat, Assurance, Claim, Evaluation, Intention, NonDisclosure,
#pragma warning restore CS1591
}

/// <summary>How close the recorded words are to what was said.</summary>
public enum StatementFidelity
{
#pragma warning disable CS1591
    Verbatim, Paraphrase, Translated, Altered,
#pragma warning restore CS1591
}
