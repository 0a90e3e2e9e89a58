using NodaTime;
using Truceline.Agreements;

namespace Truceline.Tests.Agreements;

internal static partial class Provisions
{
    private static string[] Areas => ["petrivske", "stanytsia", "zolote"];

    private static IEnumerable<Provision> Donbas2016() =>
    [
        Of(18, "Framework Decision 2016: three areas, after 7 quiet days each, synchronous and mirrored; a meeting within 24 hours when silence is broken", "disengagement-2016/disengagement-2016",
            [.. Areas.SelectMany(area => (string[])[$"silence.{area}", $"leave.{area}", $"whole.{area}"]), "emergency", "meet"],
            "For each area: an event of seven quiet days that the mission confirms; forces leave after it, each side with the other, within 3 days once begun, and within 30 days of the preparation. Any side alone can convene a meeting, within 24 hours; a breach of the silence leads to it.",
            agreement =>
            {
                foreach (var area in Areas)
                {
                    Assert.Equal(new QuietPeriod($"silence.{area}", Period.FromDays(7), "OSCE"), agreement.Events[$"quiet-{area}"].Quiet);
                    var leave = agreement.Clause($"leave.{area}");
                    leave.Is(ClauseKind.Must, Act.Withdraw, "sides");
                    leave.Begins(after: $"quiet-{area}");
                    leave.IsDone($"leave.{area}.started + P3D");
                    Assert.Equal(new Mirror(leave.Id, MirrorKind.Synchronous), leave.Mirror);
                    agreement.Clause($"whole.{area}").IsDone($"preparing-{area} + P30D");
                    Assert.Equal("meet", agreement.Clause($"silence.{area}").OnBreach);
                    Assert.InRange(Assert.IsType<Truceline.Geography.Zone.In>(agreement.Zones[area].Zone).Area.SquareMetres, 4e6, 12e6);
                }
                var meet = Assert.Single(agreement.Decisions);
                Assert.Equal((typeof(DecisionRule.Any), "sides", Period.FromHours(24)), (meet.Rule!.GetType(), meet.By, meet.Within));
                Assert.Equal((PowerAct.Convene, "meet", "sides"), (agreement.Power("emergency").Do, agreement.Power("emergency").Decision, Assert.Single(agreement.Power("emergency").Who)));
            },
            "Two deadlines for one act (3 days once begun, 30 in all) are two clauses: a clause has one."),
        Of(30, "Decision of March 2016: no live-fire exercises in the security zone", "no-live-fire-2016/no-live-fire-2016", ["no-exercise"],
            "Both sides must not exercise in a belt of 15 km on each side, from 4 March 2016, 00:00 in Kyiv, without an end; no class is left out; the OSCE verifies.",
            agreement =>
            {
                var exercise = agreement.Clause("no-exercise");
                exercise.Is(ClauseKind.MustNot, Act.Exercise, "sides");
                Assert.Equal("contact 15000 both", agreement.Belt(exercise.In).Written());
                Assert.Equal((At(2016, 3, 3, 22), "OSCE"), (agreement.Events["begin"].At!.Value, exercise.VerifiedBy));
                Assert.True(exercise is { Until: null, What.IsEmpty: true });
            }),
        Of(31, "Measures of 22 July 2020: return fire only under four conditions", "measures-2020/measures-2020", ["a.offensive", "a.reconnaissance", "a.aircraft", "b", "c", "d", "e", "g", "offensive-action"],
            "Both sides must not fire, unless attacked **and** ordered by the leadership **and** the coordination mechanism was tried **and** the Contact Group notified: one exception with four conditions. In force from 27 July 2020, 00:01 in Kyiv. A breach leads to disciplinary measures, which are notified.",
            agreement =>
            {
                var fire = agreement.Clause("b");
                fire.Is(ClauseKind.MustNot, Act.Fire, "sides");
                Assert.Equal(At(2020, 7, 26, 21, 1), agreement.Events["begin"].At!.Value);
                Assert.Collection(Assert.Single(fire.Unless).Conditions.OrderBy(condition => condition.GetType().Name, StringComparer.Ordinal),
                    condition => Assert.Equal(["AF", "UA"], Assert.IsType<Condition.AttackedBy>(condition).Actors),
                    condition => Assert.Equal(["TCG"], Assert.IsType<Condition.Notified>(condition).To),
                    condition => Assert.Equal(["AF-leadership", "UA-leadership"], Assert.IsType<Condition.OrderedBy>(condition).Actors),
                    condition => Assert.Equal("e", Assert.IsType<Condition.Tried>(condition).Clause));
                agreement.Clause("e").Is(ClauseKind.May, Act.Notify, "sides");
                agreement.Clause("d").Is(ClauseKind.Must, Act.Notify, "sides");
                Assert.Equal(("d", "b.breached", "TCG"), (fire.OnBreach, Assert.Single(agreement.Clause("d").After).ToString(), agreement.Clause("d").To));
                agreement.Clause("a.offensive").Is(ClauseKind.MustNot, Act.Advance, "sides");
                agreement.Clause("c").Is(ClauseKind.MustNot, Act.Station, "sides");
                Assert.Equal("offensive action", agreement.Definitions.Single().Term);
                Assert.Equal(("minsk-2", 0), (Assert.Single(agreement.Source.Amends).Of, agreement.Source.Amends[0].Clauses.Length));
            },
            "Reconnaissance and sabotage are no acts of the language: written as crossing the line, assumed. That an attack was \"offensive action as defined\" is tied to the definition only by its words; that each leadership orders its own side's fire is not said either."),
    ];

