using System.Collections.Immutable;
using System.Security.Cryptography;
using Truceline.App.Terminal;

namespace Truceline.App.Pages;

/// <summary>
/// What somebody has typed into the form of a report, as it was typed, and what is wrong with it. It is kept until the report is
/// recorded: a fault, a busy journal or an old page loses nothing.
/// </summary>
/// <param name="Typed">The values by field; what was left empty is not there.</param>
/// <param name="Submission">The name of this filling-in, drawn when the form was first shown: sent twice, it is one report.</param>
/// <param name="Faults">What is wrong, by field; "" for what belongs to none.</param>
public sealed record ReportDraft(ImmutableDictionary<string, string> Typed, string Submission, ImmutableSortedDictionary<string, string> Faults)
{
    /// <summary>The fields and the most characters each takes.</summary>
    public static ImmutableSortedDictionary<string, int> Longest { get; } = new Dictionary<string, int>
    {
        ["kind"] = 20, ["source"] = 200, ["own-id"] = 200, ["exercise"] = 3, ["act"] = 40, ["phase"] = 40, ["status"] = 40, ["what"] = 100, ["least"] = 9, ["most"] = 9,
        ["from"] = 25, ["to"] = 25, ["zone"] = 60, ["place"] = 200, ["unplaced"] = 3, ["means"] = 40, ["observer"] = 200, ["by"] = 200, ["basis"] = 40, ["text"] = 2_000, ["note"] = 4000, ["corrects"] = 3,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The kinds that can be reported here: an observation first, for that is what most reports are.</summary>
    public static ImmutableArray<(string Kind, string Name)> Kinds { get; } = [("observation", "Something that happened"), ("access", "Access of monitors"), ("presence", "A unit's position")];

    /// <summary>An empty form for a kind.</summary>
    public static ReportDraft Empty(string kind) => new(ImmutableDictionary<string, string>.Empty.Add("kind", Known(kind)), NewSubmission(), ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>What was sent. Fields that the form does not have are passed over.</summary>
    public static ReportDraft Read(IFormCollection form)
    {
        var typed = ImmutableDictionary.CreateBuilder<string, string>();
        var faults = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, longest) in Longest)
        {
            if (form[name] is not [{ } sent, ..] || Tidy(sent) is not { Length: > 0 } words) continue;
            if (words.Length > longest) faults[name] = FormattableString.Invariant($"It is {words.Length:N0} characters long; {longest:N0} is the most.");
            else if (name != "note" && Screen.Plain(words) != words) faults[name] = "It holds a character that does not show itself: write it anew.";
            typed[name] = words;
        }
        typed["kind"] = Known(typed.GetValueOrDefault("kind"));
        var submission = form["submission"] is [{ } name2] && IsSubmission(name2) ? name2 : NewSubmission();
        return new(typed.ToImmutable(), submission, faults.ToImmutable());
    }

    /// <summary>What was typed into a field; empty where nothing was.</summary>
    public string this[string field] => Typed.GetValueOrDefault(field, "");

    /// <summary>The kind of report.</summary>
    public string Kind => this["kind"];

    /// <summary>The source's own id: the one typed, or else the name of this filling-in.</summary>
    public string OwnId => this["own-id"] is { Length: > 0 } given ? given : $"form-{Submission}";

    /// <summary>The same with a fault; the first of a field stands.</summary>
    public ReportDraft With(string field, string fault) => Faults.ContainsKey(field) ? this : this with { Faults = Faults.Add(field, fault) };

    /// <summary>The same with a field filled where nothing was typed.</summary>
    public ReportDraft Suggest(string field, string words) => Typed.ContainsKey(field) || words.Length == 0 ? this : this with { Typed = Typed.Add(field, words) };

    private static string Known(string? kind) => Kinds.Any(one => one.Kind == kind) ? kind! : Kinds[0].Kind;

    private static string Tidy(string sent) => sent.ReplaceLineEndings("\n").Trim();

    private static string NewSubmission() => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz234567", 26);

    private static bool IsSubmission(string name) => name.Length == 26 && name.All(letter => letter is >= 'a' and <= 'z' or >= '2' and <= '7');
}
