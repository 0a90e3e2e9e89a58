using System.Collections.Immutable;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>
/// Bans held against all incidents, on all processors. Each part of the incidents is held by itself and the parts are put together
/// in their order, so that their number changes nothing.
/// </summary>
internal static class LoadingBans
{
    private const int PartSize = 4_096;

    /// <summary>The findings of each ban, in order.</summary>
    public static ImmutableArray<List<Finding>> All(Hearing hearing, ImmutableArray<Ban> bans)
    {
        var known = bans.Select(ban => hearing.Before?.Findings(hearing, ban)).ToArray();
        var rest = Held(hearing, [.. bans.Where((_, i) => known[i] is null)]);
        for (var (i, at) = (0, 0); i < known.Length; i++) known[i] ??= rest[at++];
        return [.. known!];
    }

    private static List<Finding>[] Held(Hearing hearing, ImmutableArray<Ban> bans)
    {
        if (bans.IsEmpty) return [];
        var incidents = hearing.Incidents;
        var parts = new List<Finding>[(incidents.Length + PartSize - 1) / PartSize][];
        // To screen all incidents for one ban alone costs more than to hold them against it.
        var asked = bans.Length > 1 ? hearing.Screen?.Value.Ask(incidents, bans) : null;
        if (parts.Length == 1) parts[0] = Part(hearing, bans, asked, 0, incidents.Length);
        else Parallel.For(0, parts.Length, i => parts[i] = Part(hearing.Again(), bans, asked, i * PartSize, Math.Min(incidents.Length, (i + 1) * PartSize)));
        var all = new List<Finding>[bans.Length];
        Parallel.For(0, all.Length, ban => FindingOrder.Sort(all[ban] = Joined([.. parts.Select(part => part[ban])])));
        return all;
    }

    private static List<Finding>[] Part(Hearing hearing, ImmutableArray<Ban> bans, ScreenedIncidents? asked, int from, int to)
    {
        var found = bans.Select(_ => new List<Finding>()).ToArray();
        var prohibitions = bans.Select(ban => new Prohibitions(hearing, ban.Calendar)).ToArray();
        var pass = asked?.Pass();
        // Incident by incident: what a zone says of one is remembered for the next ban.
        for (var at = from; at < to; at++)
        {
            var incident = hearing.Incidents[at];
            if (pass is null)
                for (var i = 0; i < bans.Length; i++) found[i].AddRange(prohibitions[i].Hold(bans[i], incident));
            else
                foreach (var i in pass.About(at)) found[i].AddRange(prohibitions[i].Hold(bans[i], incident));
        }
        return found;
    }

    private static List<Finding> Joined(List<Finding>[] parts)
    {
        if (parts is [var only]) return only;
        var all = new List<Finding>(parts.Sum(part => part.Count));
        foreach (var part in parts) all.AddRange(part);
        return all;
    }
}
