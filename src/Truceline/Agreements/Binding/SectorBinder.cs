using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Truceline.Agreements.Text;
using Truceline.Geography;

namespace Truceline.Agreements.Binding;

/// <summary>Binds zones that are divided into sectors, which are zones of their own: <c>area.1</c>, <c>area.2</c> and so on.</summary>
internal static class SectorBinder
{
    // Each sector is drawn for itself.
    private const int MostOfFile = 1000;

    /// <summary>Declares the names of sectors, after all zones have theirs.</summary>
    public static void Declare(Scope scope, IReadOnlyList<YamlPair> zones)
    {
        var all = 0;
        foreach (var (key, value) in zones)
        {
            if ((value as YamlNode.Mapping)?["sectors"]?.Value is not YamlNode.Mapping sectors || Count(sectors) is not { } count) continue;
            if ((all += count) > MostOfFile)
            {
                scope.Problems.Add("TL001", sectors.Where, FormattableString.Invariant($"the file has more than {MostOfFile} sectors"), "divide into fewer");
                return;
            }
            for (var n = 1; n <= count; n++)
            {
                var name = FormattableString.Invariant($"{key.Text}.{n}");
                if (scope.Zones.Declare(name, key.Where)) scope.SectorsOf[name] = key.Text;
                else scope.Problems.Add("TL007", scope.Zones[name], FormattableString.Invariant($"zone '{name}' has the name of a sector of zone '{key.Text}' in line {key.Where.Line}"), "choose another id");
            }
        }
    }

    // What is wrong with a number is told when it is bound.
    private static int? Count(YamlNode.Mapping sectors) =>
        sectors["count"]?.Value is YamlNode.Scalar { Plain: true, Text: var text } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 2 and <= Geography.Sectors.Most
            ? count : null;

    /// <summary>The whole of a divided zone: the zone itself.</summary>
    public static BoundZone? Bind(Scope scope, YamlNode value, string? id, Func<YamlNode, BoundZone?> expression)
    {
        if (Fields.Of(scope, value, Language.Sectors) is not { } fields) return null;
        var of = fields.Required("of", "'sectors'") is { } zone ? expression(zone) : null;
        var count = fields.Required("count", "'sectors'") is { } number ? scope.Whole(number, 2, Geography.Sectors.Most) : null;
        if (id is null)
        {
            scope.Problems.Add("TL005", value.Where, "sectors are zones of their own, and those of a zone without a name have none", "declare it under 'zones', and name its sectors, as in 'area.1'");
            return null;
        }
        if (count is not { } n) return null;
        if (Count((YamlNode.Mapping)value) is null)
        {
            scope.Problems.Add("TL005", fields["count"]!.Where, "this is not a plain whole number", "write digits alone");
            return null;
        }
        // Their names were not declared where the file has too many of them.
        if (of is null || !scope.SectorsOf.ContainsKey(FormattableString.Invariant($"{id}.{n}"))) return null;
        return of with { Describes = Divided(n) + of.Words, Form = new ZoneForm.Sectors(of.Form, n, null), Mark = Meaning.Of("sectors", of.Mark) };
    }

    private static string Divided(int count) => FormattableString.Invariant($"in the {count} sectors of ");

    /// <summary>The sectors with their numbers; none after a problem was added.</summary>
    public static IEnumerable<(int Number, BoundZone Sector)> Sectors(Scope scope, BoundZone whole, ZoneForm of, int count, Location where)
    {
        if (Draw(whole.Zone) is not { } drawn) yield break;
        var words = whole.Describes[Divided(count).Length..];
        var later = new Dictionary<LocalDate, ImmutableArray<Zone>?>();
        for (var n = 1; n <= count; n++)
        {
            var number = n;
            yield return (n, whole with
            {
                Zone = drawn[n - 1],
                Describes = FormattableString.Invariant($"in sector {n} of {count} of {words}"),
                Form = new ZoneForm.Sectors(of, count, n),
                Mark = Meaning.Of("sector", whole.Mark, FormattableString.Invariant($"{n}/{count}")),
                Later = whole.Later is null ? null : date => At(date) is { } zones ? zones[number - 1] : null,
            });
        }

        ImmutableArray<Zone>? At(LocalDate date)
        {
            if (!later.TryGetValue(date, out var zones)) later[date] = zones = whole.At(date) is { } zone ? Draw(zone) : null;
            return zones;
        }

        ImmutableArray<Zone>? Draw(Zone zone)
        {
            if (!scope.Files.Effort.Allows(scope, where, Effort.Division, Effort.Vertices(zone) + 20 * count)) return null;
            if (Geography.Sectors.Of(zone, count, out var why) is { } sectors) return sectors;
            scope.Problems.Add("TL005", where, $"sectors cannot be drawn: {why}", "divide another zone");
            return null;
        }
    }
}
