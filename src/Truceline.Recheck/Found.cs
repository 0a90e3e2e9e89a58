using System.Text.Json.Serialization;
using NodaTime;
using Truceline.Assessments;
using Truceline.Geography;
using static Truceline.Assessments.Outcome;
using static Truceline.Assessments.Standing;

namespace Truceline.Recheck;

/// <summary>A step of a trace without its sentences, which are not re-verified; what is empty is null.</summary>
internal sealed record Step(
    string Predicate, string Value, IEnumerable<long>? Entries = null, IEnumerable<Step>? Because = null,
    [property: JsonPropertyName("margin-m")] double? Margin = null, IEnumerable<string>? Assumptions = null)
{
    public IEnumerable<long>? Entries { get; } = Some(Entries);

    public IEnumerable<Step>? Because { get; } = Some(Because);

    public IEnumerable<string>? Assumptions { get; init; } = Some(Assumptions);

    [JsonIgnore]
    public Certainty Certainty => Value switch
    {
        "no" or "missing" or "does not apply" or "not excused" => Certainty.No,
        "possible" or "open" or "may apply" or "perhaps excused" => Certainty.Possible,
        _ => Certainty.Certain,
    };

    /// <summary>This step and all below it.</summary>
    public IEnumerable<Step> All() => (Because ?? []).SelectMany(one => one.All()).Prepend(this);

    public IEnumerable<long> AllEntries() => All().SelectMany(one => one.Entries ?? []).Distinct().Order();

    public static IEnumerable<T>? Some<T>(IEnumerable<T>? all) => all?.ToArray() is { Length: > 0 } some ? some : null;
}

/// <summary>An answer with its steps.</summary>
internal sealed record Verdict(Outcome Outcome, Standing? Standing = null, params IEnumerable<Step> Steps)
{
    public AttributionStatus? Attribution { get; init; }
}

/// <summary>A finding, made again.</summary>
internal sealed record Found(FindingId Id, FindingKey Key, Interval? Time, Verdict Verdict, double? Margin, Step Trace)
{
    public Outcome Outcome => Verdict.Outcome;

    public Standing? Standing => Verdict.Standing;

    public bool IsBreach => Outcome == Breached && Standing != Refuted;

    /// <summary>Whether it speaks against a clause having been kept.</summary>
    public bool Speaks => IsBreach || Outcome == CannotRule;
}
