namespace Truceline.Incidents;

/// <summary>The least box around some places in space.</summary>
internal struct Box
{
    private double leastX, leastY, leastZ, mostX, mostY, mostZ;

    /// <summary>The box around nothing.</summary>
    public static Box None { get; } = new()
    {
        leastX = double.PositiveInfinity, leastY = double.PositiveInfinity, leastZ = double.PositiveInfinity,
        mostX = double.NegativeInfinity, mostY = double.NegativeInfinity, mostZ = double.NegativeInfinity,
    };

    /// <summary>Its longest side: never more than the greatest distance between two of the places.</summary>
    public readonly double Widest => Math.Max(mostX - leastX, Math.Max(mostY - leastY, mostZ - leastZ));

    /// <summary>The square of its diagonal: no two of the places are further apart.</summary>
    public readonly double DiagonalSquared => (mostX - leastX) * (mostX - leastX) + (mostY - leastY) * (mostY - leastY) + (mostZ - leastZ) * (mostZ - leastZ);

    /// <summary>Takes in a place.</summary>
    public void Add(in Spot spot)
    {
        (leastX, leastY, leastZ) = (Math.Min(leastX, spot.X), Math.Min(leastY, spot.Y), Math.Min(leastZ, spot.Z));
        (mostX, mostY, mostZ) = (Math.Max(mostX, spot.X), Math.Max(mostY, spot.Y), Math.Max(mostZ, spot.Z));
    }

    /// <summary>The box around two boxes.</summary>
    public readonly Box With(in Box other) => new()
    {
        leastX = Math.Min(leastX, other.leastX), leastY = Math.Min(leastY, other.leastY), leastZ = Math.Min(leastZ, other.leastZ),
        mostX = Math.Max(mostX, other.mostX), mostY = Math.Max(mostY, other.mostY), mostZ = Math.Max(mostZ, other.mostZ),
    };

    /// <summary>The square of the least distance from a place.</summary>
    public readonly double Squared(in Spot spot) => Squared(
        Math.Max(0, Math.Max(leastX - spot.X, spot.X - mostX)), Math.Max(0, Math.Max(leastY - spot.Y, spot.Y - mostY)), Math.Max(0, Math.Max(leastZ - spot.Z, spot.Z - mostZ)));

    /// <summary>The square of the least distance from another.</summary>
    public readonly double Squared(in Box other) => Squared(
        Math.Max(0, Math.Max(leastX - other.mostX, other.leastX - mostX)), Math.Max(0, Math.Max(leastY - other.mostY, other.leastY - mostY)), Math.Max(0, Math.Max(leastZ - other.mostZ, other.leastZ - mostZ)));

    /// <summary>The square of the greatest distance from a place to a corner.</summary>
    public readonly double FarthestSquared(in Spot spot) => Squared(
        Math.Max(spot.X - leastX, mostX - spot.X), Math.Max(spot.Y - leastY, mostY - spot.Y), Math.Max(spot.Z - leastZ, mostZ - spot.Z));

    private static double Squared(double x, double y, double z) => x * x + y * y + z * z;
}