    private static IEnumerable<Provision> Elsewhere() =>
    [
        Of(19, "Korea 1953 I.1: both withdraw 2 km within 72 hours", "korea-1953/korea-1953", ["a1", "a13a"],
            "Both sides must withdraw forces and equipment out of the belt of 2 km on each side of the line, 72 elapsed hours after entry into force, by equal distances; once done it is kept.",
            agreement =>
            {
                foreach (var id in (string[])["a1", "a13a"])
                {
                    agreement.Clause(id).Is(ClauseKind.Must, Act.Withdraw, "sides");
                    agreement.Clause(id).IsDone("effective + PT72H");
                    Assert.Equal("mdl 2000 both", agreement.Belt(agreement.Clause(id).OutOf).Written());
                    Assert.True(agreement.Clause(id).Keep);
                }
                Assert.Equal(new Mirror("a1", MirrorKind.Equal), agreement.Clause("a1").Mirror);
                Assert.Equal(Duration.FromHours(12), agreement.Events["effective"].At!.Value - agreement.Events["signed"].At!.Value);
            }),
        Of(20, "Korea I.7: nobody crosses the line unless the commission authorises it", "korea-1953/korea-1953", ["a7", "a9"],
            "Anyone must not cross the line, unless the commission authorised it; entering the zone has the same exception.",
            agreement =>
            {
                agreement.Clause("a7").Is(ClauseKind.MustNot, Act.Cross, "any");
                Assert.Equal("mdl", agreement.Clause("a7").Over);
                foreach (var id in (string[])["a7", "a9"]) Assert.Equal(["MAC"], Assert.IsType<Condition.AuthorisedBy>(agreement.Clause(id).OnlyCondition()).Actors);
            }),
        Of(21, "Korea II.13(c)(d): no reinforcement but man for man, 35,000 a month, through ports of entry", "korea-1953/korea-1953", ["a13c", "a13d"],
            "Both sides must not reinforce, unless one for one, at most 35,000 a month, through ten ports; for equipment piece for piece without a number. The neutral commission verifies.",
            agreement =>
            {
                var (men, pieces) = (agreement.Clause("a13c"), agreement.Clause("a13d"));
                men.Is(ClauseKind.MustNot, Act.Reinforce, "sides");
                pieces.Is(ClauseKind.MustNot, Act.Reinforce, "sides");
                Assert.Equal(new Condition.Rotation(true, 35000, Period.FromMonths(1), "ports"), men.OnlyCondition());
                Assert.Equal(new Condition.Rotation(true, null, null, "ports"), pieces.OnlyCondition());
                Assert.Equal(("NNSC", "NNSC"), (men.VerifiedBy, pieces.VerifiedBy));
                Assert.Equal(["personnel"], men.What);
                Assert.Equal(["hardware"], pieces.What);
            }),
        Of(22, "Korea: the commission settles violations by consensus of two sides", "korea-1953/korea-1953", ["a24", "settle"],
            "A body of two members decides by consensus; it can convene; breaches of the other clauses lead to it.",
            agreement =>
            {
                var settle = Assert.Single(agreement.Decisions);
                Assert.Equal((typeof(DecisionRule.Consensus), "MAC"), (settle.Rule!.GetType(), settle.By));
                Assert.Equal(["KPA-CPV", "UNC"], agreement.Actors["MAC"].Members);
                Assert.Equal((PowerAct.Convene, "settle"), (agreement.Power("a24").Do, agreement.Power("a24").Decision));
                Assert.Equal("settle", agreement.Clause("a13c").OnBreach);
            }),
        Of(23, "UNSCR 1701: cessation; withdrawal in parallel with deployment; between two lines only two forces are armed", "unscr-1701/unscr-1701", ["op1.hz", "op1.il", "op2.deploy", "op2.withdraw", "op4", "op8.area", "op17"],
            "Deployment and withdrawal are concurrent, neither has to be first; in the ground between the Blue Line and the Litani anyone must not station arms, unless under the orders of the army or UNIFIL; breaches lead to a report.",
            agreement =>
            {
                agreement.Clause("op1.hz").Is(ClauseKind.MustNot, Act.Attack, "HZ");
                agreement.Clause("op1.il").Is(ClauseKind.MustNot, Act.Attack, "IL");
                Assert.Equal(["op2.withdraw"], agreement.Clause("op2.deploy").TogetherWith);
                Assert.Equal(["op2.deploy"], agreement.Clause("op2.withdraw").TogetherWith);
                Assert.Empty(agreement.Clause("op2.withdraw").After);
                var area = agreement.Clause("op8.area");
                area.Is(ClauseKind.MustNot, Act.Station, "any");
                Assert.Equal(new ZoneForm.Between("blue-line", "litani"), agreement.Form(area.In));
                Assert.Equal(["LAF", "UNIFIL"], Assert.IsType<Condition.OrderedBy>(area.OnlyCondition()).Actors);
                Assert.Equal(("op17", "the Security Council"), (area.OnBreach, agreement.Clause("op17").To));
                Assert.Equal(["HZ", "IL", "LAF", "LB"], area.Accepted.Select(one => one.By));
            },
            "Those who may be armed are written as an exception for what they order."),
        Of(24, "Libya 2020: units to camps and mercenaries out within 3 months; listed groups are not covered", "libya-2020/libya-2020", ["cease", "camps", "foreigners", "training", "deter", "listed-groups", "mechanism"],
            "Both must not fire at each other; units go back from the front, and anyone withdraws foreign fighters from all territory, three months after signature; a joint force is what a breach leads to.",
            agreement =>
            {
                agreement.Clause("cease").Is(ClauseKind.MustNot, Act.Fire, "sides");
                Assert.Equal(("sides", "deter"), (agreement.Clause("cease").To, agreement.Clause("cease").OnBreach));
                agreement.Clause("camps").Is(ClauseKind.Must, Act.Withdraw, "sides");
                agreement.Clause("foreigners").Is(ClauseKind.Must, Act.Withdraw, "any");
                foreach (var id in (string[])["camps", "foreigners"]) agreement.Clause(id).IsDone("signed + P3M");
                Assert.Equal("UNSMIL", agreement.Clause("foreigners").VerifiedBy);
                Assert.IsType<DecisionRule.Consensus>(Assert.Single(agreement.Decisions).Rule);
            },
            "Whom the ceasefire does not protect is said by naming whom it protects (`to`), and in words by the definition."),
        new(25, "Pretoria 2022: an open line in 24 hours, commanders meet in 5 days, heavy weapons concurrently with foreign withdrawal, all in 30 days",
            [("pretoria-2022/pretoria-2022", ["a6.channel", "a6.meeting", "a6.heavy", "a6.longer", "a6.all"]), ("pretoria-2022/nairobi-2022", ["heavy", "foreign", "light"])],
            "24 elapsed hours and 5 days from signature; 10 days from the meeting, which a power can lengthen; 30 days from signature for all. Concurrency stands in the declaration of Nairobi alone: two clauses, each together with the other, neither with a date.", null,
            agreements =>
            {
                var (pretoria, nairobi) = (agreements[0], agreements[1]);
                pretoria.Clause("a6.channel").IsDone("signed + PT24H");
                pretoria.Clause("a6.meeting").IsDone("signed + P5D");
                pretoria.Clause("a6.heavy").Is(ClauseKind.Must, Act.Disarm, "TPLF");
                pretoria.Clause("a6.heavy").IsDone("a6.meeting.met + P10D");
                pretoria.Clause("a6.all").IsDone("signed + P30D");
                Assert.Contains("small-arms", pretoria.Clause("a6.all").What);
                Assert.Equal((PowerAct.Suspend, "extend"), (pretoria.Power("a6.longer").Do, pretoria.Power("a6.longer").Decision));
                Assert.Equal("AU", pretoria.Clause("a6.all").VerifiedBy);
                Assert.Equal(["pretoria-2022"], nairobi.Source.AnnexTo);
                Assert.Equal(["foreign"], nairobi.Clause("heavy").TogetherWith);
                Assert.Equal(["heavy"], nairobi.Clause("foreign").TogetherWith);
                nairobi.Clause("foreign").Is(ClauseKind.Must, Act.Withdraw, "any");
                foreach (var id in (string[])["heavy", "foreign"]) Assert.Equal(Timing.None, nairobi.Clause(id).Done);
            }),
    ];

