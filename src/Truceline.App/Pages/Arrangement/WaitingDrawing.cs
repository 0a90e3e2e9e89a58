using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Agreements.Positions;
using Truceline.Agreements.Waiting;

namespace Truceline.App.Pages.ArrangementParts;

/// <summary>
/// Who waits for whom as a drawing: what comes first stands on the left, and an arrow leads from each thing to what waits for
/// it. Orders that actors want are drawn with those of the text, so that a circle is seen as one.
/// </summary>
/// <param name="Boxes">The things, with their places.</param>
/// <param name="Arrows">From what is waited for to what waits.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal sealed record WaitingDrawing(ImmutableArray<WaitingDrawing.Box> Boxes, ImmutableArray<WaitingDrawing.Arrow> Arrows, int Width, int Height)
{
    /// <summary>More things than this are told in words alone.</summary>
    public const int Most = 60;

    private const int BoxWidth = 140, BoxHeight = 40, Across = 56, Down = 18, Edge = 12;

    /// <summary>A thing of the agreement.</summary>
    public sealed record Box(string Id, string Kind, int X, int Y, bool Never)
    {
        public static int Width => BoxWidth;
        public static int Height => BoxHeight;
    }

    /// <summary>That one thing comes before another.</summary>
    /// <param name="From">What is waited for.</param>
    /// <param name="To">What waits.</param>
    /// <param name="Kind">strict, not-before, concurrent, needs or wanted.</param>
    /// <param name="Says">The sentences.</param>
    /// <param name="Path">The course, as the path of a drawing.</param>
    public sealed record Arrow(string From, string To, string Kind, ImmutableArray<string> Says, string Path);

    private sealed record Link(string From, string To, string Kind, string Says);

    /// <summary>Draws a graph with the orders that are wanted without a condition; null where nothing waits.</summary>
    public static WaitingDrawing? Of(Agreement agreement, WaitingGraph graph, ImmutableArray<Concord> concords)
    {
        var links = Links(graph).Concat(Wanted(concords))
            .Where(link => link.From != link.To)
            .GroupBy(link => (link.From, link.To, link.Kind))
            .Select(group => (group.Key, Says: group.Select(link => link.Says).Distinct(StringComparer.Ordinal).ToImmutableArray()))
            .ToImmutableArray();
        ImmutableArray<string> things = [.. Order(agreement, graph).Where(id => links.Any(link => link.Key.From == id || link.Key.To == id))];
        if (things.IsEmpty) return null;
        var layer = Layers(things, [.. links.Where(link => link.Key.Kind != "concurrent").Select(link => (link.Key.From, link.Key.To))]);
        var never = graph.Never.Select(node => node.Of).ToHashSet(StringComparer.Ordinal);
        var kinds = graph.Nodes.GroupBy(node => node.Of, StringComparer.Ordinal).ToDictionary(group => group.Key, group => Kind(group.First().Kind), StringComparer.Ordinal);
        var plan = Plan.Of(things, layer, [.. links.Select(link => (link.Key.From, link.Key.To))]);
        return new(
            [.. things.Select(id => new Box(id, kinds.GetValueOrDefault(id, "not in the text"), plan.Of(id).X, plan.Of(id).Y, never.Contains(id)))],
            [.. links.Select((link, i) => new Arrow(link.Key.From, link.Key.To, link.Key.Kind, link.Says, plan.Course(i, link.Key.From, link.Key.To)))],
            plan.Width, plan.Height);
    }

    private static IEnumerable<Link> Links(WaitingGraph graph) =>
        from node in graph.Nodes
        from wait in node.Waits
        let awaited = graph.Node(wait.On)
        where awaited is not null
        select new Link(awaited.Of, node.Of, wait.Kind switch { WaitKind.Strict => "strict", WaitKind.NotBefore => "not-before", WaitKind.Concurrent => "concurrent", _ => "needs" }, wait.Says);

    private static IEnumerable<Link> Wanted(ImmutableArray<Concord> concords) =>
        from concord in concords
        where concord.If is null
        from contention in concord.Contentions
        where contention.Then is not null
        select new Link(contention.First, contention.Then!, "wanted", $"{string.Join(", ", contention.Voices.Select(voice => voice.Actor.Name).Distinct(StringComparer.Ordinal))}: {contention.Words}");

    private static IEnumerable<string> Order(Agreement agreement, WaitingGraph graph) =>
        graph.Nodes.Select(node => node.Of).Concat(agreement.Events.Keys).Concat(agreement.Clauses.Select(clause => clause.Id)).Distinct(StringComparer.Ordinal);

    private static string Kind(WaitingKind kind) => kind switch
    {
        WaitingKind.Event => "event",
        WaitingKind.PhaseBegins or WaitingKind.PhaseEnds => "phase",
        WaitingKind.Usable => "power",
        WaitingKind.Decided => "decision",
        WaitingKind.Pledged => "pledge",
        _ => "clause",
    };

    /// <summary>
    /// How far each thing stands to the right: one more than what it waits for. Things that wait for one another stand above
    /// each other.
    /// </summary>
    private static Dictionary<string, int> Layers(ImmutableArray<string> things, ImmutableArray<(string From, string To)> links)
    {
        var above = links.ToLookup(link => link.To, link => link.From, StringComparer.Ordinal);
        var knot = things.ToDictionary(id => id, id => things.First(other => other == id || (Reaches(id, other) && Reaches(other, id))), StringComparer.Ordinal);
        var layer = new Dictionary<string, int>(StringComparer.Ordinal);
        return things.ToDictionary(id => id, id => Layer(knot[id]), StringComparer.Ordinal);

        int Layer(string of)
        {
            if (layer.TryGetValue(of, out var known)) return known;
            return layer[of] = things.Where(id => knot[id] == of).SelectMany(id => above[id]).Where(id => knot[id] != of).Select(id => Layer(knot[id])).DefaultIfEmpty(-1).Max() + 1;
        }

        bool Reaches(string later, string earlier)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal) { later };
            var open = new Stack<string>(seen);
            while (open.TryPop(out var id))
                foreach (var next in above[id])
                    if (next == earlier) return true;
                    else if (seen.Add(next)) open.Push(next);
            return false;
        }
    }

    /// <summary>Where things stand in columns, and where arrows that cross a column pass between them.</summary>
    private sealed class Plan
    {
        private const int Lane = 10;
        private readonly Dictionary<string, (int X, int Y)> boxes = new(StringComparer.Ordinal);
        private readonly Dictionary<(int Link, int Column), int> lanes = [];
        private readonly Dictionary<string, int> layer;
        private readonly int left;

        private Plan(Dictionary<string, int> layer, int left) => (this.layer, this.left) = (layer, left);

        public int Width { get; private set; }

        public int Height { get; private set; }

        public (int X, int Y) Of(string id) => boxes[id];

        public static Plan Of(ImmutableArray<string> things, Dictionary<string, int> layer, ImmutableArray<(string From, string To)> links)
        {
            // Arrows between things above each other bend out on the left of their column.
            var plan = new Plan(layer, Edge + (links.Any(link => layer[link.From] == layer[link.To] && layer[link.From] == 0) ? Across / 2 : 0));
            var columns = layer.Values.Max() + 1;
            for (var column = 0; column < columns; column++)
            {
                var items = things.Where(id => layer[id] == column).Select(id => (Id: (string?)id, Link: -1, Near: plan.Near(links, id)))
                    .Concat(Enumerable.Range(0, links.Length).Where(i => layer[links[i].From] < column && column < layer[links[i].To]).Select(i => (Id: (string?)null, Link: i, Near: plan.Before(i, column, links[i].From))))
                    .OrderBy(item => item.Near);
                var y = Edge;
                foreach (var (id, link, _) in items)
                {
                    if (id is not null) plan.boxes[id] = (plan.X(column), y);
                    else plan.lanes[(link, column)] = y + Lane / 2;
                    y += id is not null ? BoxHeight + Down : Lane + Down / 2;
                }
                plan.Height = Math.Max(plan.Height, y - Down + Edge);
            }
            plan.Width = plan.X(columns - 1) + BoxWidth + Edge;
            return plan;
        }

        private int X(int column) => left + column * (BoxWidth + Across);

        private double Near(ImmutableArray<(string From, string To)> links, string id) => Enumerable.Range(0, links.Length)
            .Where(i => links[i].To == id && layer[links[i].From] < layer[id])
            .Select(i => Before(i, layer[id], links[i].From))
            .DefaultIfEmpty(layer[id] == 0 ? 0 : 1e6).Average();

        /// <summary>The height at which an arrow comes to a column.</summary>
        private double Before(int link, int column, string from) => lanes.TryGetValue((link, column - 1), out var lane) ? lane : boxes[from].Y + BoxHeight / 2;

        public string Course(int link, string from, string to)
        {
            var (start, end) = (boxes[from], boxes[to]);
            if (layer[from] == layer[to])
            {
                var (y1, y2) = (start.Y + BoxHeight / 2, end.Y + BoxHeight / 2);
                var (shift, bend) = (y2 > y1 ? -5 : 5, start.X - Across / 2 - 4);
                return FormattableString.Invariant($"M{start.X} {y1 - shift}C{bend} {y1 - shift} {bend} {y2 - shift} {end.X - 2} {y2 - shift}");
            }
            if (layer[from] > layer[to])
                return FormattableString.Invariant($"M{start.X} {start.Y + BoxHeight - 8}C{start.X - Across / 2} {start.Y + BoxHeight - 8} {end.X + BoxWidth + Across / 2} {end.Y + BoxHeight - 8} {end.X + BoxWidth + 2} {end.Y + BoxHeight - 8}");
            var path = new System.Text.StringBuilder();
            var (x, y) = (start.X + BoxWidth, start.Y + BoxHeight / 2);
            path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}");
            for (var column = layer[from] + 1; column <= layer[to]; column++)
            {
                var (nextX, nextY) = column == layer[to] ? (end.X - 2, end.Y + BoxHeight / 2) : (X(column), lanes[(link, column)]);
                path.Append(System.Globalization.CultureInfo.InvariantCulture, $"C{x + Across / 2} {y} {nextX - Across / 2} {nextY} {nextX} {nextY}");
                if (column < layer[to]) path.Append(System.Globalization.CultureInfo.InvariantCulture, $"H{nextX + BoxWidth}");
                (x, y) = (nextX + BoxWidth, nextY);
            }
            return path.ToString();
        }
    }
}
