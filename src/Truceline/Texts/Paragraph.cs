namespace Truceline.Texts;

/// <summary>In whose voice a paragraph is written.</summary>
internal enum Voice
{
    /// <summary>The text reports who said what.</summary>
    Reported,

    /// <summary>Somebody speaks for itself: a communiqué, a post, an answer.</summary>
    Own,

    /// <summary>A question, or a note: no statement.</summary>
    None,
}

/// <summary>A piece of a paragraph that is read as one: a sentence, or several that a quotation holds together.</summary>
/// <param name="First">The first word.</param>
/// <param name="End">After the last word.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Stop">Where it ends.</param>
internal readonly record struct Unit(int First, int End, int Start, int Stop);

/// <summary>A line of the text.</summary>
internal sealed class Paragraph
{
    public required List<Unit> Units { get; init; }

    public required Voice Voice { get; set; }

    /// <summary>Who speaks, where it is in somebody's own voice.</summary>
    public Speaker? Speaker { get; set; }

    /// <summary>To whom the speech is addressed at its beginning.</summary>
    public string? Addressee { get; set; }

    public int First => Units[0].First;

    public int End => Units[^1].End;
}
