using System.Text;
using System.Text.Json;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;
using Truceline.Tests.Agreements;

namespace Truceline.Tests.Assessments;

/// <summary>A draft over a recorded history, on one small world: a line, a belt of 15 km beside it, and what was seen 10 km and 20 km off.</summary>
public class BacktestTests
{
    private const string Line = """{"type":"LineString","coordinates":[[37.0,48.0],[39.0,48.0]]}""";
    private static readonly Instant Begin = Instant.FromUtc(2020, 2, 3, 8, 0);

    private static Agreement Draft(int metres = 15000, string id = "stop", string more = "", string see = "seen", string zone = "belt") => Truces.Agreement($$"""
        truce: 1
        id: t
        title: A truce
        source: { status: signed, signed: 2020-01-31 }
        clock: { zone: Europe/Kyiv, day: calendar }
        actors: { A: { kind: party, name: Side A }, B: { kind: party, name: Side B }, OM: { kind: monitor, name: Observer Mission } }
        lines: { contact: { geometry: contact.geojson, sides: { left: A, right: B } } }
        zones: { {{zone}}: { within: { of: contact, m: {{metres}}, side: both } } }
        clauses:
          - { id: {{id}}, must-not: { who: [A, B], do: fire, in: {{zone}} }, from: 2020-02-02T00:00:00+02:00, see: [{{see}}] }
          - { id: quiet-sea, must-not: { who: [A, B], do: sail }, from: 2020-02-02T00:00:00+02:00, see: [radar] }
        {{more}}
        """, ("contact.geojson", Line));

    private static Report Seen(string name, Act act, double north, Instant? at = null, string? place = null) => Report.Of("Observer Mission", name, new Observation
    {
        Occurred = new Interval(at ?? Begin, at ?? Begin),
        Where = new Place(place, new Region.Disc(new Position(48 + north / 111.2, 38), new Metres(50))),
        Act = act,
        Phase = FirePhase.Impact,
        By = [new Attribution("Side A", AttributionBasis.Seen)],
        Means = Means.Seen,
    });

    private static readonly ReportLog Log = Worlds.Log(
    [
        Seen("near", Act.Fire, 10), Seen("far", Act.Fire, 20, Begin + Duration.FromHours(5), "Oakford"),
        Seen("before", Act.Fire, 5, Begin - Duration.FromDays(5)), Seen("flight", Act.Fly, 1, Begin + Duration.FromDays(3)),
    ]);

    private static Backtest Of(Agreement draft, Agreement? against = null, BacktestEdition edition = BacktestEdition.Internal) =>
        Backtest.Of(Log, draft, against, FusionRules.Default, null, edition);

    [Fact]
    public void A_wider_belt_makes_a_breach_appear_in_the_row_of_its_clause_its_zone_and_its_day()
    {
        var backtest = Of(Draft(25000), Draft());
        var one = Assert.Single(backtest.Differences, one => one.Either.Key.Occasion is Occasion.OfIncident);
        Assert.Equal((DifferenceKind.Appears, "stop", Outcome.Breached), (one.Kind, one.Clause, one.To!.Outcome));
        var row = backtest.Clauses.Single(row => row.Name == "stop");
        Assert.Equal((1, 2, 1, 0), (row.Against!.Breached, row.Draft!.Breached, row.Appears, row.Vanishes));
        Assert.Equal((1, 2), Pair(backtest.Zones.Single(zone => zone.Name == "belt")));
        Assert.Equal((1, 2), Pair(backtest.Days.Single(day => day.Name == "2020-02-03")));

        static (int, int) Pair(BacktestRow row) => (row.Against!.Breached, row.Draft!.Breached);
    }

    [Fact]
    public void Turned_round_what_appeared_vanishes()
    {
        var there = Of(Draft(25000), Draft()).Differences;
        var back = Of(Draft(), Draft(25000)).Differences;
        Assert.Equal(there.Select(one => (one.Clause, From: Said(one.From), To: Said(one.To))).Order(), back.Select(one => (one.Clause, From: Said(one.To), To: Said(one.From))).Order());

        static string Said(Finding? finding) => finding is null ? "" : $"{finding.Key} {finding.Outcome} {finding.Standing}";
    }

    [Fact]
    public void Against_itself_nothing_differs() => Assert.Empty(Of(Draft(), Draft()).Differences);

    [Fact]
    public void A_clause_that_was_only_renamed_is_the_same_clause()
    {
        var backtest = Of(Draft(id: "no-fire"), Draft());
        Assert.Empty(backtest.Differences);
        Assert.Equal("stop", backtest.Clauses.Single(row => row.Name == "no-fire").Was);
        Assert.DoesNotContain(backtest.Clauses, row => row.Draft is null);
    }

