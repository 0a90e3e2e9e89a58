using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;
using Truceline.Agreements;
using Truceline.Agreements.Voting;

namespace Truceline.App.Terminal;

/// <summary>A decision as a person reads it in a terminal: who decides, who is enough, who can block, how much each vote weighs.</summary>
internal static class DecisionText
{
    private const int MostShapes = 20;

    /// <summary>One decision.</summary>
    public static void Write(IAnsiConsole screen, Agreement agreement, VotingAnalysis analysis)
    {
        Head(screen, agreement, analysis.Game.Decision);
        if (analysis.Game.Decision.Consent is not null)
        {
            Consent(screen, agreement, analysis.Game);
            return;
        }
        Rule(screen, agreement, analysis.Game);
        screen.WriteLine();
        if (analysis.Game.MembersUnknown)
        {
            screen.WriteLine("The file does not say who its members are: who is enough and who can block cannot be said.");
            return;
        }
        if (!analysis.Game.CanPass) screen.WriteLine("It can never pass: all together are not enough.");
        Coalitions(screen, "Just enough", analysis.MinimalWinning);
        Coalitions(screen, "Just enough to block", analysis.Game.CanPass ? analysis.MinimalBlocking : null);
        Row(screen, "Can block alone", Names(analysis.Game.SingleBlockers));
        Row(screen, "Is enough alone", Names(analysis.Game.Passers));
        if (analysis.Dummies is { } dummies) Row(screen, "Vote never matters", Names(dummies));
        if (analysis.NotComputed is { } not) Row(screen, "Not computed", not);
        if (analysis.Powers is { } powers) Powers(screen, powers);
    }

    /// <summary>Two decisions beside each other.</summary>
    public static void Write(IAnsiConsole screen, Agreement agreement, VotingComparison comparison)
    {
        var (from, to) = (comparison.From.Game, comparison.To.Game);
        Head(screen, agreement, from.Decision);
        screen.WriteLine($"  {Screen.Plain(Sentence(from))}");
        Head(screen, agreement, to.Decision);
        screen.WriteLine($"  {Screen.Plain(Sentence(to))}");
        screen.WriteLine();
        var table = new Table().Border(TableBorder.SimpleHeavy).AddColumn("Who")
            .AddColumn(Right("Shapley–Shubik")).AddColumn(Right("then")).AddColumn(Right("change"))
            .AddColumn(Right("Banzhaf")).AddColumn(Right("then")).AddColumn(Right("change")).AddColumn("Can block alone");
        foreach (var row in comparison.Rows)
            table.AddRow(
                new Text(Screen.Plain((row.From ?? row.To)!.Seat.Name)),
                Cell(row.From, power => power.ShapleyShubik), Cell(row.To, power => power.ShapleyShubik), Change(row.ShapleyShubik),
                Cell(row.From, power => power.Banzhaf), Cell(row.To, power => power.Banzhaf), Change(row.Banzhaf),
                new Text((row.BlockedAlone, row.BlocksAlone) switch { (true, true) => "under both", (true, false) => $"{Screen.Plain(from.Decision.Id)} only", (false, true) => $"{Screen.Plain(to.Decision.Id)} only", _ => "no" }));
        screen.Write(table);
        screen.WriteLine($"Columns: {Screen.Plain(from.Decision.Id)}, then {Screen.Plain(to.Decision.Id)}. A seat of several is counted with all who sit on it; who does not sit there has no power there.");
        screen.WriteLine();
        Row(screen, "Weighs more", Names(comparison.Rows, row => row.ShapleyShubik is { } by && by.CompareTo(default) > 0));
        Row(screen, "Weighs less", Names(comparison.Rows, row => row.ShapleyShubik is { } by && by.CompareTo(default) < 0));
        Row(screen, "Now blocks alone", Names(comparison.Rows, row => row is { BlocksAlone: true, BlockedAlone: false }));
        Row(screen, "No longer does", Names(comparison.Rows, row => row is { BlocksAlone: false, BlockedAlone: true }));
        foreach (var analysis in new[] { comparison.From, comparison.To })
        {
            var game = analysis.Game;
            Row(screen, "Fewest to block", $"{game.Decision.Id}: {(game.MembersUnknown ? "not known, the file does not say who its members are" : game.SmallestBlocking is { } few ? string.Create(CultureInfo.InvariantCulture, $"{few.Size} of {game.Players}") : "it can never pass")}");
            if (analysis.NotComputed is { } not) Row(screen, "Not computed", $"{game.Decision.Id}: {not}");
        }
    }

