using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Assessments;

/// <summary>
/// Whether two parts of agreements say the same, to the last word and number; where they stand in their files does not count. Asked of
/// every property that a part has, so that none can be forgotten; what is of an unknown sort is the same when it is equal.
/// </summary>
internal static class Alike
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = [];

    public static bool Are(object? one, object? other)
    {
        if (ReferenceEquals(one, other) || one is Location) return true;
        if (one is null || other is null || one.GetType() != other.GetType()) return false;
        return one switch
        {
            string => one.Equals(other),
            Line line => Are(line.Vertices, ((Line)other).Vertices),
            Area area => Are(area.Polygons, ((Area)other).Polygons),
            ClassGraph graph => Are(graph.Classes, ((ClassGraph)other).Classes),
            ImmutableArray<Position> places => places.AsSpan().SequenceEqual(((ImmutableArray<Position>)other).AsSpan()),
            IDictionary map => AreMaps(map, (IDictionary)other),
            IStructuralEquatable list => list.Equals(other, Parts.Instance),
            _ when one.GetType() is { IsEnum: false } type && type.Assembly == typeof(Alike).Assembly => Of(type).All(property => Are(property.GetValue(one), property.GetValue(other))),
            _ => one.Equals(other),
        };
    }

    private static PropertyInfo[] Of(Type type) => Properties.GetOrAdd(type, found => [.. found.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0)]);

    private static bool AreMaps(IDictionary one, IDictionary other)
    {
        if (one.Count != other.Count) return false;
        foreach (DictionaryEntry pair in one)
            if (!other.Contains(pair.Key) || !Are(pair.Value, other[pair.Key])) return false;
        return true;
    }

    private sealed class Parts : IEqualityComparer
    {
        public static Parts Instance { get; } = new();

        bool IEqualityComparer.Equals(object? x, object? y) => Are(x, y);

        int IEqualityComparer.GetHashCode(object obj) => 0;
    }
}
