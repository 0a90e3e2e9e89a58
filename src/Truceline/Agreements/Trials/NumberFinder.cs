using System.Collections.Immutable;
using System.Globalization;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Trials;

/// <summary>Finds the numbers of a truce file: distances, shares, counts, and lengths of time of one unit.</summary>
internal static class NumberFinder
{
    // What a person would bargain over. The rest of a file names things, and a number in it is a name too.
    private static readonly ImmutableArray<string> Sections = ["zones", "events", "phases", "clauses", "decisions", "counting"];

    private static readonly ImmutableDictionary<string, NumberUnit> Plain = new Dictionary<string, NumberUnit>
    {
        ["m"] = NumberUnit.Metres, ["within-m"] = NumberUnit.Metres, ["coverage"] = NumberUnit.Share, ["over"] = NumberUnit.Count, ["max"] = NumberUnit.Count,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    // A length of time, alone or after an event.
    private static readonly ImmutableHashSet<string> Times =
        ["by", "after", "not-before", "from", "until", "since", "for", "before", "per", "gap", "within"];

    /// <summary>The numbers, in the order of the file.</summary>
    public static ImmutableArray<AgreementNumber> In(YamlNode.Mapping root) =>
        [.. root.Pairs.Where(pair => Sections.Contains(pair.Key.Text)).SelectMany(pair => Below(pair.Key.Text, pair.Key.Text, pair.Value))];

    /// <summary>The document with another value in place of a number.</summary>
    public static YamlNode.Mapping Put(YamlNode.Mapping root, AgreementNumber number, decimal value) => (YamlNode.Mapping)Put(root, "", number, value);

    private static IEnumerable<AgreementNumber> Below(string path, string key, YamlNode node) => node switch
    {
        YamlNode.Mapping mapping => mapping.Pairs.SelectMany(pair => Below($"{path}/{pair.Key.Text}", pair.Key.Text, pair.Value)),
        YamlNode.Sequence list => list.Items.SelectMany((item, i) => Below($"{path}/{Name(item, i)}", key, item)),
        YamlNode.Scalar scalar when Written.Of(key, scalar) is { } written => [new(path, written.Value, written.Unit, scalar.Where)],
        _ => [],
    };

    private static YamlNode Put(YamlNode node, string path, AgreementNumber number, decimal value) => node switch
    {
        YamlNode.Mapping mapping => new YamlNode.Mapping(mapping.Where, [.. mapping.Pairs.Select(pair => Leads(Under(path, pair.Key.Text), number) ? new YamlPair(pair.Key, Put(pair.Value, Under(path, pair.Key.Text), number, value)) : pair)]),
        YamlNode.Sequence list => new YamlNode.Sequence(list.Where, [.. list.Items.Select((item, i) => Leads($"{path}/{Name(item, i)}", number) ? Put(item, $"{path}/{Name(item, i)}", number, value) : item)]),
        YamlNode.Scalar scalar when scalar.Where == number.Where => new YamlNode.Scalar(scalar.Where, Written.Of(Key(path), scalar) is { } written ? written.With(value) : scalar.Text, scalar.Plain),
        _ => node,
    };

    private static string Under(string path, string key) => path.Length == 0 ? key : $"{path}/{key}";

    private static bool Leads(string path, AgreementNumber number) => number.Path == path || number.Path.StartsWith(path + "/", StringComparison.Ordinal);

    /// <summary>An item of a list by its id where it has one; else by its number, from 1.</summary>
    private static string Name(YamlNode item, int index) => (item as YamlNode.Mapping)?["id"]?.Value is YamlNode.Scalar { Text: var id } ? id : FormattableString.Invariant($"{index + 1}");

    /// <summary>The last key of a path: numbers of list items are none.</summary>
    private static string Key(string path) => path.Split('/').Last(part => !char.IsAsciiDigit(part[0]));

    /// <summary>A number with the words around it.</summary>
    private sealed record Written(string Before, decimal Value, string After, NumberUnit Unit)
    {
        public string With(decimal value) => Before + value.ToString("0.######", CultureInfo.InvariantCulture) + After;

        public static Written? Of(string key, YamlNode.Scalar scalar)
        {
            var text = scalar.Text;
            if (Plain.TryGetValue(key, out var unit)) return Parse(text) is { } number ? new("", number, "", unit) : null;
            return Times.Contains(key) ? Time(text) : null;
        }

        /// <summary>A duration of ISO 8601 that has one unit, alone or after an event: <c>ceasefire + P14D</c>.</summary>
        private static Written? Time(string text)
        {
            var at = text.LastIndexOf('P');
            if (at < 0 || (at > 0 && !text[..at].TrimEnd().EndsWith('+')) || text.Length < at + 3) return null;
            var isClock = text[at + 1] == 'T';
            var start = isClock ? at + 2 : at + 1;
            NumberUnit? unit = (isClock, text[^1]) switch
            {
                (true, 'M') => NumberUnit.Minutes, (true, 'H') => NumberUnit.Hours,
                (false, 'D') => NumberUnit.Days, (false, 'W') => NumberUnit.Weeks, (false, 'M') => NumberUnit.Months,
                _ => null,
            };
            return unit is { } known && text[start..^1].All(char.IsAsciiDigit) && Parse(text[start..^1]) is { } number ? new(text[..start], number, text[^1..], known) : null;
        }

        private static decimal? Parse(string text) =>
            decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000_000 ? number : null;
    }
}
