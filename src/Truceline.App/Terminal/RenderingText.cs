using System.Collections.Immutable;
using System.Text;
using Truceline.Agreements.Sentences;

namespace Truceline.App.Terminal;

/// <summary>A rendering of an agreement as text, in lines of at most 100 characters.</summary>
internal static class RenderingText
{
    private const int Width = 100;

    /// <summary>Writes all of it.</summary>
    public static void Write(TextWriter output, Rendering rendering)
    {
        Lines(output, "", "", $"{rendering.Title} · {rendering.Id}");
        output.WriteLine();
        foreach (var sentence in rendering.Source) Lines(output, "", "", sentence);
        Title(output, rendering.Label("clauses"));
        foreach (var clause in rendering.Clauses) Clause(output, rendering, clause);
        foreach (var part in rendering.Parts)
        {
            Title(output, part.Title);
            foreach (var thing in part.Things) Lines(output, "  - ", "    ", $"{(part.Name == "readings" ? thing.Id + ": " : "")}{string.Join(' ', thing.Says)}");
        }
    }

    private static void Clause(TextWriter output, Rendering rendering, RenderedClause clause)
    {
        output.WriteLine();
        Lines(output, "", "  ", $"{(clause.IsNumbered ? rendering.Label("article") + " " : "")}{(clause.Article is { } article ? article + " · " : "")}{clause.Id}");
        if (clause.Quote is { } quote) Labelled(output, rendering, "quote", [quote]);
        if (clause.Gist is { } gist) Labelled(output, rendering, "gist", [gist]);
        foreach (var sentence in clause.Further.Prepend(clause.Sentence)) Lines(output, "  ", "  ", sentence);
        foreach (var sentences in new[] { clause.Binds, clause.Seen })
            if (!sentences.IsEmpty) Lines(output, "  ", "  ", string.Join(' ', sentences));
        Labelled(output, rendering, "doubts", clause.Doubts);
        foreach (var reading in clause.Readings) Lines(output, "  ", "    ", $"{reading.Lead} {string.Join(' ', reading.Says)}");
    }

    private static void Labelled(TextWriter output, Rendering rendering, string label, ImmutableArray<string> says)
    {
        if (!says.IsEmpty) Lines(output, "  ", "    ", $"{rendering.Label(label)}: {string.Join(' ', says)}");
    }

    private static void Title(TextWriter output, string title)
    {
        output.WriteLine();
        output.WriteLine(title);
        output.WriteLine(new string('─', title.Length));
    }

    /// <summary>Words broken at spaces; one that is longer than a line stands on its own.</summary>
    private static void Lines(TextWriter output, string first, string next, string words)
    {
        var line = new StringBuilder(first);
        var isEmpty = true;
        foreach (var word in Screen.Plain(words).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Width)
            {
                output.WriteLine(line.ToString());
                line.Clear().Append(next);
                isEmpty = true;
            }
            if (!isEmpty) line.Append(' ');
            line.Append(word);
            isEmpty = false;
        }
        output.WriteLine(line.ToString());
    }
}
