using System.Collections.Immutable;

namespace Truceline.Agreements.Positions;

/// <summary>What is held under one condition, and what the text needs beside it.</summary>
internal sealed class Theory
{
    private readonly ImmutableArray<Contention> contentions;
    private readonly Dictionary<string, int> points = new(StringComparer.Ordinal);
    private readonly ILookup<string, Need> needs;
    private readonly Dictionary<int, (int Begin, int End, int ThenBegin)> otherEnds;
    private readonly OrderGraph graph;
    private readonly Effort effort;

    /// <summary>That by the text one thing cannot be without another.</summary>
    private sealed record Need(string Thing, string Needed, string Says, Location Where);

    public Theory(Agreement agreement, Orders orders, ImmutableArray<Contention> contentions, bool withText, Effort effort)
    {
        (this.contentions, this.effort) = (contentions, effort);
        needs = (withText ? Needs(agreement) : []).ToLookup(need => need.Thing, StringComparer.Ordinal);
        var held = contentions.Select((one, i) => (one, i)).Where(pair => pair.one.Then is not null)
            .Select(pair => new Arrow(Point(orders.End(pair.one.First)), Point(orders.Begin(pair.one.Then!)), true, pair.i, null)).ToArray();
        var text = orders.OfText.Where(order => withText || order.Says is null).Select(order => new Arrow(Point(order.First), Point(order.Then), order.Strict, -1, order)).ToImmutableArray();
        otherEnds = contentions.Select((one, i) => (one, i)).Where(pair => pair.one.Then is not null).ToDictionary(pair => pair.i,
            pair => (Point(orders.Begin(pair.one.First)), Point(orders.End(pair.one.Then!)), Point(orders.Begin(pair.one.Then!))));
        graph = new(points.Count, [.. held, .. WithoutCircles(text)], effort);
    }

    /// <summary>The things of the text that wait for one another in a circle, by id: what it says of their order is left out. In ordinal order.</summary>
    public ImmutableArray<string> TextInCircle { get; private set; } = [];

    private int Point(string name)
    {
        if (!points.TryGetValue(name, out var point)) points.Add(name, point = points.Count);
        return point;
    }

