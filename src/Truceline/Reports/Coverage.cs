using NodaTime;
using Truceline.Agreements;

namespace Truceline.Reports;

/// <summary>What could have been seen: a patrol under way or a sensor that was up, from when to when, over what ground.</summary>
/// <param name="Kind">Patrol or sensor.</param>
/// <param name="Observer">The patrol or sensor, in the source's words.</param>
/// <param name="Occurred">From when to when.</param>
/// <param name="Where">The ground that it could observe.</param>
/// <param name="Means">By what means.</param>
/// <param name="Note">What else the source says.</param>
public sealed record Coverage(CoverageKind Kind, string Observer, Interval Occurred, Place Where, Means Means, string? Note) : Content
{
    /// <inheritdoc/>
    public override Interval? When => Occurred;
}

/// <summary>Who or what could have seen.</summary>
public enum CoverageKind
{
#pragma warning disable CS1591
    Patrol, Sensor,
#pragma warning restore CS1591
}
