using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.App.Exercise;

/// <summary>
/// Outlets that exist nowhere: items about what happened, put together from the plan's sentences, and copies of them, word for
/// word or with other words for some of theirs. A copy is no second origin, and the truth says which is a copy of which.
/// </summary>
internal sealed partial class Press(Diary diary, Dice all)
{
    private readonly Theatre theatre = diary.Theatre;
    private readonly PressPlan plan = diary.Theatre.Plan.Press;

    /// <summary>Writes down the items of a day.</summary>
    public void Print(int day)
    {
        var dice = all.For($"press {Days.Word(day)}");
        var fires = diary.Fires(day);
        var outlets = plan.Outlets.ToList();
        for (var i = fires.IsEmpty ? 0 : dice.Whole(plan.ItemsPerDay); i > 0; i--)
        {
            var (fire, outlet) = (dice.Of(fires), dice.Of(outlets));
            var published = fire.Occurred.End + Duration.FromMinutes((int)(60 * dice.Number(plan.HoursAfter)));
            var item = Write(dice, fire, outlet, published);
            if (dice.Chance(plan.PassedOn)) PassOn(dice, fire, outlet, published);
            if (dice.Chance(plan.CopiedExactly)) Copy(dice, item, dice.Of(Others(outlet)), CopyKind.Exact);
            if (dice.Chance(plan.CopiedAltered)) Copy(dice, item, dice.Of(Others(outlet)), CopyKind.Altered);
        }
    }

    private string[] Others(string outlet) => [.. plan.Outlets.Where(one => one != outlet)];

    private Note Write(Dice dice, Happening fire, string outlet, Instant published)
    {
        string Filled(string text) => text
            .Replace("{place}", fire.Near!.Name, StringComparison.Ordinal)
            .Replace("{rounds}", FormattableString.Invariant($"{fire.Count}"), StringComparison.Ordinal)
            .Replace("{hour}", FormattableString.Invariant($"{fire.Occurred.Start.InZone(theatre.Zone).Hour:00}:00"), StringComparison.Ordinal)
            .Replace("{claimant}", theatre.Name(fire.Against!), StringComparison.Ordinal)
            .Replace("{accused}", theatre.Name(fire.By!), StringComparison.Ordinal);
        var body = new StringBuilder();
        var sentences = plan.Sentences.ToList();
        for (var i = Math.Min(4, sentences.Count); i > 0; i--)
        {
            var sentence = dice.Of(sentences);
            sentences.Remove(sentence);
            body.Append(body.Length == 0 ? "" : " ").Append(Filled(sentence));
        }
        var text = new SourceText(published, Filled(dice.Of(plan.Titles)), outlet, null, "en", body.ToString(), []);
        return diary.Tell(outlet, published, text, fire);
    }

    /// <summary>The outlet's own report of what the side that was hit says: a claim, at second hand.</summary>
    private void PassOn(Dice dice, Happening fire, string outlet, Instant published)
    {
        var named = dice.Chance(0.7);
        ImmutableArray<ImmutableArray<string?>> chains = [[named ? theatre.Name(fire.Against!) : null]];
        diary.Tell(outlet, published, new Observation
        {
            Occurred = fire.Occurred, Where = new(fire.Near!.Name, new Region.Disc(fire.Near.At, fire.Near.Within)), Act = fire.Weapon!.Act,
            By = [new(theatre.Name(fire.By!), AttributionBasis.Claim)], Means = Means.OpenSource, Chains = chains,
        }, fire);
    }

    private void Copy(Dice dice, Note item, string outlet, CopyKind how)
    {
        var original = (SourceText)item.Content;
        var published = item.Told + Duration.FromMinutes((int)(60 * dice.Number(plan.CopiedAfterHours)));
        var text = original with
        {
            Published = published,
            Outlet = outlet,
            Title = how == CopyKind.Exact ? original.Title : Altered(dice, original.Title),
            Body = how == CopyKind.Exact ? original.Body : Altered(dice, original.Body),
        };
        var copy = diary.Tell(outlet, published, text, item.About);
        diary.Replace(copy, copy with { Copy = (item, how) });
    }

    /// <summary>The same text with another word of its group for each word that has one.</summary>
    private string Altered(Dice dice, string text) => Words().Replace(text, word =>
    {
        var plain = word.Value.ToLowerInvariant();
        var group = plan.OtherWords.FirstOrDefault(words => words.Contains(plain));
        if (group is null) return word.Value;
        var other = dice.Of(group.Where(one => one != plain).ToArray());
        return char.IsUpper(word.Value[0]) ? char.ToUpperInvariant(other[0]) + other[1..] : other;
    });

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Words();
}
