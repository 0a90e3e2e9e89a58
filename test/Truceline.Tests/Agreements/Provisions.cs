using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Truceline.Agreements;

namespace Truceline.Tests.Agreements;

/// <summary>A provision of a real agreement, the clauses of the examples that express it, and what their compiled form has to say.</summary>
/// <param name="Number">Its number in the table.</param>
/// <param name="Text">What it provides, in few words.</param>
/// <param name="Clauses">For each example (folder/file without its ending) the ids that express it.</param>
/// <param name="Says">What the compiled form says.</param>
/// <param name="Lost">What the language cannot say, or says only in words; null: nothing.</param>
/// <param name="Holds">The assertions behind <paramref name="Says"/>, on the agreements in the order of <paramref name="Clauses"/>.</param>
internal sealed record Provision(int Number, string Text, ImmutableArray<(string File, string[] Ids)> Clauses, string Says, string? Lost, Action<Agreement[]> Holds);

/// <summary>The 32 provisions that the language has to express.</summary>
internal static partial class Provisions
{
    public static ImmutableArray<Provision> All { get; } = [.. Donbas2014(), .. Donbas2015(), .. Donbas2016(), .. Elsewhere(), .. Recent()];

    private static Provision Of(int number, string text, string file, string[] ids, string says, Action<Agreement> holds, string? lost = null) =>
        new(number, text, [(file, ids)], says, lost, agreements => holds(agreements[0]));

    private static Clause Clause(this Agreement agreement, string id) => agreement.Clauses.Single(clause => clause.Id == id);

    private static Power Power(this Agreement agreement, string id) => agreement.Powers.Single(power => power.Id == id);

    private static ZoneForm Form(this Agreement agreement, string? zone) => agreement.Zones[zone ?? throw new InvalidOperationException("the clause names no zone")].Form;

    private static void Is(this Clause clause, ClauseKind kind, Act act, params string[] who) =>
        Assert.Equal((kind, act, string.Join(' ', who)), (clause.Kind, clause.Do, clause.Anyone ? "any" : string.Join(' ', clause.Who)));

    private static void IsDone(this Clause clause, string? by, string? after = null) => Assert.Equal((by, after), (clause.Done.By?.ToString(), clause.Done.After?.ToString()));

    private static void Begins(this Clause clause, string? by = null, string? after = null, string? notBefore = null) =>
        Assert.Equal((by, after, notBefore), (clause.Start.By?.ToString(), clause.Start.After?.ToString(), clause.Start.NotBefore?.ToString()));

    private static Condition OnlyCondition(this Clause clause) => Assert.Single(Assert.Single(clause.Unless).Conditions);

    private static Instant At(int year, int month, int day, int hour, int minute = 0) => Instant.FromUtc(year, month, day, hour, minute);

    private static ZoneForm.Belt Belt(this Agreement agreement, string? zone) => Assert.IsType<ZoneForm.Belt>(agreement.Form(zone));

    private static string Written(this ZoneForm.Belt belt) => string.Create(CultureInfo.InvariantCulture, $"{belt.Line} {belt.Distance.Value} {belt.Side ?? "both"}");

