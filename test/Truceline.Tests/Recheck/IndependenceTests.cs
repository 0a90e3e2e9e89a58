using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Truceline.Recheck;

namespace Truceline.Tests.Recheck;

/// <summary>What makes the checker independent: of the library it uses records and what they hold, and the names made of them, and nothing that evaluates.</summary>
public class IndependenceTests
{
    /// <summary>The methods of the library, besides those that get and set what a record holds, that the checker calls.</summary>
    private static readonly string[] Allowed =
    [
        "Agreement.ActorNamed", "Agreement.Expand", "ClassGraph.IsA", "ClassGraph.Named", "Comparison.Holds", "FindingId.Of", "IncidentId.Of", "GroupingDecisions.Of",
        "Grouping.Sentence", "PlainName.Of", "Sighting.Of", "Outcomes.Word", "Outcomes.Words", "Vocabulary.Includes", "Vocabulary.Written",
    ];

    [Fact]
    public void The_checker_calls_nothing_that_evaluates()
    {
        var called = Called().ToArray();
        Assert.Equal([], Allowed.Except(called));
        Assert.Equal([], called.Except(Allowed).Where(IsMethod).Order(StringComparer.Ordinal));

        static bool IsMethod(string name) => name.Split('.')[^1] is var member && !member.StartsWith("get_", StringComparison.Ordinal) && !member.StartsWith("set_", StringComparison.Ordinal)
            && !(member.StartsWith('<') || member is "ctor" or "Deconstruct" or "Equals" or "GetHashCode" or "ToString" or "op_Equality" or "op_Inequality");
    }

    /// <summary>What a record holds may itself be computed; these are.</summary>
    [Fact]
    public void The_checker_reads_nothing_that_evaluates() =>
        Assert.DoesNotContain(Called(), name => name is "Line.get_CrossesItself" or "Line.get_Length" or "Line.get_IsClosed" or "Area.get_SquareMetres" or "Area.get_CrossesItself" or "Incident.get_IsPosition");

    /// <summary>What cannot be reached cannot be used.</summary>
    [Fact]
    public void The_checker_reaches_no_internals() => Assert.DoesNotContain(
        "InternalsVisibleTo Include=\"Truceline.Recheck\"", File.ReadAllText(Path.Combine(Needs.Root, "src", "Truceline", "Truceline.csproj")), StringComparison.Ordinal);

    /// <summary>Who trusts the checker has read it. What is counted is code, without blank lines, comments, usings and braces alone.</summary>
    [Fact]
    public void The_checker_does_not_grow()
    {
        var lines = Directory.GetFiles(Path.Combine(Needs.Root, "src", "Truceline.Recheck"), "*.cs").SelectMany(File.ReadLines).ToArray();
        Assert.DoesNotContain(lines, line => line.Length > 160);
        var code = lines.Select(line => line.Trim())
            .Count(line => line.Length > 0 && line is not ("{" or "}") && !line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("using ", StringComparison.Ordinal) && !line.StartsWith("namespace ", StringComparison.Ordinal));
        Assert.InRange(code, 1, 1215);
    }

    private static IEnumerable<string> Called()
    {
        using var file = new PEReader(File.OpenRead(typeof(Check).Assembly.Location));
        var reader = file.GetMetadataReader();
        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference || reader.GetTypeReference((TypeReferenceHandle)member.Parent) is var type && !IsLibrary(type)) continue;
            yield return $"{reader.GetString(type.Name)}.{reader.GetString(member.Name).TrimStart('.')}";
        }

        bool IsLibrary(TypeReference type)
        {
            while (type.ResolutionScope.Kind == HandleKind.TypeReference) type = reader.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
            return type.ResolutionScope.Kind == HandleKind.AssemblyReference && reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) == "Truceline";
        }
    }
}