    [Fact]
    public void A_clause_that_only_one_has_stands_in_a_row_of_its_own()
    {
        const string flights = "  - { id: flights, must-not: { who: [A, B], do: fly }, see: [seen] }";
        Assert.Equal((null, 1), (Of(Draft(more: flights), Draft()).Clauses.Single(row => row.Name == "flights").Against, Of(Draft(more: flights), Draft()).Clauses.Single(row => row.Name == "flights").Draft!.Breached));
        var dropped = Of(Draft(), Draft(more: flights));
        Assert.Null(dropped.Clauses.Single(row => row.Name == "flights").Draft);
        Assert.Contains(dropped.Differences, one => one is { Kind: DifferenceKind.Vanishes, Clause: "flights" });
    }

    [Fact]
    public void What_no_clause_covers_is_named_and_so_is_the_clause_that_would_but_for_its_time() => Assert.Equal(
        ["2020-01-29 fire: stop", "2020-02-03 fire: ", "2020-02-06 fly: "],
        Of(Draft()).Uncovered.Select(one => $"{one.Incident.Occurred.Start.InUtc().Date:uuuu-MM-dd} {one.Act!.Value.Written()}: {string.Join(", ", one.NotInForce)}"));

    [Fact]
    public void Another_standing_is_a_change_and_is_told_in_the_row_of_the_zone_of_now()
    {
        var draft = Draft();
        var backtest = Of(draft with { Clauses = [.. draft.Clauses.Select(clause => clause with { VerifiedBy = "B" })] }, Draft(zone: "strip"));
        var one = Assert.Single(backtest.Differences);
        Assert.Equal((DifferenceKind.Changes, Outcome.Breached, Standing.Verified, Outcome.Breached, Standing.Alleged), (one.Kind, one.From!.Outcome, one.From.Standing, one.To!.Outcome, one.To.Standing));
        Assert.Equal(["belt 1", "no zone 0", "strip 0"], backtest.Zones.Select(row => $"{row.Name} {row.Changes}").Order());
    }

    [Fact]
    public void Neither_a_unit_at_its_place_nor_what_fulfilled_an_obligation_is_uncovered()
    {
        var at = new Interval(Begin, Begin);
        var there = Report.Of("Observer Mission", "unit", new Presence("Side A", "unit 1", at, new Place(null, new Region.Disc(new Position(47, 37), new Metres(50))), null, null, AttributionBasis.Seen, Means.Seen, null, null));
        var given = Report.Of("Observer Mission", "given", (Observation)Seen("near", Act.AllowAccess, 90).Content with { Phase = null, Fulfilment = new Fulfilment("t", "access", FulfilmentStage.Completed) });
        var backtest = Backtest.Of(Worlds.Log([there, given]), Draft(more: "  - { id: access, must: { who: A, do: allow-access }, done: { by: 2020-02-05 } }"), null, FusionRules.Default, null);
        Assert.Equal(Outcome.Kept, backtest.Draft.Plain.Single(finding => finding.Clause == "access").Outcome);
        Assert.Equal(2, backtest.Draft.Incidents.Length);
        Assert.Empty(backtest.Uncovered);
    }

    [Fact]
    public void A_clause_that_became_another_under_the_same_id_stands_in_a_row_of_its_own()
    {
        var draft = Draft(id: "fire", more: "  - { id: stop, must: { who: A, do: allow-access } }");
        var rows = Of(draft with { Clauses = [.. draft.Clauses.Where(clause => clause.Id != "fire")] }, Draft()).Clauses;
        Assert.Null(rows.Single(row => row.Name == "stop").Against);
        Assert.Equal(("stop", null, 1), (rows.Single(row => row.Name == "stop (before)").Was, rows.Single(row => row.Name == "stop (before)").Draft, rows.Single(row => row.Name == "stop (before)").Against!.Breached));
    }

    [Fact]
    public void A_clause_on_which_nothing_bears_is_named() => Assert.Equal(["quiet-sea"], Of(Draft()).Untouched);

    [Fact]
    public void What_nobody_could_have_verified_is_said_with_its_reason()
    {
        var unverified = Of(Draft(see: "seismic")).Unverified;
        Assert.Null(unverified.Single(one => one.Clause == "quiet-sea").Why);
        Assert.True(unverified.Single(one => one.Clause == "quiet-sea").Unseen > 0);
        Assert.Equal("clause 'stop' could not be verified: its means (hotline) cannot notice 'fire'", Of(Draft(see: "hotline")).Unverified.Single(one => one.Clause == "stop").Why);
    }