    private static IEnumerable<Provision> Recent() =>
    [
        Of(26, "Easter 2025: a unilateral truce of 30 hours in Moscow time, and an answer \"symmetrically\"", "easter-2025/easter-2025", ["ru", "ua"],
            "Each clause binds its author alone; the window is 19 April 18:00 to 21 April 00:00 in Moscow, 30 hours; the second holds while the first is kept.",
            agreement =>
            {
                var (ru, ua) = (agreement.Clause("ru"), agreement.Clause("ua"));
                ru.Is(ClauseKind.MustNot, Act.HostileAct, "RU");
                ua.Is(ClauseKind.MustNot, Act.HostileAct, "UA");
                Assert.Equal(("RU", "UA"), (Assert.Single(ru.Accepted).By, Assert.Single(ua.Accepted).By));
                Assert.Equal((At(2025, 4, 19, 15), At(2025, 4, 20, 21), "Europe/Moscow"), (agreement.Events["begin"].At!.Value, agreement.Events["end"].At!.Value, agreement.Clock.Zone.Id));
                Assert.Equal(Duration.FromHours(30), agreement.Events["end"].At!.Value - agreement.Events["begin"].At!.Value);
                Assert.Equal(("begin", "end", "begin", "end"), (ru.From!.ToString(), ru.Until!.ToString(), ua.From!.ToString(), ua.Until!.ToString()));
                Assert.Equal(["ru.kept"], ua.While);
            }),
        Of(27, "Paris 2025: 26 deploy by land, sea or air on the day after, not at the front; backing pending", "paris-2025/paris-2025", ["deploy", "off-front", "troops", "backing"],
            "A pledge of 26, unnamed, its amount undisclosed, few of them in public; backing is pending and enables it; deployment not before a ceasefire and done the day after, within the rear; the force must not stand in the front.",
            agreement =>
            {
                var (troops, backing) = (agreement.Pledges.Single(one => one.Id == "troops"), agreement.Pledges.Single(one => one.Id == "backing"));
                Assert.Equal((true, 26, "few"), (troops.Undisclosed, troops.Count, troops.Public.ToString()));
                Assert.Equal((PledgeDomain[])[PledgeDomain.Land, PledgeDomain.Sea, PledgeDomain.Air], troops.Domains.Order());
                Assert.Equal(PledgeStatus.Pending, backing.Status);
                Assert.Equal(["troops"], backing.Enables);
                var deploy = agreement.Clause("deploy");
                deploy.Is(ClauseKind.Must, Act.Deploy, "MNF");
                deploy.Begins(notBefore: "ceasefire");
                deploy.IsDone("ceasefire + P1D");
                Assert.Equal(["troops", "backing"], deploy.Needs);
                agreement.Clause("off-front").Is(ClauseKind.MustNot, Act.Station, "MNF");
                Assert.True(agreement.Zones["front"].Assumed);
            }),
        Of(28, "RU on Paris: foreign troops would be legitimate targets; a seat among the guarantors", "paris-2025/paris-2025", ["respond-with-RU", "host"],
            "A position that rejects the deployment and wants a decision that stands only as proposed; consent to the deployment is the host's alone. It binds nobody.",
            agreement =>
            {
                var position = agreement.Positions.Single(one => one is { Actor: "RU", If: null });
                Assert.Superset(new HashSet<string> { "deploy", "host" }, position.Reject.ToHashSet());
                Assert.Contains(new Want("respond-with-RU", null), position.Wants);
                Assert.Equal("proposed-by-RU", agreement.Decisions.Single(one => one.Id == "respond-with-RU").Status);
                Assert.Equal(("deploy", "UA"), (agreement.Decisions.Single(one => one.Id == "host").Consent!.To, Assert.Single(agreement.Decisions.Single(one => one.Id == "host").Consent!.By)));
                Assert.NotEmpty(position.Said);
            },
            "A threat is no clause: it stays a statement on record, linked to the actor and the clause."),
        Of(32, "Energy truce, spring 2025: no common text; two beginnings, two lists, two conditions for the sea", "energy-2025/energy-2025", ["energy.ru", "energy.ru.free", "energy.ua", "sea.ru", "sea.ua"],
            "Two versions under one heading, each binding its author alone: from 18 March for 30 days, or from 25 March; a list of five kinds, or one that holds more; at sea after sanctions are lifted, or at once.",
            agreement =>
            {
                var (ru, ua) = (agreement.Clause("energy.ru"), agreement.Clause("energy.ua"));
                ru.Is(ClauseKind.MustNot, Act.Attack, "sides");
                ua.Is(ClauseKind.MustNot, Act.Attack, "sides");
                Assert.Equal(ru.Ref, ua.Ref);
                Assert.Equal(("RU", "UA"), (Assert.Single(ru.Accepted).By, Assert.Single(ua.Accepted).By));
                Assert.Equal(("2025-03-18", "call + P30D", "2025-03-25", null), (ru.From!.ToString(), ru.Until!.ToString(), ua.From!.ToString(), ua.Until?.ToString()));
                var (one, other) = (((ZoneForm.AnyOf)agreement.Form(ru.In)).Zones, ((ZoneForm.AnyOf)agreement.Form(ua.In)).Zones);
                Assert.Equal([new ZoneForm.Named("other-infrastructure")], other.Except(one));
                Assert.Empty(one.Except(other));
                Assert.Equal((PowerAct.End, "energy.ru.breached"), (agreement.Power("energy.ru.free").Do, Assert.Single(agreement.Power("energy.ru.free").After).ToString()));
                Assert.Equal(("relief", "talks", "Black Sea", "Black Sea"), (agreement.Clause("sea.ru").From!.ToString(), agreement.Clause("sea.ua").From!.ToString(), agreement.Clause("sea.ru").Ref, agreement.Clause("sea.ua").Ref));
            },
            "What an attack is directed at is no class of the language (`what` is the weapon): the kinds of facilities stand in words, and as boxes in open sea so that the two lists can be compared. No facility is drawn."),
    ];
}
