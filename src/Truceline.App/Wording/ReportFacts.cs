using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.App.Wording;

/// <summary>One thing that a report says.</summary>
/// <param name="Label">What it is about: "Where".</param>
/// <param name="Value">What it says, with the source's words as they came.</param>
public sealed record Fact(string Label, string Value);

/// <summary>That two versions of a report differ.</summary>
/// <param name="Label">What about.</param>
/// <param name="Before">What was said before; null: nothing.</param>
/// <param name="After">What was said then; null: nothing.</param>
public sealed record FactChange(string Label, string? Before, string? After);

/// <summary>What a report says, fact by fact: the one list that pages show and by which versions are compared.</summary>
public static class ReportFacts
{
    /// <summary>The facts, in the order in which they are read; times are local, with their zone.</summary>
    public static ImmutableArray<Fact> Of(Content content, DateTimeZone zone)
    {
        var facts = new Facts(zone);
        switch (content)
        {
            case Observation observation: Add(facts, observation); break;
            case Declaration declaration: Add(facts, declaration); break;
            case Presence presence: Add(facts, presence); break;
            case Access access: Add(facts, access); break;
            case Coverage coverage: Add(facts, coverage); break;
            case Notification notification: Add(facts, notification); break;
            case SourceText text: Add(facts, text); break;
            case Statement statement: Add(facts, statement); break;
            case StatementDraft draft:
                facts.Add("Standing", "drafted by a machine: it counts for nothing until a person confirms it");
                Add(facts, draft.Statement);
                facts.Add("Read from", FormattableString.Invariant($"{draft.Span.Text}, characters {draft.Span.Start} to {draft.Span.End}"));
                break;
            case Withdrawal withdrawal: facts.Add("Reason", withdrawal.Reason); break;
            default: throw new InvalidOperationException("INVARIANT: the family of contents is closed");
        }
        return facts.All;
    }

    /// <summary>How one content differs from another, in the order of the later one's facts.</summary>
    public static ImmutableArray<FactChange> Between(Content before, Content after, DateTimeZone zone)
    {
        var (was, now) = (Of(before, zone).ToLookup(fact => fact.Label, fact => fact.Value, StringComparer.Ordinal), Of(after, zone).ToLookup(fact => fact.Label, fact => fact.Value, StringComparer.Ordinal));
        return
        [
            .. now.Concat(was).Select(group => group.Key).Distinct()
                .Where(label => !was[label].SequenceEqual(now[label]))
                .Select(label => new FactChange(label, Joined(was[label]), Joined(now[label]))),
        ];

        static string? Joined(IEnumerable<string> values) => string.Join("; ", values) is { Length: > 0 } all ? all : null;
    }

    private static void Add(Facts facts, Observation observation)
    {
        facts.Add("When", observation.Occurred);
        facts.Add("Where", observation.Where);
        facts.Add("Act", Word(observation.Act));
        facts.Add("With what", ReportWords.Thing(observation));
        facts.Add("Count", ReportWords.Words(observation.Count));
        facts.Add("Seen of the fire", Word(observation.Phase));
        facts.Add("Killed", Killed(observation.Fatalities));
        facts.Add("By", observation.By);
        facts.Add("Means", Word<Means>(observation.Means));
        facts.Add("Observer", observation.Observer);
        facts.Add(observation.Chains);
        if (observation.Fulfilment is { } done) facts.Add("Fulfilment", $"clause {done.Clause} of {done.Agreement}: {done.Stage.Written()}");
        facts.Add("Answers the fire of", observation.Answers);
        facts.Add("Read in the text", observation.Text);
        foreach (var assumption in observation.Assumed) facts.Add("Assumed", assumption);
        facts.Add("Note", observation.Note);
    }

    private static void Add(Facts facts, Declaration declaration)
    {
        facts.Add("Declared by", declaration.By);
        facts.Add("Event", declaration.Event);
        facts.Add("With effect from", declaration.Effective);
        if (declaration.Declared is { } at) facts.Add("Declared at", at);
        facts.Add("Agreement", declaration.Agreement);
        facts.Add("Passed on by", declaration.Said);
    }

    private static void Add(Facts facts, Presence presence)
    {
        facts.Add("Whose unit", presence.Who);
        facts.Add("Unit", presence.Unit);
        facts.Add("When", presence.Occurred);
        facts.Add("Where", presence.Where);
        facts.Add("Of what class", presence.What);
        facts.Add("Count", ReportWords.Words(presence.Count));
        facts.Add("Known by", Word<AttributionBasis>(presence.Basis));
        facts.Add("Means", Word<Means>(presence.Means));
        facts.Add("Observer", presence.Observer);
        facts.Add("Note", presence.Note);
    }