    private static string Names(ImmutableArray<VotingChange> rows, Func<VotingChange, bool> holds) => Names([.. rows.Where(holds).Select(row => (row.From ?? row.To)!.Seat)]);

    private static void Head(IAnsiConsole screen, Agreement agreement, Decision decision)
    {
        string[] marks = [.. new[] { decision.Consent is null ? null : "consent", decision.Assumed ? "assumed" : null, decision.Unchecked ? "unchecked" : null }.OfType<string>()];
        screen.MarkupLine($"[bold]{Screen.Marked(decision.Id)}[/] · {Screen.Marked(agreement.Title)} ({Screen.Marked(agreement.Id)}){string.Concat(marks.Select(mark => $" · {mark}"))}");
        if (agreement.ProposerOf(decision) is { } proposer) screen.WriteLine($"only proposed, by {Screen.Plain(proposer.Name)}: it does not stand");
        else if (decision.Status is { } status && status != "active") screen.WriteLine($"it is {Screen.Plain(status)}");
    }

    private static string Sentence(VotingGame game) => game.Body is { } body ? $"{body.Name}: {game.RuleWords()}" : $"consent to {game.Decision.Consent!.To}: {game.RuleWords()}";

    private static void Rule(IAnsiConsole screen, Agreement agreement, VotingGame game)
    {
        var (decision, body) = (game.Decision, game.Body!);
        Row(screen, "Who decides", $"{body.Name}{(body.Assumed ? " (assumed)" : "")}{(body.Members.IsEmpty ? game.Players > 1 ? string.Create(CultureInfo.InvariantCulture, $", {game.Players} votes") : "" : ": ")}{game.Seats.Where(seat => seat.Heads > 0 && !body.Members.IsEmpty).Select(seat => seat.Words(decision.Rule is DecisionRule.Weighted)).List()}");
        Row(screen, "Rule", game.RuleWords());
        Row(screen, "Veto", decision.Veto.IsEmpty ? "nobody" : agreement.Named(decision.Veto).Select(actor => actor.Name).List());
        if (decision.Quorum is { } quorum)
            Row(screen, "Quorum", string.Create(CultureInfo.InvariantCulture, $"{quorum} of {game.Heads}{(decision.Silence is null ? "; who stays away is not counted" : ", and the silent take part")}"));
        Row(screen, "Silence", game.SilenceWords());
        if (decision.Tie is { } tie) Row(screen, "Equal votes", $"{agreement.Actors[tie].Name} decides{(game.TieIsPossible ? "" : "; under this rule half is never one short of enough")}");
        if (decision.Within is { } within) Row(screen, "Within", within.Words());
        Led(screen, agreement, decision);
        Said(screen, decision);
    }

    private static void Consent(IAnsiConsole screen, Agreement agreement, VotingGame game)
    {
        var consent = game.Decision.Consent!;
        var gist = agreement.Clauses.FirstOrDefault(clause => clause.Id == consent.To)?.Gist;
        Row(screen, "Consent to", $"{consent.To}{(gist is null ? "" : $": {gist}")}");
        Row(screen, "Must agree", game.Seats.Select(seat => seat.Words(false)).List());
        Row(screen, "Silence", game.SilenceWords());
        var bound = consent.By.Concat(agreement.Expand(consent.By)).ToHashSet(StringComparer.Ordinal);
        var others = agreement.Named(agreement.Positions.Where(position => position.Reject.Contains(game.Decision.Id) || position.Reject.Contains(consent.To)).Select(position => position.Actor).Where(actor => !bound.Contains(actor)));
        Row(screen, "Others", "an objection of anyone else has no effect" + (others.IsEmpty ? "" : $"; on record it is rejected by {others.Select(actor => actor.Name).List()}"));
        if (game.Decision.Within is { } within) Row(screen, "Within", within.Words());
        Said(screen, game.Decision);
    }

