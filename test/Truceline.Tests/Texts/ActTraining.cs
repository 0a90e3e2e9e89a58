using System.Globalization;
using System.Text;
using Truceline.Texts;

namespace Truceline.Tests.Texts;

/// <summary>A span with its act, to learn from.</summary>
internal sealed record ActExample(StatementAct Act, IReadOnlyCollection<string> Features);

/// <summary>
/// Learns the weights of <see cref="ActReading"/>: multinomial logistic regression by gradient descent, one example at a time in a fixed order, with an exponential
/// function of its own, so that every machine gets the same bytes.
/// </summary>
internal static class ActTraining
{
    private const int Rounds = 12;
    private const double Step = 0.05;
    private const double Decay = 0.1;
    private const int LeastShown = 10;
    private const int Folds = 5;
    private const int LeastExamples = 6;

    /// <summary>An example from a span.</summary>
    public static ActExample Example(string span, bool own, StatementAct act)
    {
        var words = Words.Split(span);
        var quoted = new bool[words.Count];
        foreach (var quotation in Quotations.Find(span, words))
            for (var i = quotation.FirstWord; i < quotation.EndWord; i++) quoted[i] = true;
        return new(act, ActReading.Features([.. words], quoted, own));
    }

    /// <summary>The weights by feature, in hundredths; what is near nothing is left out.</summary>
    public static SortedDictionary<string, int[]> Learn(IReadOnlyList<ActExample> examples)
    {
        // What few examples have tells of those examples.
        var weights = examples.SelectMany(example => example.Features).GroupBy(feature => feature, StringComparer.Ordinal).Where(group => group.Count() >= LeastExamples)
            .ToDictionary(group => group.Key, _ => new double[ActReading.Acts.Length], StringComparer.Ordinal);
        var rows = examples.Select(example => example.Features.Where(weights.ContainsKey).Select(feature => weights[feature]).ToArray()).ToArray();
        for (var round = 0; round < Rounds; round++)
            for (var i = 0; i < rows.Length; i++)
            {
                // A fixed order that is another in each round, so that no act is always learned last.
                var at = (int)(((i * 7919L) + (round * 104729L)) % rows.Length);
                Descend(rows[at], Array.IndexOf(ActReading.Acts, examples[at].Act), Step / (1 + (round * 0.3)));
            }
        var kept = new SortedDictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var (feature, row) in weights)
        {
            int[] rounded = [.. row.Select(weight => (int)Math.Round(weight * 100)).Select(weight => Math.Abs(weight) < LeastShown ? 0 : weight)];
            if (rounded.Any(weight => weight != 0)) kept[feature] = rounded;
        }
        return kept;
    }

    /// <summary>
    /// Rows of the table in the documentation: how many acts are right of texts that were left out of learning, and of written sentences that were.
    /// </summary>
    public static string LeftOut(StatementCorpus corpus)
    {
        var (marked, written) = (corpus.MarkedActs().ToArray(), StatementCorpus.WrittenActs().ToArray());
        var fold = marked.Select(one => one.Text).Distinct(StringComparer.Ordinal).Index().ToDictionary(one => one.Item, one => one.Index % Folds, StringComparer.Ordinal);
        var (texts, sentences) = (new List<(StatementAct Read, StatementAct Act)>(), new List<(StatementAct Read, StatementAct Act)>());
        for (var left = 0; left < Folds; left++)
        {
            // Neighbours are of one article: a whole stretch is left out.
            bool IsOut(int at) => at * Folds / written.Length == left;
            var weights = Learn([.. marked.Where(one => fold[one.Text] != left).Select(one => one.Example), .. written.Where((_, at) => !IsOut(at))]);
            texts.AddRange(marked.Where(one => fold[one.Text] == left).Select(one => (ActReading.Likeliest(one.Example.Features, weights), one.Example.Act)));
            sentences.AddRange(written.Where((_, at) => IsOut(at)).Select(one => (ActReading.Likeliest(one.Features, weights), one.Act)));
        }
        return Row("of the tuning texts, left out of learning", texts) + Row("of the written sentences, left out of learning", sentences);
    }

    private static string Row(string what, List<(StatementAct Read, StatementAct Act)> read) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {read.Count} | {(double)read.Count(one => one.Read == one.Act) / read.Count:0.00} | {(double)read.Count(one => one.Read == one.Act || (StatementMeasure.Borders(one.Read) && StatementMeasure.Borders(one.Act))) / read.Count:0.00} |\n");

    private static void Descend(double[][] rows, int right, double step)
    {
        Span<double> odds = stackalloc double[ActReading.Acts.Length];
        foreach (var row in rows)
            for (var act = 0; act < odds.Length; act++) odds[act] += row[act];
        var (most, sum) = (odds[0], 0.0);
        foreach (var score in odds) most = Math.Max(most, score);
        for (var act = 0; act < odds.Length; act++) sum += odds[act] = Exp(odds[act] - most);
        foreach (var row in rows)
            for (var act = 0; act < odds.Length; act++) row[act] -= step * ((odds[act] / sum) - (act == right ? 1 : 0) + (Decay * row[act]));
    }

    /// <summary>e to a power of 0 or less. That of the system differs in its last bits from one to the next.</summary>
    private static double Exp(double power)
    {
        if (power < -40) return 0;
        var part = power / 64;
        var (sum, term) = (1.0, 1.0);
        for (var i = 1; i <= 14; i++) sum += term *= part / i;
        for (var i = 0; i < 6; i++) sum *= sum;
        return sum;
    }

    /// <summary>The weights as they are kept: one feature a line, zeros left out.</summary>
    public static string Written(SortedDictionary<string, int[]> weights)
    {
        var text = new StringBuilder("# feature, then a weight for each act: ").AppendJoin(' ', ActReading.Acts).Append('\n');
        foreach (var (feature, row) in weights)
            text.Append(feature).Append('\t').AppendJoin('\t', row.Select(weight => weight == 0 ? "" : weight.ToString(CultureInfo.InvariantCulture))).Append('\n');
        return text.ToString();
    }
}
