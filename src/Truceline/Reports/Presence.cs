using NodaTime;
using Truceline.Agreements;

namespace Truceline.Reports;

/// <summary>
/// That a unit was somewhere: its own position as it gives it, or a detection. Only a consenting contingent's and a monitor's
/// own positions are taken. For a clause it is the act of being stationed there.
/// </summary>
/// <param name="Who">Whose unit it is, in the source's words.</param>
/// <param name="Unit">Which one, in the source's words ("contingent 7"); null when it does not say.</param>
/// <param name="Occurred">From when to when.</param>
/// <param name="Where">Where.</param>
/// <param name="What">Of what class, in the source's words; null when it does not say.</param>
/// <param name="Count">How many persons or items; null when it does not say.</param>
/// <param name="Basis">On what it rests that it was them.</param>
/// <param name="Means">How it came to be known.</param>
/// <param name="Observer">Who observed it; null: the source itself.</param>
/// <param name="Note">What else the source says.</param>
public sealed record Presence(
    string Who, string? Unit, Interval Occurred, Place Where, string? What, CountBounds? Count, AttributionBasis Basis, Means Means, string? Observer, string? Note) : Content
{
    /// <inheritdoc/>
    public override Interval? When => Occurred;

    /// <summary>The same as an observation, which is what is held against clauses: the act of being stationed there.</summary>
    public Observation Observed() => new()
    {
        Occurred = Occurred,
        Where = Where,
        Count = Count,
        Act = Act.Station,
        What = What,
        By = [new Attribution(Who, Basis)],
        Means = Means,
        Observer = Observer,
        Note = Note,
    };

    /// <summary>
    /// Whether two name units and name different ones; the case of letters and space around the words do not matter. A unit
    /// is one of its owner: the first company of one is not the first company of another.
    /// </summary>
    public bool IsOtherUnit(Presence other) => Unit is not null && other.Unit is not null && !(Same(Unit, other.Unit) && Same(Who, other.Who));

    private static bool Same(string a, string b) => a.Trim().Equals(b.Trim(), StringComparison.OrdinalIgnoreCase);
}