    private static void Led(IAnsiConsole screen, Agreement agreement, Decision decision)
    {
        string[] led = [.. agreement.Clauses.Where(clause => clause.OnBreach == decision.Id).Select(clause => $"a breach of {clause.Id}"), .. agreement.Clauses.Where(clause => clause.OnDone == decision.Id).Select(clause => $"{clause.Id} once done")];
        if (led.Length > 0) Row(screen, "After", led.List("or"));
    }

    private static void Said(IAnsiConsole screen, Decision decision)
    {
        if (!decision.Said.IsEmpty) Row(screen, "Rests on", decision.Said.List());
    }

    private static void Coalitions(IAnsiConsole screen, string title, CoalitionList? list)
    {
        if (list is null) return;
        Row(screen, title, list.Count.Coalitions());
        foreach (var shape in list.Shapes.Take(MostShapes)) Row(screen, "", shape.Words() + (shape.Count.IsOne ? "" : $": {shape.Count.Coalitions()}"));
        if (list.Shapes.Length > MostShapes) Row(screen, "", string.Create(CultureInfo.InvariantCulture, $"… and {list.Shapes.Length - MostShapes:N0} more lines: --json lists all"));
    }

    private static void Powers(IAnsiConsole screen, ImmutableArray<SeatPower> powers)
    {
        screen.WriteLine();
        var table = new Table().Border(TableBorder.SimpleHeavy).AddColumn("Power of a vote").AddColumn(Right("number")).AddColumn(Right("weight"))
            .AddColumn(Right("Shapley–Shubik")).AddColumn(Right("exactly")).AddColumn(Right("Banzhaf")).AddColumn(Right("exactly"));
        foreach (var power in powers)
            table.AddRow(new Text(Screen.Plain(power.Seat.Name)), Number(power.Seat.Number), Number(power.Seat.Weight),
                new Text(Decimal(power.ShapleyShubik)), new Text(Exactly(power.ShapleyShubik)), new Text(Decimal(power.Banzhaf)), new Text(Exactly(power.Banzhaf)));
        screen.Write(table);
        screen.WriteLine("Shapley–Shubik: in which share of all orders of coming forward this vote turns the outcome. Banzhaf: its share of all turns.");
    }

    private static Text Number(long number) => new(number.ToString("N0", CultureInfo.InvariantCulture));

    private static string Decimal(Fraction share) => share.ToDouble().ToString("0.0000", CultureInfo.InvariantCulture);

    // Beyond some digits the exact share is for machines.
    private static string Exactly(Fraction share) => share.ToString() is { Length: <= 15 } text ? text : "--json";

    private static Text Cell(VotingSeat? seat, Func<SeatPower, Fraction> which) =>
        new(seat is null ? "–" : VotingChange.Together(seat, which) is { } share ? Decimal(share) : "?");

    private static Text Change(Fraction? change) => new(change is { } by ? by.ToDouble().ToString("+0.0000;-0.0000;0", CultureInfo.InvariantCulture) : "?");

    private static TableColumn Right(string title) => new TableColumn(title).RightAligned();

    private static string Names(ImmutableArray<Seat> seats) => seats.IsEmpty ? "nobody"
        : seats.Select(seat => seat is { Number: > 1, Rest: false } ? string.Create(CultureInfo.InvariantCulture, $"each of the {seat.Number} of {seat.Name}") : seat.Name).List();

    private static void Row(IAnsiConsole screen, string title, string words) => Lines.Row(screen, title, words);
}
