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
}
