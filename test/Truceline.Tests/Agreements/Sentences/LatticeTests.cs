using System.Globalization;
using Truceline.Agreements;
using Truceline.Agreements.Changes;
using Truceline.Agreements.Sentences;

namespace Truceline.Tests.Agreements.Sentences;

public class LatticeTests
{
    private static string Each(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(line));

    private static string Two(string letter, int i, int last, string end) => i < last ? string.Create(CultureInfo.InvariantCulture, $"{letter}{i + 1}, {letter}{i + 2}") : end;

    // There are more ways up from the first than anybody could write out.
    private static readonly string Classes = "classes:\n" + Each(62, i => $"  k{i}: {{ is: [{Two("k", i, 60, "artillery")}] }}\n") + "clauses:\n  - { id: c, must: { who: A, do: withdraw, what: k0 } }\n";

    [Fact]
    public void Groups_that_hold_each_other_in_many_ways_are_their_members_each_once()
    {
        var text = Truces.With("clauses:\n  - { id: c, must: { who: g0, do: report } }\n").Replace("actors: {", "actors: { " + Each(62, i => $"g{i}: {{ kind: group, members: [{Two("g", i, 60, "A, B")}] }}, "), StringComparison.Ordinal);
        Assert.Equal("A and B must report.", Rendering.Of(Truces.Agreement(text), RenderingLanguage.English).Clauses[0].Sentence);
    }

    [Fact]
    public void Classes_that_include_each_other_in_many_ways_are_said_up_to_a_point_and_by_name_beyond()
    {
        var sentence = Rendering.Of(Truces.Agreement(Truces.With(Classes)), RenderingLanguage.English).Clauses[0].Sentence;
        Assert.InRange(sentence.Length, 50, 1000);
        Assert.Contains("“k4”", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_that_include_each_other_in_many_ways_are_compared_each_once()
    {
        var (old, @new) = (Truces.Agreement(Truces.With(Classes)), Truces.Agreement(Truces.With(Classes.Replace("what: k0", "what: k1", StringComparison.Ordinal))));
        Assert.NotEmpty(AgreementChanges.Between(old, @new).Clauses);
    }
}
