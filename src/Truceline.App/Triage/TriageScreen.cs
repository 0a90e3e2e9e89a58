using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Assessments.Screening;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Triage;

/// <summary>
/// A table held against an agreement, row by row, as if each were a report by one who saw it. An actor that the table names is taken as
/// seen; a cell that says nothing leaves its question open.
/// </summary>
internal sealed class TriageScreen
{
    private readonly TriageTable table;
    private readonly AgreementScreen screen;
    private readonly ImmutableArray<Act?> acts;
    private readonly Agreement agreement;

    private TriageScreen(TriageTable table, Agreement agreement, AgreementScreen screen, int threads)
    {
        (this.table, this.agreement, this.screen) = (table, agreement, screen);
        acts = [.. table.Words[2].Select(Vocabulary.Parse<Act>)];
        Hits = screen.Screen(Rows(), Sighting, threads);
    }

    /// <summary>For each row the clauses that it may be about.</summary>
    public Hits Hits { get; }

    /// <summary>The agreement made ready: what takes time and does not depend on the table.</summary>
    public static AgreementScreen Ready(Agreement agreement) => AgreementScreen.Of(agreement, ReportScreen.Unfolded(agreement, ReportLog.Fold([])));

    /// <summary>Holds a table against an agreement.</summary>
    public static TriageScreen Of(TriageTable table, Agreement agreement, AgreementScreen screen, int threads) => new(table, agreement, screen, threads);

    /// <summary>The clause of a hit, by id.</summary>
    public string Clause(Hit hit) => screen.Bans[hit.Clause].Clause.Id;

    /// <summary>Answers how far rows lie inside the zones of clauses; one for each thread.</summary>
    public Func<int, Hit, Metres?> Margins()
    {
        var weighing = new Weighing(agreement);
        var (of, sighting) = (-1, default(Sighting));
        return (row, hit) =>
        {
            if (row != of) (of, sighting) = (row, Sighting(row));
            return weighing.Margin(screen.Bans[hit.Clause], new(sighting!, hit.Certainty, hit.Certainty, hit.Certainty));
        };
    }

    private ScreenRow[] Rows()
    {
        var rows = new ScreenRow[table.Count];
        var kinds = new Dictionary<(int, int, int), int>();
        (int, int, int)? last = null;
        var kind = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var words = (table.Codes[0][i], table.Codes[1][i], table.Codes[2][i]);
            if (words != last && !kinds.TryGetValue(words, out kind)) kinds[words] = kind = screen.KindOf(Sighting(i));
            last = words;
            rows[i] = new(kind, table.Latitudes[i], table.Longitudes[i], table.Radii?[i] ?? 0, null, Time(i));
        }
        return rows;
    }

    private Interval Time(int row) => new(Instant.FromUnixTimeTicks(table.Starts[row]), Instant.FromUnixTimeTicks(table.Ends[row]));

    private Sighting Sighting(int row)
    {
        var seen = new Observation
        {
            Occurred = Time(row), Where = new(null, new Region.Disc(new(table.Latitudes[row], table.Longitudes[row]), new(table.Radii?[row] ?? 0))), Means = Means.Seen,
            Act = table.Codes[2][row] is var act and >= 0 ? acts[act] : null, What = Word(0, row), By = Word(1, row) is { } by ? [new Attribution(by, AttributionBasis.Seen)] : [],
        };
        // A row has no name of its own; what is remembered of it goes by its number.
        var id = new ReportId(row.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new Sighting(new JournalledReport(new Report { Id = id, Source = "", Content = seen }, [row + 1L]), seen);
    }

    private string? Word(int column, int row) => table.Codes[column][row] is var code and >= 0 ? table.Words[column][code] : null;
}
