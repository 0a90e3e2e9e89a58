using Truceline.Assessments;
using Truceline.Geography;

namespace Truceline.Recheck;

/// <summary>Steps of a trace without their sentences, which are not re-verified.</summary>
internal static class Steps
{
    public static Step Of(string predicate, string value, params IEnumerable<Step> because) => new() { Predicate = predicate, Value = value, Says = "", Because = [.. because] };

    public static Certainty Read(this Step step) => step.Value switch { "no" => Certainty.No, "possible" => Certainty.Possible, _ => Certainty.Certain };

    /// <summary>A conjunction is the least of its parts.</summary>
    public static Certainty Least(IEnumerable<Step> parts) => Words.Least(parts.Select(Read));
}
