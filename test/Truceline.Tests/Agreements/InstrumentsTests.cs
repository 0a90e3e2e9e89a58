using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Tests.Agreements;

/// <summary>Several instruments read together.</summary>
public sealed class InstrumentsTests
{
    private static Agreement Read(string id, string source)
    {
        var read = AgreementReader.Read($"{id}.truce.yaml", Encoding.UTF8.GetBytes($$"""
            truce: 1
            id: {{id}}
            title: A made-up truce
            source: { {{source}} }
            clock: { zone: Europe/Kyiv, day: calendar }
            actors: { A: { kind: party, name: Side A }, OM: { kind: monitor, name: Observer Mission } }
            clauses:
              - { id: one, must-not: { who: A, do: fire } }
              - { id: two, must-not: { who: A, do: fire } }
            readings: { other: { clauses: { one: { until: 2030-01-01 } } } }
            """), _ => null);
        return read.Agreement ?? throw new InvalidOperationException(string.Join('\n', read.Problems));
    }

    private static readonly Agreement Old = Read("old", "status: signed, signed: 2020-01-10");

    [Fact]
    public void What_is_superseded_ends_on_the_day_the_other_was_signed_and_the_other_holds()
    {
        var both = Instruments.Of([Old, Read("new", "status: signed, signed: 2020-02-10, supersedes: old")]);
        Assert.Empty(both.Problems);
        Assert.Equal(["old one 2020-02-05: breached, verified", "old two 2020-02-05: breached, verified", "old one 2020-02-15: not in force", "old two 2020-02-15: not in force",
            "new one 2020-02-05: not bound", "new two 2020-02-05: not bound", "new one 2020-02-15: breached, verified", "new two 2020-02-15: breached, verified"],
            both.Agreements.SelectMany(Findings));
    }

    [Fact]
    public void An_amendment_ends_the_clauses_it_replaces_and_no_others_in_every_reading()
    {
        var both = Instruments.Of([Old, Read("new", "status: signed, signed: 2020-02-10, amends: { old: [two] }")]);
        Assert.Empty(both.Problems);
        Assert.Equal(["old one 2020-02-05: breached, verified", "old two 2020-02-05: breached, verified", "old one 2020-02-15: breached, verified", "old two 2020-02-15: not in force"], Findings(both.Agreements[0]));
        Assert.Equal([null, "new"], both.Agreements[0].Readings["other"].Agreement.Clauses.Select(clause => clause.Replaced?.By));
    }

    [Theory]
    [InlineData("status: signed, signed: 2020-02-10, annex-to: old")]
    [InlineData("status: signed, signed: 2020-02-10, amends: old")]
    [InlineData("status: signed, signed: 2020-02-10")]
    public void An_annex_ends_nothing(string source) =>
        Assert.All(Instruments.Of([Old, Read("new", source)]).Agreements.SelectMany(one => one.Clauses), clause => Assert.Null(clause.Replaced));

    [Theory]
    [InlineData("status: draft, supersedes: old", "TL041 agreement 'new' was not signed, so it ends nothing of 'old'")]
    [InlineData("status: signed, signed: 2020-02-10, amends: { old: [three] }", "TL006 agreement 'old' has no clause 'three' that could be replaced")]
    [InlineData("status: signed, signed: 2020-01-01, supersedes: old", "TL013 agreement 'new' supersedes or amends 'old', which was signed after it")]
    [InlineData("status: signed, signed: 2020-02-10, supersedes: new", "TL005 agreement 'new' cannot supersede, amend or annex itself")]
    public void What_does_not_fit_together_is_told_at_its_place(string source, string problem)
    {
        var both = Instruments.Of([Old, Read("new", source)]);
        Assert.Contains($"new.truce.yaml:4:9 {problem}", Assert.Single(both.Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_instruments_with_one_id_are_refused() =>
        Assert.Equal("TL007", Assert.Single(Instruments.Of([Old, Old]).Problems).Code);

    private static IEnumerable<string> Findings(Agreement agreement)
    {
        var entries = new[] { "2020-02-05", "2020-02-15" }.Select((date, i) =>
        {
            var line = $$$"""{"own-id":"{{{date}}}","exercise":true,"observation":{"occurred":"{{{date}}}T12:00:00+02:00","where":{"unknown":true},"means":"camera","act":"fire","by":[{"actor":"Side A","basis":"seen"}]}}""";
            var report = ReportReader.Read(new Location("made up", i + 1, 1), Encoding.UTF8.GetBytes(line), "Observer Mission").Report!;
            return new Entry(i + 1, default, new ReportEntry(ReportEntry.KindOf(report, false), report, Instant.FromUtc(2026, 1, 2, 0, 0), null).Encode());
        });
        var assessment = Assessor.Assess(ReportLog.Fold(entries), agreement, FusionRules.Default, null);
        return assessment.Plain.Where(finding => finding.Key.Occasion is Occasion.OfIncident).OrderBy(finding => finding.Time!.Value.Start)
            .Select(finding => $"{agreement.Id} {finding.Key.Clause} {NodaTime.Text.LocalDatePattern.Iso.Format(finding.Time!.Value.Start.InUtc().Date)}: {Outcomes.Words(finding.Outcome, finding.Standing)}");
    }
}
