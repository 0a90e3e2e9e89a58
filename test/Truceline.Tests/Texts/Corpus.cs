using System.Text.Json;
using Truceline.Texts;

namespace Truceline.Tests.Texts;

/// <summary>The made-up texts of <c>test/data/origins</c>, of which it is known what was made of what: <em>exercise, synthetic</em>.</summary>
internal sealed class Corpus
{
    /// <summary>One text: what it is, and of which it was made.</summary>
    public sealed record Item(string Id, string? Base, string Kind, string Half, PublishedText Text)
    {
        /// <summary>Whether its kind is a copy of its base as a whole.</summary>
        public bool IsCopy => Kind is "exact" or "edited" or "spun-wordnet" or "spun-hand" or "rewritten" or "translated";
    }

    private readonly Dictionary<string, TextOrigin> origins;
    private readonly TextOrigins found;

    private Corpus(Item[] items)
    {
        Items = items;
        found = TextOrigins.Of(TextIndex.Of(items.Select(item => item.Text), NameRegister.Empty, 2), [], 2);
        origins = found.Origins.SelectMany(origin => origin.Texts.Select(id => (id, origin))).ToDictionary(pair => pair.id, pair => pair.origin, StringComparer.Ordinal);
    }

    public Item[] Items { get; }

    /// <summary>The texts of one half, with their origins as they are found without a register.</summary>
    public static Corpus Of(string half)
    {
        var folder = Path.Combine(Needs.Root, "test", "data", "origins");
        return new([.. File.ReadLines(Path.Combine(folder, "truth.jsonl")).Where(line => line.Length > 0).Select(line => Read(folder, line)).Where(item => item.Half == half)]);
    }

    /// <summary>
    /// Of a kind: how many there are, and how many are of one origin with their base, unclear, or apart from it. Where the base is no text of its own, as with a template or an event, each is held
    /// against the others of its base.
    /// </summary>
    public (int Texts, int One, int Unclear, int Apart) Count(params string[] kinds)
    {
        var of = Items.Where(item => kinds.Contains(item.Kind) && item.Base is not null && item.Base != item.Id && Others(item).Length > 0).ToArray();
        var one = of.Count(item => Others(item).Any(other => origins[item.Id].Number == origins[other].Number));
        var unclear = of.Count(item => Others(item).Any(other => origins[item.Id].CountsAs == origins[other].CountsAs)) - one;
        return (of.Length, one, unclear, of.Length - one - unclear);

        string[] Others(Item item) => origins.ContainsKey(item.Base!) ? [item.Base!] : [.. Items.Where(other => other.Base == item.Base && other.Id != item.Id).Select(other => other.Id)];
    }

    /// <summary>How many texts stand in a group with others that they have nothing to do with.</summary>
    public int FalselyMerged()
    {
        var byId = Items.ToDictionary(item => item.Id, StringComparer.Ordinal);
        return found.Origins.Sum(origin => origin.Texts.Length - origin.Texts.GroupBy(id => Root(byId[id])).Max(group => group.Count()));

        string Root(Item item) => item.IsCopy && item.Base is not null && byId.TryGetValue(item.Base, out var below) && below != item ? Root(below) : item.Id;
    }

    /// <summary>How many of the partial copies have a link with their base, as a part or as a whole.</summary>
    public int PartsLinked() => Items.Count(item => item.Kind == "partial" && found.Links.Any(link => link.Kind != CopyKind.Unclear && (link.A == item.Id && link.B == item.Base || link.B == item.Id && link.A == item.Base)));

    /// <summary>Of the rewritten and translated copies, with their paragraphs in the opposite order: how many there are, and how many are independent of their base.</summary>
    public (int Texts, int Apart) Reordered()
    {
        var byId = Items.ToDictionary(item => item.Id, item => item.Text, StringComparer.Ordinal);
        var turned = Items.Where(item => item.Kind is "rewritten" or "translated").Select(item => (Base: byId[item.Base!], Copy: item.Text with { Body = string.Join('\n', item.Text.Body.Split('\n').Reverse()) })).ToArray();
        return (turned.Length, turned.Count(one => TextComparison.Link(TextReading.Of(one.Base, NameRegister.Empty), TextReading.Of(one.Copy, NameRegister.Empty)) is null));
    }

    private static Item Read(string folder, string line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        string? Said(string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        var (id, lines) = (Said("id")!, File.ReadAllText(Path.Combine(folder, Said("file")!)).ReplaceLineEndings("\n").Split('\n'));
        return new(id, Said("base"), Said("kind")!, Said("half")!, new(id, null, lines[0], null, null, string.Join('\n', lines[2..])));
    }
}
