using Truceline.Reports;

namespace Truceline.App.Wording;

/// <summary>The letters of reliability in words.</summary>
internal static class ReliabilityWords
{
    /// <summary>"usually reliable".</summary>
    public static string Words(this Reliability letter) => letter switch
    {
        Reliability.A => "completely reliable",
        Reliability.B => "usually reliable",
        Reliability.C => "fairly reliable",
        Reliability.D => "not usually reliable",
        Reliability.E => "unreliable",
        Reliability.F => "cannot be judged",
        _ => throw new InvalidOperationException("INVARIANT: every letter has its words"),
    };
}
