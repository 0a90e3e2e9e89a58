using NodaTime;
using Truceline.Agreements;

namespace Truceline.Reports;

/// <summary>That somebody announced beforehand what it was going to do, as an agreement may require.</summary>
/// <param name="By">Who, in the source's words.</param>
/// <param name="To">Whom it told, in the source's words; null when it does not say.</param>
/// <param name="Given">When it was given.</param>
/// <param name="Act">What is going to be done; null when it does not say.</param>
/// <param name="What">With what class, in the source's words; null when it does not say.</param>
/// <param name="Window">From when to when it is going to be done; null when it does not say.</param>
/// <param name="Where">Where; null when it does not say.</param>
/// <param name="Agreement">Under which agreement, by id; null when it does not say.</param>
/// <param name="Clause">Under which clause, by id; null when it does not say.</param>
/// <param name="Note">What else the source says.</param>
public sealed record Notification(
    string By, string? To, Instant Given, Act? Act, string? What, Interval? Window, Place? Where, string? Agreement, string? Clause, string? Note) : Content
{
    /// <inheritdoc/>
    public override Interval? When => new Interval(Given, Given);
}
