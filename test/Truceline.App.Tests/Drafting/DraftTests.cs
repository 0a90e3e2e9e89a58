using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Truceline.Agreements;
using Truceline.Agreements.Checks;
using Truceline.App.Drafting;
using Truceline.App.Intake;

namespace Truceline.App.Tests.Drafting;

public sealed class DraftTests
{
    private static readonly ImmutableArray<NamedPlace> Line = [new("Brook", new(50, 30), default, []), new("Mill \"Old\"", new(50.2, 30.1), default, ["Mlyn"]), new("Оріхів", new(50.4, 30), default, [])];
    private static readonly ImmutableArray<NamedPlace> Zone = [new("East", new(50.2, 31), default, []), new("West", new(50.2, 29), default, []), new("North", new(51, 30), default, [])];

    private static DraftPlan Plan(params IEnumerable<Heading> headings) => new() { Id = "t", Headings = [.. headings], PlacesFile = "t.places.geojson" };

    private static Agreement Read(DraftPlan plan)
    {
        var (truce, places) = Draft.Write(plan);
        var reading = AgreementReader.Read("t.truce.yaml", Encoding.UTF8.GetBytes(truce), name => name == plan.PlacesFile && places is not null ? Encoding.UTF8.GetBytes(places) : (ReadOnlyMemory<byte>?)null);
        Assert.True(reading.Problems.IsEmpty, $"{string.Join('\n', reading.Problems)}\n{truce}");
        return reading.Agreement!;
    }

    /// <summary>Everything of a heading that was read: its article has the number of the heading.</summary>
    private static int Articles(Agreement agreement, int number) =>
        agreement.Clauses.Select(clause => clause.Ref).Concat(agreement.Powers.Select(power => power.Ref)).Concat(agreement.Definitions.Select(term => term.Ref))
            .Count(article => article!.StartsWith(FormattableString.Invariant($"{number}."), StringComparison.Ordinal));

    [Fact]
    public void The_catalogue_has_the_headings_of_practice_each_with_what_belongs_there_and_why()
    {
        Assert.Equal(
            ["entry-into-force", "acts", "lines-and-zones", "withdrawal", "storage", "notification", "freedom-of-movement", "verification", "reporting", "dispute-settlement", "consequences", "guarantors", "other-instruments", "amendment", "termination"],
            Catalogue.Headings.Select(heading => heading.Id));
        Assert.All(Catalogue.Headings, heading =>
        {
            Assert.EndsWith(".", heading.Belongs, StringComparison.Ordinal);
            Assert.EndsWith(".", heading.Why, StringComparison.Ordinal);
            Assert.NotEmpty(heading.Like);
            Assert.Contains("clauses", heading.Sections);
        });
    }

    [Fact]
    public void Each_heading_alone_reads_and_its_clauses_bind()
    {
        foreach (var heading in Catalogue.Headings) Assert.InRange(Articles(Read(Plan(heading)), 1), 1, 9);
    }

    [Fact]
    public void Each_two_headings_and_all_but_one_read()
    {
        foreach (var one in Catalogue.Headings)
        {
            Read(Plan(Catalogue.Headings.Where(heading => heading != one)));
            foreach (var other in Catalogue.Headings.Where(other => string.CompareOrdinal(one.Id, other.Id) < 0))
                Read(Plan(Catalogue.Headings.Where(heading => heading == one || heading == other)));
        }
    }

    // What an entry speaks of is its own, shared, or a line that one other heading adds: what holds of any two holds of all. These prove it.
    [Fact]
    public void Any_headings_with_or_without_places_and_parties_read_and_all_their_articles_are_there() =>
        Prop.ForAll(Arb.From(Gen.Choose(1, (1 << 15) - 1)), Arb.From(Gen.Choose(0, 7)), (chosen, more) =>
        {
            var plan = Plan(Catalogue.Headings.Where((_, i) => (chosen & (1 << i)) != 0)) with
            {
                Line = (more & 1) != 0 ? Line : [],
                Zone = (more & 2) != 0 ? Zone : [],
                Parties = (more & 4) != 0 ? ["Zeta", "Армія", "Alpha: #1", "any"] : [],
                Title = "A \"title\": # with \\ everything",
            };
            var agreement = Read(plan);
            Assert.Equal(plan.Title, agreement.Title);
            for (var i = 0; i < plan.Headings.Length; i++) Assert.True(Articles(agreement, i + 1) > 0);
            Assert.Equal(Draft.Write(plan), Draft.Write(plan));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void Nothing_is_there_that_nobody_said_but_what_says_so()
    {
        var agreement = Read(Plan(Catalogue.Headings));
        Assert.All(agreement.Clauses, clause => Assert.True(clause.Assumed, clause.Id));
        Assert.All(agreement.Powers, power => Assert.True(power.Assumed, power.Id));
        Assert.All(agreement.Definitions, term => Assert.True(term.Assumed, term.Id));
        Assert.All(agreement.Actors.Values.Where(actor => actor.Id != "parties"), actor => Assert.True(actor.Assumed, actor.Id));
        Assert.All(agreement.Lines.Values, line => Assert.True(line.Assumed, line.Id));
        Assert.All(agreement.Zones.Values.Where(zone => zone.IsNamed), zone => Assert.True(zone.Assumed, zone.Id));
        Assert.All(agreement.Events.Values, one => Assert.True(one.Assumed, one.Id));
        Assert.All(agreement.Decisions, decision => Assert.True(decision.Assumed, decision.Id));
        Assert.All(agreement.Pledges, pledge => Assert.True(pledge.Assumed, pledge.Id));
        Assert.Equal(SourceStatus.Draft, agreement.Source.Status);
        Assert.All(agreement.Clauses, clause => Assert.Empty(clause.Accepted));
    }

    [Fact]
    public void Parties_stand_in_the_order_of_the_alphabet_whatever_the_order_of_their_options()
    {
        var one = Draft.Write(Plan(Catalogue.Headings) with { Parties = ["Ceres", "Alba"] });
        var other = Draft.Write(Plan(Catalogue.Headings) with { Parties = ["Alba", "Ceres"] });
        Assert.Equal(one, other);
        var line = Read(Plan(Catalogue.Headings) with { Parties = ["Ceres", "Alba"] }).Lines["contact"];
        Assert.Equal(("alba", "ceres"), (line.Left, line.Right));
    }

    // What the checks still find is what a drafter has to decide: never a contradiction that the templates brought in.
    [Fact]
    public void The_checks_find_open_points_and_no_errors()
    {
        foreach (var heading in Catalogue.Headings) Assert.DoesNotContain(AgreementChecks.Find(Read(Plan(heading))), problem => problem.Severity == Severity.Error);
        var whole = AgreementChecks.Find(Read(Plan(Catalogue.Headings)));
        Assert.NotEmpty(whole);
        Assert.DoesNotContain(whole, problem => problem.Severity == Severity.Error);
    }
}
