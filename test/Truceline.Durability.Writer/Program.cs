using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Truceline.Durability.Writer;
using Truceline.Embedded;

// truceline-durability-writer DIR STEP…
// Does the steps on the journal in DIR and prints a line for each, only after the call returned. It is killed, cut off from
// its disk and traced by the tests; nothing else uses it.
var (directory, random) = (args[0], new Random(Environment.ProcessId));
var size = 0L;
SqliteJournal? journal = null;
try
{
    foreach (var step in args[1..]) Do(step);
    journal?.Dispose();
    Say("end");
    return 0;
}
catch (IOException failed)
{
    Console.Error.WriteLine(failed.Message);
    SayWhetherItStillAccepts();
    return 3;
}

void Do(string step)
{
    var (verb, value) = step.Split(':') is [var name, var number] ? (name, int.Parse(number, CultureInfo.InvariantCulture)) : (step, 0);
    switch (verb)
    {
        case "normal": // the negative control
            JournalDatabase.Synchronous = "NORMAL";
            break;
        case "seed": // other than the number of the process: the same run again
            random = new Random(value);
            break;
        case "open":
            journal?.Dispose();
            journal = null;
            journal = SqliteJournal.OpenOrCreate(directory, random.NextBytes);
            size = journal.Head.Size;
            Say($"open {size}");
            break;
        case "append":
            Append(value);
            break;
        case "times":
            for (var i = 0; i < value; i++) Append(1 + i % 3);
            break;
        case "forever":
            while (true) Append(random.Next(1, 6));
        case "publish":
            var head = journal!.Head;
            journal.Publish(SigningKey.OpenOrCreate(directory, random.NextBytes));
            Say($"published {head.Size}");
            break;
        case "erase":
            Say($"erasing {value}");
            size = journal!.Erase([value], Scripted.Erasure(value)).Size;
            Say($"erased {value}");
            break;
        default:
            throw new ArgumentException($"no step is called {step}");
    }
}

void Append(int count)
{
    var head = journal!.Append(Scripted.After(size, count));
    size = head.Size;
    Say($"ack {head.Size} {head.Root}");
}

void SayWhetherItStillAccepts()
{
    if (journal is null) return;
    try
    {
        journal.Append(Scripted.After(size, 1));
        Say("accepted after a failure");
    }
    catch (IOException)
    {
        Say("stopped");
    }
}

static void Say(string line)
{
    // By write(2) itself: what was said is out of this process when the call returns.
    var bytes = Encoding.ASCII.GetBytes(line + "\n");
    if (Libc.Write(1, bytes, bytes.Length) != bytes.Length) throw new InvalidOperationException("nobody listens");
}

internal static partial class Libc
{
    [LibraryImport("libc", EntryPoint = "write")]
    internal static partial nint Write(int file, byte[] bytes, nint length);
}
