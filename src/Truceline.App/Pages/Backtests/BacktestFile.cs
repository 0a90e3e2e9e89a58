using Truceline.Assessments;

namespace Truceline.App.Pages.BacktestParts;

/// <summary>A backtest as a file of its own.</summary>
internal static class BacktestFile
{
    /// <summary>By this a file is known as made here, and may be written over.</summary>
    public const string Generator = "truceline backtest";

    /// <summary>The styles of the site's text and of backtests, as they are built into the executable.</summary>
    public static string Style { get; } = string.Concat(BulletinFile.Read("site.css"), BulletinFile.Read("backtest.css"));

    /// <summary>The HTML, in UTF-8. The same backtest gives the same bytes.</summary>
    /// <param name="backtest">The backtest.</param>
    /// <param name="draft">The name of the draft's file.</param>
    /// <param name="other">The name of the other one's; null: there is none.</param>
    public static Task<byte[]> Write(Backtest backtest, string draft, string? other) => HtmlFile.Render<BacktestDocument>(
        (nameof(BacktestDocument.Backtest), backtest), (nameof(BacktestDocument.DraftName), draft), (nameof(BacktestDocument.OtherName), other));
}
