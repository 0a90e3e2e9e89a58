using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Truceline.Agreements.Checks;

/// <summary>
/// TL042: wording that can be read in several ways where no reading says so. A closed list of four ways in which texts were in
/// fact read differently: "within 14 days" beside a time to begin, so that it can be counted from the event or from the begun act, a distance that the text does not give, an
/// undertaking that says neither when it begins nor from when it binds, an article that its parties accepted in different versions.
/// </summary>
internal static partial class Ambiguous
{
    public static IEnumerable<Problem> Find(Agreement agreement) => [.. Anchors(agreement), .. Distances(agreement), .. Beginnings(agreement), .. Versions(agreement)];

    private static IEnumerable<Problem> Anchors(Agreement agreement)
    {
        var read = agreement.Readings.Values.SelectMany(reading => reading.Changes).ToHashSet(StringComparer.Ordinal);
        var articles = agreement.Clauses.Where(clause => read.Contains(clause.Id)).Select(clause => clause.Ref).OfType<string>().ToHashSet(StringComparer.Ordinal);
        // One article, one doubt: a reading of one of its clauses shows that it was seen.
        foreach (var group in agreement.Clauses.Where(clause => clause is { Start.By: Moment.AfterEvent { Event: var start }, Done.By: Moment.AfterEvent { Event: var done } } && start == done && !clause.Start.By.Equals(clause.Done.By))
            .Where(clause => !read.Contains(clause.Id) && (clause.Ref is null || !articles.Contains(clause.Ref))).GroupBy(clause => clause.Ref ?? clause.Id)
            .Where(group => agreement.Clauses.Where(clause => (clause.Ref ?? clause.Id) == group.Key).Any(clause => group.Any(one => LeavesAnchorOpen(clause, ((Moment.AfterEvent)one.Done.By!).Offset)))))
        {
            var first = group.First();
            ImmutableArray<string> ids = [.. group.Select(clause => clause.Id)];
            yield return agreement.Problem("TL042", first.Where, $"the time to do {WaitingCircles.Named(ids)} can be counted from {((Moment.AfterEvent)first.Done.By!).Event} or from its beginning, which is due by {first.Start.By!.Words()}",
                "add the other way as a reading, or say in the text which is meant", ids);
        }
    }

    /// <summary>Whether the words of a clause give a duration ("within 14 days") and do not say from when it counts. Only English words and figures are known.</summary>
    private static bool LeavesAnchorOpen(Clause clause, Period offset) => new[] { clause.Quote, clause.Gist }.OfType<string>().SelectMany(words => Within().Matches(words))
        .Any(match => int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == match.Groups[2].Value switch { "day" => offset.Days, "week" => offset.Weeks, _ => offset.Hours });

