using System.CommandLine;
using Truceline.Agreements;
using Truceline.Agreements.Text;
using Truceline.Agreements.Voting;
using Truceline.App.Terminal;

namespace Truceline.App.Commands;

/// <summary><c>truceline agreement decide</c>: who is enough for a decision, who can block it, how much each vote weighs; one rule beside another.</summary>
internal static class AgreementDecideCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("agreement") { Description = "The truce file.", HelpName = "FILE" };
        var decision = new Option<string>("--decision") { Description = "The decision, or the consent, by its id in the file.", Required = true, HelpName = "ID" };
        var compare = new Option<string?>("--compare") { Description = "Another decision of the file, to put beside it.", HelpName = "ID2" };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines: powers exactly, as fractions, and every coalition." };
        var command = new Command("decide", """
            Says who decides and under which rule, which coalitions are just enough and which can just block, whose vote never
            matters and how much each weighs (Shapley–Shubik and Banzhaf, exactly). A coalition is those who say yes; it is
            enough when it carries the decision whatever all others do. With --compare, one rule beside another.

            Example:
              truceline agreement decide examples/paris-2025/paris-2025.truce.yaml --decision respond --compare respond-with-RU
            """)
        { file, decision, compare, json };
        command.SetAction(parsed =>
        {
            var agreement = AgreementFile.Open(parsed.GetRequiredValue(file), parsed.InvocationConfiguration.Error);
            var first = VotingAnalysis.Of(VotingGame.Of(agreement, Find(agreement, parsed.GetRequiredValue(decision), "--decision")));
            var second = parsed.GetValue(compare) is { } other ? VotingComparison.Of(first, VotingAnalysis.Of(VotingGame.Of(agreement, Find(agreement, other, "--compare")))) : null;
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteUtf8(second is null ? VotingJson.Write(agreement, first) : VotingJson.Write(agreement, second));
            else if (second is null) DecisionText.Write(Screen.On(output), agreement, first);
            else DecisionText.Write(Screen.On(output), agreement, second);
            return ExitStatus.Done;
        });
        return command;
    }

    private static Decision Find(Agreement agreement, string id, string option)
    {
        if (agreement.Decisions.FirstOrDefault(one => one.Id == id) is { } found) return found;
        if (agreement.Decisions.IsEmpty) throw new UsageException($"{option} '{id}': the agreement '{agreement.Id}' has no decisions");
        var names = agreement.Decisions.Select(one => one.Id).ToArray();
        throw new UsageException($"{option} '{id}' is no decision of '{agreement.Id}' ({(Suggestion.Nearest(id, names) is { } nearest ? $"did you mean '{nearest}'?" : $"it has {Shown.Choice(names)}")})");
    }
}
