using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Journal;
using Truceline.Texts;

namespace Truceline.Reports;

/// <summary>What a person says of a draft.</summary>
public enum ReviewAct
{
    /// <summary>It is as drafted.</summary>
    Confirm,

    /// <summary>It is as changed.</summary>
    Edit,

    /// <summary>It is no statement, or not worth keeping.</summary>
    Reject,
}

/// <summary>A field of a draft as a person changed it.</summary>
/// <param name="Field">Its name, one of <see cref="StatementReview.Fields"/>.</param>
/// <param name="Value">What it says now; null: nothing.</param>
public sealed record StatementEdit(string Field, string? Value);

/// <summary>What a named person says of a drafted statement: an entry of the journal. Of two on one draft the later holds.</summary>
/// <param name="Act">What it says.</param>
/// <param name="Draft">The entry of the draft: a later correction of that draft is not reviewed by it.</param>
/// <param name="Edits">What was changed; of an <see cref="ReviewAct.Edit"/> one field at least, and of the others none.</param>
/// <param name="Reason">Why; null: it does not say.</param>
/// <param name="By">Who says it.</param>
/// <param name="Recorded">When it was written down: information that no rule reads.</param>
public sealed record StatementReview(ReviewAct Act, long Draft, ImmutableArray<StatementEdit> Edits, string? Reason, string By, Instant Recorded)
{
    /// <summary>The kind of the entry.</summary>
    public const string Kind = "statement-review";

    /// <summary>The fields that can be changed, in the order in which they are shown. Words of a list are separated by commas.</summary>
    public static ImmutableArray<string> Fields { get; } = ["speaker", "party", "role", "authority", "addressee", "act", "issue", "if", "says", "fidelity", "about", "agreement"];

    /// <summary>The entry's canonical bytes; its kind is <c>statement-review</c>.</summary>
    /// <exception cref="InvalidOperationException">It could not be read again; the message says why.</exception>
    public byte[] Encode()
    {
        var bytes = EntryBody.Write(Kind, body =>
        {
            body.WriteString("act", Act.Written());
            body.WriteNumber("draft", Draft);
            body.WriteStartArray("edits");
            foreach (var edit in Edits)
            {
                body.WriteStartObject();
                body.WriteString("field", edit.Field);
                EntryBody.Write(body, "value", edit.Value);
                body.WriteEndObject();
            }
            body.WriteEndArray();
            EntryBody.Write(body, "reason", Reason);
            body.WriteString("by", By);
            body.WriteString("recorded", EntryBody.Written(Recorded));
        });
        _ = Decode(bytes);
        return bytes;
    }

    /// <summary>Reads an entry; null for one of another kind.</summary>
    /// <exception cref="InvalidOperationException">It is of this kind and cannot be read; the message says why.</exception>
    public static StatementReview? Decode(ReadOnlyMemory<byte> entry)
    {
        if (EntryBody.Read(entry, Kind) is not { } body) return null;
        var act = Vocabulary.Parse<ReviewAct>(body.RequiredText("act")) ?? throw body.Broken($"'act' is one of {string.Join(", ", Vocabulary.All<ReviewAct>())}");
        var edits = body.Objects("edits").Select(edit =>
        {
            var read = new StatementEdit(edit.RequiredText("field"), edit.Text("value"));
            edit.Close();
            return read;
        }).ToImmutableArray();
        var review = new StatementReview(act, body.RequiredNumber("draft"), edits, body.Text("reason"), body.RequiredText("by"), body.RequiredInstant("recorded"));
        body.Close();
        if (act == ReviewAct.Edit == edits.IsEmpty) throw body.Broken("'edits' has one at least where something was changed, and none elsewhere");
        if (edits.FirstOrDefault(edit => !Fields.Contains(edit.Field)) is { } unknown) throw body.Broken($"there is no field '{unknown.Field}': {string.Join(", ", Fields)}");
        if (edits.Select(edit => edit.Field).Distinct(StringComparer.Ordinal).Count() < edits.Length) throw body.Broken("'edits' changes a field twice");
        return review;
    }

    /// <summary>The statement of a draft with the changes of this review, and why the first that cannot be made cannot; null: all could.</summary>
    public (Statement Statement, string? Fault) Applied(StatementDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var statement = draft.Statement;
        var faults = new List<string>();
        foreach (var edit in Edits) statement = Applied(statement, edit, faults);
        if (faults.Count == 0 && statement is { Authority: StatementAuthority.Anonymous, Speaker: not null }) faults.Add("'speaker' names somebody whom 'authority' calls anonymous (leave the speaker out, or say with what authority it was said)");
        if (faults.Count == 0 && draft.Misquotes(statement)) faults.Add("'says' does not stand in the words of the draft, and 'fidelity' calls it verbatim (give the words as they stand, or say that it is a paraphrase)");
        return (statement, faults.FirstOrDefault());
    }

    private static Statement Applied(Statement statement, StatementEdit edit, List<string> faults)
    {
        T Word<T>(T otherwise) where T : struct, Enum
        {
            if (edit.Value is { } written && Vocabulary.Parse<T>(written) is { } word) return word;
            faults.Add($"'{edit.Field}': '{edit.Value}' is not known (one of {string.Join(", ", Vocabulary.All<T>())})");
            return otherwise;
        }
        string Required(string otherwise)
        {
            if (edit.Value is { } words) return words;
            faults.Add($"'{edit.Field}' is empty (say what it is)");
            return otherwise;
        }
        return edit.Field switch
        {
            "speaker" => statement with { Speaker = edit.Value },
            "party" => statement with { Party = Required(statement.Party) },
            "role" => statement with { Role = edit.Value },
            "authority" => statement with { Authority = Word(statement.Authority) },
            "addressee" => statement with { Addressee = edit.Value },
            "act" => statement with { Act = Word(statement.Act) },
            "issue" => statement with { Issue = Required(statement.Issue) },
            "if" => statement with { If = edit.Value },
            "says" => statement with { Says = Required(statement.Says) },
            "fidelity" => statement with { Fidelity = Word(statement.Fidelity) },
            "about" => statement with { About = [.. (edit.Value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] },
            "agreement" => statement with { Agreement = edit.Value },
            _ => throw new InvalidOperationException("INVARIANT: every field that can be changed is changed here"),
        };
    }

    /// <summary>What a field of a statement says, as it is changed; null: nothing.</summary>
    public static string? Value(Statement statement, string field)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return field switch
        {
            "speaker" => statement.Speaker,
            "party" => statement.Party,
            "role" => statement.Role,
            "authority" => statement.Authority.Written(),
            "addressee" => statement.Addressee,
            "act" => statement.Act.Written(),
            "issue" => statement.Issue,
            "if" => statement.If,
            "says" => statement.Says,
            "fidelity" => statement.Fidelity.Written(),
            "about" => statement.About.IsEmpty ? null : string.Join(", ", statement.About),
            "agreement" => statement.Agreement,
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "no field that can be changed"),
        };
    }

    /// <inheritdoc/>
    public bool Equals(StatementReview? other) => other is not null && (Act, Draft, Reason, By, Recorded) == (other.Act, other.Draft, other.Reason, other.By, other.Recorded) && Edits.SequenceEqual(other.Edits);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Act, Draft, Reason, By, Recorded, Edits.Length);
}
