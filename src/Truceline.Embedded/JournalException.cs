namespace Truceline.Embedded;

/// <summary>
/// The world failed a journal: its folder holds something else, cannot be read or written, or is being written by another.
/// The message is one sentence for the person in charge of it.
/// </summary>
public sealed class JournalException : IOException
{
    /// <summary>With no message of its own.</summary>
    public JournalException() { }

    /// <summary>With a sentence.</summary>
    public JournalException(string message) : base(message) { }

    /// <summary>With a sentence and what it came from.</summary>
    public JournalException(string message, Exception inner) : base(message, inner) { }

    /// <summary>
    /// True when another process was writing, or has written: nothing was written and nothing has failed. The same append may
    /// go in on a journal that is opened anew.
    /// </summary>
    public bool IsContended { get; init; }
}
