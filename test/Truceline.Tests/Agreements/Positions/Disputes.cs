using System.Diagnostics;
using System.Globalization;
using System.Text;
using Truceline.Agreements.Positions;

namespace Truceline.Tests.Agreements.Positions;

/// <summary>That one time is not after another; strictly: that it is before it.</summary>
internal sealed record Lag(string First, string Then, bool Strict);

/// <summary>
/// A made-up dispute: a truce file, and beside it what the file says, written down by its maker without a look at the reader. Each
/// contention is known by its words.
/// </summary>
internal sealed record Dispute(string File, IReadOnlyDictionary<string, Lag> Orders, IReadOnlyCollection<string> Things, IReadOnlyCollection<Lag> TextLags, IReadOnlyCollection<Lag> Always, IReadOnlyCollection<(string Thing, string Needed)> Requirements)
{
    /// <summary>What is held, in the order in which it is listed.</summary>
    public IReadOnlyList<string> Held { get; } = [.. Orders.Keys.Concat(Things)];

    /// <summary>Makes one from a seed. The text may contradict itself.</summary>
    public static Dispute Of(int seed, int most)
    {
        var random = new Random(seed);
        var (events, clauses, pledges) = (random.Next(2, 5), random.Next(0, 4), random.Next(0, 4));
        var yaml = new StringBuilder("truce: 1\nid: t\ntitle: T\nsource: { status: draft }\nclock: { zone: UTC, day: calendar }\nactors: { A: { kind: party }, B: { kind: party }, C: { kind: party }, D: { kind: party } }\n");
        var (text, always, needs) = (new List<Lag>(), new List<Lag>(), new List<(string, string)>());
        var late = Events(random, events, clauses, yaml, text);
        var phased = Phases(random, events, yaml, text);
        yaml.Append(pledges == 0 ? "" : "pledges:\n");
        for (var i = 0; i < pledges; i++)
        {
            // A pledge enables earlier ones alone, so none waits for itself.
            var enables = Enumerable.Range(0, i).Where(_ => random.Next(3) == 0).Select(other => $"p{other}").ToArray();
            needs.AddRange(enables.Select(other => (other, $"p{i}")));
            yaml.Append(CultureInfo.InvariantCulture, $"- {{ id: p{i}, by: A, domain: land, status: confirmed{Listed(", enables", enables)} }}\n");
        }
        yaml.Append("clauses:\n- { id: x, must-not: { who: A, do: fire } }\n");
        for (var i = 0; i < clauses; i++) Clause(random, i, clauses, events, pledges, yaml, text, always, needs);
        string[] points = [.. Enumerable.Range(0, events).Select(i => $"e{i}"), .. late, .. phased, .. Enumerable.Range(0, clauses).Select(i => $"c{i}"), "x"];
        string[] adoptable = [.. Enumerable.Range(0, clauses).Select(i => $"c{i}"), .. Enumerable.Range(0, pledges).Select(i => $"p{i}"), "x"];
        var (orders, things) = Positions(random, most, points, adoptable, yaml);
        return new(yaml.ToString(), orders.ToDictionary(words => words, words => Order(words), StringComparer.Ordinal), things, text, always, needs);
    }

    private static string[] Events(Random random, int events, int clauses, StringBuilder yaml, List<Lag> text)
    {
        yaml.Append("events:\n");
        var fixedOnes = Enumerable.Range(0, events).Where(_ => random.Next(4) == 0).ToArray();
        for (var i = 0; i < events; i++)
            yaml.Append(CultureInfo.InvariantCulture, $"  e{i}: {(fixedOnes.Contains(i) ? $"{{ at: 2020-01-0{i / 2 + 1}T00:00:00+00:00 }}" : "{ declared-by: [A, B] }")}\n");
        foreach (var one in fixedOnes)
            foreach (var other in fixedOnes.Where(other => other != one && other / 2 >= one / 2))
                text.Add(new($"e{one}", $"e{other}", other / 2 > one / 2));
        if (clauses == 0) return [];
        yaml.Append("  fulfilled: { declared-by: [A] }\n  alone: {}\n");
        if (clauses > 1) text.Add(new("fulfilled", $"c{clauses - 1}.met", false));
        text.AddRange([new("alone", "c0.met", false), new("c0.met", "alone", false)]);
        var (all, any) = (random.Next(1, clauses + 1), random.Next(1, clauses + 1));
        yaml.Append(CultureInfo.InvariantCulture, $"  all: {{ all-met: [{string.Join(", ", Enumerable.Range(0, all).Select(i => $"c{i}"))}] }}\n  any: {{ any-met: [{string.Join(", ", Enumerable.Range(0, any).Select(i => $"c{i}"))}] }}\n  calm: {{ quiet: {{ clause: x, for: P7D }} }}\n");
        for (var i = 0; i < all; i++) text.Add(new($"c{i}.met", "all", false));
        for (var i = 0; i < any; i++) text.Add(new("any", $"c{i}.met", false));
        if (all == 1) text.Add(new("all", "c0.met", false));
        if (any == 1) text.Add(new("c0.met", "any", false));
        text.Add(new("x", "calm", true));
        return ["fulfilled", "alone", "all", "any", "calm"];
    }

