using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Texts;

/// <summary>How two places contradict each other.</summary>
public enum ContradictionKind
{
    /// <summary>Two lengths of one war.</summary>
    Length,

    /// <summary>Two numbers of one thing.</summary>
    Number,

    /// <summary>The one accepts, offers or pledges what the other refuses.</summary>
    Act,

    /// <summary>The one says that something is, the other that it is not.</summary>
    Denial,
}

/// <summary>A place of a text.</summary>
/// <param name="Text">The text, by its id.</param>
/// <param name="Start">Where it begins, in UTF-16 code units of the body.</param>
/// <param name="End">Where it ends; exclusive.</param>
/// <param name="Words">What stands there.</param>
public sealed record TextPlace(string Text, int Start, int End, string Words);

/// <summary>
/// Two places that seem to contradict each other. It is shown, not decided: which of them is right, and whether both can be, a person says.
/// </summary>
/// <param name="Kind">How.</param>
/// <param name="A">The one that stands first.</param>
/// <param name="B">The other.</param>
/// <param name="Camp">The camp whose statements they are; null: they stand in one text.</param>
/// <param name="Why">In a sentence.</param>
public sealed record Contradiction(ContradictionKind Kind, TextPlace A, TextPlace B, string? Camp, string Why);

/// <summary>A statement where contradictions are looked for: drafted or confirmed.</summary>
/// <param name="Place">Where its words stand.</param>
/// <param name="Camp">With whom its party speaks as one: the camp, or the party itself; null: with nobody.</param>
/// <param name="Speaker">Who said it; null: the party.</param>
/// <param name="Authority">With what authority.</param>
/// <param name="Act">What it does.</param>
/// <param name="Issue">About what.</param>
/// <param name="If">Under which condition.</param>
/// <param name="Said">On which day.</param>
public sealed record HeldStatement(TextPlace Place, string? Camp, string? Speaker, StatementAuthority Authority, StatementAct Act, string Issue, string? If, LocalDate Said);

/// <summary>
/// Finds what seems to contradict: two lengths or numbers of one thing inside a text, and statements of one camp with other numbers, opposite acts under one condition, or a
/// denial. What one speaker says later takes the place of what it said before, and a line of an unnamed source stands against nobody.
/// </summary>
public static class Contradictions
{
    private const int MostOfGroup = 200;
    private const int MostFound = 1_000;
    private const int DaysOfOneMoment = 10;

