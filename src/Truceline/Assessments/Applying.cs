using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Assessments;

/// <summary>
/// When a clause applies under a calendar: its beginning, its end, <c>after</c> and <c>while</c>, looked up once, so that many times can
/// be held against them. The answer comes without words, which are made when they are asked for.
/// </summary>
internal sealed class Applying
{
    private readonly Calendar calendar;
    private readonly ImmutableArray<Part> parts;

    public Applying(Calendar calendar, Clause clause)
    {
        this.calendar = calendar;
        var found = ImmutableArray.CreateBuilder<Part>();
        if (clause.From is { } from) found.Add(new(Kind.From, from, calendar.Resolve(from, MomentUse.Beginning), null, null));
        if (clause.Until is { } until) found.Add(new(Kind.Until, until, calendar.Resolve(until, MomentUse.Beginning), null, null));
        if (clause.Replaced is { } replaced) found.Add(new(Kind.Replaced, null, null, replaced, null));
        foreach (var moment in clause.After) found.Add(new(Kind.After, moment, calendar.Resolve(moment, MomentUse.Beginning), null, null));
        foreach (var state in clause.While) found.Add(new(Kind.While, null, null, null, state));
        parts = found.ToImmutable();
    }

    private enum Kind { From, Until, Replaced, After, While }

    private readonly record struct Part(Kind Kind, Moment? Moment, EventTime? Falls, Replacement? Replaced, string? State);

    /// <summary>The entries that say whether it applied at a time.</summary>
    public IEnumerable<long> Entries(Interval time) => parts.SelectMany(part => Entries(part, time));

    /// <summary>Whether the clause applied at a time.</summary>
    public Certainty At(Interval time)
    {
        var certainty = Certainty.Certain;
        foreach (var part in parts) certainty = certainty.And(At(part, time));
        return certainty;
    }

    /// <summary>The same as a step, with the parts below it.</summary>
    public Step Says(Interval time)
    {
        var certainty = At(time);
        return new Step
        {
            Predicate = "when", Value = certainty.Word(),
            Says = $"{calendar.Words(time)}: the clause {certainty.Choose("did not apply", "may have applied", "applied")}",
            Because =
            [
                .. parts.Select(part => new Step
                {
                    Predicate = "when", Value = At(part, time).Word(), Says = Says(part, time),
                    Entries = Entries(part, time),
                }),
            ],
        };
    }

    private Certainty At(in Part part, Interval time) => part.Kind switch
    {
        Kind.From => time.AtOrAfter(part.Falls!),
        Kind.Until => part.Falls switch
        {
            EventTime.Known known => time.AtOrAfter(known.At).Not(),
            EventTime.NotYet => Certainty.Certain,
            _ => Certainty.Possible,
        },
        Kind.Replaced => time.AtOrAfter(part.Replaced!.From).Not(),
        Kind.After => part.Falls switch
        {
            EventTime.Known known => time.After(known.At),
            EventTime.NotYet => Certainty.No,
            _ => Certainty.Possible,
        },
        _ => calendar.Holds(part.State!, time).Certainty,
    };

    private string Says(in Part part, Interval time) => part.Kind switch
    {
        Kind.From => $"the clause applies from {calendar.Words(part.Moment!, part.Falls!)}",
        Kind.Until => $"the clause applies until {calendar.Words(part.Moment!, part.Falls!)}",
        Kind.Replaced => $"the clause applies until agreement '{part.Replaced!.By}' takes its place: {calendar.Words(part.Replaced.From)}",
        Kind.After => $"the clause applies only after {calendar.Words(part.Moment!, part.Falls!)}",
        _ => calendar.Holds(part.State!, time).Says,
    };

    private ImmutableArray<long> Entries(in Part part, Interval time) =>
        part.State is { } state ? calendar.Holds(state, time).Entries : part.Falls is EventTime.Known known ? known.Entries : [];
}
