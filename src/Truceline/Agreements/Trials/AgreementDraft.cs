using System.Collections.Immutable;
using Truceline.Agreements.Binding;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Trials;

/// <summary>
/// A truce file together with how it is written, so that one of its numbers can be tried otherwise. It never changes, and
/// the files beside it are those that were there when it was read.
/// </summary>
public sealed class AgreementDraft
{
    private readonly string file;
    private readonly YamlNode.Mapping root;
    private readonly ImmutableDictionary<string, ReadOnlyMemory<byte>> files;

    private AgreementDraft(string file, YamlNode.Mapping root, ImmutableDictionary<string, ReadOnlyMemory<byte>> files, Agreement agreement)
    {
        (this.file, this.root, this.files, Agreement) = (file, root, files, agreement);
        Numbers = NumberFinder.In(root);
    }

    /// <summary>The agreement as it is written, with its readings.</summary>
    public Agreement Agreement { get; }

    /// <summary>The numbers that can be tried otherwise, in the order of the file. Those of readings are other ways to read one of these.</summary>
    public ImmutableArray<AgreementNumber> Numbers { get; }

    /// <summary>Reads a truce file, as <see cref="AgreementReader.Read"/> does.</summary>
    /// <param name="file">The file's name, as problems shall show it.</param>
    /// <param name="text">Its bytes, UTF-8.</param>
    /// <param name="beside">Opens a file that stands beside it; null when there is none.</param>
    /// <returns>The draft, null when there are errors; and all problems.</returns>
    public static (AgreementDraft? Draft, ImmutableArray<Problem> Problems) Read(string file, ReadOnlyMemory<byte> text, Func<string, ReadOnlyMemory<byte>?> beside)
    {
        var files = ImmutableDictionary.CreateBuilder<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var reading = AgreementReader.Read(file, text, name =>
        {
            var found = beside(name);
            if (found is { } bytes) files[name] = bytes;
            return found;
        });
        if (reading.Agreement is null) return (null, reading.Problems);
        var root = YamlGate.Read(file, text, new ProblemList());
        return (new(file, (YamlNode.Mapping)root!, files.ToImmutable(), reading.Agreement), reading.Problems);
    }

    /// <summary>The agreement with another value of one number, in its plain reading alone.</summary>
    /// <param name="number">One of <see cref="Numbers"/>.</param>
    /// <param name="value">The value, in the unit of the number.</param>
    /// <returns>The agreement, null when it cannot say this; and the problems.</returns>
    public AgreementReading With(AgreementNumber number, decimal value)
    {
        var problems = new ProblemList();
        var scope = new Scope(file, new BesideFiles(file, name => files.TryGetValue(name, out var bytes) ? bytes : null), problems);
        var bound = AgreementBinder.Bind(scope, NumberFinder.Put(root, number, value));
        return new(problems.HasErrors ? null : bound?.Agreement, problems.InOrder());
    }
}