    private static string[] Phases(Random random, int events, StringBuilder yaml, List<Lag> text)
    {
        if (random.Next(2) == 0) return [];
        var (from, later) = (random.Next(events), random.Next(2) == 0);
        yaml.Append(CultureInfo.InvariantCulture, $"phases: [ {{ id: f0, from: e{from}{(later ? " + P1D" : "")} }} ]\n");
        text.Add(new($"e{from}", "f0", later));
        if (!later) text.Add(new("f0", $"e{from}", false));
        return ["f0"];
    }

    private static void Clause(Random random, int i, int clauses, int events, int pledges, StringBuilder yaml, List<Lag> text, List<Lag> always, List<(string, string)> needs)
    {
        string Earlier() => i > 0 && random.Next(2) == 0 ? $"c{random.Next(i)}.{(random.Next(2) == 0 ? "met" : "started")}" : $"e{random.Next(events)}";
        var keys = new List<string> { $"id: c{i}", "must: { who: A, do: deploy }" };
        always.Add(new($"c{i}.started", $"c{i}.met", true));
        var (started, met) = ($"c{i}.started", $"c{i}.met");
        void Add(string key, string after, string point, bool strict, bool day)
        {
            keys.Add($"{key.Replace("@", day ? $"{after} + P2D" : after, StringComparison.Ordinal)}");
            text.Add(new(after, point, strict || day));
        }
        if (random.Next(3) == 0) Add("after: [\"@\"]", Earlier(), started, true, random.Next(2) == 0);
        if (random.Next(3) == 0) Add("from: \"@\"", Earlier(), started, false, random.Next(2) == 0);
        switch (random.Next(4))
        {
            case 0: Add("start: { not-before: \"@\" }", Earlier(), started, false, random.Next(2) == 0); break;
            case 1: Add("start: { after: \"@\" }", Earlier(), started, true, false); break;
        }
        if (random.Next(3) == 0) Add("done: { after: \"@\" }", Earlier(), met, true, random.Next(2) == 0);
        if (i == 0) keys.Add("fulfils: alone");
        else if (i == clauses - 1) keys.Add("fulfils: fulfilled");
        if (i > 0 && random.Next(4) == 0)
        {
            var other = random.Next(i);
            keys.Add(random.Next(2) == 0 ? $"together-with: [c{other}]" : $"mirror: {{ clause: c{other}, how: synchronous }}");
            text.AddRange([new(met, $"c{other}.met", false), new($"c{other}.met", met, false), new(started, $"c{other}.started", false), new($"c{other}.started", started, false)]);
        }
        if (pledges > 0 && random.Next(2) == 0)
        {
            var needed = $"p{random.Next(pledges)}";
            keys.Add($"needs: [{needed}]");
            needs.Add(($"c{i}", needed));
        }
        yaml.Append(CultureInfo.InvariantCulture, $"- {{ {string.Join(", ", keys)} }}\n");
    }

