using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>
/// A tally by days that is kept as the record goes on: only the days on which other incidents began are counted again. Where a rule
/// counts episodes, which go over from day to day, all of it is.
/// </summary>
internal sealed class KeptTally
{
    private readonly ImmutableSortedDictionary<LocalDate, Tally> days;

    private KeptTally(Tally tally, ImmutableSortedDictionary<LocalDate, Tally> days) => (Tally, this.days) = (tally, days);

    /// <summary>The tally: what <see cref="Tally.Of"/> makes of the same record.</summary>
    public Tally Tally { get; }

    /// <summary>The tally of a record that goes on from that of another.</summary>
    /// <param name="before">That of the other; null: there is none.</param>
    /// <param name="assessment">The record, held against an agreement.</param>
    /// <param name="rules">The counting rules, the same as before.</param>
    /// <param name="began">The incidents that began on a local day.</param>
    /// <param name="dates">The days that are to be counted: those on which other incidents began than before.</param>
    /// <param name="coarse">The incidents whose time is not known to within a day.</param>
    public static KeptTally Next(
        KeptTally? before, Assessment assessment, ImmutableArray<CountingRule> rules, Func<LocalDate, IEnumerable<Incident>> began, IEnumerable<LocalDate> dates, IEnumerable<Incident> coarse)
    {
        if (rules.Any(rule => rule.Unit == CountingUnit.Episode)) return new(Tally.Of(assessment, rules, TallyBy.Day, null), ImmutableSortedDictionary<LocalDate, Tally>.Empty);
        var days = (before?.days ?? ImmutableSortedDictionary<LocalDate, Tally>.Empty).ToBuilder();
        var counting = new Tallying(assessment, rules, TallyBy.Day);
        foreach (var date in dates)
        {
            var day = counting.Of(began(date), null);
            if (day.Groups.IsEmpty) days.Remove(date);
            else days[date] = day;
        }
        var (other, kept) = (counting.Of(coarse, null), days.ToImmutable());
        var totals = other.Totals.ToArray();
        foreach (var day in kept.Values)
            for (var i = 0; i < totals.Length; i++) totals[i] += day.Totals[i];
        return new(new(rules, TallyBy.Day, [.. kept.Values.SelectMany(day => day.Rows), .. other.Rows], Merged([.. kept.Values.SelectMany(day => day.Groups)], other.Groups), [.. totals]), kept);
    }

    private static ImmutableArray<TallyGroup> Merged(ImmutableArray<TallyGroup> a, ImmutableArray<TallyGroup> b)
    {
        if (b.IsEmpty) return a;
        var all = ImmutableArray.CreateBuilder<TallyGroup>(a.Length + b.Length);
        var i = 0;
        foreach (var group in b)
        {
            while (i < a.Length && (a[i].Time.Start, a[i].Incidents[0]).CompareTo((group.Time.Start, group.Incidents[0])) < 0) all.Add(a[i++]);
            all.Add(group);
        }
        all.AddRange(a.AsSpan()[i..]);
        return all.DrainToImmutable();
    }
}
