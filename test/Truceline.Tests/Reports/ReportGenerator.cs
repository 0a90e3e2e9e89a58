using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Reports;
using Truceline.Texts;
using Interval = NodaTime.Interval;

namespace Truceline.Tests.Reports;

/// <summary>Reports of every shape, for properties.</summary>
internal static class ReportGenerator
{
    private static readonly string[] Awkward =
        ["a", "Золоте", "null", "0", "\0", "\u202eabc", "\"\\/\b\f\n\r\t\u007f", "😀", "=1+1", "<script>", "\ufeff", "e\u0301", new string('x', 300)];

    private static Gen<string> Words { get; } =
        Gen.OneOf(Gen.Elements(Awkward), Gen.Choose(1, 100000).Select(n => $"w{n}"));

    private static Gen<T?> Maybe<T>(Gen<T> some) where T : class => Gen.OneOf(Gen.Constant((T?)null), some.Select(value => (T?)value));

    private static Gen<T?> MaybeValue<T>(Gen<T> some) where T : struct => Gen.OneOf(Gen.Constant((T?)null), some.Select(value => (T?)value));

    private static Gen<double> Between(double least, double most) =>
        Gen.Choose(0, int.MaxValue).Select(n => least + ((most - least) * n / int.MaxValue));

    private static Gen<T> Any<T>() where T : struct, Enum => Gen.Elements(Enum.GetValues<T>());

    private static Gen<ImmutableArray<T>> Several<T>(Gen<T> one) => Gen.Choose(0, 3).SelectMany(n => Gen.ArrayOf(one, n)).Select(items => items.ToImmutableArray());

