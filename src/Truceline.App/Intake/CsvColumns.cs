using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Truceline.Agreements;

namespace Truceline.App.Intake;

/// <summary>Where one value of a report comes from in a table.</summary>
/// <param name="Field">The field that it is of, as the file of columns writes it, such as <c>where.within-m</c>.</param>
/// <param name="Columns">The columns that are joined; empty for a constant.</param>
/// <param name="With">What stands between joined cells.</param>
/// <param name="Constant">What every row says; null where columns say it.</param>
/// <param name="Map">What each cell means; null: itself.</param>
/// <param name="Else">What is said where the map does not name the cell or, without a map, where it is empty; null: that is not foreseen.</param>
/// <param name="Unit">How many metres, or millimetres of a calibre, one of its numbers is.</param>
/// <param name="Formats">How its times are written.</param>
internal sealed record CsvValue(
    string Field, ImmutableArray<string> Columns, string With, string? Constant, ImmutableDictionary<string, string>? Map, string? Else, double Unit, ImmutableArray<TimeFormat> Formats);

/// <summary>How a table is read: what a file of columns says.</summary>
internal sealed record CsvColumns
{
    public char Delimiter { get; init; } = ',';
    public Encoding Encoding { get; init; } = CsvEncoding.Utf8;
    public char Decimal { get; init; } = '.';

    /// <summary>Rows before the head.</summary>
    public int Skip { get; init; }

    /// <summary>Rows after the head that say what its columns are.</summary>
    public int SkipAfterHead { get; init; }

    /// <summary>The zone of local times; null where all have their offset.</summary>
    public DateTimeZone? Zone { get; init; }

    public bool Exercise { get; init; }
    public string? Limits { get; init; }

    /// <summary>The values of fields that stand once, by field.</summary>
    public ImmutableDictionary<string, CsvValue> Fields { get; init; } = ImmutableDictionary<string, CsvValue>.Empty;

    public ImmutableArray<(CsvValue Actor, CsvValue Basis)> By { get; init; } = [];
    public ImmutableArray<ImmutableArray<CsvValue>> Chains { get; init; } = [];
    public ImmutableArray<(string Side, CsvValue Killed)> BySide { get; init; } = [];
    public ImmutableArray<string> Assumed { get; init; } = [];

    /// <summary>Whether a row without any place is possible everywhere; else it is left out.</summary>
    public bool PlacelessIsUnknown { get; init; }

    /// <summary>Every column that is used.</summary>
    public IEnumerable<string> Columns => Fields.Values.Concat(By.SelectMany(by => new[] { by.Actor, by.Basis })).Concat(Chains.SelectMany(chain => chain)).Concat(BySide.Select(side => side.Killed))
        .SelectMany(value => value.Columns).Distinct(StringComparer.Ordinal);
}

/// <summary>What reading a file of columns gave.</summary>
/// <param name="Columns">What it says; null when there are problems.</param>
/// <param name="Problems">What is wrong, by place.</param>
internal sealed record CsvColumnsReading(CsvColumns? Columns, ImmutableArray<Problem> Problems);

/// <summary>The keys of a file of columns, by the place in which they stand; <c>docs/reference/columns.md</c> explains each.</summary>
internal static class CsvKeys
{
    public static ImmutableArray<string> Root { get; } =
    [
        "columns", "table", "zone", "exercise", "limits", "own-id", "occurred", "where", "count", "act", "what", "calibre", "model", "phase", "fatalities",
        "by", "means", "observer", "chains", "fulfilment", "text", "assumed", "note",
    ];

    public static ImmutableArray<string> Table { get; } = ["delimiter", "encoding", "decimal", "skip", "skip-after-head"];
    public static ImmutableArray<string> Occurred { get; } = ["from", "until"];
    public static ImmutableArray<string> Where { get; } = ["lat", "lon", "position", "within-m", "place", "name", "bearing", "width", "near", "far", "else"];
    public static ImmutableArray<string> Count { get; } = ["least", "most"];
    public static ImmutableArray<string> Fatalities { get; } = ["low", "best", "high", "by-side"];
    public static ImmutableArray<string> By { get; } = ["actor", "basis"];
    public static ImmutableArray<string> Fulfilment { get; } = ["agreement", "clause", "stage"];
    public static ImmutableArray<string> Value { get; } = ["column", "value", "join", "with", "map", "else", "unit", "format"];

    /// <summary>All of them, each once.</summary>
    public static IEnumerable<string> All => new[] { Root, Table, Occurred, Where, Count, Fatalities, By, Fulfilment, Value }.SelectMany(keys => keys).Distinct(StringComparer.Ordinal);
}
