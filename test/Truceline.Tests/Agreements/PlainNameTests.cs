using FsCheck;
using FsCheck.Fluent;
using Truceline.Agreements;

namespace Truceline.Tests.Agreements;

public class PlainNameTests
{
    [Theory]
    [InlineData("Wire One", "wire  one"), InlineData("Wire One", " Wire\u00a0One "), InlineData("Wire One", "Ｗｉｒｅ Ｏｎｅ"), InlineData("Wire One", "Wire One."), InlineData("Wire One", "Wіre One"), InlineData("Wire One", "Wire\u200b One\u200b")]
    [InlineData("Wire One", "Wire\u3164One\u3164"), InlineData("Wire One", "Wire One \u200b"), InlineData("Wire One", "𝐖𝐢𝐫𝐞 Oɴᴇ"), InlineData("Wire One", "Ⓦire-One"), InlineData("Wire One", "WIRE\tONE")]
    [InlineData("Office One", "Oﬃce One"), InlineData("Agence Évian", "Agence E\u0301vian"), InlineData("Agence Évian", "AGENCE EVIAN"), InlineData("Đại Sứ", "dai su"), InlineData("ABC", "АВС"), InlineData("Voice", "νoice"), InlineData("ΗΛΙΟΣ", "ηλιος"), InlineData("?!", " ?\u00a0！")]
    public void Spellings_that_look_alike_are_one_name(string one, string other)
    {
        Assert.NotEqual(one, other);
        Assert.Equal(PlainName.Of(one), PlainName.Of(other));
    }

    [Theory]
    [InlineData("Wire One", "Wire Two"), InlineData("Wire One", "WireOne"), InlineData("Side A", "Side B"), InlineData("राम", "रमा"), InlineData("محمد", "أحمد"), InlineData("Північ", "Південь"), InlineData("7-1", "71"), InlineData("???", "!!!"), InlineData("😍", "😇")]
    public void Names_that_look_otherwise_stay_two(string one, string other) => Assert.NotEqual(PlainName.Of(one), PlainName.Of(other));

    [Fact]
    public void What_is_plain_already_stays_as_it_is() => Prop.ForAll(ArbMap.Default.ArbFor<string?>(), name =>
        Assert.Equal(PlainName.Of(name ?? ""), PlainName.Of(PlainName.Of(name ?? "")))).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_name_leads_to_its_actor_in_each_spelling_and_to_one_actor_alone()
    {
        var agreement = Truces.Agreement("""
            truce: 1
            id: t
            title: A truce
            source: { status: signed, signed: 2020-01-31, text: text.txt }
            clock: { zone: Europe/Kyiv, day: calendar }
            actors: { side-b: { kind: party, name: Side B, known-as: [the Evian side] } }
            clauses: [ { id: c, must-not: { who: side-b, do: fire } } ]

            """);
        Assert.All(["Side  B", "side-b", "Sidｅ B", "The Évian Side"], name => Assert.Equal("side-b", agreement.ActorNamed(name)?.Id));
        Assert.Null(agreement.ActorNamed("Side C"));
        Assert.Null(agreement.ActorNamed("\u200b"));
    }
}
