using System.Text.RegularExpressions;
using Truceline.Texts;

namespace Truceline.Tests.Texts;

/// <summary>The article that the mission starts from: spun by a machine. It is no part of the repository, and nothing of it is quoted here.</summary>
public partial class SpunArticleTests
{
    // Words that spinners put in the place of others, and what these were; made for this test.
    private static readonly Dictionary<string, string> Before = new(StringComparer.Ordinal)
    {
        ["mentioned"] = "said", ["safety"] = "security", ["ensures"] = "guarantees", ["assist"] = "support", ["gathering"] = "meeting", ["assembly"] = "meeting", ["selections"] = "decisions", ["primary"] = "first",
        ["consider"] = "believe", ["discussion"] = "talks", ["financial"] = "economic", ["overseas"] = "foreign", ["concept"] = "idea", ["critical"] = "serious", ["capital"] = "main", ["warfare"] = "war", ["navy"] = "military",
        ["nation"] = "country", ["hazard"] = "danger", ["recommended"] = "suggested", ["informed"] = "told", ["sturdy"] = "robust", ["supply"] = "source", ["extraordinarily"] = "extremely", ["vital"] = "important",
        ["powerfully"] = "strongly", ["lately"] = "recently", ["dimensions"] = "extent", ["burdened"] = "stressed", ["forestall"] = "prevent", ["entrance"] = "front", ["backing"] = "help", ["dialogue"] = "conversation",
        ["maintained"] = "insisted", ["final"] = "last", ["element"] = "detail", ["international"] = "", ["locations"] = "countries", ["power"] = "force", ["reputable"] = "legitimate", ["impartial"] = "neutral", ["phrases"] = "words",
        ["initiative"] = "plan", ["warning"] = "threat", ["troops"] = "soldiers", ["deployed"] = "sent", ["rejected"] = "refused", ["allies"] = "partners", ["deal"] = "settlement", ["described"] = "called",
    };

    private const string Independent = """
        Leaders of more than thirty countries met at the Élysée Palace on Thursday to settle what each would bring to a force for Ukraine.
        Several delegations joined by video link, among them those of Canada, Australia and Japan, and the session went on for nearly three hours.
        Emmanuel Macron, standing beside Volodymyr Zelensky in the courtyard, told reporters that 26 states had put their names to a pledge.
        Italy and Poland repeated that they would send no soldiers. Giorgia Meloni offered help with monitoring and training outside the country instead.
        A diplomat in the room said that the American envoy, Steve Witkoff, had left early and that Washington's share of the plan remained to be written down.
        The Kremlin reacted on Friday. Speaking to businessmen in Vladivostok, the Russian president said that any soldiers who arrived while the fighting lasted would be fair targets.
        Oil prices barely moved. Analysts in London said that markets expected no truce before winter.
        Finland's president, Alexander Stubb, warned that a ceasefire without guarantees would only be a pause, and called for new sanctions on tankers in the Baltic.
        """;

    private static string Article() => File.ReadAllText(Needs.SharedData("article", "paris-2025-09-05.txt"));

    [Fact]
    public void With_its_replaced_words_put_back_it_is_of_one_origin() => Assert.Equal(CopyKind.Spun, MadeUp.Kind(Article(), Other(Article())));

    [Fact]
    public void An_independent_report_of_the_same_summit_is_another_origin() => Assert.Null(MadeUp.Kind(Article(), Independent));

    private static string Other(string article) => Letter().Replace(article, word => Before.GetValueOrDefault(word.Value, word.Value));

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Letter();
}
