using System.Collections.Immutable;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>
/// Binds the other ways to read the text: each is the document with its overrides put in, bound again. A zone, line or event
/// is replaced whole; of a clause the given keys are replaced, and what they exclude goes.
/// </summary>
internal static class ReadingBinder
{
    // Each reading is bound like a file of its own; this many keys and values they may have together.
    private const int MostNodes = 80_000;

    private static readonly ImmutableArray<(string Given, string Goes)> Exclusive =
    [
        ("must", "must-not"), ("must-not", "must"), ("must", "may"), ("may", "must"), ("must-not", "may"), ("may", "must-not"), ("during", "from"), ("during", "until"), ("from", "during"), ("until", "during"),
        ("accepted", "unilateral"), ("unilateral", "accepted"),
    ];

    public static ImmutableSortedDictionary<string, Reading> Bind(Scope scope, YamlNode.Mapping root, BoundAgreement plain)
    {
        var readings = ImmutableSortedDictionary.CreateBuilder<string, Reading>(StringComparer.Ordinal);
        var section = root["readings"]?.Value;
        var entries = scope.Entries(section, "readings");
        if ((long)entries.Count * Count(root) > MostNodes)
        {
            scope.Problems.Add("TL001", section!.Where, FormattableString.Invariant($"{entries.Count} readings are too many for so long a file"), "keep those that matter");
            return readings.ToImmutable();
        }
        foreach (var (key, value) in entries)
        {
            if (scope.Id(key, "reading") is not { } name || Fields.Of(scope, value, Language.Reading) is not { } fields) continue;
            var merged = Merge(scope, root, fields);
            var problems = new ProblemList();
            var other = new Scope(scope.File, scope.Files, problems);
            var bound = AgreementBinder.Bind(other, merged);
            foreach (var problem in problems.InOrder().Where(problem => !scope.Problems.Knows(problem)))
                scope.Problems.Add(problem with { What = $"in reading '{name}': {problem.What}" });
            if (bound is not null) readings[name] = Doubted(new(name, bound.Agreement, Changes(plain, bound)) { Assumed = fields.Truth("assumed"), Unchecked = fields.Truth("unchecked") }, [.. fields.Doubt().About($"reading {name}")]);
        }
        return readings.ToImmutable();
    }

    /// <summary>What is doubtful about a reading counts for the clauses that it changes.</summary>
    private static Reading Doubted(Reading reading, ImmutableArray<string> doubts) => doubts.IsEmpty ? reading : reading with
    {
        Agreement = reading.Agreement with
        {
            Clauses = [.. reading.Agreement.Clauses.Select(clause => reading.Changes.Contains(clause.Id)
                ? clause with { Assumptions = [.. clause.Assumptions.Concat(doubts).Order(StringComparer.Ordinal)] } : clause)],
        },
    };

    private static int Count(YamlNode node) => 1 + node switch
    {
        YamlNode.Mapping mapping => mapping.Pairs.Sum(pair => 1 + Count(pair.Value)),
        YamlNode.Sequence list => list.Items.Sum(Count),
        _ => 0,
    };

    private static YamlNode.Mapping Merge(Scope scope, YamlNode.Mapping root, Fields overrides)
    {
        var pairs = root.Pairs.RemoveAll(pair => pair.Key.Text == "readings");
        foreach (var section in (string[])["zones", "lines", "events"])
            if (overrides[section] is { } given) pairs = Replace(scope, pairs, section, scope.Entries(given, section));
        if (overrides["clauses"] is { } clauses) pairs = Replace(scope, pairs, scope.Entries(clauses, "clauses"));
        return new(root.Where, pairs);
    }

    private static ImmutableArray<YamlPair> Replace(Scope scope, ImmutableArray<YamlPair> pairs, string section, IReadOnlyList<YamlPair> given)
    {
        var index = IndexOf(pairs, section);
        var entries = index >= 0 && pairs[index].Value is YamlNode.Mapping mapping ? mapping.Pairs : [];
        foreach (var (key, value) in given)
        {
            var at = IndexOf(entries, key.Text);
            if (at < 0) scope.Unknown(section.TrimEnd('s'), section, key.Text, key.Where, entries.Select(pair => pair.Key.Text));
            else entries = entries.SetItem(at, new(entries[at].Key, value));
        }
        return index < 0 ? pairs : pairs.SetItem(index, new(pairs[index].Key, new YamlNode.Mapping(pairs[index].Value.Where, entries)));
    }

    private static ImmutableArray<YamlPair> Replace(Scope scope, ImmutableArray<YamlPair> pairs, IReadOnlyList<YamlPair> given)
    {
        var index = IndexOf(pairs, "clauses");
        if (index < 0 || pairs[index].Value is not YamlNode.Sequence list) return pairs;
        var clauses = list.Items;
        foreach (var (key, value) in given)
        {
            var at = -1;
            for (var i = 0; i < clauses.Length && at < 0; i++)
                if ((clauses[i] as YamlNode.Mapping)?["id"]?.Value is YamlNode.Scalar { Text: var id } && id == key.Text) at = i;
            if (at < 0) scope.Unknown("clause", "clauses", key.Text, key.Where, scope.Clauses.All);
            else if (value is not YamlNode.Mapping changed)
                scope.Problems.Add("TL004", value.Where, $"this is {value.Kind}, where the keys of a clause are wanted", "write the keys that are read otherwise");
            else if (changed["id"] is { } own) scope.Problems.Add("TL005", own.Key.Where, "a reading keeps the id of a clause", "remove 'id'");
            else clauses = clauses.SetItem(at, Merge((YamlNode.Mapping)clauses[at], changed));
        }
        return pairs.SetItem(index, new(pairs[index].Key, new YamlNode.Sequence(list.Where, clauses)));
    }

    private static YamlNode.Mapping Merge(YamlNode.Mapping clause, YamlNode.Mapping changed)
    {
        var pairs = clause.Pairs.RemoveAll(pair => changed[pair.Key.Text] is not null
            || Exclusive.Any(rule => rule.Goes == pair.Key.Text && changed[rule.Given] is not null));
        return new(clause.Where, pairs.AddRange(changed.Pairs));
    }

    private static int IndexOf(ImmutableArray<YamlPair> pairs, string key)
    {
        for (var i = 0; i < pairs.Length; i++)
            if (string.Equals(pairs[i].Key.Text, key, StringComparison.Ordinal)) return i;
        return -1;
    }

    /// <summary>The clauses that mean something else, themselves or through the state of a clause that does, in ordinal order.</summary>
    private static ImmutableArray<string> Changes(BoundAgreement plain, BoundAgreement other)
    {
        var changed = new SortedSet<string>(StringComparer.Ordinal);
        changed.UnionWith(other.Marks.Where(pair => plain.Marks.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => pair.Key));
        var open = new Queue<string>(changed);
        while (open.TryDequeue(out var id))
            foreach (var follower in other.Clauses.Where(one => one.Clauses.Contains(id)))
                if (changed.Add(follower.Clause.Id)) open.Enqueue(follower.Clause.Id);
        return [.. changed];
    }
}
