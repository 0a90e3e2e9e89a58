using System.Collections.Immutable;

namespace Truceline.Incidents;

/// <summary>What a step of <see cref="FusionFold"/> changed. An incident that is in neither list is the very object that it was.</summary>
/// <param name="Removed">The incidents that are no more, or no longer as they were, in the order of their ids.</param>
/// <param name="Added">Those that are new, or stand in the place of a removed one under the same id, in the order of their ids.</param>
public sealed record FusionChange(ImmutableArray<Incident> Removed, ImmutableArray<Incident> Added)
{
    /// <summary>Nothing changed.</summary>
    public static FusionChange None { get; } = new([], []);
}
