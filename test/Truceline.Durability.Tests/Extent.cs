namespace Truceline.Durability.Tests;

/// <summary>How much is tried. What CI has time for, or with TRUCELINE_DURABILITY=full what a release is tried with.</summary>
internal static class Extent
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("TRUCELINE_DURABILITY") == "full";

    public static int Of(int inCi, int full) => IsFull ? full : inCi;
}
