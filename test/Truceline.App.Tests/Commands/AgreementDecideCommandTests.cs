using System.Text.Json;
using Truceline.App;

namespace Truceline.App.Tests.Commands;

public sealed class AgreementDecideCommandTests
{
    private static readonly string Paris = Path.Combine(Needs.Root, "examples", "paris-2025", "paris-2025.truce.yaml");

    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(["agreement", "decide", Paris, .. args], output, error), output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }

    [Fact]
    public void A_decision_is_told_with_who_is_enough_and_who_can_block()
    {
        var (status, output, error) = Run("--decision", "respond");
        Assert.Equal((0, ""), (status, error));
        Assert.Contains("Who decides           guarantors (assumed): France, United Kingdom and United States (pending)\n", output, StringComparison.Ordinal);
        Assert.Contains("Rule                  at least 2/3 of 3 votes: 2\n", output, StringComparison.Ordinal);
        Assert.Contains("Just enough           3 coalitions\n                      any 2 of these 3 (France, United Kingdom, United States): 3 coalitions\n", output, StringComparison.Ordinal);
        Assert.Contains("Can block alone       nobody\n", output, StringComparison.Ordinal);
        Assert.Contains("  United States          1        1           0.3333       1/3    0.3333       1/3", output, StringComparison.Ordinal);
        Assert.DoesNotContain("only proposed", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proposed_decision_says_that_it_does_not_stand()
    {
        var (_, output, _) = Run("--decision", "respond-with-RU");
        Assert.Contains("only proposed, by Russia: it does not stand\n", output, StringComparison.Ordinal);
        Assert.Contains("Can block alone       France, Russia, United Kingdom and United States\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_consent_says_who_must_agree_and_whose_objection_has_no_effect()
    {
        var (_, output, _) = Run("--decision", "host");
        Assert.Contains("Must agree            Ukraine\n", output, StringComparison.Ordinal);
        Assert.Contains("Others                an objection of anyone else has no effect; on record it is rejected by Russia\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_rule_beside_another_says_who_gains_and_who_can_block_then()
    {
        var (status, output, _) = Run("--decision", "respond", "--compare", "respond-with-RU");
        Assert.Equal(0, status);
        Assert.Contains("Weighs more           Russia\nWeighs less           France, United Kingdom and United States\nNow blocks alone      France, Russia, United Kingdom and United States\nNo longer does        nobody\n", output, StringComparison.Ordinal);
        Assert.Contains("Fewest to block       respond: 2 of 3\nFewest to block       respond-with-RU: 1 of 4\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_powers_exactly_and_as_the_nearest_double()
    {
        var (_, output, _) = Run("--decision", "respond", "--compare", "respond-with-RU", "--json");
        using var json = JsonDocument.Parse(output);
        var from = json.RootElement.GetProperty("from");
        var share = from.GetProperty("seats")[0].GetProperty("shapley-shubik");
        Assert.Equal(("1/3", "0.3333333333333333"), (share.GetProperty("exact").GetString(), share.GetProperty("value").GetRawText()));
        Assert.Equal("3", from.GetProperty("minimal-winning").GetProperty("count").GetString());
        Assert.Equal("RU", json.RootElement.GetProperty("to").GetProperty("proposed-by").GetString());
        var change = json.RootElement.GetProperty("changes").EnumerateArray().Single(row => row.GetProperty("actor").GetString() == "FR");
        Assert.Equal(("-1/12", false, true), (change.GetProperty("shapley-shubik-change").GetProperty("exact").GetString(), change.GetProperty("blocked-alone").GetBoolean(), change.GetProperty("blocks-alone").GetBoolean()));
        Assert.Equal(output, Run("--decision", "respond", "--compare", "respond-with-RU", "--json").Output);
    }

    [Fact]
    public void A_decision_that_is_not_there_is_wrong_use()
    {
        Assert.Equal((2, "", "truceline: --decision 'respnd' is no decision of 'paris-2025' (did you mean 'respond'?)\n"), Run("--decision", "respnd") is var (status, output, error) ? (status, output, error.ReplaceLineEndings("\n")) : default);
        Assert.Contains("(it has consult, respond, respond-with-RU or host)", Run("--decision", "respond", "--compare", "nothing-like-it").Error, StringComparison.Ordinal);
    }
}
