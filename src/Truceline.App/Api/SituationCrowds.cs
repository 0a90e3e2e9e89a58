using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Truceline.Picture;

namespace Truceline.App.Api;

/// <summary>
/// What a map is given of more incidents than it can draw: where few of them lie in its window, these; else, cell by cell of a grid
/// that stays where it is when the window moves, how many there are. It never gets more than <see cref="Most"/> things.
/// </summary>
/// <param name="Alone">The incidents that are drawn themselves.</param>
/// <param name="Crowds">The others, by cells, from north to south and from west to east.</param>
/// <param name="Around">West, south, east and north of all that were looked for, in the window or not; null: none has a place.</param>
internal sealed record SituationCrowds(ImmutableArray<Happening> Alone, ImmutableArray<SituationCrowds.Crowd> Crowds, (double West, double South, double East, double North)? Around)
{
    /// <summary>How many things a map is given at most.</summary>
    public const int Most = 2_000;

    // A world is 512 pixels wide at zoom 0, and a cell about 48.
    private const double CellsOfAWorld = 512.0 / 48;

    // From so far north or south on the projection has no place.
    private const double MostNorth = 85;

    private static readonly ConditionalWeakTable<IReadOnlyList<Happening>, Spots> Known = [];

    /// <summary>Incidents that are drawn as one: their middle in degrees, how many they are, and how many of them breached a clause.</summary>
    internal readonly record struct Crowd(double Longitude, double Latitude, int Count, int Breached);

    /// <summary>Where incidents lie on a map: across and down, from 0 to 1 of a world; no number for no place.</summary>
    private sealed record Spots(double[] Across, double[] Down);

    private record struct Cell(double Longitude, double Latitude, int Count, int Breached, int First);

    /// <summary>What a window is given of some incidents; without a window, all of them from afar.</summary>
    public static SituationCrowds Of(IReadOnlyList<Happening> happenings, SituationWindow? window)
    {
        var spots = Known.GetValue(happenings, SpotsOf);
        var (north, south) = window is null ? (0, 1) : (Down(window.North), Down(window.South));
        var (west, east) = window is null ? (0, 1) : (Across(window.West), Across(window.East));
        var within = new List<int>();
        var (least, most) = ((Across: 2.0, Down: 2.0), (Across: -1.0, Down: -1.0));
        for (var i = 0; i < happenings.Count; i++)
        {
            var (across, down) = (spots.Across[i], spots.Down[i]);
            if (double.IsNaN(across)) continue;
            least = (Math.Min(least.Across, across), Math.Min(least.Down, down));
            most = (Math.Max(most.Across, across), Math.Max(most.Down, down));
            if (across >= west && across <= east && down >= north && down <= south) within.Add(i);
        }
        (double, double, double, double)? around = most.Across < 0 ? null : (least.Across * 360 - 180, Latitude(most.Down), most.Across * 360 - 180, Latitude(least.Down));
        if (within.Count <= Most) return new([.. within.Select(i => happenings[i])], [], around);
        // Without a window as near as all of it fits a screen; then further until it is few enough.
        var zoom = window?.Zoom ?? (int)Math.Clamp(Math.Log2(2 / Math.Max(most.Across - least.Across, most.Down - least.Down)), 0, 14);
        for (var cells = CellsOfAWorld * Math.Pow(2, zoom); ; cells /= 2)
            if (Gathered(happenings, spots, within, cells) is { } gathered) return gathered with { Around = around };
    }

    private static SituationCrowds? Gathered(IReadOnlyList<Happening> happenings, Spots spots, List<int> within, double cells)
    {
        var found = new Dictionary<(int Down, int Across), Cell>();
        foreach (var i in within)
        {
            ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(found, ((int)(spots.Down[i] * cells), (int)(spots.Across[i] * cells)), out var isThere);
            if (!isThere) cell.First = i;
            if (found.Count > Most) return null;
            var at = happenings[i].Middle!.Value;
            cell = new(cell.Longitude + at.Longitude, cell.Latitude + at.Latitude, cell.Count + 1, cell.Breached + (happenings[i].Gravest?.Rank == 0 ? 1 : 0), cell.First);
        }
        return new(
            [.. found.Values.Where(cell => cell.Count == 1).Select(cell => cell.First).Order().Select(i => happenings[i])],
            [.. found.Where(cell => cell.Value.Count > 1).OrderBy(cell => cell.Key).Select(cell => new Crowd(cell.Value.Longitude / cell.Value.Count, cell.Value.Latitude / cell.Value.Count, cell.Value.Count, cell.Value.Breached))],
            null);
    }

    private static Spots SpotsOf(IReadOnlyList<Happening> happenings) => new(
        [.. happenings.Select(happening => happening.Middle is { } at ? Across(at.Longitude) : double.NaN)],
        [.. happenings.Select(happening => happening.Middle is { } at ? Down(at.Latitude) : double.NaN)]);

    private static double Across(double longitude) => (longitude + 180) / 360;

    // Mercator's projection, as maps in browsers draw it.
    private static double Down(double latitude) => 0.5 - Math.Asinh(Math.Tan(double.DegreesToRadians(Math.Clamp(latitude, -MostNorth, MostNorth)))) / (2 * Math.PI);

    private static double Latitude(double down) => double.RadiansToDegrees(Math.Atan(Math.Sinh((0.5 - down) * 2 * Math.PI)));
}