    private static (string[] Orders, string[] Things) Positions(Random random, int most, string[] points, string[] adoptable, StringBuilder yaml)
    {
        var (orders, wanted, refused) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        yaml.Append("positions:\n");
        foreach (var actor in new[] { "A", "B", "C", "D" })
        {
            var wants = new SortedSet<string>(StringComparer.Ordinal);
            for (var n = random.Next(4); n > 0; n--)
                if ((points[random.Next(points.Length)], points[random.Next(points.Length)]) is var (first, then) && first != then) wants.Add($"{first} before {then}");
            var accept = adoptable.Where(_ => random.Next(5) == 0).ToArray();
            var reject = adoptable.Except(accept).Where(_ => random.Next(6) == 0).ToArray();
            if (orders.Union(wants).Count() + wanted.Union(accept).Count() + refused.Union(reject).Count() > most) continue;
            orders.UnionWith(wants);
            wanted.UnionWith(accept);
            refused.UnionWith(reject);
            if (wants.Count + accept.Length + reject.Length > 0)
                yaml.Append(CultureInfo.InvariantCulture, $"  {actor}: {{ said: [wire/{actor}]{Listed(", accept", accept)}{Listed(", reject", reject)}{Listed(", wants", wants)} }}\n");
        }
        if (orders.Count + wanted.Count + refused.Count == 0) yaml.Append("  A: { accept: [x] }\n");
        if (orders.Count + wanted.Count + refused.Count == 0) wanted.Add("x");
        return ([.. orders], [.. wanted, .. refused.Select(id => $"not {id}")]);
    }

    private static string Listed(string key, IEnumerable<string> words) => words.Any() ? $"{key}: [{string.Join(", ", words)}]" : "";

    // What comes first has to be met, where it is an obligation; what comes then begins.
    private static Lag Order(string words)
    {
        static string Point(string id, string state) => id[0] == 'c' && id != "calm" ? $"{id}.{state}" : id;
        var parts = words.Split(" before ");
        return new(Point(parts[0], "met"), Point(parts[1], "started"), true);
    }

    /// <summary>Every single change of one contention: none in its place, or another.</summary>
    public IEnumerable<(OpeningKind Kind, string? Held, IReadOnlyDictionary<string, Lag> Orders)> Changed(string words)
    {
        yield return (OpeningKind.Drops, null, Orders);
        yield return (OpeningKind.MakesConditional, null, Orders);
        if (!Orders.ContainsKey(words))
        {
            yield return words.StartsWith("not ", StringComparison.Ordinal) ? (OpeningKind.Accepts, words[4..], Orders) : (OpeningKind.Rejects, $"not {words}", Orders);
            yield break;
        }
        var (parts, all) = (words.Split(" before "), Orders.ToDictionary(StringComparer.Ordinal));
        all["turned"] = Order($"{parts[1]} before {parts[0]}");
        all["together"] = new(Order($"{parts[1]} before {parts[0]}").Then, Order(words).Then, false);
        yield return (OpeningKind.TurnsRound, "turned", all);
        yield return (OpeningKind.AllowsTogether, "together", all);
    }

    /// <summary>Whether some contentions can hold, found by trying every adoption and by times that grow until they fit or never will.</summary>
    public bool CanHold(IReadOnlyCollection<string> held, bool withText)
    {
        var lags = held.Where(Orders.ContainsKey).Select(words => Orders[words]).Concat(Always).Concat(withText ? TextLags : []).ToArray();
        var times = lags.SelectMany(lag => new[] { lag.First, lag.Then }).Distinct().ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        for (var round = 0; round <= times.Count + 1; round++)
        {
            var moved = false;
            foreach (var lag in lags)
            {
                var earliest = times[lag.First] + (lag.Strict ? 1 : 0);
                if (times[lag.Then] >= earliest) continue;
                times[lag.Then] = earliest;
                moved = true;
            }
            if (!moved) return Adoptable(held, withText);
        }
        return false;
    }

    private bool Adoptable(IReadOnlyCollection<string> held, bool withText)
    {
        var things = held.Where(words => !Orders.ContainsKey(words)).ToArray();
        string[] all = [.. things.Select(words => words.Replace("not ", "", StringComparison.Ordinal)).Concat(Requirements.SelectMany(need => new[] { need.Thing, need.Needed })).Distinct()];
        return Enumerable.Range(0, 1 << all.Length).Any(choice =>
        {
            bool Adopted(string id) => (choice >> Array.IndexOf(all, id) & 1) == 1;
            return things.All(words => words.StartsWith("not ", StringComparison.Ordinal) ? !Adopted(words[4..]) : Adopted(words))
                && (!withText || Requirements.All(need => !Adopted(need.Thing) || Adopted(need.Needed)));
        });
    }

