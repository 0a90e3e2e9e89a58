using NodaTime;
using Truceline.Agreements;
using Truceline.Reports;

namespace Truceline.App.Exercise;

/// <summary>What sources think better of: reports that come days late, are corrected, or are taken back under their own id.</summary>
internal static class Afterthoughts
{
    /// <summary>Goes through all that was told; only observations are late, corrected or withdrawn.</summary>
    public static void Have(Diary diary, Dice all)
    {
        var plan = diary.Theatre.Plan.Afterthoughts;
        foreach (var note in diary.Notes.ToArray())
        {
            if (note.Content is not Observation { Fulfilment: null } observation) continue;
            // By what it is about and not by its source: sides change names, and what they think better of stays.
            var dice = all.For(FormattableString.Invariant($"afterthought {note.OwnId} {observation.Means.Written()} {observation.Occurred.Start.ToUnixTimeSeconds()}"));
            if (dice.Chance(plan.Late))
            {
                var days = dice.Whole(plan.LateDays);
                diary.Replace(note, note with { Day = note.Day + days, Told = note.Told + Duration.FromDays(days), Fate = "late" });
            }
            else if (dice.Chance(plan.Corrected) && observation.Count is { } count)
                diary.Amend(Later(note, dice.Whole(plan.CorrectedDays), "correction", observation with { Count = new(count.Least + 1, count.Most is { } most ? most + 2 : null) }));
            else if (dice.Chance(plan.Withdrawn))
                diary.Amend(Later(note, dice.Whole(plan.WithdrawnDays), "withdrawal", new Withdrawal(dice.Of(plan.Reasons))));
        }
    }

    private static Note Later(Note note, int days, string fate, Content content) =>
        note with { Day = note.Day + days, Told = note.Told + Duration.FromDays(days), Fate = fate, Content = content };
}