    /// <summary>The contradictions inside one text, in the order of their first places.</summary>
    /// <param name="id">The text.</param>
    /// <param name="body">Its body.</param>
    /// <param name="statements">Its statements: numbers of two parties do not contradict each other.</param>
    public static ImmutableArray<Contradiction> Within(string id, string body, IReadOnlyCollection<HeldStatement> statements)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(statements);
        var amounts = Amounts.Of(body);
        var byPlace = statements.OrderBy(one => one.Place.Start).ToArray();
        var found = ImmutableArray.CreateBuilder<Contradiction>();
        foreach (var group in amounts.Where(one => one.Whole).GroupBy(one => one.Of))
        {
            var all = group.Take(MostOfGroup).ToArray();
            for (var i = 0; i < all.Length; i++)
                for (var j = i + 1; j < all.Length; j++)
                    if (found.Count < MostFound && !all[i].Meets(all[j]) && (group.Key == Amounts.War || all[i].Near(all[j])) && SpeakAsOne(all[i], all[j], byPlace))
                        found.Add(new(group.Key == Amounts.War ? ContradictionKind.Length : ContradictionKind.Number, Place(id, body, all[i]), Place(id, body, all[j]), null, $"{all[i].Words} here, {all[j].Words} there"));
        }
        return [.. found.OrderBy(one => one.A.Start).ThenBy(one => one.B.Start)];
    }

    /// <summary>The contradictions between statements of one camp, in the order of camps, texts and places.</summary>
    /// <param name="statements">The statements, of any texts.</param>
    /// <param name="within">Only those with a place in this text; null: all.</param>
    public static ImmutableArray<Contradiction> Between(IEnumerable<HeldStatement> statements, string? within = null)
    {
        ArgumentNullException.ThrowIfNull(statements);
        var found = ImmutableArray.CreateBuilder<Contradiction>();
        var own = statements.Where(one => one is { Camp: not null, Authority: not StatementAuthority.Anonymous }).ToArray();
        // For whom somebody speaks most: what it says for another camp it passes on.
        var home = own.Where(one => one.Speaker is not null).GroupBy(one => one.Speaker!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.GroupBy(one => one.Camp, StringComparer.Ordinal).OrderByDescending(camp => camp.Count()).ThenBy(camp => camp.Key, StringComparer.Ordinal).First().Key, StringComparer.Ordinal);
        foreach (var group in own.Where(one => one.Speaker is null || home[one.Speaker] == one.Camp).GroupBy(one => one.Camp, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var all = group.OrderBy(one => one.Said).ThenBy(one => one.Place.Text, StringComparer.Ordinal).ThenBy(one => one.Place.Start).Select(one => (Statement: one, Words: new Lazy<Told>(() => Told.Of(one.Place.Words)))).ToArray();
            // The first of each issue are held against each other, whatever else the camp said before; and the first of all, for denials name no issue.
            var rank = new int[all.Length];
            var times = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < all.Length; i++) times[all[i].Statement.Issue] = (rank[i] = times.GetValueOrDefault(all[i].Statement.Issue)) + 1;
            var first = Enumerable.Range(0, all.Length).Where(i => rank[i] < MostOfGroup).ToLookup(i => all[i].Statement.Issue, StringComparer.Ordinal);
            for (var i = 0; i < all.Length && found.Count < MostFound; i++)
                foreach (var j in Enumerable.Range(i + 1, Math.Max(0, Math.Min(MostOfGroup, all.Length) - i - 1)).Concat(rank[i] < MostOfGroup ? first[all[i].Statement.Issue].Where(j => j > i && j >= MostOfGroup) : []))
                    if (found.Count < MostFound && (within is null || all[i].Statement.Place.Text == within || all[j].Statement.Place.Text == within) && !IsHistory(all[i].Statement, all[j].Statement) && Against(all[i].Statement, all[i].Words.Value, all[j].Statement, all[j].Words.Value) is var (kind, why)) found.Add(new(kind, all[i].Statement.Place, all[j].Statement.Place, group.Key, why));
        }
        return found.ToImmutable();
    }

    // Who says another thing later has changed its mind; and what a camp said weeks ago is not what it says now.
    private static bool IsHistory(HeldStatement earlier, HeldStatement later) =>
        Period.DaysBetween(earlier.Said, later.Said) > DaysOfOneMoment || (earlier.Said < later.Said && earlier.Speaker is not null && earlier.Speaker == later.Speaker);

    private static (ContradictionKind, string)? Against(HeldStatement a, Told one, HeldStatement b, Told other)
    {
        if (!Conditional(a, b)) return null;
        var (apart, oneIssue) = (a.Place.Text != b.Place.Text, a.Issue == b.Issue);
        // One who refuses one thing and accepts another does not contradict itself; of two, the words must be of one thing.
        if (apart && oneIssue && (a.Speaker is null || a.Speaker != b.Speaker) && (Gives(a.Act) && b.Act == StatementAct.Refusal || a.Act == StatementAct.Refusal && Gives(b.Act)) && one.Words.Intersect(other.Words).Count is var common && common > 0 && common * 2 >= Math.Min(one.Words.Count, other.Words.Count)) return (ContradictionKind.Act, $"{Name(a.Act)} there, {Name(b.Act)} here");
        if (apart && oneIssue && one.Amounts.Where(amount => amount.Whole).SelectMany(x => other.Amounts.Where(y => y.Whole && y.Of == x.Of && !x.Meets(y)).Select(y => (X: x, Y: y))).FirstOrDefault() is { X: not null } pair) return (ContradictionKind.Number, $"{pair.X.Words} there, {pair.Y.Words} here");
        // Two words at least that the one denies and the other affirms: one alone is often a name.
        var denied = Math.Max(one.Denies.Intersect(other.Affirms).Count, other.Denies.Intersect(one.Affirms).Count);
        return States(a.Act) && States(b.Act) && denied > 1 && (a.Speaker is null || a.Speaker != b.Speaker)
            ? (ContradictionKind.Denial, "the one denies what the other says")
            : null;
    }

    private static bool States(StatementAct act) => act is StatementAct.Claim or StatementAct.Assurance or StatementAct.Refusal;

    private static bool Conditional(HeldStatement a, HeldStatement b) => a.If is null || b.If is null || string.Equals(a.If, b.If, StringComparison.OrdinalIgnoreCase);

    private static bool Gives(StatementAct act) => act is StatementAct.Acceptance or StatementAct.Offer or StatementAct.Pledge;

    private static string Name(StatementAct act) => act switch { StatementAct.Acceptance => "accepted", StatementAct.Offer => "offered", StatementAct.Pledge => "pledged", _ => "refused" };

    private static TextPlace Place(string id, string body, Amount amount) => new(id, amount.Start, amount.End, body[amount.Start..amount.End]);

    private static bool SpeakAsOne(Amount a, Amount b, HeldStatement[] byPlace) =>
        In(a, byPlace) is not { } one || In(b, byPlace) is not { } other || (one.Camp == other.Camp && one.Authority != StatementAuthority.Anonymous && other.Authority != StatementAuthority.Anonymous);

    /// <summary>The statement in which an amount stands: the last that begins before it, where statements do not overlap.</summary>
    private static HeldStatement? In(Amount amount, HeldStatement[] byPlace)
    {
        var (low, high) = (0, byPlace.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (byPlace[middle].Place.Start <= amount.Start) low = middle + 1;
            else high = middle;
        }
        return low > 0 && byPlace[low - 1].Place.End >= amount.End ? byPlace[low - 1] : null;
    }

    /// <summary>The content of a statement's words: what it names, what of that it denies and affirms, and its amounts.</summary>
    private sealed record Told(ImmutableHashSet<string> Words, ImmutableHashSet<string> Denies, ImmutableHashSet<string> Affirms, ImmutableArray<Amount> Amounts)
    {
        // How many words a "not" denies.
        private const int Reach = 6;

        public static Told Of(string text)
        {
            var (all, denies, affirms) = (ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal), ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal), ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal));
            var denied = 0;
            var words = Texts.Words.Split(text);
            for (var i = 0; i < words.Count; i++)
            {
                var word = words[i];
                if (word.Folded is "no" or "not" or "never" or "nobody" or "none" or "nothing" or "neither") denied = Reach;
                // "closed at no time": what stands before it is denied.
                var turned = i + 3 < words.Count && words.FindIndex(i + 1, Math.Min(Reach, words.Count - i - 1), one => one.Folded == "no") is > 0 and var no && words[no - 1].Folded == "at" && no + 1 < words.Count && words[no + 1].Folded == "time";
                if (word.Digits || word.Folded.Length < 4 || FunctionWords.Languages(word.Folded) != 0 || SpeechWords.Verb(word.Folded) is not (null or { Act: StatementAct.Offer }) || SpeechWords.Modals.Contains(word.Folded)) continue;
                var stem = word.Folded.Length > 5 ? word.Folded[..5] : word.Folded.TrimEnd('s');
                all.Add(stem);
                (denied > 0 || turned ? denies : affirms).Add(stem);
                denied--;
            }
            return new(all.ToImmutable(), denies.ToImmutable(), affirms.ToImmutable(), Texts.Amounts.Of(text));
        }
    }
}
