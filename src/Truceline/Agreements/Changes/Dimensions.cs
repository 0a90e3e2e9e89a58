using System.Collections.Immutable;
using NodaTime.Text;
using Truceline.Agreements.Binding;

namespace Truceline.Agreements.Changes;

/// <summary>One part of what a clause says.</summary>
/// <param name="Name">Its name, as the table of directions has it.</param>
/// <param name="Mark">Equal in two clauses exactly when the part means the same.</param>
/// <param name="Shown">For people; empty where the clause says nothing of it.</param>
internal readonly record struct Dimension(string Name, string Mark, string Shown);

/// <summary>The parts of clauses, always the same ones in the same order for a kind of clause.</summary>
internal static class Dimensions
{
    /// <summary>The parts of a prohibition, an obligation or a permission.</summary>
    public static ImmutableArray<Dimension> Of(Side side, Clause clause) =>
    [
        new("kind", clause.Kind.Written(), clause.Kind.Written()),
        Who(side, clause.Anyone, clause.Who),
        new("act", clause.Do.Written(), clause.Do.Written()),
        new("class", Set(clause.What.Select(side.ClassMark)), List(clause.What)),
        Zone(side, "in", clause.In),
        Zone(side, "out of", clause.OutOf),
        Zone(side, "from in", clause.FromIn),
        new("over", clause.Over is { } line ? side.LineMark(line) : "", clause.Over is { } over ? $"line {over}" : ""),
        Words("about", clause.About),
        new("to", clause.To is { } to ? side.Agreement.Actors.ContainsKey(to) ? side.Actor(to) : $"'{to}'" : "", clause.To ?? ""),
        Time(side, "from", clause.From, MomentUse.Beginning),
        Time(side, "until", clause.Until, MomentUse.Beginning),
        States(side, clause.While),
        Times(side, clause.After),
        new("together with", Set(clause.TogetherWith.Select(side.Clause)), List(clause.TogetherWith)),
        Time(side, "begun not before", clause.Start.NotBefore, MomentUse.Beginning),
        Time(side, "begun after", clause.Start.After, MomentUse.Beginning),
        Time(side, "begun by", clause.Start.By, MomentUse.Deadline),
        Time(side, "done after", clause.Done.After, MomentUse.Beginning),
        Time(side, "done by", clause.Done.By, MomentUse.Deadline),
        Truth("keep", clause.Keep),
        new("rate", clause.Rate is { } rate ? $"{rate.Max} {PeriodPattern.Roundtrip.Format(rate.Per)}" : "", clause.Rate is { } shown ? FormattableString.Invariant($"at most {shown.Max} in {PeriodPattern.Roundtrip.Format(shown.Per)}") : ""),
        new("unless", Set(clause.Unless.Select(exemption => Exceptions.Mark(side, exemption))), string.Join("; or ", clause.Unless.Select(Exceptions.Shown))),
        new("mirror", clause.Mirror is { } mirror ? $"{side.Clause(mirror.Clause)} {mirror.How}" : "", clause.Mirror is { } other ? $"{other.How.Written()} with {other.Clause}" : ""),
        Bound(side, clause.Accepted),
        new("duty of", Set(side.Actors(clause.DutyOf)), List(clause.DutyOf)),
        new("floor", clause.Floor is { } floor ? Marks.Number(floor) : "", clause.Floor is { } share ? FormattableString.Invariant($"{share:0.###} of zone-hours observed") : ""),
        new("fulfils", clause.Fulfils is { } fulfils ? side.Event(fulfils) : "", clause.Fulfils ?? ""),
        new("on breach", clause.OnBreach is { } breach ? side.Clause(breach) : "", clause.OnBreach ?? ""),
        new("on done", clause.OnDone is { } done ? side.Clause(done) : "", clause.OnDone ?? ""),
        new("needs", Set(clause.Needs), List(clause.Needs)),
        new("seen by", Set(clause.See.Select(means => means.Written())), List(clause.See.Select(means => means.Written()))),
        new("verified by", clause.VerifiedBy is { } verifier ? side.Actor(verifier) : "", clause.VerifiedBy ?? ""),
        new("standing", clause.CorroboratedIsEnough ? "corroborated" : "", clause.CorroboratedIsEnough ? "corroborated is enough" : ""),
        Told(side, clause.Alert),
        new("disputed by", Set(clause.DisputedBy.Select(side.Actor)), List(clause.DisputedBy)),
        Truth("assumed", clause.Assumed),
        Truth("unchecked", clause.Unchecked),
    ];

