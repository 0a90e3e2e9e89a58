using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.App.Intake;

/// <summary>The texts among reports in our own format, one a line.</summary>
internal static class TextLines
{
    public static IEnumerable<PublishedText> Read(string name, byte[] bytes, ImmutableArray<Problem>.Builder problems)
    {
        using var stream = new MemoryStream(bytes);
        var texts = new List<PublishedText>();
        foreach (var taken in Jsonl.Format.Read(new(stream, name, name, null)))
        {
            problems.AddRange(taken.Problems);
            if (taken.Report?.Content is SourceText text)
                texts.Add(new(FormattableString.Invariant($"{name}#{taken.Report.OwnId ?? taken.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)}"), text.Outlet, text.Title, text.Published.ToString(), text.Language, text.Body));
        }
        return texts;
    }
}
