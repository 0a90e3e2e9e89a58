using System.Text;
using Truceline.App.Terminal;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Intake;

/// <summary>The receipts that commands give: the head is published with each, and what it was given for is signed.</summary>
internal static class Receipts
{
    private const string Folder = "receipts";

    /// <summary>Publishes the head of a journal and signs for entries that it has.</summary>
    public static SignedNote Give(SqliteJournal journal, string directory, IEnumerable<long> entries)
    {
        var signer = JournalFolder.Signer(directory);
        var head = Checkpoint.Parse(journal.Publish(signer).Text).Head;
        return signer.Note(ReceiptCheck.Of(signer.Key.Name, head, entries, (after, upTo) => journal.Commitments(upTo, after)).Text);
    }

    /// <summary>Keeps a receipt durably, where the user says or beside the journal, and says where.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="file">Where the user wants it; null: beside the journal, under the size that it was given at.</param>
    public static string Keep(SignedNote receipt, string directory, string? file)
    {
        var path = Path.GetFullPath(file ?? Free(receipt, Path.Combine(directory, Folder)));
        DurableFile.CreateDirectory(Path.GetDirectoryName(path)!);
        DurableFile.Write(path, Encoding.UTF8.GetBytes(receipt.ToString()));
        return Screen.Plain(file ?? Path.Combine(directory, Folder, Path.GetFileName(path)));
    }

    /// <summary>A name that no other receipt has: what was there already brings one of the same size.</summary>
    private static string Free(SignedNote receipt, string folder)
    {
        var size = Receipt.Parse(receipt.Text).Head.Size;
        for (var i = 1; ; i++)
        {
            var path = Path.Combine(folder, i == 1 ? FormattableString.Invariant($"{size}.receipt") : FormattableString.Invariant($"{size}-{i}.receipt"));
            if (!File.Exists(path) || File.ReadAllText(path) == receipt.ToString()) return path;
        }
    }
}
