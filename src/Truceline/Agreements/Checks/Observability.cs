using System.Collections.Immutable;

namespace Truceline.Agreements.Checks;

/// <summary>
/// Which means can notice which act: <c>docs/reference/observability.md</c> shows this table. A means can notice an act if what it
/// records differs when the act is done. What a party says about itself notices nothing but what is done by saying or writing it.
/// </summary>
internal static class Observability
{
    private static readonly ImmutableArray<Means> Presence =
        [Means.Seen, Means.Camera, Means.Uav, Means.Satellite, Means.Radar, Means.Thermal, Means.Interview, Means.OpenSource, Means.Track];

    private static readonly ImmutableArray<Means> Blast =
        [Means.Seen, Means.Heard, Means.Camera, Means.Uav, Means.Satellite, Means.Acoustic, Means.Seismic, Means.Radar, Means.Thermal, Means.CraterAnalysis, Means.Interview, Means.OpenSource];

    private static readonly ImmutableArray<Means> Custody = [Means.Seen, Means.Camera, Means.Uav, Means.Satellite, Means.Interview, Means.OpenSource];

    private static readonly ImmutableArray<Means> Access = [Means.Seen, Means.Camera, Means.Uav, Means.Interview, Means.Hotline, Means.Track];

    /// <summary>The means that can notice an act, in the order of the vocabulary.</summary>
    public static ImmutableArray<Means> Of(Act act) => act switch
    {
        Act.Fire or Act.Attack => Blast,
        Act.HostileAct or Act.Exercise => [.. Blast, Means.Track],
        Act.Advance or Act.Station or Act.Enter or Act.Cross or Act.Withdraw or Act.HoldPosition or Act.Deploy or Act.Reinforce or Act.Move => Presence,
        Act.Fly => [Means.Seen, Means.Heard, Means.Camera, Means.Uav, Means.Acoustic, Means.Radar, Means.Thermal, Means.Interview, Means.OpenSource, Means.Track],
        Act.Sail => [Means.Seen, Means.Heard, Means.Camera, Means.Uav, Means.Satellite, Means.Acoustic, Means.Radar, Means.Thermal, Means.Interview, Means.OpenSource, Means.Track],
        Act.LayMines => [Means.Seen, Means.Camera, Means.Uav, Means.Satellite, Means.Thermal, Means.Interview, Means.OpenSource],
        Act.RemoveMines => [Means.Seen, Means.Heard, Means.Camera, Means.Uav, Means.Satellite, Means.Acoustic, Means.Seismic, Means.Interview, Means.OpenSource],
        Act.Store or Act.Disarm or Act.Release or Act.Exchange or Act.HandOver => Custody,
        Act.AllowAccess or Act.DenyAccess or Act.Obstruct => Access,
        Act.Report or Act.Notify => [Means.PartyNotification, Means.Hotline, Means.Statement, Means.Declaration],
        Act.Verify => [Means.Seen, Means.Camera, Means.Uav, Means.Interview, Means.OpenSource, Means.Statement, Means.Track],
        Act.OpenDialogue => [Means.Seen, Means.Interview, Means.OpenSource, Means.Statement, Means.Declaration],
        Act.Enact => [Means.OpenSource, Means.Statement, Means.Gazette, Means.Declaration],
        Act.HoldElection => [Means.Seen, Means.Camera, Means.Interview, Means.OpenSource, Means.Statement, Means.Gazette, Means.Declaration],
        _ => throw new ArgumentOutOfRangeException(nameof(act)),
    };
}
