using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Tests.Agreements;

public sealed class ClassGraphTests
{
    private static readonly ClassGraph Graph = new(
    [
        new("artillery-100", ["artillery"], new(">=", 100), [], ["heavy guns"]),
        new("mlrs", ["rocket-artillery"], null, [], []),
        new("mlrs-long", ["mlrs"], null, ["Tornado-S", "Uragan", "Smerch"], []),
        new("guns", ["artillery", "tank"], null, [], []),
    ]);

    [Theory]
    [InlineData("artillery-100", null, null, Certainty.Certain)]
    [InlineData("heavy guns", null, null, Certainty.Certain)]
    [InlineData(" HEAVY GUNS ", null, null, Certainty.Certain)]
    [InlineData("artillery", 122.0, null, Certainty.Certain)]
    [InlineData("artillery", 100.0, null, Certainty.Certain)]
    [InlineData("artillery", 85.0, null, Certainty.No)]
    [InlineData("artillery-100", 85.0, null, Certainty.No)]
    [InlineData("artillery", null, null, Certainty.Possible)]
    [InlineData("hardware", null, null, Certainty.Possible)]
    [InlineData("hardware", 122.0, null, Certainty.Possible)]
    [InlineData("some thing", null, null, Certainty.Possible)]
    [InlineData(null, null, null, Certainty.Possible)]
    [InlineData(null, 85.0, null, Certainty.No)]
    [InlineData("mortar", 120.0, null, Certainty.No)]
    [InlineData("personnel", null, null, Certainty.No)]
    [InlineData(null, null, "Smerch", Certainty.No)]
    [InlineData("ifv", 125.0, null, Certainty.No)]
    [InlineData("tank", 125.0, null, Certainty.Possible)] // field-guns are of both classes
    [InlineData("guns", null, null, Certainty.Possible)]
    public void What_was_observed_is_of_a_class_told_by_calibre(string? words, double? calibre, string? model, Certainty expected)
    {
        var graph = new ClassGraph(Graph.Classes.Values.Where(one => one.Id is "artillery-100" or "mlrs" or "mlrs-long")
            .Append(new("guns", ["artillery", "tank"], null, [], [])).Append(new("field-guns", ["guns", "artillery-100"], null, [], [])));
        Assert.Equal(expected, graph.Test(words, calibre, model, "artillery-100"));
    }

    [Theory]
    [InlineData("rocket-artillery", null, null, Certainty.Possible)]
    [InlineData("rocket-artillery", 300.0, null, Certainty.Possible)]
    [InlineData("mlrs", null, "Grad", Certainty.Possible)]
    [InlineData(null, null, "smerch", Certainty.Certain)]
    [InlineData("Uragan", null, null, Certainty.Certain)]
    [InlineData("rocket-artillery", null, "Smerch", Certainty.Certain)]
    [InlineData("artillery", null, null, Certainty.No)]
    public void What_was_observed_is_of_a_class_told_by_models(string? words, double? calibre, string? model, Certainty expected) =>
        Assert.Equal(expected, Graph.Test(words, calibre, model, "mlrs-long"));

    [Fact]
    public void A_class_lies_below_itself_and_all_its_ancestors()
    {
        Assert.True(Graph.IsA("mlrs-long", "mlrs-long"));
        Assert.True(Graph.IsA("mlrs-long", "hardware"));
        Assert.False(Graph.IsA("hardware", "mlrs-long"));
        Assert.False(Graph.IsA("mlrs", "artillery"));
        Assert.False(Graph.IsA("nothing", "hardware"));
    }

    [Fact]
    public void A_name_that_two_classes_share_is_the_lower_one_or_none()
    {
        var graph = new ClassGraph([new("a", ["mortar"], null, [], ["tube"]), new("b", ["a"], null, [], ["tube"]), new("c", ["tank"], null, [], ["can"]), new("d", ["mine"], null, [], ["can"])]);
        Assert.Equal("b", graph.Named("Tube"));
        Assert.Null(graph.Named("can"));
        Assert.Null(graph.Named("pipe"));
    }

    [Fact]
    public void An_unknown_parent_an_id_used_twice_and_a_circle_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ClassGraph([new("a", ["nothing"], null, [], [])]));
        Assert.Throws<ArgumentException>(() => new ClassGraph([new("tank", [], null, [], [])]));
        Assert.Throws<ArgumentException>(() => new ClassGraph([new("a", ["b"], null, [], []), new("b", ["a"], null, [], [])]));
    }

    [Fact]
    public void The_built_in_classes_are_those_of_the_language() =>
        Assert.Equal(
            "air-defence aircraft artillery explosion foreign-forces hardware ifv mercenaries mine missile mortar personnel rocket-artillery small-arms tank uav vessel",
            string.Join(' ', ClassGraph.BuiltIn.Classes.Keys));
}
