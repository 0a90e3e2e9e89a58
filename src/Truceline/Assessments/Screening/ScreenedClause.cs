namespace Truceline.Assessments.Screening;

/// <summary>A rule as screening needs it: where, when, and which kinds of thing, author and act it is about.</summary>
/// <param name="Zone">The zone, by its number in the index; −1: everywhere.</param>
/// <param name="From">The first instant, in the unit of the events.</param>
/// <param name="Until">The first instant after it.</param>
/// <param name="Classes">The classes, a bit each.</param>
/// <param name="Actors">The actors, a bit each.</param>
/// <param name="Acts">The acts, a bit each.</param>
public readonly record struct ScreenedClause(int Zone, long From, long Until, ulong Classes, ulong Actors, ulong Acts);
