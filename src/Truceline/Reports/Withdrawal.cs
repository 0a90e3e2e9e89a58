namespace Truceline.Reports;

/// <summary>
/// That a source takes a report back. It is recorded like a correction of that report; what the report said stays in the
/// journal and counts for nothing.
/// </summary>
/// <param name="Reason">Why, in the source's words; null when it does not say.</param>
public sealed record Withdrawal(string? Reason) : Content;
