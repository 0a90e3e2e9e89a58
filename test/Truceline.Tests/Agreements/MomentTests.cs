using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;

namespace Truceline.Tests.Agreements;

public sealed class MomentTests
{
    private static readonly DateTimeZone Kyiv = DateTimeZoneProviders.Tzdb["Europe/Kyiv"];
    private static readonly Clock Dates = new(Kyiv, DayKind.Calendar);
    private static readonly Clock Elapsed = new(Kyiv, DayKind.Elapsed);
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithReplay(2015, 21).WithMaxTest(500);

    private static Instant At(string text) => OffsetDateTimePattern.ExtendedIso.Parse(text).Value.ToInstant();

    private static Instant Resolve(string moment, Clock clock, MomentUse use, string happened = "2015-02-15T00:00:00+02:00") =>
        MomentText.Parse(moment, out _)!.Resolve(clock, use, At(happened));

    [Theory]
    [InlineData("e", MomentUse.Deadline, "2015-02-15T00:00:00+02:00")]
    [InlineData("e + P2D", MomentUse.Deadline, "2015-02-18T00:00:00+02:00")]
    [InlineData("e + P2D", MomentUse.Beginning, "2015-02-17T00:00:00+02:00")]
    [InlineData("e + P2W", MomentUse.Beginning, "2015-03-01T00:00:00+02:00")]
    [InlineData("e + P1M", MomentUse.Beginning, "2015-03-15T00:00:00+02:00")]
    [InlineData("e + PT72H", MomentUse.Deadline, "2015-02-18T00:00:00+02:00")]
    [InlineData("e + P1DT6H", MomentUse.Beginning, "2015-02-16T06:00:00+02:00")]
    [InlineData("2015-12-31", MomentUse.Deadline, "2016-01-01T00:00:00+02:00")]
    [InlineData("2015-12-31", MomentUse.Beginning, "2015-12-31T00:00:00+02:00")]
    [InlineData("2015-12-31T12:00:00+03:00", MomentUse.Deadline, "2015-12-31T12:00:00+03:00")]
    [InlineData("2015-12-31T12:00Z", MomentUse.Deadline, "2015-12-31T12:00:00Z")]
    public void A_day_is_a_local_date_and_a_deadline_ends_with_it(string moment, MomentUse use, string expected) =>
        Assert.Equal(At(expected), Resolve(moment, Dates, use));

    [Fact]
    public void A_day_of_24_hours_is_elapsed_time_even_when_the_clocks_change()
    {
        // On 29 March 2015 the clocks in Kyiv went forward: that date had 23 hours.
        const string eve = "2015-03-28T12:00:00+02:00";
        Assert.Equal(At("2015-03-29T12:00:00+02:00"), Resolve("e + P1D", Elapsed, MomentUse.Deadline, eve));
        Assert.Equal(At("2015-03-30T00:00:00+03:00"), Resolve("e + P1D", Dates, MomentUse.Deadline, eve));
        Assert.Equal(At("2015-03-29T00:00:00+02:00"), Resolve("e + P1D", Dates, MomentUse.Beginning, eve));
    }

    [Fact]
    public void A_date_that_has_no_midnight_begins_when_the_clocks_say_so()
    {
        // In Beirut the clocks went from 24:00 of 28 March 2015 to 01:00 of the 29th.
        var beirut = new Clock(DateTimeZoneProviders.Tzdb["Asia/Beirut"], DayKind.Calendar);
        Assert.Equal(At("2015-03-29T01:00:00+03:00"), Resolve("2015-03-29", beirut, MomentUse.Beginning));
        Assert.Equal(At("2015-03-29T01:00:00+03:00"), Resolve("2015-03-28", beirut, MomentUse.Deadline));
    }

    [Fact]
    public void A_date_that_a_place_left_out_begins_and_ends_with_the_next()
    {
        // In Samoa the 29th of December 2011 was followed by the 31st.
        var apia = new Clock(DateTimeZoneProviders.Tzdb["Pacific/Apia"], DayKind.Calendar);
        var next = At("2011-12-31T00:00:00+14:00");
        Assert.Equal(next, Resolve("2011-12-29", apia, MomentUse.Deadline));
        Assert.Equal(next, Resolve("2011-12-30", apia, MomentUse.Beginning));
        Assert.Equal(next, Resolve("2011-12-30", apia, MomentUse.Deadline));
    }

