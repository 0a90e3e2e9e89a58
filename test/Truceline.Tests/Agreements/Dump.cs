using System.Collections;
using System.Reflection;
using System.Text;
using Truceline.Agreements;

namespace Truceline.Tests.Agreements;

/// <summary>Everything that an agreement says, as text: equal for equal agreements. Where things stand in the file is left out.</summary>
internal static class Dump
{
    public static string Of(Agreement agreement)
    {
        var text = new StringBuilder();
        Write(text, agreement, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, int depth)
    {
        Assert.True(depth < 60, "the agreement leads into itself");
        switch (value)
        {
            case null or Location: text.Append('-'); break;
            case string words: text.Append('"').Append(words).Append('"'); break;
            case ClassGraph graph: Write(text, graph.Classes, depth + 1); break;
            case Truceline.Geography.Line line: Write(text, line.Vertices, depth + 1); break;
            case Truceline.Geography.Area area: text.Append(FormattableString.Invariant($"area {area.SquareMetres:R}")); break;
            case Truceline.Geography.Metres metres: text.Append(FormattableString.Invariant($"{metres.Value:R}")); break;
            case Truceline.Geography.Position at: text.Append(FormattableString.Invariant($"{at.Latitude:R},{at.Longitude:R}")); break;
            case NodaTime.DateTimeZone zone: text.Append(zone.Id); break;
            case IEnumerable list:
                text.Append('[');
                foreach (var item in list)
                {
                    Write(text, item, depth + 1);
                    text.Append(", ");
                }
                text.Append(']');
                break;
            case IFormattable: text.Append(FormattableString.Invariant($"{value}")); break;
            case bool truth: text.Append(truth); break;
            default:
                var type = value.GetType();
                text.Append(type.Name).Append('(');
                foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0).OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    text.Append(property.Name).Append('=');
                    Write(text, property.GetValue(value), depth + 1);
                    text.Append("; ");
                }
                text.Append(')');
                break;
        }
    }
}