    private static IEnumerable<Provision> Donbas2014() =>
    [
        Of(1, "Minsk Protocol §1: both stop using weapons at once", "minsk-protocol-2014/minsk-protocol-2014", ["n1", "n2"],
            "Both sides must not fire, in an area that is assumed, from an hour that is assumed; no exception; no class is left out; the OSCE verifies by a clause of its own.",
            agreement =>
            {
                var stop = agreement.Clause("n1");
                stop.Is(ClauseKind.MustNot, Act.Fire, "sides");
                Assert.Equal(["AF", "UA"], agreement.Expand(stop.Who));
                Assert.Equal("ceasefire", stop.From!.ToString());
                Assert.True(agreement.Events["ceasefire"].Assumed && agreement.Zones[stop.In!].Assumed);
                Assert.Empty(stop.Unless);
                Assert.Empty(stop.What);
                agreement.Clause("n2").Is(ClauseKind.Must, Act.Verify, "OSCE");
            }),
        Of(2, "Protocol §4: permanent monitoring of the border, with a security zone", "minsk-protocol-2014/minsk-protocol-2014", ["n4", "n4.access"],
            "The OSCE must verify in the border districts, and may do so without an end; who must let it in is assumed.",
            agreement =>
            {
                agreement.Clause("n4").Is(ClauseKind.Must, Act.Verify, "OSCE");
                var access = agreement.Clause("n4.access");
                access.Is(ClauseKind.May, Act.Verify, "OSCE");
                Assert.Equal(["AF", "RF", "UA"], access.DutyOf);
                Assert.True(access is { Until: null, Assumed: true } && access.In == agreement.Clause("n4").In);
            },
            "An obligation is met once: that the duty lasts stands only in the permission beside it, which has no end."),
        Of(3, "Memorandum §2: units hold the positions of 19 September", "memorandum-2014/memorandum-2014", ["n2"],
            "Both sides must hold their positions along the line as of 19 September 2014, and keep to it.",
            agreement =>
            {
                var hold = agreement.Clause("n2");
                hold.Is(ClauseKind.Must, Act.HoldPosition, "sides");
                Assert.True(hold.Keep);
                Assert.Equal("contact", agreement.Belt(hold.In).Line);
                Assert.Equal("2014-09-19", agreement.Lines["contact"].AsOf);
            }),
        Of(4, "Memorandum §3: no weapons, no offensive action", "memorandum-2014/memorandum-2014", ["n3.weapons", "n3.offensive"],
            "Both sides must do no hostile act, which includes fire and attack, and must not advance over the line.",
            agreement =>
            {
                agreement.Clause("n3.weapons").Is(ClauseKind.MustNot, Act.HostileAct, "sides");
                agreement.Clause("n3.offensive").Is(ClauseKind.MustNot, Act.Advance, "sides");
                Assert.Equal("contact", agreement.Clause("n3.offensive").Over);
            }),
        Of(5, "Memorandum §4: over 100 mm at least 15 km back on each side within 24 hours", "memorandum-2014/memorandum-2014", ["n4"],
            "Both sides must withdraw guns over 100 mm out of a belt of 15 km on each side, by equal distances, within 24 elapsed hours; once done it is kept.",
            agreement =>
            {
                var back = agreement.Clause("n4");
                back.Is(ClauseKind.Must, Act.Withdraw, "sides");
                back.IsDone("adopted + PT24H");
                Assert.Equal("contact 15000 both", agreement.Belt(back.OutOf).Written());
                Assert.Equal(new Mirror("n4", MirrorKind.Equal), back.Mirror);
                var guns = agreement.Classes.Classes[Assert.Single(back.What)].Calibre!.Value;
                Assert.True(back.Keep && guns.Holds(122) && !guns.Holds(100));
            }),
        Of(6, "Memorandum §4: each system out to its greatest range", "memorandum-2014/memorandum-2014",
            ["n4.mt-12", "n4.mortar-120", "n4.d-30", "n4.guns-152", "n4.grad", "n4.tornado-g", "n4.uragan", "n4.smerch", "n4.tornado-s", "n4.tactical-missile"],
            "For each model a class with its range, and a belt whose width is the range of that class: 9, 8, 16, 33, 21, 40, 36, 70, 120 and 120 km. Those that were not read are unchecked.",
            agreement =>
            {
                var distances = agreement.Clauses.Where(clause => clause.Id.StartsWith("n4.", StringComparison.Ordinal)).Select(clause =>
                {
                    clause.Is(ClauseKind.Must, Act.Withdraw, "sides");
                    clause.IsDone("adopted + PT24H");
                    var belt = agreement.Belt(clause.OutOf);
                    Assert.Equal(Assert.Single(clause.What), belt.RangeOf);
                    Assert.Equal(agreement.Classes.Classes[belt.RangeOf!].RangeKm!.Value.Value * 1000, belt.Distance.Value);
                    return belt.Distance.Value / 1000;
                });
                Assert.Equal([9, 8, 16, 33, 21, 40, 36, 70, 120, 120], distances);
                Assert.Contains(agreement.Clause("n4.uragan").Assumptions, said => said.Contains("uragan", StringComparison.Ordinal));
                Assert.DoesNotContain(agreement.Clause("n4.mt-12").Assumptions, said => said.Contains("mt-12", StringComparison.Ordinal));
            }),
        Of(7, "Memorandum §5: no heavy weapons in the ground between named settlements", "memorandum-2014/memorandum-2014", ["n5"],
            "Both sides must not station heavy weapons in the ground that four named settlements enclose; the OSCE verifies.",
            agreement =>
            {
                var station = agreement.Clause("n5");
                station.Is(ClauseKind.MustNot, Act.Station, "sides");
                var through = Assert.IsType<ZoneForm.Through>(agreement.Form(station.In));
                Assert.Equal(["Komsomolske", "Kumachove", "Novoazovsk", "Sakhanka"], through.Places);
                Assert.Null(through.Width);
                Assert.Equal("OSCE", station.VerifiedBy);
            }),
        Of(8, "Memorandum §6: no new mines, and old ones removed", "memorandum-2014/memorandum-2014", ["n6.lay", "n6.remove"],
            "Both sides must not lay mines in the security zone and must remove those that lie there; for that the text sets no deadline.",
            agreement =>
            {
                var (lay, remove) = (agreement.Clause("n6.lay"), agreement.Clause("n6.remove"));
                lay.Is(ClauseKind.MustNot, Act.LayMines, "sides");
                remove.Is(ClauseKind.Must, Act.RemoveMines, "sides");
                Assert.Equal(lay.In, remove.In);
                Assert.Equal(Timing.None, remove.Done);
            }),
        Of(9, "Memorandum §7: no flights but those of the OSCE", "memorandum-2014/memorandum-2014", ["n7"],
            "Anyone must not fly combat aircraft or foreign unmanned aircraft in the airspace over the security zone, unless the OSCE ordered it.",
            agreement =>
            {
                var fly = agreement.Clause("n7");
                fly.Is(ClauseKind.MustNot, Act.Fly, "any");
                Assert.Equal(new ZoneForm.Named("security-zone"), Assert.IsType<ZoneForm.Over>(agreement.Form(fly.In)).Zone);
                Assert.Equal(["OSCE"], Assert.IsType<Condition.OrderedBy>(fly.OnlyCondition()).Actors);
            },
            "An actor that a prohibition on anyone leaves out is written as an exception for what it orders."),
        Of(10, "Memorandum §8: monitors deployed within 24 hours, in sectors", "memorandum-2014/memorandum-2014", ["n8"],
            "The OSCE must deploy in the security zone, divided into sectors whose number is assumed, within 24 elapsed hours.",
            agreement =>
            {
                var deploy = agreement.Clause("n8");
                deploy.Is(ClauseKind.Must, Act.Deploy, "OSCE");
                deploy.IsDone("adopted + PT24H");
                var sectors = Assert.IsType<ZoneForm.Sectors>(agreement.Form(deploy.In));
                Assert.Equal((new ZoneForm.Named("security-zone"), 5, (int?)null), ((ZoneForm.Named)sectors.Of, sectors.Count, sectors.Number));
                Assert.True(agreement.Zones["sectors"].Assumed);
            }),
        Of(11, "Memorandum §9: foreign formations and mercenaries leave", "memorandum-2014/memorandum-2014", ["n9"],
            "Anyone must withdraw foreign forces, their hardware and mercenaries. There is no deadline, and no clause has one for it.",
            agreement =>
            {
                var leave = agreement.Clause("n9");
                leave.Is(ClauseKind.Must, Act.Withdraw, "any");
                Assert.Equal(["foreign-forces", "hardware", "mercenaries"], leave.What);
                Assert.Equal((Timing.None, Timing.None, "OSCE"), (leave.Start, leave.Done, leave.VerifiedBy));
            },
            "The text says the territory of Ukraine. The language could say it; the examples draw no country."),
    ];

