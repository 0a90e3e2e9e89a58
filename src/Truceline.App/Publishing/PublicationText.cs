using System.Globalization;
using NodaTime.Text;
using Truceline.Journal;

namespace Truceline.App.Publishing;

/// <summary>What is said of a publication in a terminal.</summary>
internal static class PublicationText
{
    /// <summary>Its lines: whether it is new, where it is frozen, whether it is witnessed, and what changed against the former one.</summary>
    public static IEnumerable<string> Of(Edition edition)
    {
        var publication = edition.Published.Publication;
        yield return string.Create(CultureInfo.InvariantCulture, $"{(edition.IsNew ? "published" : "published before, and nothing has changed")}: entry {edition.Published.Number}, frozen at entry {publication.At.Size}{(publication.By is { } by ? $", by {by}" : "")}, {InstantPattern.General.Format(publication.Recorded)}");
        yield return string.Create(CultureInfo.InvariantCulture, $"checkpoint of {edition.Head.Size} entries; {edition.Witnessing}");
        if (edition.Verdict is { IsMet: false }) yield return "to have it witnessed: 'truceline journal cosign' with the same policy, then publish again, which adds nothing and writes the proofs anew";
        yield return $"key {edition.Key.Name}, fingerprint {ProofTrust.Fingerprint(edition.Key)}";
        if (!edition.IsNew || edition.Former is not { } former) yield break;
        yield return string.Create(CultureInfo.InvariantCulture, $"errata against the publication of entry {former.Number}: {(former.Bulletin is null ? "its content was erased, so nothing can be compared" : Count(edition.Errata.Length))}");
        foreach (var erratum in edition.Errata)
        {
            if (erratum.Former is { } was) yield return $"  - {was.Text}";
            if (erratum.Now is { } now) yield return $"  + {now.Text}{(erratum.Former?.Text == now.Text ? " (it rests on other entries)" : "")}";
        }
    }

    private static string Count(int errata) => errata switch
    {
        0 => "no sentence has changed",
        1 => "1 sentence came, went or changed",
        _ => string.Create(CultureInfo.InvariantCulture, $"{errata} sentences came, went or changed"),
    };
}
