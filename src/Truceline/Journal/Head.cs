namespace Truceline.Journal;

/// <summary>The head of the journal: how many entries it has, and the root over them.</summary>
public readonly record struct Head(long Size, Hash Root);