    private static IEnumerable<Provision> Donbas2015() =>
    [
        Of(12, "Minsk II §1: ceasefire from 15 February 2015, 00:00 in Kyiv", "minsk-2/minsk-2", ["p1"],
            "Both sides must not fire in certain areas, from 2015-02-15 00:00 in Kyiv.",
            agreement =>
            {
                agreement.Clause("p1").Is(ClauseKind.MustNot, Act.Fire, "sides");
                Assert.Equal("ceasefire", agreement.Clause("p1").From!.ToString());
                Assert.Equal((At(2015, 2, 14, 22), "Europe/Kyiv"), (agreement.Events["ceasefire"].At!.Value, agreement.Clock.Zone.Id));
            }),
        Of(13, "Minsk II §2: equal distances from two different lines, begun by day 2, finished within 14 days", "minsk-2/minsk-2", ["p2.ua", "p2.af", "p2.mlrs", "p2.long"],
            "Ukraine withdraws from the actual line, the formations from that of 19 September 2014: 25, 35 and 70 km a side by class, begun by the end of day 2 and done by the end of day 14, each the mirror of the other.",
            agreement =>
            {
                var (ua, af) = (agreement.Clause("p2.ua"), agreement.Clause("p2.af"));
                Assert.Equal(("contact-actual 25000 UA", "contact-2014 25000 AF"), (agreement.Belt(ua.OutOf).Written(), agreement.Belt(af.OutOf).Written()));
                Assert.Equal((new Mirror("p2.af", MirrorKind.Equal), new Mirror("p2.ua", MirrorKind.Equal)), (ua.Mirror, af.Mirror));
                foreach (var (id, distance) in new[] { ("p2.mlrs", 35000), ("p2.long", 70000) })
                    Assert.Equal([$"contact-2014 {distance} AF", $"contact-actual {distance} UA"],
                        Assert.IsType<ZoneForm.AnyOf>(agreement.Form(agreement.Clause(id).OutOf)).Zones.Select(part => agreement.Belt(((ZoneForm.Named)part).Zone).Written()));
                foreach (var clause in agreement.Clauses.Where(clause => clause.Id.StartsWith("p2.", StringComparison.Ordinal)))
                {
                    clause.Begins(by: "ceasefire + P2D");
                    clause.IsDone("ceasefire + P14D");
                    Assert.True(clause.Keep);
                }
                Assert.Equal(["fifty-is-each", "fourteen-from-start"], agreement.Readings.Keys);
            }),
        Of(14, "Minsk II §3: the OSCE watches from the first day of withdrawal, with every means", "minsk-2/minsk-2", ["p3"],
            "The OSCE may verify from the beginning of the withdrawal, by satellite, unmanned aircraft and radar among others; both sides must not obstruct it.",
            agreement =>
            {
                var watch = agreement.Clause("p3");
                watch.Is(ClauseKind.May, Act.Verify, "OSCE");
                Assert.Equal("p2.ua.started", watch.From!.ToString());
                Assert.Equal(["sides"], watch.DutyOf);
                Assert.Superset(new HashSet<Means> { Means.Satellite, Means.Uav, Means.Radar }, watch.See.ToHashSet());
            }),
        Of(15, "Minsk II §4: dialogue on day 1 after the withdrawal; a resolution within 30 days of signature", "minsk-2/minsk-2", ["p4", "p4.rada"],
            "One deadline runs from the withdrawal, an event that happens when all four clauses of point 2 are met, the other from the signature.",
            agreement =>
            {
                agreement.Clause("p4").Is(ClauseKind.Must, Act.OpenDialogue, "sides");
                agreement.Clause("p4").Begins(by: "withdrawn + P1D", after: "withdrawn");
                agreement.Clause("p4.rada").Is(ClauseKind.Must, Act.Enact, "UA");
                agreement.Clause("p4.rada").IsDone("signed + P30D");
                Assert.Equal(["p2.ua", "p2.af", "p2.mlrs", "p2.long"], agreement.Events["withdrawn"].AllMet);
            }),
        Of(16, "Minsk II §9: border control from the day after elections, complete after the settlement, by the end of 2015, if §11 is fulfilled", "minsk-2/minsk-2", ["p9"],
            "It begins after the elections, which point 12 fulfils, on the next day; it is done after point 11 is met and by the end of 2015. Beginning and end have conditions of their own.",
            agreement =>
            {
                var border = agreement.Clause("p9");
                border.Is(ClauseKind.Must, Act.HandOver, "AF");
                border.Begins(by: "elections + P1D", after: "elections");
                border.IsDone("2015-12-31", "p11.met");
                Assert.Equal(("UA", "elections", true), (border.To, agreement.Clause("p12").Fulfils, border.Assumed));
            },
            "\"The comprehensive political settlement\" is point 11 and the elections of point 12; the second is met before the beginning already."),
        Of(17, "Minsk II §10: foreign forces leave, illegal groups are disarmed", "minsk-2/minsk-2", ["p10", "p10.groups"],
            "Two obligations without any deadline, which the OSCE verifies.",
            agreement =>
            {
                agreement.Clause("p10").Is(ClauseKind.Must, Act.Withdraw, "any");
                agreement.Clause("p10.groups").Is(ClauseKind.Must, Act.Disarm, "sides");
                foreach (var id in (string[])["p10", "p10.groups"])
                    Assert.Equal((Timing.None, Timing.None, "OSCE"), (agreement.Clause(id).Start, agreement.Clause(id).Done, agreement.Clause(id).VerifiedBy));
            },
            "The text says the territory of Ukraine. The language could say it; the examples draw no country."),
        Of(29, "Addendum of 29 September 2015: lighter weapons in stages, only while weapons are silent", "addendum-2015/addendum-2015", ["silence", "tanks", "guns", "mortars"],
            "Two quiet days that the OSCE confirms are an event; tanks follow it within 15 days, then guns under 100 mm and mortars up to 120 mm, 39 days after it: 41 in all. 15 km on each side.",
            agreement =>
            {
                Assert.Equal(new QuietPeriod("silence", Period.FromDays(2), "OSCE"), agreement.Events["silent"].Quiet);
                agreement.Clause("tanks").Begins(after: "silent");
                agreement.Clause("tanks").IsDone("silent + P15D");
                foreach (var id in (string[])["guns", "mortars"])
                {
                    agreement.Clause(id).Begins(after: "tanks.met");
                    agreement.Clause(id).IsDone("silent + P39D");
                    Assert.Equal("contact 15000 both", agreement.Belt(agreement.Clause(id).OutOf).Written());
                }
                Assert.Equal(["guns"], agreement.Clause("mortars").TogetherWith);
                Assert.Equal(["guns", "mortars"], agreement.Readings["each-stage-by-itself"].Changes);
                Assert.Equal(["minsk-2"], agreement.Source.AnnexTo);
            }),
    ];
}