    /// <summary>The parts of a power.</summary>
    public static ImmutableArray<Dimension> Of(Side side, Power power) =>
    [
        Who(side, power.Anyone, power.Who),
        new("act", power.Do.Written(), power.Do.Written()),
        new("on clause", power.Clause is { } clause ? side.Clause(clause) : "", power.Clause ?? ""),
        new("by decision", power.Decision ?? "", power.Decision ?? ""),
        Words("about", power.About),
        Time(side, "from", power.From, MomentUse.Beginning),
        Time(side, "until", power.Until, MomentUse.Beginning),
        States(side, power.While),
        Times(side, power.After),
        Bound(side, power.Accepted),
        new("disputed by", Set(power.DisputedBy.Select(side.Actor)), List(power.DisputedBy)),
        Truth("assumed", power.Assumed),
        Truth("unchecked", power.Unchecked),
    ];

    /// <summary>The parts of a term.</summary>
    public static ImmutableArray<Dimension> Of(Definition term) => [Words("term", term.Term), Words("means", term.Means), Truth("assumed", term.Assumed), Truth("unchecked", term.Unchecked)];

    /// <summary>The mark of a set, in whatever order it is written.</summary>
    public static string Set(IEnumerable<string> members) => string.Join(' ', members.Distinct().Order(StringComparer.Ordinal));

    /// <summary>"a, b".</summary>
    public static string List(IEnumerable<string> words) => string.Join(", ", words);

    private static Dimension Who(Side side, bool anyone, ImmutableArray<string> who) =>
        new("who", anyone ? "anyone" : $"of {Set(side.Actors(who))}", anyone ? "anyone" : List(who));

    private static Dimension Words(string name, string? words) => new(name, words?.Trim() ?? "", words?.Trim() ?? "");

    private static Dimension Truth(string name, bool truth) => new(name, truth ? "yes" : "", truth ? "yes" : "no");

    private static Dimension Zone(Side side, string name, string? id)
    {
        if (id is null) return new(name, "", "");
        var zone = side.Agreement.Zones[id];
        return new(name, side.ZoneMark(id), zone.IsNamed ? $"{id} ({zone.Describes})" : zone.Describes);
    }

    private static Dimension Time(Side side, string name, Moment? moment, MomentUse use) => new(name, side.Mark(moment, use), moment?.ToString() ?? "");

    private static Dimension Times(Side side, ImmutableArray<Moment> moments) =>
        new("after", Set(moments.Select(moment => side.Mark(moment, MomentUse.Beginning))), List(moments.Select(moment => moment.ToString())));

    private static Dimension States(Side side, ImmutableArray<string> states) => new("while", Set(states.Select(side.Event)), List(states));

    private static Dimension Bound(Side side, ImmutableArray<Acceptance> all) => side.Bound(all, accepted => new("bound",
        Set(accepted.SelectMany(one => side.Actors([one.By]).Select(actor => $"{actor} {side.Mark(one.Since, MomentUse.Beginning)}"))),
        List(accepted.SelectMany(one => side.Agreement.Expand([one.By]).Select(actor => one.Since is { } since ? $"{actor} since {since}" : actor)).Distinct().Order(StringComparer.Ordinal))));

    private static Dimension Told(Side side, Alert? alert) => alert is null ? new("alert", "", "") : new("alert",
        Meaning.Of(Marks.Number(alert.Over), PeriodPattern.Roundtrip.Format(alert.Per), alert.In is { } zone ? side.ZoneMark(zone) : null, alert.By),
        FormattableString.Invariant($"over {alert.Over} in {PeriodPattern.Roundtrip.Format(alert.Per)}{(alert.In is { } shown ? $" in {shown}" : "")}{(alert.By is { } by ? $" by {by}" : "")}"));
}
