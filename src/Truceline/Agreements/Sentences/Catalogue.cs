using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Truceline.Agreements.Sentences;

/// <summary>The messages of one language, and how it says phrases. Translators edit <c>Messages.en.json</c> and its like, and no code.</summary>
internal sealed class Catalogue
{
    private static readonly Lazy<Catalogue> English = new(() => Open("en", Plurals.English));
    private static readonly Lazy<Catalogue> Ukrainian = new(() => Open("uk", Plurals.Ukrainian));

    private readonly ImmutableSortedDictionary<string, ImmutableArray<MessagePart>> messages;
    private readonly Plurals plurals;
    private readonly (string Open, string Close, string OpenInner, string CloseInner) marks;

    private Catalogue(ImmutableSortedDictionary<string, ImmutableArray<MessagePart>> messages, Plurals plurals)
    {
        (this.messages, this.plurals) = (messages, plurals);
        marks = (Words("quote.open"), Words("quote.close"), Words("quote.inner-open"), Words("quote.inner-close"));
    }

    /// <summary>The catalogue of a language.</summary>
    public static Catalogue Of(RenderingLanguage language) => language switch
    {
        RenderingLanguage.English => English.Value,
        RenderingLanguage.Ukrainian => Ukrainian.Value,
        _ => throw new InvalidOperationException("INVARIANT: every language has its catalogue"),
    };

    /// <summary>All messages by key.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<MessagePart>> Messages => messages;

    /// <summary>Whether there is a message.</summary>
    public bool Has(string key) => messages.ContainsKey(key);

    /// <summary>A whole sentence: its first letter is a capital, and it ends with one full stop.</summary>
    public string Sentence(Phrase phrase)
    {
        var words = Say(phrase, null);
        // A quotation that is a sentence brings its own full stop.
        if (words.EndsWith("." + marks.Close + ".", StringComparison.Ordinal)) words = words[..^1];
        if (words.Length == 0 || !Rune.TryGetRuneAt(words, 0, out var first)) return words;
        return Rune.ToUpperInvariant(first).ToString() + words[first.Utf16SequenceLength..];
    }

    /// <summary>A phrase as it stands inside a sentence.</summary>
    public string Say(Phrase phrase) => Say(phrase, null);

    private string Say(Phrase phrase, string? wanted) => phrase switch
    {
        Phrase.None => "",
        Phrase.Bare bare => bare.Words,
        Phrase.Quoted quoted => Quote(quoted.Words),
        Phrase.Number number => plurals.Digits(number.Value),
        Phrase.Date date => Fill("date", [("day", Phrase.Of(date.Value.Day)), ("month", Phrase.Say(FormattableString.Invariant($"month.{date.Value.Month}"))), ("year", new Phrase.Bare(FormattableString.Invariant($"{date.Value.Year}")))], null),
        Phrase.Time { Value: var time } => time.Second == 0 ? FormattableString.Invariant($"{time.Hour:00}:{time.Minute:00}") : FormattableString.Invariant($"{time.Hour:00}:{time.Minute:00}:{time.Second:00}"),
        Phrase.Choice choice => choice.Word,
        Phrase.Message message => Fill(message.Key, message.With, wanted),
        Phrase.Several several => Join(several, wanted),
        _ => throw new InvalidOperationException("INVARIANT: the family of phrases is closed"),
    };

    private string Words(string key) => Fill(key, [], null);

    private string Quote(string words) => words.Contains(marks.Close, StringComparison.Ordinal) || words.Contains(marks.Open, StringComparison.Ordinal)
        ? marks.OpenInner + words + marks.CloseInner
        : marks.Open + words + marks.Close;

    private string Join(Phrase.Several several, string? wanted)
    {
        var items = several.Items.Select(item => new Phrase.Bare(Say(item, wanted))).ToArray();
        Phrase head = items[0];
        for (var i = 1; i < items.Length - 1; i++) head = new Phrase.Bare(Fill(several.Key + ".more", [("head", head), ("next", items[i])], null));
        return Fill(several.Key + (items.Length == 2 ? ".two" : ".last"), [("head", head), ("last", items[^1])], null);
    }

    private string Fill(string key, ImmutableArray<(string Name, Phrase Phrase)> with, string? wanted)
    {
        var said = new StringBuilder();
        Write(said, messages.TryGetValue(key, out var parts) ? parts : throw new InvalidOperationException($"INVARIANT: the message '{key}' is in every catalogue"), new(key, with, wanted), null);
        return said.ToString();
    }

    private readonly record struct Filling(string Key, ImmutableArray<(string Name, Phrase Phrase)> With, string? Case)
    {
        public Phrase this[string name]
        {
            get
            {
                foreach (var (given, phrase) in With)
                    if (given == name) return phrase;
                return name == "case" ? Phrase.Choose(Case ?? "nom") : throw new InvalidOperationException($"INVARIANT: the message '{Key}' is given '{name}'");
            }
        }
    }

    /// <summary>Writes parts; false when one of the things said nothing.</summary>
    private bool Write(StringBuilder said, ImmutableArray<MessagePart> parts, Filling with, decimal? here)
    {
        var all = true;
        foreach (var part in parts)
            switch (part)
            {
                case MessagePart.Words words:
                    said.Append(words.Text);
                    break;
                case MessagePart.Slot slot:
                    var thing = Say(with[slot.Name], slot.Case == "same" ? with.Case : slot.Case);
                    all &= thing.Length > 0;
                    said.Append(thing);
                    break;
                case MessagePart.Fork fork:
                    all &= Write(said, Branch(fork, with[fork.Name]), with, with[fork.Name] is Phrase.Number number ? number.Value : here);
                    break;
                case MessagePart.Optional optional:
                    var length = said.Length;
                    if (!Write(said, optional.Parts, with, here)) said.Length = length;
                    break;
                case MessagePart.NumberHere:
                    said.Append(here is { } value ? plurals.Digits(value) : "#");
                    break;
            }
        return all;
    }

    private ImmutableArray<MessagePart> Branch(MessagePart.Fork fork, Phrase by)
    {
        var word = (fork.Kind, by) switch
        {
            (ForkKind.Plural, Phrase.Number number) => plurals.Category(number.Value),
            (ForkKind.Ordinal, Phrase.Number number) => plurals.Place(number.Value),
            (_, Phrase.Choice choice) => choice.Word,
            (_, Phrase.None) => "none",
            _ => "some",
        };
        return fork.Branches.TryGetValue(word, out var branch) ? branch : fork.Branches["other"];
    }

    private static Catalogue Open(string code, Plurals plurals)
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream($"messages.{code}.json")!;
        using var document = JsonDocument.Parse(stream);
        return new(document.RootElement.EnumerateObject().ToImmutableSortedDictionary(pair => pair.Name, pair => MessageText.Read(pair.Value.GetString()!), StringComparer.Ordinal), plurals);
    }
}
