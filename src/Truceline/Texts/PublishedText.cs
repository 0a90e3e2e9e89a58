namespace Truceline.Texts;

/// <summary>A text as it was published, with what it says of itself. Nothing of that is taken for true: dates and outlets decide nothing here.</summary>
/// <param name="Id">Its name among the texts that are compared, such as a file's; each has its own.</param>
/// <param name="Outlet">Who published it, in its own words; null when it does not say.</param>
/// <param name="Title">Its headline; null when it has none. Headlines are changed freely, so they are not compared.</param>
/// <param name="Published">When it says that it was published, in its own words; null when it does not say.</param>
/// <param name="Language">Its language as a tag such as <c>en</c>; null when it does not say, and it is recognised by its small words.</param>
/// <param name="Body">The text, its paragraphs on lines of their own.</param>
public sealed record PublishedText(string Id, string? Outlet, string? Title, string? Published, string? Language, string Body);
