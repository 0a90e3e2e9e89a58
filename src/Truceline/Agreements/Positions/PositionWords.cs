using System.Collections.Immutable;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Positions;

/// <summary>Positions in sentences, without a full stop. Nobody is named first but by the alphabet.</summary>
internal static class PositionWords
{
    /// <summary>"France and Ukraine accept deploy", "Russia wants settlement before ceasefire".</summary>
    public static string Held(Contention contention) =>
        string.Join(" and ", contention.Voices.GroupBy(voice => voice.Kind).OrderBy(group => group.Key)
            .Select(group => $"{List([.. group.Select(Name)])} {Verb(group.Key, group.Count() > 1 || IsMany(group.First().Actor))} {Wording(contention)}"));

    /// <summary>What an actor would do, in words that follow its name: "no longer rejects deploy", "wants settlement before ceasefire instead".</summary>
    public static string Change(OpeningKind kind, Contention of, Voice voice)
    {
        var many = IsMany(voice.Actor);
        return kind switch
        {
            OpeningKind.Drops when of.Then is not null => $"{(many ? "drop" : "drops")} '{Wording(of)}'",
            OpeningKind.Drops => $"no longer {Verb(voice.Kind, many)} {of.First}",
            OpeningKind.MakesConditional => $"{Verb(voice.Kind, many)} {Wording(of)} only under a condition",
            OpeningKind.AllowsTogether => $"{(many ? "allow" : "allows")} {of.First} and {of.Then} at the same time",
            OpeningKind.TurnsRound => $"{Verb(VoiceKind.Wants, many)} {of.Then} before {of.First} instead",
            OpeningKind.Accepts => $"{Verb(VoiceKind.Accepts, many)} {of.First} instead",
            OpeningKind.Rejects => $"{Verb(VoiceKind.Rejects, many)} {of.First} instead",
            _ => throw new InvalidOperationException("INVARIANT: a change of the text is no actor's"),
        };
    }

    private static string Wording(Contention contention) => contention.Then is { } then ? $"{contention.First} before {then}" : contention.First;

    private static string Name(Voice voice) => voice.Position.Named(voice.Actor);

    // A name with a comma in it would make two of one.
    private static string List(ImmutableArray<string> names) =>
        names.Length > 1 && names.Any(name => name.Contains(',', StringComparison.Ordinal)) ? $"{string.Join("; ", names[..^1])}; and {names[^1]}" : Shown.List(names);

    private static bool IsMany(Actor actor) => actor.Count > 1;

    private static string Verb(VoiceKind kind, bool many) => (kind, many) switch
    {
        (VoiceKind.Accepts, false) => "accepts",
        (VoiceKind.Accepts, _) => "accept",
        (VoiceKind.Rejects, false) => "rejects",
        (VoiceKind.Rejects, _) => "reject",
        (VoiceKind.Wants, false) => "wants",
        _ => "want",
    };
}
