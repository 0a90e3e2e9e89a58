using System.Globalization;

namespace Truceline.Geography;

/// <summary>
/// A length in metres, measured along the WGS84 ellipsoid. A margin is a signed length: positive inside, negative
/// outside.
/// </summary>
public readonly record struct Metres(double Value) : IComparable<Metres>
{
    /// <summary>No length at all.</summary>
    public static Metres Zero => default;

    /// <summary>The length rounded to whole millimetres, half away from zero: the form that is compared and printed.</summary>
    public Metres Rounded() => new(Math.Round(Value * 1000.0, MidpointRounding.AwayFromZero) / 1000.0);

    /// <inheritdoc/>
    public int CompareTo(Metres other) => Value.CompareTo(other.Value);

    /// <summary>The sum of two lengths.</summary>
    public static Metres operator +(Metres a, Metres b) => new(a.Value + b.Value);

    /// <summary>The difference of two lengths.</summary>
    public static Metres operator -(Metres a, Metres b) => new(a.Value - b.Value);

    /// <summary>The same length to the other side.</summary>
    public static Metres operator -(Metres a) => new(-a.Value);

    /// <summary>Whether the first length is the lesser.</summary>
    public static bool operator <(Metres a, Metres b) => a.Value < b.Value;

    /// <summary>Whether the first length is the greater.</summary>
    public static bool operator >(Metres a, Metres b) => a.Value > b.Value;

    /// <summary>Whether the first length is at most the second.</summary>
    public static bool operator <=(Metres a, Metres b) => a.Value <= b.Value;

    /// <summary>Whether the first length is at least the second.</summary>
    public static bool operator >=(Metres a, Metres b) => a.Value >= b.Value;

    /// <summary>For people: metres below one kilometre, else kilometres with one decimal ("640 m", "21.4 km").</summary>
    public override string ToString()
    {
        var metres = Rounded().Value;
        return Math.Abs(metres) < 999.5
            ? metres.ToString("0", CultureInfo.InvariantCulture) + " m"
            : (metres / 1000.0).ToString("0.0", CultureInfo.InvariantCulture) + " km";
    }
}
