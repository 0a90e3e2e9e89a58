using System.Collections.Immutable;
using System.Text;
using Truceline.Agreements;
using Truceline.Agreements.Binding;
using Truceline.Agreements.Text;

namespace Truceline.Tests.Agreements;

/// <summary>Truce files with something done to them: bytes, words, or the tree of keys and values. The same seed gives the same file.</summary>
internal sealed class Mutations(ImmutableArray<string> texts, int seed)
{
    private static readonly ImmutableArray<string> Keys = [.. Language.All.SelectMany(place => place.Known).Distinct().Order(StringComparer.Ordinal)];

    private static readonly ImmutableArray<string> Traps =
    [
        "no", "on", "y", "12:30", "~", "null", "true", "0x1F", "0o7", "1_000", "1e309", "-0", ".nan", ".inf", "99999999999999999999999", "-1", "0.1", "2015-02-30", "9999-12-31", "0001-01-01",
        "P99999999999D", "P1Y-2M", "ceasefire + P1D + P1D", "ceasefire +", "+ P1D", "a..b", "..", "a..", "..b", "x before y before z", "1/0", "2/1", ">=", ">=1e9", "any", "both",
        "stop.kept", "stop.kept.kept", ".met", "area.1", "area.0", "../a.geojson", "a\\b", "", " ", "\n", "\t", "\u0000", "\u202E\u0440\u0443", "\uD800", "\U0001F54A", "'", "\"", "&a", "*a", "!x", "- a", "? b", "# c", "{", "]", "|",
    ];

    private readonly Random random = new(seed);

