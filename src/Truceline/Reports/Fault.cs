using Truceline.Agreements.Text;

namespace Truceline.Reports;

/// <summary>What is wrong with a report that came in, before its place in a file is known.</summary>
/// <param name="What">What is wrong, with the member concerned, without a full stop.</param>
/// <param name="Remedy">What to do about it, without a full stop.</param>
internal sealed record Fault(string What, string Remedy)
{
    /// <summary>A fault of a word that is not known: the remedy is the nearest known one, if any is near.</summary>
    public static Fault Unknown(string what, string word, IEnumerable<string> known, string otherwise) =>
        new(what, Suggestion.Nearest(word, known) is { } nearest ? $"did you mean '{nearest}'?" : otherwise);
}
