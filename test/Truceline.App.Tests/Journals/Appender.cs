using System.Runtime.CompilerServices;
using System.Text;
using Truceline.Embedded;

namespace Truceline.App.Tests.Journals;

/// <summary>
/// The other process of <see cref="KillTests"/>: this same assembly, started with a journal's directory in its environment,
/// appends until it is killed and prints each head that it was given.
/// </summary>
internal static class Appender
{
    public const string Variable = "TRUCELINE_TEST_APPENDER";

    // An initialiser, because the test runner owns the entry point.
    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } directory) return;
        var random = new Random(Environment.ProcessId);
        using var store = SqliteJournal.OpenOrCreate(directory, random.NextBytes);
        using var output = new StreamWriter(Console.OpenStandardOutput(), Encoding.ASCII) { AutoFlush = true, NewLine = "\n" };
        while (true)
        {
            var from = store.Head.Size;
            var head = store.Append([.. Enumerable.Range(1, random.Next(1, 6)).Select(i => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes($"entry {from + i}"))]);
            output.WriteLine($"{head.Size} {head.Root}.");
        }
    }
}
