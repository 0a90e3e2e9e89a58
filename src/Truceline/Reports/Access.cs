using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;

namespace Truceline.Reports;

/// <summary>How far monitors could go where they meant to go.</summary>
/// <param name="Status">How it went.</param>
/// <param name="Occurred">From when to when.</param>
/// <param name="Where">Where.</param>
/// <param name="By">Who denied, delayed or threatened; empty when it does not say.</param>
/// <param name="Means">How it came to be known.</param>
/// <param name="Observer">Who was let through or not, in the source's words; null: the source itself.</param>
/// <param name="Note">The reason given, and what else the source says.</param>
public sealed record Access(
    AccessStatus Status, Interval Occurred, Place Where, ImmutableArray<Attribution> By, Means Means, string? Observer, string? Note) : Content
{
    /// <inheritdoc/>
    public override Interval? When => Occurred;
}

/// <summary>How access went.</summary>
public enum AccessStatus
{
#pragma warning disable CS1591
    Free, Delayed, Conditional, Denied, Threatened, MineRisk, Jammed, NotAttempted,
#pragma warning restore CS1591
}
