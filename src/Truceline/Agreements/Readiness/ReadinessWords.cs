using System.Collections.Immutable;

namespace Truceline.Agreements.Readiness;

/// <summary>Readiness in words.</summary>
internal static class ReadinessWords
{
    /// <summary>"confirmed", "pending, due by 18 Sep 2025 (assumed)".</summary>
    public static string OpenWords(this Pledge pledge) => pledge.Status.Written() + (pledge.Due is { } due ? $", due by {due.By.Words()}{(due.Assumed ? " (assumed)" : "")}" : "");

    /// <summary>"'troops' is confirmed and waits for 'backing'": one step of a chain.</summary>
    public static string Step(this ImmutableArray<Pledge> chain, int at) => $"'{chain[at].Id}' is {chain[at].OpenWords()}" + (at + 1 < chain.Length ? $" and waits for '{chain[at + 1].Id}'" : "");

    /// <summary>"confirmed", "confirmed, waits for backing (pending …)".</summary>
    public static string Words(this Contribution one) => one.Is switch
    {
        Preparedness.Ready => "confirmed",
        _ => one.Pledge.OpenWords() + string.Concat(one.Chain.Skip(1).Select(next => $", waits for {next.Id} ({next.OpenWords()})")),
    };
}
