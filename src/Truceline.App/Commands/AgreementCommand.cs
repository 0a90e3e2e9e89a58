using System.CommandLine;

namespace Truceline.App.Commands;

/// <summary><c>truceline agreement</c>: what a drafter and a mediator ask of one agreement.</summary>
internal static class AgreementCommand
{
    public static Command Create() => new("agreement", "Agreements: read them out, see who decides, what cannot all hold, what is ready, what changed.")
    {
        // one line a verb, alphabetical
        AgreementDecideCommand.Create(),
        AgreementDiffCommand.Create(),
        AgreementNewCommand.Create(),
        AgreementPositionsCommand.Create(),
        AgreementReadCommand.Create(),
        AgreementReadyCommand.Create(),
    };
}
