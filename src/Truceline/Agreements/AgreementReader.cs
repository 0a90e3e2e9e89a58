using System.Collections.Immutable;
using Truceline.Agreements.Binding;
using Truceline.Agreements.Text;

namespace Truceline.Agreements;

/// <summary>What reading a truce file gave: the agreement unless there are errors, and all problems, the gravest first.</summary>
public sealed record AgreementReading(Agreement? Agreement, ImmutableArray<Problem> Problems);

/// <summary>Reads truce files.</summary>
public static class AgreementReader
{
    /// <summary>Reads one truce file.</summary>
    /// <param name="file">The file's name, as problems shall show it.</param>
    /// <param name="text">Its bytes, UTF-8.</param>
    /// <param name="beside">
    /// Opens a file that stands beside it (geometry, the text of the agreement); null when there is none. A name that
    /// leads elsewhere is refused before this is called. An <see cref="UnauthorizedAccessException"/> says that there is one
    /// that may not be read.
    /// </param>
    public static AgreementReading Read(string file, ReadOnlyMemory<byte> text, Func<string, ReadOnlyMemory<byte>?> beside)
    {
        var problems = new ProblemList();
        var agreement = YamlGate.Read(file, text, problems) is { } root ? Bind(new Scope(file, new BesideFiles(file, beside), problems), root) : null;
        return new(problems.HasErrors ? null : agreement, problems.InOrder());
    }

    private static Agreement? Bind(Scope scope, YamlNode root)
    {
        if (AgreementBinder.Bind(scope, root) is not { } plain) return null;
        return plain.Agreement with { Readings = ReadingBinder.Bind(scope, (YamlNode.Mapping)root, plain) };
    }
}
