using System.Collections.Immutable;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>That a sighting has what it says from an origin.</summary>
/// <param name="Origin">The origin, by the name under which it counts.</param>
/// <param name="Source">Who handed it in, likewise.</param>
/// <param name="By">The sighting.</param>
internal readonly record struct Told(string Origin, string Source, Sighting By)
{
    /// <summary>Whether it was read out of a text.</summary>
    public bool IsRead => By.Observation.Text is not null;

    /// <summary>The origin under which the text counts; null: nobody compared it, or it was read out of none.</summary>
    public long? Text => By.Report.Text?.Origin;
}

/// <summary>
/// How many of those who tell of a happening are independent: none of one origin twice, and none out of texts of one origin twice. A text that nobody compared may be a
/// copy of any other, so it stands beside no other text. Whoever comes in addition can make the number greater and never less.
/// </summary>
internal static class IndependentOrigins
{
    // In place of the origin of a text, where all of them count as one.
    private const long AnyText = 0;

    /// <summary>The independent origins, as many as there can be, in ordinal order; of several choices the first in that order.</summary>
    public static ImmutableArray<string> Of(IReadOnlyCollection<Told> told)
    {
        var known = Most(told.Where(one => !one.IsRead || one.Text is not null), one => one.Text);
        if (!told.Any(one => one.IsRead && one.Text is null)) return known;
        var asOne = Most(told, _ => AnyText);
        return asOne.Length > known.Length ? asOne : known;
    }

    /// <summary>What is said of the texts out of which some sightings were read; nothing where there are none.</summary>
    public static string Texts(IEnumerable<Sighting> sightings)
    {
        var read = sightings.Where(one => one.Observation.Text is not null).Select(one => one.Report).ToList();
        if (read.Count == 0) return "";
        var (compared, digests, unknown) = (read.Where(one => one.Text?.Origin is not null).ToList(), read.Count(one => one.Text is { IsDigest: true }), read.Count(one => one.IsOfUnknownText));
        var origins = compared.Select(one => one.Text!.Origin).Distinct().Count();
        string?[] parts =
        [
            compared.Count == 0 ? null : FormattableString.Invariant($"{Reports(compared.Count)} read out of texts of {(origins == 1 ? "one origin" : FormattableString.Invariant($"{origins} origins"))}"),
            digests == 0 ? null : FormattableString.Invariant($"{Reports(digests)} out of digests, which count as none beside another text"),
            compared.Count + digests + unknown == read.Count ? null : FormattableString.Invariant($"{Reports(read.Count - compared.Count - digests - unknown)} out of texts that were not compared with the others"),
            unknown == 0 ? null : FormattableString.Invariant($"{Reports(unknown)} out of texts that the journal does not have"),
        ];
        return $"; {string.Join(", ", parts.OfType<string>())}";

        static string Reports(int number) => FormattableString.Invariant($"{number} {(number == 1 ? "report" : "reports")}");
    }

    /// <summary>How many independent reporters attest that it is said: each text that was compared is one, and each source of what was read out of none.</summary>
    public static int Reporters(IReadOnlyCollection<Told> told) => told.Where(one => one.Text is not null || !one.IsRead)
        .Select(one => one.Text is { } text ? FormattableString.Invariant($"\0{text}") : one.Source).Distinct(StringComparer.Ordinal).Count();

    /// <summary>A greatest matching of origins with texts; who was read out of no text needs none.</summary>
    private static ImmutableArray<string> Most(IEnumerable<Told> told, Func<Told, long?> text)
    {
        var texts = new SortedDictionary<string, SortedSet<long>?>(StringComparer.Ordinal);
        foreach (var one in told)
            if (!one.IsRead) texts[one.Origin] = null;
            else if (!texts.TryGetValue(one.Origin, out var known)) texts[one.Origin] = [text(one)!.Value];
            else known?.Add(text(one)!.Value);
        var (holders, held) = (new Dictionary<long, string>(), new Dictionary<string, long>(StringComparer.Ordinal));
        return [.. texts.Where(one => one.Value is null || Finds(one.Key)).Select(one => one.Key)];

        // Looks for a text that is free, or that its holder can give up for another.
        bool Finds(string origin)
        {
            var (asked, next) = (new Dictionary<long, string>(), new Queue<string>([origin]));
            while (next.TryDequeue(out var who))
                foreach (var wanted in texts[who]!)
                {
                    if (!asked.TryAdd(wanted, who)) continue;
                    if (holders.TryGetValue(wanted, out var holder)) next.Enqueue(holder);
                    else
                    {
                        Take(wanted);
                        return true;
                    }
                }
            return false;

            void Take(long free)
            {
                for (var isLast = false; !isLast;)
                {
                    var taker = asked[free];
                    isLast = !held.TryGetValue(taker, out var given);
                    (holders[free], held[taker]) = (taker, free);
                    free = given;
                }
            }
        }
    }
}
