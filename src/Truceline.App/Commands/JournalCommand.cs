using System.CommandLine;

namespace Truceline.App.Commands;

/// <summary><c>truceline journal</c>: what is done with a journal as a whole, and with the proofs that it gives.</summary>
internal static class JournalCommand
{
    public static Command Create() => new("journal", """
        Of one journal: proofs and receipts that can be checked without it, witnesses, copies, erasure.

        Example:
          truceline journal prove 12 --journal mission -o entry-12.proof.json
          truceline journal check-proof entry-12.proof.json
        """)
    {
        // one line a verb, alphabetical
        JournalBackupCommand.Create(),
        JournalCheckProofCommand.Create(),
        JournalCheckReceiptCommand.Create(),
        JournalCheckerCommand.Create(),
        JournalCosignCommand.Create(),
        JournalCustodyCommand.Create(),
        JournalEraseCommand.Create(),
        JournalExportCommand.Create(),
        JournalInitCommand.Create(),
        JournalProveCommand.Create(),
        JournalRestoreCommand.Create(),
        JournalTickCommand.Create(),
        JournalWitnessCommand.Create(),
    };
}