    [Fact]
    public void However_often_the_longest_duration_is_added_there_is_an_instant()
    {
        foreach (var clock in (Clock[])[Dates, Elapsed])
        {
            var at = At("2999-12-31T00:00:00Z");
            for (var i = 0; i < 100; i++)
            {
                var next = MomentText.Parse("e + P198YT1000H", out _)!.Resolve(clock, MomentUse.Deadline, at);
                Assert.True(next >= at);
                at = next;
            }
        }
    }

    private static Gen<(Instant Happened, int Days)> Cases =>
        from minutes in Gen.Choose(0, 60 * 24 * 365 * 12)
        from days in Gen.Choose(1, 1000)
        select (Instant.FromUtc(2014, 1, 1, 0, 0) + Duration.FromMinutes(minutes), days);

    [Fact]
    public void A_deadline_is_the_end_of_the_date_whose_beginning_it_is() =>
        Prop.ForAll(Cases.ToArbitrary(), one =>
        {
            var moment = new Moment.AfterEvent("e", Period.FromDays(one.Days));
            var date = moment.Resolve(Dates, MomentUse.Beginning, one.Happened).InZone(Kyiv);
            var end = moment.Resolve(Dates, MomentUse.Deadline, one.Happened).InZone(Kyiv);
            var next = new Moment.AfterEvent("e", Period.FromDays(one.Days + 1)).Resolve(Dates, MomentUse.Beginning, one.Happened);
            return date.TimeOfDay == LocalTime.Midnight && end.ToInstant() == next
                && Period.DaysBetween(one.Happened.InZone(Kyiv).Date, date.Date) == one.Days
                && (end.ToInstant() - date.ToInstant()).TotalHours is >= 23 and <= 25;
        }).Check(Seeded);

    [Fact]
    public void All_events_of_one_local_date_have_the_same_deadline() =>
        Prop.ForAll(Cases.ToArbitrary(), one =>
        {
            var moment = new Moment.AfterEvent("e", Period.FromDays(one.Days));
            var midnight = Clock.StartOf(one.Happened.InZone(Kyiv).Date, Kyiv);
            return moment.Resolve(Dates, MomentUse.Deadline, one.Happened) == moment.Resolve(Dates, MomentUse.Deadline, midnight);
        }).Check(Seeded);

    [Fact]
    public void Elapsed_days_add_up() =>
        Prop.ForAll(Cases.ToArbitrary(), one =>
            new Moment.AfterEvent("e", Period.FromDays(one.Days)).Resolve(Elapsed, MomentUse.Deadline, one.Happened)
                == one.Happened + Duration.FromHours(24 * one.Days)).Check(Seeded);

    [Fact]
    public void A_month_stays_a_date_where_days_are_elapsed() =>
        Assert.Equal(At("2015-03-17T00:00:00+02:00"), Resolve("e + P1M1D", Elapsed, MomentUse.Deadline));

    [Theory]
    [InlineData("ceasefire")]
    [InlineData("ceasefire + P14D")]
    [InlineData("p2.started + PT72H")]
    [InlineData("2015-12-31")]
    [InlineData("2015-02-15T00:00:00Z")]
    public void A_moment_is_written_as_it_is_read(string text) => Assert.Equal(text, MomentText.Parse(text, out _)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("ceasefire + ")]
    [InlineData("ceasefire - P1D")]
    [InlineData("ceasefire + 14 days")]
    [InlineData("ceasefire + P0D")]
    [InlineData("ceasefire + P-1D")]
    [InlineData("ceasefire + P201Y")]
    [InlineData("ceasefire + P100Y1300M")]
    [InlineData("ceasefire + P999999999D")]
    [InlineData("ceasefire + PT9223372036854775807H9223372036854775807M")]
    [InlineData("ceasefire + P1D + PT1H")]
    [InlineData("2015-02-30")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("2015-02-15T00:00:00")]
    [InlineData("15 February 2015")]
    public void What_is_not_a_moment_is_refused(string text)
    {
        Assert.Null(MomentText.Parse(text, out var fault));
        Assert.NotNull(fault);
    }
}