    // A text that contradicts itself would contradict everything else; that is another finding.
    private IEnumerable<Arrow> WithoutCircles(ImmutableArray<Arrow> text)
    {
        var knots = new OrderGraph(points.Count, text, effort).Knots(_ => true);
        var circles = text.Where(arrow => arrow.Strict && knots[arrow.From] == knots[arrow.To]).Select(arrow => knots[arrow.From]).ToHashSet();
        bool IsIn(Arrow arrow) => knots[arrow.From] == knots[arrow.To] && circles.Contains(knots[arrow.From]);
        TextInCircle = [.. text.Where(IsIn).Select(arrow => arrow.Text!.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return text.Where(arrow => !IsIn(arrow));
    }

    private static IEnumerable<Need> Needs(Agreement agreement) =>
    [
        .. agreement.Clauses.SelectMany(clause => clause.Needs.Select(id => new Need(clause.Id, id, $"by the text {clause.Id} needs {id}", clause.Where))),
        .. agreement.Pledges.SelectMany(pledge => pledge.Enables.Select(id => new Need(id, pledge.Id, $"by the text {id} waits for {pledge.Id}", pledge.Where))),
    ];

    /// <summary>The contentions among which there are conflicts, by number, in groups without a conflict across them; each with what refutes some of its own, by their places in the group.</summary>
    public IEnumerable<(ImmutableArray<int> Members, Func<bool[], IReadOnlyList<int>?> Refute)> Tangles()
    {
        var knots = graph.Knots(_ => true);
        foreach (var group in graph.Arrows.Where(arrow => knots[arrow.From] == knots[arrow.To]).GroupBy(arrow => knots[arrow.From]))
        {
            ImmutableArray<int> members = [.. group.Select(arrow => arrow.Holder).Where(holder => holder >= 0).Distinct().Order()];
            if (members.IsEmpty) continue;
            var part = new OrderGraph(points.Count, [.. group.Select(arrow => arrow with { Holder = arrow.Holder < 0 ? -1 : members.BinarySearch(arrow.Holder) })], effort);
            yield return (members, held => part.Circle(arrow => arrow.Holder < 0 || held[arrow.Holder]) is { } circle ? Holders(part, circle) : null);
        }
        foreach (var (members, clashes) in ClashGroups())
            yield return (members, held =>
            {
                effort.Spend(clashes.Length);
                foreach (var (one, other) in clashes)
                    if (held[one] && held[other]) return [one, other];
                return null;
            });
    }

    private static int[] Holders(OrderGraph graph, IEnumerable<int> circle) => [.. circle.Select(i => graph.Arrows[i].Holder).Where(holder => holder >= 0).Distinct()];

    // One wants a thing adopted, another does not want it, or something without which it cannot be.
    private IEnumerable<(ImmutableArray<int> Members, ImmutableArray<(int, int)> Clashes)> ClashGroups()
    {
        var refused = contentions.Select((one, i) => (one, i)).Where(pair => pair.one.Kind == ContentionKind.NotAdopted).ToDictionary(pair => pair.one.First, pair => pair.i, StringComparer.Ordinal);
        var pairs = new List<(int One, int Other)>();
        for (var i = 0; i < contentions.Length; i++)
            if (contentions[i].Kind == ContentionKind.Adopted)
                pairs.AddRange(Needed(contentions[i].First).Keys.Where(refused.ContainsKey).Select(id => (i, refused[id])));
        var leader = Enumerable.Range(0, contentions.Length).ToArray();
        int Leader(int one) => leader[one] == one ? one : leader[one] = Leader(leader[one]);
        foreach (var (one, other) in pairs) leader[Math.Max(Leader(one), Leader(other))] = Math.Min(Leader(one), Leader(other));
        foreach (var group in pairs.GroupBy(pair => Leader(pair.One)))
        {
            ImmutableArray<int> members = [.. group.SelectMany(pair => new[] { pair.One, pair.Other }).Distinct().Order()];
            yield return (members, [.. group.Select(pair => (members.BinarySearch(pair.One), members.BinarySearch(pair.Other)))]);
        }
    }

    /// <summary>A thing and all that it cannot be without, each with the need that first led there; none for the thing itself.</summary>
    private Dictionary<string, Need?> Needed(string thing)
    {
        var found = new Dictionary<string, Need?>(StringComparer.Ordinal) { [thing] = null };
        var next = new Queue<string>([thing]);
        while (next.TryDequeue(out var id))
            foreach (var need in needs[id])
                if (effort.Spend(1) | found.TryAdd(need.Needed, need)) next.Enqueue(need.Needed);
        return found;
    }

    /// <summary>Which of some contentions cannot hold together, by number; null when they all can.</summary>
    public IReadOnlyList<int>? Refute(IReadOnlySet<int> held) =>
        graph.Circle(arrow => arrow.Holder < 0 || held.Contains(arrow.Holder)) is { } circle ? Holders(graph, circle) : null;

    /// <summary>Whether the members of a conflict of another theory about the same can hold together here.</summary>
    public bool CanHold(ImmutableArray<int> conflict) => contentions[conflict[0]].Kind == ContentionKind.Before
        ? Refute(conflict.ToHashSet()) is null
        : !conflict.Any(i => contentions[i].Kind == ContentionKind.Adopted && conflict.Any(other => contentions[other].Kind == ContentionKind.NotAdopted && Needed(contentions[i].First).ContainsKey(contentions[other].First)));

    /// <summary>Why some contentions cannot hold together: what is held and what the text says, each leading to the next; of an order round to the first again.</summary>
    public ImmutableArray<ProofStep> Steps(ImmutableArray<int> members)
    {
        if (contentions[members[0]].Kind == ContentionKind.Before)
            return [.. graph.Circle(arrow => arrow.Holder < 0 || members.Contains(arrow.Holder))!.Value.Select(i => graph.Arrows[i]).Where(arrow => arrow.Holder >= 0 || arrow.Text!.Says is not null).Select(Step)];
        var (wanted, refused) = contentions[members[0]].Kind == ContentionKind.Adopted ? (members[0], members[1]) : (members[1], members[0]);
        return [Step(contentions[wanted]), .. NeedsBetween(wanted, refused).Select(need => new ProofStep(need.Thing, need.Says) { Where = need.Where }), Step(contentions[refused])];
    }

    private List<Need> NeedsBetween(int wanted, int refused)
    {
        var chain = new List<Need>();
        var needed = Needed(contentions[wanted].First);
        for (var need = needed[contentions[refused].First]; need is not null; need = needed[need.Thing]) chain.Insert(0, need);
        return chain;
    }

    private ProofStep Step(Arrow arrow) => arrow.Holder >= 0 ? Step(contentions[arrow.Holder]) : new(arrow.Text!.Id, arrow.Text.Says!) { Where = arrow.Text.Where };

    private static ProofStep Step(Contention contention) => new(contention.First, PositionWords.Held(contention)) { Where = contention.Voices[0].Position.Where, Statements = contention.Said };

    /// <summary>The sentences of the text of which each alone, left out, would let some contentions hold together.</summary>
    public IEnumerable<(string Id, string Says)> TextThatOpens(ImmutableArray<int> members)
    {
        if (contentions[members[0]].Kind != ContentionKind.Before)
        {
            var (wanted, refused) = contentions[members[0]].Kind == ContentionKind.Adopted ? (members[0], members[1]) : (members[1], members[0]);
            return NeedsBetween(wanted, refused).Where(need => !Leads(contentions[wanted].First, contentions[refused].First, need)).Select(need => (need.Thing, need.Says));
        }
        var circle = graph.Circle(arrow => arrow.Holder < 0 || members.Contains(arrow.Holder))!.Value;
        return circle.Select(i => graph.Arrows[i].Text).OfType<TextOrder>().Where(order => order.Says is not null).DistinctBy(order => (order.Id, order.Says))
            .Where(order => graph.Circle(arrow => arrow.Holder < 0 ? (arrow.Text!.Id, arrow.Text.Says) != (order.Id, order.Says) : members.Contains(arrow.Holder)) is null)
            .Select(order => (order.Id, order.Says!)).ToArray();
    }

    private bool Leads(string thing, string to, Need without)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { thing };
        var next = new Queue<string>([thing]);
        while (next.TryDequeue(out var id))
            foreach (var need in needs[id])
                if (need != without && seen.Add(need.Needed)) next.Enqueue(need.Needed);
        return seen.Contains(to);
    }

    /// <summary>Whether some contentions can hold together with another, an order, turned round or with both allowed at the same time.</summary>
    public bool CanHoldWith(IReadOnlySet<int> held, int order, bool turned) => With(order, turned).Circle(arrow => arrow.Holder < 0 || arrow.Holder == contentions.Length || held.Contains(arrow.Holder)) is null;

    // What is added has the number after the last.
    private OrderGraph With(int order, bool turned) => new(points.Count, [Changed(order, turned), .. graph.Arrows], effort);

    private Arrow Changed(int order, bool turned) => turned
        ? new(otherEnds[order].End, otherEnds[order].Begin, true, contentions.Length, null)
        : new(otherEnds[order].Begin, otherEnds[order].ThenBegin, false, contentions.Length, null);

    /// <summary>The contentions of which each alone cannot hold with an order so changed, by number, and whether the text alone speaks against it.</summary>
    public (ImmutableArray<int> Contentions, bool Text) Against(int order, bool turned)
    {
        var changed = Changed(order, turned);
        var after = graph.Reached(changed.To, arrow => arrow.Holder < 0, forwards: true).Keys.Append(changed.To).ToHashSet();
        var before = graph.Reached(changed.From, arrow => arrow.Holder < 0, forwards: false).Keys.Append(changed.From).ToHashSet();
        return ([.. graph.Arrows.Where(arrow => arrow.Holder >= 0 && after.Contains(arrow.From) && before.Contains(arrow.To)).Select(arrow => arrow.Holder).Distinct().Order()],
            !CanHoldWith(ImmutableHashSet<int>.Empty, order, turned));
    }

    /// <summary>The contentions of which each alone cannot hold with a thing adopted, or not adopted, by number.</summary>
    public ImmutableArray<int> Against(string thing, bool adopted)
    {
        var needed = adopted ? Needed(thing) : null;
        return
        [
            .. Enumerable.Range(0, contentions.Length).Where(i => contentions[i].Kind == (adopted ? ContentionKind.NotAdopted : ContentionKind.Adopted)
                && (needed is not null ? needed.ContainsKey(contentions[i].First) : Needed(contentions[i].First).ContainsKey(thing))),
        ];
    }
}