    [GeneratedRegex(@"\bwithin (\d{1,4}) (day|week|hour)s?\b(?! (?:of|after|from|since)\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Within();

    private static IEnumerable<Problem> Distances(Agreement agreement)
    {
        foreach (var zone in agreement.Zones.Values.Where(zone => zone is { Assumed: true, Form: ZoneForm.Belt }))
        {
            if (agreement.Readings.Values.Any(reading => reading.Agreement.Zones.TryGetValue(zone.Id, out var other) && other.Describes != zone.Describes)) continue;
            ImmutableArray<string> clauses = [.. agreement.Clauses.Where(clause => new[] { clause.In, clause.OutOf, clause.FromIn }.Any(used => used is not null && (used == zone.Id || Names(agreement.Zones[used].Form, zone.Id)))).Select(clause => clause.Id)];
            if (clauses.IsEmpty) continue;
            yield return agreement.Problem("TL042", zone.Where, $"how far zone '{zone.Id}' reaches is assumed, and {WaitingCircles.Named(clauses)} {(clauses.Length == 1 ? "rests" : "rest")} on it", "add other distances as readings, or write one into the text", clauses.Prepend(zone.Id));
        }
    }

    private static bool Names(ZoneForm form, string zone) => form switch
    {
        ZoneForm.Named named => named.Zone == zone,
        ZoneForm.Belt { Zone: { } of } => Names(of, zone),
        ZoneForm.In one => Names(one.Zone, zone),
        ZoneForm.NotIn one => Names(one.Zone, zone),
        ZoneForm.AnyOf several => several.Zones.Any(one => Names(one, zone)),
        ZoneForm.AllOf several => several.Zones.Any(one => Names(one, zone)),
        ZoneForm.Over one => Names(one.Zone, zone),
        ZoneForm.Sectors one => Names(one.Of, zone),
        _ => false,
    };

    private static IEnumerable<Problem> Beginnings(Agreement agreement)
    {
        // What was signed begins with its signature; what is required by a time needs no beginning.
        if (agreement.Source.Signed is not null) yield break;
        ImmutableArray<Clause> open = [.. agreement.Clauses.Where(clause => clause is { Kind: ClauseKind.MustNot, From: null, After.IsEmpty: true, While.IsEmpty: true } && !clause.Accepted.IsEmpty && clause.Accepted.All(one => one.Since is null))];
        if (!open.IsEmpty)
            yield return agreement.Problem("TL042", open[0].Where, $"nothing says when {WaitingCircles.Named([.. open.Select(clause => clause.Id)])} {(open.Length == 1 ? "begins" : "begin")}, and the text was not signed", "add 'from', or 'since' where it was accepted", open.Select(clause => clause.Id));
    }

    /// <summary>One article, accepted by different actors in different versions: they do not mean the same.</summary>
    private static IEnumerable<Problem> Versions(Agreement agreement)
    {
        foreach (var article in agreement.Clauses.Where(clause => clause.Ref is not null && !clause.Accepted.IsEmpty).GroupBy(clause => (clause.Ref, clause.Kind, clause.Do)))
        {
            var versions = article.GroupBy(clause => string.Join(' ', agreement.Expand(clause.Accepted.Select(one => one.By)))).ToList();
            for (var i = 0; i < versions.Count; i++)
                for (var j = i + 1; j < versions.Count; j++)
                {
                    var (one, other) = (versions[i].First(), versions[j].First());
                    if (versions[i].Key.Split(' ').Intersect(versions[j].Key.Split(' ')).Any()) continue;
                    ImmutableArray<(string In, string One, string Other)> apart = [.. Differences(one, other)];
                    if (apart.IsEmpty) continue;
                    yield return agreement.Problem("TL042", one.Where,
                        $"article {one.Ref} is accepted by {Names(agreement, one)} as '{one.Id}' and by {Names(agreement, other)} as '{other.Id}', which differ in {apart.Select(difference => difference.In).List()}",
                        "have all accept one version, or say in the text how the versions go together", [one.Id, other.Id],
                        new Proof.Listing([.. apart.SelectMany(difference => new ProofStep[] { new(one.Id, $"'{one.Id}', {difference.In}: {difference.One}") { Where = one.Where }, new(other.Id, $"'{other.Id}', {difference.In}: {difference.Other}") { Where = other.Where } })]));
                }
        }
    }

    private static string Names(Agreement agreement, Clause clause) => agreement.Named(clause.Accepted.Select(one => one.By)).Select(actor => actor.Name).List();

    private static IEnumerable<(string In, string One, string Other)> Differences(Clause one, Clause other)
    {
        foreach (var (name, first, second) in new[]
        {
            ("when it begins", one.From?.Words() ?? "no time", other.From?.Words() ?? "no time"),
            ("when it ends", one.Until?.Words() ?? "no end", other.Until?.Words() ?? "no end"),
            ("by when it is due", one.Done.By?.Words() ?? "no deadline", other.Done.By?.Words() ?? "no deadline"),
            ("what it is about", Set(one.What), Set(other.What)),
            ("where it applies", one.In ?? "anywhere", other.In ?? "anywhere"),
            ("what it leaves", one.OutOf ?? "no zone", other.OutOf ?? "no zone"),
        })
            if (first != second) yield return (name, first, second);
    }

    private static string Set(ImmutableArray<string> classes) => classes.IsEmpty ? "everything" : classes.Order(StringComparer.Ordinal).List();
}
