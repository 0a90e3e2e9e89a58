using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Truceline.Agreements;
using Truceline.Agreements.Trials;
using Truceline.Assessments;
using Truceline.Incidents;

namespace Truceline.App.Serving;

/// <summary>
/// Tries one number of an agreement otherwise, on the record that a page looks at. The last few trials of a record are kept; they are
/// worked out one after the other, so that who moves a scale does not fill the machine.
/// </summary>
/// <param name="drafts">The files of the agreements that are served, as they were read at the start.</param>
internal sealed class Trials(ImmutableArray<AgreementDraft> drafts)
{
    private const int MostKept = 12;

    private readonly ConditionalWeakTable<Assessment, Dictionary<(string Path, decimal Value), Backtest>> known = [];
    private readonly Lock working = new();

    /// <summary>The file of an agreement; null: it is not at hand.</summary>
    public AgreementDraft? Of(string agreement) => drafts.FirstOrDefault(draft => draft.Agreement.Id == agreement);

    /// <summary>What would be found with another value of one number, beside what is found.</summary>
    /// <param name="view">What the page looks at.</param>
    /// <param name="draft">The file of its agreement.</param>
    /// <param name="number">One number of it.</param>
    /// <param name="value">Its value.</param>
    /// <param name="problems">What is wrong with the value.</param>
    /// <returns>The backtest; null: the agreement cannot say this.</returns>
    public Backtest? Try(View view, AgreementDraft draft, AgreementNumber number, decimal value, out ImmutableArray<Problem> problems)
    {
        problems = [];
        lock (working)
        {
            var kept = known.GetValue(view.Assessment, _ => []);
            if (kept.TryGetValue((number.Path, value), out var made)) return made;
            var reading = draft.With(number, value);
            problems = reading.Problems;
            if (reading.Agreement is not { } tried) return null;
            if (kept.Count >= MostKept) kept.Clear();
            return kept[(number.Path, value)] = Backtest.Between(Assess(view, tried), AsWritten(view, draft));
        }
    }

    /// <summary>What is found already serves, unless later entries or another instrument have their part in it.</summary>
    private static Assessment AsWritten(View view, AgreementDraft draft) =>
        view.IsAhead || view.Agreement.Clauses.Any(clause => clause.Replaced is not null) ? Assess(view, Backtest.Plain(draft.Agreement)) : view.Assessment;

    // What happened is the same whatever is agreed. Where reports are known that are not in the findings yet, it is put together with them.
    private static Assessment Assess(View view, Agreement agreement) =>
        view.IsAhead ? Assessor.Assess(view.Log, agreement, FusionRules.Default, view.Asked.AsOf) : Assessor.Reread(view.Assessment, agreement);
}
