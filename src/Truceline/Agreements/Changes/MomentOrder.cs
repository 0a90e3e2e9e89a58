using NodaTime;

namespace Truceline.Agreements.Changes;

/// <summary>Which of two moments is later, as far as the two texts alone decide it.</summary>
internal static class MomentOrder
{
    /// <summary>
    /// <see cref="Extent.More"/> where the new one is surely later. Both are fixed, or both follow one event; else they
    /// cannot be compared. A month has 28 to 31 days, a day 23 to 25 hours, and an offset in days ends at the end of one.
    /// </summary>
    public static Extent Compare(Side old, Moment before, Side @new, Moment after, MomentUse use)
    {
        if (old.FixedAt(before, use) is { } was && @new.FixedAt(after, use) is { } now) return Of(now.CompareTo(was));
        if (before is not Moment.AfterEvent one || after is not Moment.AfterEvent other || old.Event(one.Event) != @new.Event(other.Event)) return Extent.Other;
        if (one.Offset.Equals(other.Offset)) return old.HasClockOf(@new) || !HasDays(one.Offset) ? Extent.Same : Extent.Other;
        if (!old.HasClockOf(@new) && (HasDays(one.Offset) || HasDays(other.Offset))) return Extent.Other;
        return Compare(one.Offset, other.Offset, old.Agreement.Clock.Day, use);
    }

    /// <summary>Which of two lengths of time is surely the longer.</summary>
    public static Extent Compare(Period before, Period after)
    {
        (double, double, double, double) was = Parts(before), now = Parts(after);
        if (was == now) return Extent.Same;
        if (AtLeast(now, was)) return Extent.More;
        if (AtLeast(was, now)) return Extent.Less;
        // Days of two kinds of length, and an hour for the clocks.
        var (shortest, longest) = (Days(before), Days(after));
        if (24 * longest.Least + Hours(after) >= 24 * shortest.Most + Hours(before) + 1) return Extent.More;
        return 24 * shortest.Least + Hours(before) >= 24 * longest.Most + Hours(after) + 1 ? Extent.Less : Extent.Other;
    }

    private static (double Years, double Months, double Days, double Hours) Parts(Period period) => (period.Years, period.Months, 7.0 * period.Weeks + period.Days, Hours(period));

    private static bool AtLeast((double Years, double Months, double Days, double Hours) one, (double Years, double Months, double Days, double Hours) other) =>
        one.Years >= other.Years && one.Months >= other.Months && one.Days >= other.Days && one.Hours >= other.Hours;

    private static Extent Compare(Period before, Period after, DayKind day, MomentUse use)
    {
        // Where both are counted in dates, or both in hours, nothing but the lengths decides.
        if (HasDays(before) == HasDays(after) || day == DayKind.Elapsed) return Compare(before, after);
        var (was, now) = (Bounds(before, use), Bounds(after, use));
        return now.Least >= was.Most ? Extent.More : now.Most <= was.Least ? Extent.Less : Extent.Other;
    }

    // Hours after the event. The n-th date begins up to a day before n times 24 hours are over, and as a deadline it ends with its
    // end; the clocks may change by an hour on the way, but the next date never begins before the event.
    private static (double Least, double Most) Bounds(Period period, MomentUse use)
    {
        var (least, most) = Days(period);
        if (!HasDays(period)) return (Hours(period), Hours(period));
        var end = use == MomentUse.Deadline ? 24 : 0;
        return (Math.Max(0, 24 * (least - 1) + end - 1) + Hours(period), 24 * most + end + 1 + Hours(period));
    }

    private static (double Least, double Most) Days(Period period) =>
        (365.0 * period.Years + 28.0 * period.Months + 7.0 * period.Weeks + period.Days, 366.0 * period.Years + 31.0 * period.Months + 7.0 * period.Weeks + period.Days);

    private static double Hours(Period period) => period.Hours + period.Minutes / 60.0 + period.Seconds / 3600.0;

    private static bool HasDays(Period period) => period is not { Years: 0, Months: 0, Weeks: 0, Days: 0 };

    private static Extent Of(int order) => order > 0 ? Extent.More : order < 0 ? Extent.Less : Extent.Same;
}