    private static void Add(Facts facts, Access access)
    {
        facts.Add("Access", Word<AccessStatus>(access.Status));
        facts.Add("When", access.Occurred);
        facts.Add("Where", access.Where);
        facts.Add("By", access.By);
        facts.Add("Means", Word<Means>(access.Means));
        facts.Add("Who was to pass", access.Observer);
        facts.Add("Note", access.Note);
    }

    private static void Add(Facts facts, Coverage coverage)
    {
        facts.Add("Who could observe", $"{coverage.Observer} ({coverage.Kind.Written()})");
        facts.Add("When", coverage.Occurred);
        facts.Add("Over what ground", coverage.Where);
        facts.Add("Means", Word<Means>(coverage.Means));
        facts.Add("Note", coverage.Note);
    }

    private static void Add(Facts facts, Notification notification)
    {
        facts.Add("Announced by", notification.By);
        facts.Add("To", notification.To);
        facts.Add("Given", notification.Given);
        facts.Add("Act", Word(notification.Act));
        facts.Add("With what", notification.What);
        if (notification.Window is { } window) facts.Add("To be done", window);
        if (notification.Where is { } where) facts.Add("Where", where);
        facts.Add("Agreement", notification.Agreement);
        facts.Add("Clause", notification.Clause);
        facts.Add("Note", notification.Note);
    }

    private static void Add(Facts facts, SourceText text)
    {
        facts.Add("Title", text.Title);
        facts.Add("Published", text.Published);
        facts.Add("Outlet", text.Outlet);
        facts.Add("Author", text.Author);
        facts.Add("Language", text.Language);
        facts.Add(text.Chains);
        facts.Add("Text", text.Body);
    }

    private static void Add(Facts facts, Statement statement)
    {
        facts.Add("Party", statement.Party);
        facts.Add("Speaker", statement.Speaker ?? "unnamed");
        facts.Add("Role", statement.Role);
        facts.Add("Authority", Word<StatementAuthority>(statement.Authority));
        facts.Add("When", statement.Occurred);
        facts.Add("To", statement.Addressee);
        facts.Add("What was done by saying it", Word<StatementAct>(statement.Act));
        facts.Add("Issue", statement.Issue);
        facts.Add("Under the condition", statement.If);
        facts.Add("Says", statement.Says);
        facts.Add("How close to the words", Word<StatementFidelity>(statement.Fidelity));
        foreach (var about in statement.About) facts.Add("About", about);
        facts.Add("Agreement", statement.Agreement);
        facts.Add(statement.Chains);
        foreach (var assumption in statement.Assumed) facts.Add("Assumed", assumption);
    }

    private static string? Word<T>(T? word) where T : struct, Enum => word is { } known ? ReportWords.Spaced(known.Written()) : null;

    private static string? Killed(Fatalities? fatalities)
    {
        if (fatalities is null) return null;
        var sides = string.Concat(fatalities.BySide.Select(side => FormattableString.Invariant($"; {side.Key}: {side.Value:N0}")));
        return FormattableString.Invariant($"{fatalities.Low:N0} to {fatalities.High:N0}, best estimate {fatalities.Best:N0}") + sides;
    }

    /// <summary>A list of facts that leaves out what a source does not say.</summary>
    private sealed class Facts(DateTimeZone zone)
    {
        private readonly ImmutableArray<Fact>.Builder all = ImmutableArray.CreateBuilder<Fact>();

        public ImmutableArray<Fact> All => all.ToImmutable();

        public void Add(string label, string? value)
        {
            if (value is not null) all.Add(new(label, value));
        }

        public void Add(string label, Instant at) => Add(label, new Interval(at, at));

        public void Add(string label, Interval time) => Add(label, $"{TimeWords.Words(time, zone)} {zone.Id}");

        public void Add(string label, Place place) =>
            Add(label, PlaceWords.Words(place));

        public void Add(string label, ImmutableArray<Attribution> by)
        {
            foreach (var one in by) Add(label, $"{one.Actor} ({one.Basis.Written()})");
        }

        public void Add(ImmutableArray<ImmutableArray<string?>> chains)
        {
            foreach (var chain in chains) Add("Had it from", string.Join(", who had it from ", chain.Select(link => link ?? "an unnamed source")));
        }
    }
}
