using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>
/// A reading of an agreement, seen from what was found under the same reading of another one. A clause that says the same, of the same
/// zones and at the same times, has the same findings. Of one that says something else only of its place, its time or what follows from
/// it, those incidents are held again of which the answer to where or when, or who was bound, is another; the other findings keep their
/// answers and are explained anew, for their margins and words may be others.
/// </summary>
internal sealed class Rereading
{
    private const int PartSize = 4_096;

    private readonly KnownReading before;
    private readonly Agreement agreement;
    private readonly Dictionary<string, bool> same = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), HashSet<Incident>> moved = [];

    private Rereading(KnownReading before, Agreement agreement) => (this.before, this.agreement) = (before, agreement);

    /// <summary>How many incidents were held against a ban again.</summary>
    public int Held { get; private set; }

    /// <summary>What was found under a reading; null where nothing of it can be used: the two do not speak of the same actors, classes or days.</summary>
    public static Rereading? Of(Basis basis, Agreement agreement, string? reading) =>
        basis.Readings.FirstOrDefault(one => one.Name == reading) is { } before && AreComparable(before.Agreement, agreement) ? new(before, agreement) : null;

    /// <summary>The zones, prepared; null where those of before are not.</summary>
    public IndexedZones? Zones() => before.Zones?.For(agreement);

    /// <summary>What was found of a clause that says the same, under the same times; null: it was not held under them.</summary>
    public KnownClause? Same(Clause clause, ClauseTimes times) => IsSame(clause) ? before.Clauses.GetValueOrDefault((clause.Id, times)) : null;

    /// <summary>The findings of a ban, in order, as far as possible from what was found of it; null: nothing was that could serve.</summary>
    public List<Finding>? Findings(Hearing hearing, Ban ban)
    {
        if (ban.Form == BanForm.Reverse || before.Final.GetValueOrDefault(ban.Clause.Id) is not { } known) return null;
        if (BanOf(known, ban.Form) is not { } old || !IsComparable(old, ban)) return null;
        Finding[] found = [.. known.Of(ban.Form)];
        var again = new HashSet<Incident>(ReferenceEqualityComparer.Instance);
        foreach (var (one, other) in old.Grounds.Zip(ban.Grounds))
            if (!Alike.Are(Covered(one.Zone), Covered(other.Zone))) again.UnionWith(Moved(hearing, one.Zone, other.Zone));
        if (!old.Clause.Unless.IsEmpty || !ban.Clause.Unless.IsEmpty) again.UnionWith(found.Select(finding => finding.Incident!));
        else if (!AreTimesSame(known.Calendar, old.Clause, ban)) again.UnionWith(Shifted(hearing, old, ban, found));

        var explanation = new BanExplanation(hearing.Agreement, hearing.Reading, ban.Calendar, ban, null);
        var kept = new List<Finding>(found.Length);
        foreach (var finding in found)
            if (!again.Contains(finding.Incident!)) kept.Add(finding.Explained(explanation));
        Held += again.Count;
        var held = Hold(hearing, ban, [.. again]);
        return held.Count == 0 ? kept : [.. FindingOrder.Merged(kept, held)];
    }

    /// <summary>The findings of some incidents, in order.</summary>
    private static List<Finding> Hold(Hearing hearing, Ban ban, Incident[] incidents)
    {
        var parts = new List<Finding>[(incidents.Length + PartSize - 1) / PartSize];
        Parallel.For(0, parts.Length, part =>
        {
            var prohibitions = new Prohibitions(hearing.Again(), ban.Calendar);
            var found = parts[part] = [];
            foreach (var incident in incidents.AsSpan(part * PartSize, Math.Min(PartSize, incidents.Length - part * PartSize))) found.AddRange(prohibitions.Hold(ban, incident));
        });
        List<Finding> all = [.. parts.SelectMany(part => part)];
        FindingOrder.Sort(all);
        return all;
    }

    /// <summary>The incidents of which some report lies otherwise in one zone than in another.</summary>
    private HashSet<Incident> Moved(Hearing hearing, NamedZone one, NamedZone other)
    {
        if (moved.TryGetValue((one.Id, other.Id), out var known)) return known;
        var incidents = Near(hearing.World, one, other);
        var parts = new List<Incident>[(incidents.Length + PartSize - 1) / PartSize];
        Parallel.For(0, parts.Length, part =>
        {
            var (was, now, found) = (new Weighing(before.Agreement, before.Zones), hearing.Again().Weighing, parts[part] = []);
            foreach (var incident in incidents.AsSpan(part * PartSize, Math.Min(PartSize, incidents.Length - part * PartSize)))
                foreach (var sighting in incident.Sightings)
                    if (was.In(one, sighting) != now.In(other, sighting))
                    {
                        found.Add(incident);
                        break;
                    }
        });
        var all = new HashSet<Incident>(ReferenceEqualityComparer.Instance);
        foreach (var part in parts) all.UnionWith(part);
        return moved[(one.Id, other.Id)] = all;
    }

    /// <summary>The incidents that have to be asked about: the rest lies, with all the ground around it, in both zones or in neither.</summary>
    private static ImmutableArray<Incident> Near(KnownWorld world, NamedZone one, NamedZone other)
    {
        if (!one.Versions.Select(version => version.From).SequenceEqual(other.Versions.Select(version => version.From))) return world.Incidents;
        (Zone, Zone)[] shapes = [.. Shapes(one).Zip(Shapes(other)).Where(pair => !Alike.Are(pair.First, pair.Second))];
        return world.Places.Undecided((middle, radius) => Array.TrueForAll(shapes, pair => IsDecided(pair, middle, radius)));

        static IEnumerable<Zone> Shapes(NamedZone zone) => zone.Versions.Select(version => version.Zone).Prepend(zone.Zone);
    }

    // Margins change no faster than the distance, and one of a metre decides; they are computed, not exact.
    private static bool IsDecided((Zone One, Zone Other) shapes, SurfacePoint middle, double radius)
    {
        var margin = shapes.One.Margin(middle);
        if (Math.Abs(margin) < radius + 2) return false;
        var other = shapes.Other.Margin(middle);
        return Math.Abs(other) >= radius + 2 && margin > 0 == other > 0;
    }

    /// <summary>The incidents of findings for which it is answered otherwise whether the ban held, or whether it bound who did it.</summary>
    private IEnumerable<Incident> Shifted(Hearing hearing, Ban old, Ban ban, Finding[] found)
    {
        var (was, now) = (new Binding(before.Agreement, old.Calendar), new Binding(agreement, ban.Calendar));
        return found.Where(finding =>
        {
            var (incident, actors) = (finding.Incident!, hearing.Naming.Behind(ban.Clause, finding.Subject));
            if (was.At(old.Clause, actors, incident.Occurred) != now.At(ban.Clause, actors, incident.Occurred)) return true;
            foreach (var sighting in incident.Sightings)
                if (old.When.At(sighting.Observation.Occurred, actors) != ban.When.At(sighting.Observation.Occurred, actors)) return true;
            return false;
        }).Select(finding => finding.Incident!);
    }

    private static bool AreComparable(Agreement one, Agreement other) =>
        one.Id == other.Id && one.Source.Signed == other.Source.Signed && Alike.Are(one.Clock, other.Clock) && Alike.Are(one.Actors, other.Actors) && Alike.Are(one.Classes, other.Classes);

    /// <summary>Whether the findings of one ban say of which incidents there are findings of another, but for those whose place lies otherwise.</summary>
    private static bool IsComparable(Ban old, Ban ban) =>
        Alike.Are(Core(old.Clause), Core(ban.Clause)) && Alike.Are(old.Over?.Line, ban.Over?.Line) && Alike.Are(old.Over?.Versions, ban.Over?.Versions)
        && old.Grounds.Select(ground => (ground.Place, ground.Outside)).SequenceEqual(ban.Grounds.Select(ground => (ground.Place, ground.Outside)));

    /// <summary>What decides of which incidents there are findings at all, but for the zones.</summary>
    private static Clause Core(Clause clause) => Placeless(clause) with
    {
        From = null, Until = null, After = [], While = [], Replaced = null, Accepted = [], Alert = null, Floor = null, Rate = null, See = [], Unless = [],
        Ref = null, Quote = null, Gist = null, Assumptions = [],
    };

    private static Clause Placeless(Clause clause) => clause with { In = null, OutOf = null, FromIn = null };

    private static object[] Covered(NamedZone zone) => [zone.Zone, zone.Versions];

    private static bool AreTimesSame(Calendar calendar, Clause old, Ban ban) =>
        Alike.Are(Placeless(old), Placeless(ban.Clause)) && ClauseTimes.Of(old, calendar).Equals(ClauseTimes.Of(ban.Clause, ban.Calendar));

    private static Ban? BanOf(KnownClause known, BanForm form) => form switch
    {
        BanForm.Stated when known.Clause.Kind == ClauseKind.MustNot || known.Clause is { Kind: ClauseKind.May, Rate: not null } => Ban.Of(known.Clause, known.Calendar),
        BanForm.Obstruction when known.Clause.Kind == ClauseKind.May && !known.Clause.DutyOf.IsEmpty => Ban.Obstruction(known.Clause, known.Calendar),
        _ => null,
    };

    private bool IsSame(Clause clause)
    {
        if (same.TryGetValue(clause.Id, out var known)) return known;
        return same[clause.Id] = before.Agreement.Clauses.FirstOrDefault(one => one.Id == clause.Id) is { } old
            && Alike.Are(RestsOn(before.Agreement, old).ToArray(), RestsOn(agreement, clause).ToArray());
    }

    /// <summary>All of an agreement on which the findings of a clause rest, but for when its events happened.</summary>
    private static IEnumerable<object?> RestsOn(Agreement agreement, Clause clause)
    {
        var conditions = clause.Unless.SelectMany(exemption => exemption.Conditions).ToArray();
        yield return clause;
        foreach (var zone in conditions.OfType<Condition.Rotation>().Select(rotation => rotation.Through).Concat([clause.In, clause.OutOf, clause.FromIn, clause.Alert?.In]))
            yield return zone is null ? null : agreement.Zones[zone];
        yield return clause.Over is { } line ? agreement.Lines[line] : null;
        yield return clause.Alert?.By is { } rule ? agreement.Counting[rule] : null;
        foreach (var id in conditions.OfType<Condition.Tried>().Select(tried => tried.Clause).Concat(clause.TogetherWith).Append(clause.Mirror?.Clause))
            yield return agreement.Clauses.FirstOrDefault(other => other.Id == id);
    }
}
