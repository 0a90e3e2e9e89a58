using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;
using Truceline.App.Serving;
using Truceline.Picture;

namespace Truceline.App.Pages;

/// <summary>What an address of the situation asks for, as written: <c>day</c> (one day, or <c>2025-09-06..2025-09-09</c>), <c>clause</c>, <c>outcome</c>, <c>place</c>, <c>q</c>, <c>page</c>.</summary>
public sealed record SituationAddress(string? Day, string? Clause, string? Outcome, string? Place, string? Text, int Page)
{
    /// <summary>How many incidents stand on one page.</summary>
    public const int PageSize = 50;

    /// <summary>Reads an address. A page that is no number is the first.</summary>
    public static SituationAddress Read(IQueryCollection query) => new(
        One(query, "day"), One(query, "clause"), One(query, "outcome"), One(query, "place"), One(query, "q"),
        int.TryParse(One(query, "page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Max(1, page) : 1);

    /// <summary>What is looked for, or one sentence that says what is wrong with it.</summary>
    public (SituationFilter Filter, string? Fault) Read(Situation situation)
    {
        var days = Days();
        var fault = Day is not null && days is null ? $"'{Day}' is no day. Write it as 2025-09-06, or two with .. between them."
            : Clause is not null && situation.Clauses.All(row => row.Clause.Id != Clause) ? $"There is no clause '{Clause}' in this agreement. Choose one from the list."
            : Outcome is not null and not "none" && !Conclusion.Kinds.Contains(Outcome) ? $"'{Outcome}' is no outcome. Choose one from the list."
            : null;
        return (new(days?.From, days?.To, Clause, Outcome, Place, Text), fault);
    }

    /// <summary>Whether it looks for anything.</summary>
    public bool IsEmpty => this is { Day: null, Clause: null, Outcome: null, Place: null, Text: null };

    /// <summary>The address under a path, with what the view asks for.</summary>
    public string Link(View view, string path)
    {
        var asked = new Dictionary<string, string?>
        {
            ["day"] = Day, ["clause"] = Clause, ["outcome"] = Outcome, ["place"] = Place, ["q"] = Text,
            ["page"] = Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null,
        };
        return view.Link(QueryHelpers.AddQueryString(path, asked.Where(part => part.Value is not null)));
    }

    /// <summary>How a stretch of days stands in an address.</summary>
    public static string Written(LocalDate from, LocalDate to) =>
        from == to ? LocalDatePattern.Iso.Format(from) : $"{LocalDatePattern.Iso.Format(from)}..{LocalDatePattern.Iso.Format(to)}";

    private (LocalDate From, LocalDate To)? Days()
    {
        if (Day is null) return null;
        var parts = Day.Split("..");
        if (parts.Length > 2 || LocalDatePattern.Iso.Parse(parts[0]) is not { Success: true } from || LocalDatePattern.Iso.Parse(parts[^1]) is not { Success: true } to) return null;
        return from.Value <= to.Value ? (from.Value, to.Value) : (to.Value, from.Value);
    }

    private static string? One(IQueryCollection query, string name) => query[name] is [{ } text, ..] && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
