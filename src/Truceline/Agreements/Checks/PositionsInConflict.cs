using Truceline.Agreements.Positions;

namespace Truceline.Agreements.Checks;

/// <summary>TL070 and TL071: positions that cannot all hold. Both are of one search, so they stand in one place.</summary>
internal static class PositionsInConflict
{
    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        foreach (var concord in Concord.Of(agreement))
        {
            var under = concord.If is { } condition ? $"if {condition}: " : "";
            foreach (var conflict in concord.Conflicts)
                yield return agreement.Problem(conflict.IsDeadlock ? "TL070" : "TL071", First(conflict), under + conflict.Says, Remedy(conflict), conflict.About, conflict.Proof);
            if (!concord.Complete && agreement.Positions.First(position => position.If == concord.If) is { } first)
                yield return agreement.Problem("TL071", first.Where, $"{under}these positions have more conflicts, or more sets that can hold, than could be listed", "see first to those that are listed", []);
        }
    }

    // Where the first of the positions stands, in the order of the file.
    private static Location First(Conflict conflict) => conflict.Members.SelectMany(member => member.Voices).Select(voice => voice.Position.Where).OrderBy(where => where.Line).ThenBy(where => where.Column).First();

    private static string Remedy(Conflict conflict) => conflict.IsDeadlock
        ? "'truceline agreement positions' lists every single change that opens it"
        : "'truceline agreement positions' lists every single change that opens it, and every set that all could accept";
}