    /// <summary>One file.</summary>
    public byte[] Next()
    {
        var text = texts[random.Next(texts.Length)];
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var change = Math.Max(1, random.Next(-2, 4)); change > 0; change--)
            bytes = random.Next(4) switch
            {
                0 => Bytes(bytes),
                1 => Encoding.UTF8.GetBytes(Words(Encoding.UTF8.GetString(bytes))),
                _ => YamlGate.Read("t", bytes, new ProblemList()) is { } root ? Encoding.UTF8.GetBytes(Written(Tree(root))) : Bytes(bytes),
            };
        return bytes;
    }

    private byte[] Bytes(byte[] bytes)
    {
        if (bytes.Length == 0) return [(byte)random.Next(256)];
        var at = random.Next(bytes.Length);
        var length = Math.Min(random.Next(1, 40), bytes.Length - at);
        return random.Next(5) switch
        {
            0 => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], .. bytes[(at + length)..]],
            2 => [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]],
            3 => [.. bytes[..at], (byte)"[]{}:,-?&*!|>'\"%@`#\n\t "[random.Next(22)], .. bytes[at..]],
            _ => bytes[..at],
        };
    }

    private string Words(string text)
    {
        var words = text.Split([' ', '\n', ',', '[', ']', '{', '}'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return Traps[random.Next(Traps.Length)];
        var word = words[random.Next(words.Length)];
        var other = random.Next(3) switch { 0 => Traps[random.Next(Traps.Length)], 1 => Keys[random.Next(Keys.Length)] + ":", _ => words[random.Next(words.Length)] };
        var at = text.IndexOf(word, random.Next(text.Length), StringComparison.Ordinal);
        return at < 0 ? text.Replace(word, other, StringComparison.Ordinal) : text[..at] + other + text[(at + word.Length)..];
    }

    private YamlNode Tree(YamlNode root)
    {
        if (random.Next(3) == 0 && Alike(root) is var (first, second)) return Replaced(root, first, second);
        var all = All(root).ToList();
        var one = all[random.Next(all.Count)];
        var other = all[random.Next(all.Count)];
        return random.Next(9) switch
        {
            0 => Replaced(root, one, other),
            1 => Replaced(Replaced(root, one, other), other, one),
            2 => Replaced(root, one, Scalar(Traps[random.Next(Traps.Length)], random.Next(2) == 0)),
            3 => Replaced(root, one, new YamlNode.Sequence(default, [one, other])),
            4 => Replaced(root, one, new YamlNode.Mapping(default, [new(Scalar(Keys[random.Next(Keys.Length)]), one)])),
            5 => Replaced(root, one, Enumerable.Range(0, random.Next(1, 70)).Aggregate(one, (inner, _) => random.Next(2) == 0 ? new YamlNode.Sequence(default, [inner]) : new YamlNode.Mapping(default, [new(Scalar("in"), inner)]))),
            6 => one is YamlNode.Sequence list ? Replaced(root, one, new YamlNode.Sequence(default, [.. Enumerable.Repeat(list.Items, random.Next(0, 5)).SelectMany(items => items)])) : Replaced(root, one, other),
            _ => Replaced(root, one, one is YamlNode.Mapping mapping ? Keyed(mapping, other) : Scalar(Keys[random.Next(Keys.Length)])),
        };
    }

    /// <summary>Two values of one key, so that the one may stand where the other does.</summary>
    private (YamlNode, YamlNode)? Alike(YamlNode root)
    {
        var pairs = All(root).OfType<YamlNode.Mapping>().SelectMany(mapping => mapping.Pairs).ToList();
        if (pairs.Count == 0) return null;
        var one = pairs[random.Next(pairs.Count)];
        var others = pairs.Where(pair => pair.Key.Text == one.Key.Text).ToList();
        return (one.Value, others[random.Next(others.Count)].Value);
    }

    /// <summary>A mapping with a key renamed, removed, doubled, or brought from elsewhere.</summary>
    private YamlNode.Mapping Keyed(YamlNode.Mapping mapping, YamlNode other)
    {
        if (mapping.Pairs.IsEmpty || random.Next(4) == 0) return new(default, mapping.Pairs.Add(new(Scalar(Keys[random.Next(Keys.Length)]), other)));
        var at = random.Next(mapping.Pairs.Length);
        return random.Next(4) switch
        {
            0 => new(default, mapping.Pairs.SetItem(at, new(Scalar(Keys[random.Next(Keys.Length)]), mapping.Pairs[at].Value))),
            1 => new(default, mapping.Pairs.RemoveAt(at)),
            2 => new(default, mapping.Pairs.Add(mapping.Pairs[at])),
            _ => other is YamlNode.Mapping from ? new(default, mapping.Pairs.AddRange(from.Pairs)) : mapping,
        };
    }

    private static YamlNode.Scalar Scalar(string text, bool plain = true) => new(default, text, plain);

    private static IEnumerable<YamlNode> All(YamlNode node) => node switch
    {
        YamlNode.Mapping mapping => mapping.Pairs.SelectMany(pair => All(pair.Value)).Prepend(node),
        YamlNode.Sequence list => list.Items.SelectMany(All).Prepend(node),
        _ => [node],
    };

    private static YamlNode Replaced(YamlNode node, YamlNode old, YamlNode by) => ReferenceEquals(node, old) ? by : node switch
    {
        YamlNode.Mapping mapping => new YamlNode.Mapping(default, [.. mapping.Pairs.Select(pair => new YamlPair(pair.Key, Replaced(pair.Value, old, by)))]),
        YamlNode.Sequence list => new YamlNode.Sequence(default, [.. list.Items.Select(item => Replaced(item, old, by))]),
        _ => node,
    };

    private static string Written(YamlNode node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    private static void Write(StringBuilder text, YamlNode node)
    {
        switch (node)
        {
            case YamlNode.Mapping mapping:
                text.Append("{ ");
                foreach (var pair in mapping.Pairs)
                {
                    Write(text, pair.Key);
                    text.Append(": ");
                    Write(text, pair.Value);
                    text.Append(",\n");
                }
                text.Append('}');
                break;
            case YamlNode.Sequence list:
                text.Append("[ ");
                foreach (var item in list.Items)
                {
                    Write(text, item);
                    text.Append(", ");
                }
                text.Append(']');
                break;
            case YamlNode.Scalar scalar when scalar.Plain && scalar.Text.Length > 0 && !scalar.Text.Any(c => c is ',' or '[' or ']' or '{' or '}' or ':' or '#' or '\n' or '"'): text.Append(scalar.Text); break;
            case YamlNode.Scalar scalar: text.Append('"').Append(scalar.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"'); break;
        }
    }
}
