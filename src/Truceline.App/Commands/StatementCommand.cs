using System.CommandLine;

namespace Truceline.App.Commands;

/// <summary><c>truceline statement</c>: statements drafted from texts, and what people say of the drafts.</summary>
internal static class StatementCommand
{
    public static Command Create() => new("statement", """
        Drafts statements from texts: who said what, for whom, under which condition. A draft counts for nothing until a named person confirms it.

        Example:
          truceline statement draft article.txt --lexicon lexicon.json
          truceline statement list --journal mission
          truceline statement review 12 --journal mission --confirm --by "duty officer"
        """)
    {
        // one line a verb, alphabetical
        StatementDraftCommand.Create(),
        StatementListCommand.Create(),
        StatementReviewCommand.Create(),
    };
}
