namespace Truceline.Geography;

/// <summary>
/// The three truth values of every test in Truceline (Kleene's strong logic). The order is the order of truth: a
/// conjunction is the least of its parts, a disjunction the greatest.
/// </summary>
public enum Certainty
{
    /// <summary>It is excluded by what is known.</summary>
    No = 0,

    /// <summary>What is known neither shows nor excludes it.</summary>
    Possible = 1,

    /// <summary>It is shown by what is known.</summary>
    Certain = 2,
}

/// <summary>Kleene's connectives over <see cref="Certainty"/>.</summary>
public static class CertaintyLogic
{
    /// <summary>The conjunction: the lesser of the two.</summary>
    public static Certainty And(this Certainty a, Certainty b) => a < b ? a : b;

    /// <summary>The disjunction: the greater of the two.</summary>
    public static Certainty Or(this Certainty a, Certainty b) => a > b ? a : b;

    /// <summary>The negation: <see cref="Certainty.Possible"/> stays possible.</summary>
    public static Certainty Not(this Certainty a) => (Certainty)(2 - (int)a);
}