    [Fact]
    public void The_public_edition_has_nothing_of_the_last_day_nothing_of_what_could_be_seen_and_no_incident_by_its_id()
    {
        var (all, some) = (Of(Draft()), Of(Draft(), edition: BacktestEdition.Public));
        Assert.Equal(Begin + Duration.FromDays(2), some.Draft.AsOf);
        Assert.DoesNotContain(some.Uncovered, one => one.Act == Act.Fly);
        Assert.Empty(some.Unverified);
        Assert.Empty(Of(Draft(see: "hotline"), edition: BacktestEdition.Public).Unverified);
        Assert.All(some.Clauses, row => Assert.Equal((0, 0), (row.Draft!.Unseen, row.Draft.Kept)));
        var text = Encoding.UTF8.GetString(BacktestJson.Write(some));
        Assert.DoesNotContain("unverified", text, StringComparison.Ordinal);
        Assert.All(all.Draft.Incidents, incident => Assert.DoesNotContain(incident.Id.Value, text, StringComparison.Ordinal));
        Assert.Contains(all.Draft.Incidents, incident => Encoding.UTF8.GetString(BacktestJson.Write(all)).Contains(incident.Id.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_public_edition_has_nothing_of_the_last_day_however_late_the_world_is_said_to_end()
    {
        var edition = Backtest.Of(Log, Draft(), null, FusionRules.Default, Begin + Duration.FromDays(30), BacktestEdition.Public);
        Assert.Equal(Begin + Duration.FromDays(2), edition.Draft.AsOf);
    }

    [Fact]
    public void The_public_edition_has_nothing_of_what_began_before_its_last_day_and_went_on_in_it()
    {
        var lasting = Report.Of("Observer Mission", "long", (Observation)Seen("near", Act.Fire, 10).Content with { Occurred = new Interval(Begin + Duration.FromDays(1), Begin + Duration.FromDays(2) + Duration.FromHours(6)) });
        var log = Worlds.Log([lasting, Seen("flight", Act.Fly, 1, Begin + Duration.FromDays(3))]);
        Backtest In(BacktestEdition edition) => Backtest.Of(log, Draft(), null, FusionRules.Default, null, edition);
        Assert.Equal((1, 0), (In(BacktestEdition.Internal).Clauses.Single(row => row.Name == "stop").Draft!.Breached, In(BacktestEdition.Public).Clauses.Single(row => row.Name == "stop").Draft!.Breached));
        Assert.Contains(In(BacktestEdition.Public).Draft.Plain, finding => finding is { Clause: "stop", Outcome: Outcome.Breached });
        Assert.Empty(In(BacktestEdition.Public).Uncovered);
    }

    [Fact]
    public void The_public_edition_says_what_sources_leave_out_and_names_none()
    {
        var near = Seen("near", Act.Fire, 10);
        var log = Worlds.Log([Report.Of(near.Source, near.OwnId, near.Content, limits: "sees by day only"), Seen("late", Act.Fly, 1, Begin + Duration.FromDays(3))]);
        Backtest In(BacktestEdition edition) => Backtest.Of(log, Draft(), null, FusionRules.Default, null, edition);
        Assert.Equal("Observer Mission: sees by day only", Assert.Single(In(BacktestEdition.Internal).Limits));
        Assert.Equal("a source: sees by day only", Assert.Single(In(BacktestEdition.Public).Limits));
        Assert.DoesNotContain("Observer Mission", Encoding.UTF8.GetString(BacktestJson.Write(In(BacktestEdition.Public))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_public_edition_does_not_say_that_an_alert_was_silent_because_enough_could_be_seen()
    {
        var draft = Draft(more: "  - { id: much, must-not: { who: [A, B], do: fire, in: belt }, from: 2020-02-02T00:00:00+02:00, see: [seen], alert: { over: 5, per: P1D } }");
        Assert.Contains(Of(draft).Draft.Plain, finding => finding is { Key.Occasion: Occasion.OfThreshold, Outcome: Outcome.KeptButUnseen });
        Assert.Equal((0, 0), Of(draft, edition: BacktestEdition.Public).Clauses.Select(row => (row.Draft!.Kept, row.Draft.Unseen)).Distinct().Single());
    }

    [Fact]
    public void The_same_record_gives_the_same_bytes_in_whatever_order_it_came()
    {
        var reports = Worlds.Reports(3, 60);
        var agreement = Worlds.Agreement;
        var tried = agreement with { Clauses = [.. agreement.Clauses.Reverse()] };
        var bytes = BacktestJson.Write(Backtest.Of(Worlds.Log(reports), tried, agreement, FusionRules.Default, null));
        using var parsed = JsonDocument.Parse(bytes);
        Assert.Equal(0, parsed.RootElement.GetProperty("differences").GetArrayLength());
        for (var seed = 1; seed <= 5; seed++)
        {
            var order = reports.ToArray();
            new Random(seed).Shuffle(order);
            Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(BacktestJson.Write(Backtest.Of(Worlds.Log(order), tried, agreement, FusionRules.Default, null))));
        }
    }

    [Fact]
    public void An_empty_record_says_nothing_and_every_clause_is_untouched()
    {
        var backtest = Backtest.Of(ReportLog.Empty, Draft(), Draft(25000), FusionRules.Default, null, BacktestEdition.Public);
        Assert.Empty(backtest.Differences);
        Assert.Empty(backtest.Uncovered);
        Assert.Equal(["stop", "quiet-sea"], backtest.Untouched);
    }
}
