using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>Sound arrives late.</summary>
internal static class Sound
{
    /// <summary>Metres a second, in air of about 15 °C.</summary>
    public const double Speed = 340;

    /// <summary>
    /// When what is observed may have happened, for fusion. What was heard in a sector from a known place was heard so much later as sound takes
    /// from there: the earliest instant is earlier by the way from the far end, the latest one by the way from the near end. Of
    /// anything else what the report says.
    /// </summary>
    public static Interval Happened(Observation observation)
    {
        return observation is { Means: Means.Heard, Where.Region: Region.Sector from }
            ? new(observation.Occurred.Start - Delay(from.Far), observation.Occurred.End - Delay(from.Near))
            : observation.Occurred;
    }

    /// <summary>How long sound takes for a way.</summary>
    public static Duration Delay(Metres way) => Duration.FromTicks(Math.Round(way.Value / Speed * NodaConstants.TicksPerSecond));
}
