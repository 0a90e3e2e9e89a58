using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Truceline.Agreements.Voting;

/// <summary>A voting game in words. Names are as the file has them: whoever shows them makes them safe to show.</summary>
internal static class VotingWords
{
    private const int MostNames = 15;

    /// <summary>The rule, with what it asks for here: "at least 2/3 of 3 votes: 2".</summary>
    public static string RuleWords(this VotingGame game) => game.Decision.Rule switch
    {
        null => game.Players == 1 ? "it must agree" : "all of them must agree",
        DecisionRule.Any => "any one of them is enough",
        DecisionRule.Consensus => "nobody objects",
        DecisionRule.Unanimity => FormattableString.Invariant($"all agree: {game.Votes} of {game.Votes} votes"),
        DecisionRule.Votes number => FormattableString.Invariant($"{number.Number} of {game.Votes} votes"),
        DecisionRule.Share share when share.Numerator * 2 == share.Denominator => FormattableString.Invariant($"more than half of {game.Votes} votes: {game.Needed}"),
        DecisionRule.Share share => FormattableString.Invariant($"at least {share.Numerator}/{share.Denominator} of {game.Votes} votes: {game.Needed}"),
        DecisionRule.Weighted => FormattableString.Invariant(
            $"{game.Needed} by weight ({string.Join(", ", game.Seats.Where(seat => seat.Weight > 0).Select(seat => FormattableString.Invariant($"{seat.Name} {seat.Weight}")))})"),
        _ => throw new InvalidOperationException("INVARIANT: the family of rules is closed"),
    };

    /// <summary>What silence counts as, and what comes of it.</summary>
    public static string SilenceWords(this VotingGame game) => game.Decision.Silence switch
    {
        SilenceMeans.Assent => "counts as a yes: " + (game.PassesInSilence ? "it passes unless enough of them object" : "yet it does not pass by silence"),
        SilenceMeans.Objection => "counts as a no",
        SilenceMeans.Abstention => "counts as an abstention: neither for nor against" + (game.PassesInSilence ? ", so it passes unless somebody objects" : ""),
        _ => game.Decision.Rule is DecisionRule.Consensus ? "is no objection: it passes unless somebody objects" : "counts for nothing: it is no yes",
    };

    /// <summary>"France", "Twenty-six allies (26 votes)", "Germany (weight 29, veto)".</summary>
    public static string Words(this Seat seat, bool weights)
    {
        string?[] more =
        [
            seat is { Number: > 1, Rest: false } ? FormattableString.Invariant($"{seat.Number} votes") : null,
            weights ? FormattableString.Invariant($"weight {seat.Weight}") : null,
            seat.Veto ? "veto" : null,
            seat.BreaksTies ? "casting vote" : null,
            seat.Rest ? null : seat.Actor.Status is { } status && status != "active" ? status : null,
        ];
        return more.Any(one => one is not null) ? $"{seat.Name} ({string.Join(", ", more.OfType<string>())})" : seat.Name;
    }

    /// <summary>"China, France and any 4 of these 10: Albania, Brazil …"; "nobody" for an empty one.</summary>
    public static string Words(this Coalition coalition)
    {
        if (coalition.Parts.IsEmpty) return "nobody";
        var whole = coalition.Parts.Where(part => part.Number == part.Kind.Number && part.Kind.Seats.Length <= MostNames).SelectMany(part => part.Kind.Seats).InOrder(seat => seat.Actor)
            .Select(seat => seat is { Number: > 1, Rest: false } ? FormattableString.Invariant($"all {seat.Number} of {seat.Name}") : seat.Name)
            .Concat(coalition.Parts.Where(part => part.Number == part.Kind.Number && part.Kind.Seats.Length > MostNames).Select(part => $"all of {part.Kind.Words()}"));
        var some = coalition.Parts.Where(part => part.Number < part.Kind.Number)
            .Select(part => FormattableString.Invariant($"any {part.Number} of ") + part.Kind.Words());
        return whole.Concat(some).List();
    }

    /// <summary>"these 10 (Albania, Brazil …)", "the 26 of Twenty-six allies"; of very many only what they have in common.</summary>
    public static string Words(this SeatKind kind) => kind.Seats switch
    {
        [{ Rest: false } alone] => FormattableString.Invariant($"the {kind.Number} of {alone.Name}"),
        [var rest] => $"the {rest.Name}",
        { Length: > MostNames } => FormattableString.Invariant($"the {kind.Number} with {kind.Weight} {(kind.Weight == 1 ? "vote" : "votes")} each{(kind.Veto ? " and a veto" : "")}"),
        _ => FormattableString.Invariant($"these {kind.Number} ({string.Join(", ", kind.Seats.Select(SeatWords))})"),
    };

    private static string SeatWords(Seat seat) => seat is { Number: > 1, Rest: false } ? FormattableString.Invariant($"{seat.Number} of {seat.Name}") : seat.Name;

    /// <summary>"5 coalitions", "1 coalition".</summary>
    public static string Coalitions(this BigInteger count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} coalition{(count.IsOne ? "" : "s")}");

    /// <summary>Who made the proposal, where the decision or its body is only proposed; null: both stand, or it is not said whose proposal it is.</summary>
    public static Actor? ProposerOf(this Agreement agreement, Decision decision) =>
        agreement.Proposer(decision.Status) ?? (decision.By is { } body ? agreement.Proposer(agreement.Actors[body].Status) : null);

    /// <summary>The actor that a status such as "proposed-by-RU" names, or null.</summary>
    public static Actor? Proposer(this Agreement agreement, string? status)
    {
        const string proposed = "proposed-by-";
        return status is not null && status.StartsWith(proposed, StringComparison.Ordinal) ? agreement.Actors[status[proposed.Length..]] : null;
    }
}