    /// <summary>The same for every subset of what is held, by z3: the subset is a number, bit i for the i-th of <see cref="Held"/>.</summary>
    public bool[] AskZ3(bool withText)
    {
        static string Name(string name) => $"|{name}|";
        var smt = new StringBuilder();
        var lags = Orders.Values.Concat(Always).Concat(withText ? TextLags : []).ToArray();
        foreach (var name in lags.SelectMany(lag => new[] { lag.First, lag.Then }).Distinct()) smt.Append(CultureInfo.InvariantCulture, $"(declare-const {Name(name)} Int)\n");
        var adoptable = Things.Select(words => words.Replace("not ", "", StringComparison.Ordinal)).Concat(Requirements.SelectMany(need => new[] { need.Thing, need.Needed })).Distinct();
        foreach (var id in adoptable) smt.Append(CultureInfo.InvariantCulture, $"(declare-const |adopted {id}| Bool)\n");
        static string Formula(Lag lag) => $"({(lag.Strict ? "<" : "<=")} {Name(lag.First)} {Name(lag.Then)})";
        foreach (var lag in Always.Concat(withText ? TextLags : [])) smt.Append(CultureInfo.InvariantCulture, $"(assert {Formula(lag)})\n");
        if (withText)
            foreach (var (thing, needed) in Requirements) smt.Append(CultureInfo.InvariantCulture, $"(assert (=> |adopted {thing}| |adopted {needed}|))\n");
        for (var i = 0; i < Held.Count; i++)
        {
            var formula = Orders.TryGetValue(Held[i], out var lag) ? Formula(lag)
                : Held[i].StartsWith("not ", StringComparison.Ordinal) ? $"(not |adopted {Held[i][4..]}|)" : $"|adopted {Held[i]}|";
            smt.Append(CultureInfo.InvariantCulture, $"(declare-const h{i} Bool)\n(assert (=> h{i} {formula}))\n");
        }
        for (var set = 0; set < 1 << Held.Count; set++)
            smt.Append(CultureInfo.InvariantCulture, $"(check-sat-assuming ({string.Join(' ', Enumerable.Range(0, Held.Count).Where(i => (set >> i & 1) == 1).Select(i => $"h{i}"))}))\n");
        return [.. Z3(smt.ToString()).Select(answer => answer switch { "sat" => true, "unsat" => false, _ => throw new InvalidOperationException($"z3 says {answer}") })];
    }

    private static string[] Z3(string input)
    {
        var start = new ProcessStartInfo(Needs.Tool("z3"), "-in -smt2") { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var feed = Task.Run(() =>
        {
            using var writer = process.StandardInput;
            writer.Write(input);
        });
        var output = process.StandardOutput.ReadToEnd();
        feed.GetAwaiter().GetResult();
        process.WaitForExit();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The minimal sets that cannot hold and the maximal ones that can, of what every subset does.</summary>
    public (SortedSet<string> Conflicts, SortedSet<string> Maximal) Minimal(Func<int, bool> canHold)
    {
        var (conflicts, maximal) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        for (var set = 0; set < 1 << Held.Count; set++)
        {
            var neighbours = Enumerable.Range(0, Held.Count).Select(i => set ^ 1 << i).ToArray();
            if (canHold(set) ? neighbours.All(other => other < set || !canHold(other)) : neighbours.All(other => other > set || canHold(other)))
                (canHold(set) ? maximal : conflicts).Add(Written(Of(set)));
        }
        return (conflicts, maximal);
    }

    /// <summary>The contentions of a subset.</summary>
    public string[] Of(int set) => [.. Enumerable.Range(0, Held.Count).Where(i => (set >> i & 1) == 1).Select(i => Held[i])];

    /// <summary>A set of contentions, in one order.</summary>
    public static string Written(IEnumerable<string> words) => string.Join("; ", words.Order(StringComparer.Ordinal));

    /// <summary>Every maximal set that the knots stand for.</summary>
    public static IEnumerable<string> Expanded(Concord found)
    {
        IEnumerable<IEnumerable<string>> sets = [found.InEverySet.Select(one => one.Words)];
        foreach (var knot in found.Knots) sets = [.. sets.SelectMany(_ => knot.Choices, (set, choice) => set.Concat(choice.Select(one => one.Words)))];
        return sets.Select(Written);
    }
}