    private static Gen<Instant> Moment { get; } =
        from seconds in Gen.Choose(-2_000_000_000, 2_000_000_000)
        from nanoseconds in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 999_999_999))
        select Instant.FromUnixTimeSeconds(seconds).PlusNanoseconds(nanoseconds);

    private static Gen<Interval> Stretch { get; } =
        from one in Moment
        from two in Gen.OneOf(Moment, Gen.Constant(one))
        select new Interval(Instant.Min(one, two), Instant.Max(one, two));

    private static Gen<Position> Spot { get; } =
        from latitude in Between(-90, 90)
        from longitude in Between(-180, 180)
        select new Position(latitude, longitude);

    // A ring around a spot, with or without a hole of the same spot.
    private static Gen<Region> Outline { get; } =
        from south in Between(-80, 79)
        from west in Between(-179, 178)
        from hole in Gen.Elements(true, false)
        select (Region)new Region.Within(new Area([new Polygon(Ring(south, west, 1), hole ? [Ring(south + 0.25, west + 0.25, 0.5)] : [])]));

    private static ImmutableArray<Position> Ring(double south, double west, double width) =>
        [new(south, west), new(south, west + width), new(south + width, west + width), new(south + width, west)];

    private static Gen<Region> Somewhere { get; } = Gen.OneOf(
        Outline,
        Gen.Constant((Region)new Region.Anywhere()),
        from at in Spot from within in Between(0, 20_000) select (Region)new Region.Disc(at, new Metres(within)),
        from at in Spot
        from bearing in Between(0, 360)
        from half in Between(0.1, 180)
        from near in Between(0, 9_000)
        from deep in Between(0, 9_000)
        select (Region)new Region.Sector(at, bearing, half, new Metres(near), new Metres(near + deep)));

    private static Gen<Fatalities> Killed { get; } =
        from low in Gen.Choose(0, 9)
        from best in Gen.Choose(0, 9)
        from high in Gen.Choose(0, 9)
        from sides in Several(Words)
        select new Fatalities(low, low + best, low + best + high, sides.Distinct().ToImmutableSortedDictionary(side => side, side => side.Length, StringComparer.Ordinal));

    private static Gen<CountBounds> Number { get; } =
        from least in Gen.Choose(0, 100)
        from more in MaybeValue(Gen.Choose(0, 100))
        select new CountBounds(least, least + more);

    private static Gen<Content> Seen { get; } =
        from occurred in Stretch
        from place in Maybe(Words)
        from region in Somewhere
        from count in MaybeValue(Number)
        from act in MaybeValue(Any<Act>())
        from what in Maybe(Words)
        from calibre in MaybeValue(Between(0.1, 300))
        from killed in Maybe(Killed)
        from phase in MaybeValue(Any<FirePhase>())
        from actors in Several(from name in Words from basis in Any<AttributionBasis>() select new Attribution(name, basis))
        from means in Any<Means>()
        from observer in Maybe(Words)
        from chains in Several(from first in Maybe(Words) from rest in Several(Maybe(Words)) select rest.Insert(0, first))
        from done in Maybe(from clause in Words from stage in Any<FulfilmentStage>() select new Fulfilment("a", clause, stage))
        from answers in Maybe(Gen.Elements("a/b", "Україна/1/2", "=/\u202e"))
        from text in Maybe(Gen.Elements("a/b", "Desk/wire/2"))
        from assumed in Several(Words)
        from note in Maybe(Words)
        select (Content)new Observation
        {
            Occurred = occurred, Where = new Place(place, region), Count = count, Act = act, What = what, Calibre = calibre, Model = what,
            Fatalities = killed, Phase = phase, By = actors, Means = means, Observer = observer, Chains = chains, Fulfilment = done, Answers = answers, Text = text,
            Assumed = assumed, Note = note,
        };

    private static Gen<Content> Declared { get; } =
        from actor in Words
        from @event in Words
        from effective in Moment
        from agreement in Maybe(Words)
        from said in Maybe(Words)
        from declared in MaybeValue(Moment)
        select (Content)new Declaration(actor, @event, effective, agreement, said) { Declared = declared };

    private static Gen<Place> Placed { get; } = from name in Maybe(Words) from region in Somewhere select new Place(name, region);

    private static Gen<ImmutableArray<ImmutableArray<string?>>> Chained { get; } =
        Several(from first in Maybe(Words) from rest in Several(Maybe(Words)) select rest.Insert(0, first));

    private static Gen<Content> Present { get; } =
        from who in Words
        from unit in Maybe(Words)
        from occurred in Stretch
        from place in Placed
        from what in Maybe(Words)
        from count in MaybeValue(Number)
        from basis in Any<AttributionBasis>()
        from means in Any<Means>()
        from observer in Maybe(Words)
        from note in Maybe(Words)
        select (Content)new Presence(who, unit, occurred, place, what, count, basis, means, observer, note);

    private static Gen<Content> Entered { get; } =
        from status in Any<AccessStatus>()
        from occurred in Stretch
        from place in Placed
        from actors in Several(from name in Words from basis in Any<AttributionBasis>() select new Attribution(name, basis))
        from means in Any<Means>()
        from observer in Maybe(Words)
        from note in Maybe(Words)
        select (Content)new Access(status, occurred, place, actors, means, observer, note);

    private static Gen<Content> Covered { get; } =
        from kind in Any<CoverageKind>()
        from observer in Words
        from occurred in Stretch
        from place in Placed
        from means in Any<Means>()
        from note in Maybe(Words)
        select (Content)new Coverage(kind, observer, occurred, place, means, note);

    private static Gen<Content> Notified { get; } =
        from actor in Words
        from to in Maybe(Words)
        from given in Moment
        from act in MaybeValue(Any<Act>())
        from what in Maybe(Words)
        from window in MaybeValue(Stretch)
        from place in Maybe(Placed)
        from agreement in Maybe(Words)
        from clause in Maybe(Words)
        from note in Maybe(Words)
        select (Content)new Notification(actor, to, given, act, what, window, place, agreement, clause, note);

    private static Gen<Content> Published { get; } =
        from published in Moment
        from title in Words
        from outlet in Maybe(Words)
        from author in Maybe(Words)
        from language in Maybe(Words)
        from body in Words
        from chains in Chained
        select (Content)new SourceText(published, title, outlet, author, language, body, chains);

    private static Gen<Content> Stated { get; } =
        from speaker in Maybe(Words)
        from party in Words
        from authority in Any<StatementAuthority>()
        from occurred in Stretch
        from act in Any<StatementAct>()
        from condition in Maybe(Words)
        from says in Words
        from fidelity in Any<StatementFidelity>()
        from about in Several(Words)
        from agreement in Maybe(Words)
        from chains in Chained
        from assumed in Several(Words)
        select (Content)new Statement
        {
            Speaker = authority == StatementAuthority.Anonymous ? null : speaker, Party = party, Role = speaker, Authority = authority, Occurred = occurred,
            Addressee = condition, Act = act, Issue = says, If = condition, Says = says, Fidelity = fidelity, About = about, Agreement = agreement,
            Chains = chains, Assumed = assumed,
        };

    private static Gen<Content> Drafted { get; } =
        from content in Stated
        from text in Words
        from start in Gen.Choose(0, 1000)
        let statement = (Statement)content
        select (Content)new StatementDraft(statement, new(text, Truceline.Journal.Hash.Of(System.Text.Encoding.UTF8.GetBytes(text)), start, start + statement.Says.Length, statement.Says));

    private static Gen<Content> TakenBack { get; } = from reason in Maybe(Words) select (Content)new Withdrawal(reason);

    private static Gen<Report> Reports { get; } =
        from source in Gen.Elements("ucdp", "OSCE SMM", "Україна")
        from ownId in Maybe(Words)
        from content in Gen.OneOf(Seen, Seen, Declared, Present, Entered, Covered, Notified, Published, Stated, Drafted, TakenBack)
        from exercise in Gen.Elements(true, false)
        from limits in Maybe(Words)
        select Report.Of(source, content is Withdrawal ? ownId ?? "1" : ownId, content, exercise, limits);

    public static Arbitrary<Report> Any() => Reports.ToArbitrary();
}
