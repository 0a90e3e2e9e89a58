using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Reports;

/// <summary>A text that was published: a press item, a communiqué, a post. It is a source of statements, not an observation.</summary>
/// <param name="Published">When its source published it.</param>
/// <param name="Title">Its title.</param>
/// <param name="Outlet">Who published it, in the source's words; null: the source itself.</param>
/// <param name="Author">Who wrote it; null when it does not say.</param>
/// <param name="Language">Its language, as a tag such as <c>en</c>; null when it does not say.</param>
/// <param name="Body">The text.</param>
/// <param name="Chains">The chains through which it came, each from the nearest link to the deepest; a null link is unnamed.</param>
public sealed record SourceText(
    Instant Published, string Title, string? Outlet, string? Author, string? Language, string Body, ImmutableArray<ImmutableArray<string?>> Chains) : Content;
