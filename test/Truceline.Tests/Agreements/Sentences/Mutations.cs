using System.Text;
using System.Text.RegularExpressions;
using Truceline.Agreements;
using Truceline.Agreements.Binding;
using Truceline.Agreements.Sentences;
using Truceline.Agreements.Text;

namespace Truceline.Tests.Agreements.Sentences;

/// <summary>A truce file with one value changed at a time, to something that can be read too: what then reads the same was not said.</summary>
internal sealed partial class Mutations(string text, Func<string, ReadOnlyMemory<byte>?> beside)
{
    // Each place is changed until so many changes could be read, or so many were tried.
    private const int Most = 1;
    private const int MostTried = 12;

    // The file says these to the program and to nobody else: its version, and the files that hold what is drawn and quoted, whose names the rendering shows where they matter.
    private static readonly string[] NotSaid = ["truce"];

    private readonly string[] lines = text.Split('\n');
    private readonly (string English, string Ukrainian) before = Rendered(text, beside)!.Value;

    /// <summary>The changes that leave a rendering as it is, each as "line:column key: old → new".</summary>
    /// <param name="section">The section of the file in which values are changed; null: all of it.</param>
    public IEnumerable<string> Silent(string? section)
    {
        var root = (YamlNode.Mapping) YamlGate.Read("t", Encoding.UTF8.GetBytes(text), new ProblemList())!;
        var scalars = Scalars(root, "").ToList();
        var byKey = scalars.ToLookup(one => one.Key, one => one.Scalar.Text, StringComparer.Ordinal);
        var places = section is null ? scalars : [.. Scalars(root[section]!.Value, section)];
        foreach (var (key, scalar) in places.Where(one => !NotSaid.Contains(one.Key)))
        {
            var read = 0;
            foreach (var other in Others(scalar.Text, byKey[key]).Distinct(StringComparer.Ordinal).Where(other => other != scalar.Text).Take(MostTried))
            {
                if (read == Most) break;
                if (Changed(scalar, other) is not { } changed || Rendered(changed, beside) is not var (english, ukrainian)) continue;
                read++;
                if (english == before.English) yield return $"en {scalar.Where.Line}:{scalar.Where.Column} {key}: {scalar.Text} → {other}";
                if (ukrainian == before.Ukrainian) yield return $"uk {scalar.Where.Line}:{scalar.Where.Column} {key}: {scalar.Text} → {other}";
            }
        }
    }

    private static IEnumerable<(string Key, YamlNode.Scalar Scalar)> Scalars(YamlNode node, string key) => node switch
    {
        YamlNode.Scalar scalar => [(key, scalar)],
        YamlNode.Sequence list => list.Items.SelectMany(item => Scalars(item, key)),
        YamlNode.Mapping mapping => mapping.Pairs.SelectMany(pair => Scalars(pair.Value, pair.Key.Text)),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Other values for a value: those of the same key elsewhere, other words of the vocabularies, another number, date, duration or text.</summary>
    private static IEnumerable<string> Others(string value, IEnumerable<string> elsewhere)
    {
        if (value is "true") yield return "false";
        if (Number().IsMatch(value)) yield return Number().Replace(value, match => $"{int.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture) + 1}", 1);
        foreach (var other in elsewhere) yield return other;
        foreach (var words in new[] { Vocabulary.All<Act>(), Vocabulary.All<Means>(), Vocabulary.All<ActorKind>(), Vocabulary.All<PowerAct>(), Vocabulary.All<PledgeDomain>(), Vocabulary.All<PledgeStatus>(), Vocabulary.All<SourceStatus>(), Vocabulary.All<CountingUnit>(), Vocabulary.All<MirrorKind>(), Vocabulary.All<SilenceMeans>() })
            if (words.Contains(value))
                foreach (var other in words) yield return other;
        foreach (var other in ClassGraph.BuiltInIds) yield return other;
        foreach (var other in (string[])["Europe/London", "24h", "verified", "any", "consensus", "both", "fr"]) yield return other;
        yield return value + "x";
    }

    private string? Changed(YamlNode.Scalar scalar, string other)
    {
        var line = lines[scalar.Where.Line - 1];
        var at = scalar.Where.Column - 1;
        if (at < line.Length && line[at] is '"' or '\'') at++;
        if (string.CompareOrdinal(line, at, scalar.Text, 0, scalar.Text.Length) != 0) return null;
        var changed = (string[])lines.Clone();
        changed[scalar.Where.Line - 1] = line[..at] + other + line[(at + scalar.Text.Length)..];
        return string.Join('\n', changed);
    }

    /// <summary>All that is said in each language, or null where the file has errors. Ids stand in it, places in the file do not.</summary>
    private static (string English, string Ukrainian)? Rendered(string text, Func<string, ReadOnlyMemory<byte>?> beside)
    {
        if (AgreementReader.Read("t", Encoding.UTF8.GetBytes(text), beside).Agreement is not { } agreement) return null;
        return (In(RenderingLanguage.English), In(RenderingLanguage.Ukrainian));

        string In(RenderingLanguage language) => Line().Replace(Encoding.UTF8.GetString(RenderingJson.Write(Rendering.Of(agreement, language))), "");
    }

    [GeneratedRegex(@"""line"": \d+,")]
    private static partial Regex Line();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
