using Truceline.Agreements;
using Truceline.Agreements.Checks;
using Truceline.Agreements.Waiting;

namespace Truceline.Tests.Agreements.Checks;

/// <summary>What the logical checks say of real agreements.</summary>
public sealed class ExampleChecks
{
    private static Agreement Read(string folder, string name)
    {
        var path = Path.Combine(Needs.Root, "examples", folder);
        return AgreementReader.Read($"{name}.truce.yaml", File.ReadAllBytes(Path.Combine(path, $"{name}.truce.yaml")), file => File.Exists(Path.Combine(path, file)) ? File.ReadAllBytes(Path.Combine(path, file)) : null).Agreement!;
    }

    private static IEnumerable<string> Found(string folder, string code, string? name = null) =>
        AgreementChecks.Find(Read(folder, name ?? folder)).Where(problem => problem.Code == code).Select(problem => problem.What);

    [Fact]
    public void The_text_of_Minsk_II_has_no_circle_and_the_sequences_of_its_parties_have_one()
    {
        var agreement = Read("minsk-2", "minsk-2");
        Assert.DoesNotContain(AgreementChecks.Find(agreement), problem => problem.Code is "TL010" or "TL012" or "TL013" or "TL020");
        var graph = WaitingGraph.Of(agreement);
        (string, Wait) Order(string first, string then) => (graph.Beginning(then)!.Id, new(WaitKind.Strict, graph.End(first)!.Id, $"{first} before {then}", default));
        // Control of the border after the elections and the reform; the elections after the border and the withdrawal.
        Assert.Empty(graph.With([Order("p12", "p9"), Order("p11", "p9")]).Deadlocks);
        var both = graph.With([Order("p12", "p9"), Order("p11", "p9"), Order("p10", "p12"), Order("p9", "p12")]);
        Assert.Contains("p9.started", both.Never.Select(node => node.Id));
        Assert.Contains("p12.started", both.Never.Select(node => node.Id));
        Assert.NotEmpty(both.Deadlocks);
    }

    [Fact]
    public void Point_10_of_Minsk_II_has_no_deadline() => Assert.Contains(Found("minsk-2", "TL041"), says => says.StartsWith("obligation 'p10' has no deadline", StringComparison.Ordinal));

    [Fact]
    public void What_the_force_of_Paris_is_to_deter_is_not_defined() =>
        Assert.StartsWith("nothing defines 'major aggression': whether 'no-aggression' is breached, and 'respond' due, is open", Assert.Single(Found("paris-2025", "TL043")), StringComparison.Ordinal);

    [Fact]
    public void Paris_has_neither_a_circle_nor_a_collision() =>
        Assert.DoesNotContain(AgreementChecks.Find(Read("paris-2025", "paris-2025")), problem => problem.Code is "TL010" or "TL011" or "TL012" or "TL013" or "TL020");

    [Fact]
    public void The_energy_truce_has_two_dates_and_two_lists_before_anybody_signs() =>
        Assert.Contains(Found("energy-2025", "TL042"), says => says.StartsWith("article energy is accepted by Russia as 'energy.ru' and by Ukraine as 'energy.ua', which differ in when it begins", StringComparison.Ordinal));

    [Fact]
    public void In_the_disengagement_of_2016_each_may_wait_to_be_second() => Assert.Equal(3, Found("disengagement-2016", "TL011").Count());
}
