using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Truceline.Agreements;
using Truceline.Agreements.Changes;
using Truceline.Geography;

namespace Truceline.Tests.Agreements.Changes;

/// <summary>The examples, changed at random: whichever of the two is called the old one, the same is told from the other side.</summary>
public sealed class MirroredChangesTests
{
    private static readonly Lazy<ImmutableArray<Agreement>> Examples = new(() =>
        [.. new[] { "minsk-2", "paris-2025" }.Select(name => Example(name))]);

    private static Agreement Example(string name)
    {
        var folder = Path.Combine(Needs.Root, "examples", name);
        var reading = AgreementReader.Read(name, File.ReadAllBytes(Path.Combine(folder, $"{name}.truce.yaml")), file => File.ReadAllBytes(Path.Combine(folder, file)));
        return reading.Agreement ?? throw new InvalidOperationException($"{name} cannot be read: {string.Join('\n', reading.Problems)}");
    }

    [Fact]
    public void An_example_says_the_same_as_itself()
    {
        foreach (var example in Examples.Value)
        {
            var changes = AgreementChanges.Between(example, example);
            Assert.True(changes.SayTheSame);
            Assert.Empty(changes.Words);
        }
    }

    [Theory]
    [InlineData("korea-1953")]
    [InlineData("minsk-2")]
    [InlineData("paris-2025")]
    [InlineData("disengagement-2016")]
    public void No_number_and_no_doubt_is_changed_in_silence(string name)
    {
        var folder = Path.Combine(Needs.Root, "examples", name);
        var text = File.ReadAllText(Path.Combine(folder, $"{name}.truce.yaml"));
        AgreementReading Read(string changed) => AgreementReader.Read(name, System.Text.Encoding.UTF8.GetBytes(changed), file => File.Exists(Path.Combine(folder, file)) ? File.ReadAllBytes(Path.Combine(folder, file)) : (ReadOnlyMemory<byte>?)null);
        var (old, count, unheard) = (Read(text).Agreement!, 0, new List<string>());
        foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(text, @"(?<=: |P|PT|\+ )\d+\b(?!-)|(?:assumed|unchecked): true"))
        {
            var line = text[(text.LastIndexOf('\n', match.Index) + 1)..match.Index];
            if (line.Contains('#', StringComparison.Ordinal) || line.StartsWith("truce:", StringComparison.Ordinal)) continue;
            var other = char.IsAsciiDigit(match.Value[0]) ? FormattableString.Invariant($"{int.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture) + 1}") : match.Value.Replace("true", "false", StringComparison.Ordinal);
            if (Read(string.Concat(text.AsSpan(0, match.Index), other, text.AsSpan(match.Index + match.Length))).Agreement is not { } changed) continue;
            count++;
            var changes = AgreementChanges.Between(old, changed);
            if (changes.SayTheSame && changes.Words.IsEmpty) unheard.Add($"{line.Trim()}{match.Value}");
        }
        Assert.True(count > 3, $"only {count} were changed");
        Assert.Equal("", string.Join('\n', unheard));
    }

    [Fact]
    public void What_was_added_is_dropped_from_the_other_side_and_what_was_tightened_is_loosened() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 1_000_000)), seed =>
        {
            var random = new Random(seed);
            var one = Examples.Value[seed % Examples.Value.Length];
            var (old, @new) = (Changed(one, random), Changed(one, random));
            var there = AgreementChanges.Between(old, @new);
            var back = AgreementChanges.Between(@new, old);
            Assert.Equal(Told(there, mirrored: false), Told(back, mirrored: true));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static Agreement Changed(Agreement agreement, Random random)
    {
        var clauses = agreement.Clauses.ToList();
        for (var n = random.Next(5); n > 0; n--)
        {
            var at = random.Next(clauses.Count);
            var clause = clauses[at];
            var offset = Period.FromDays(random.Next(1, 30));
            switch (random.Next(11))
            {
                case 0 when clauses.Count > 1: clauses.RemoveAt(at); break;
                case 1: clauses.Insert(at, clause with { Id = $"{clause.Id}-{random.Next(9)}", Where = clause.Where with { Column = clause.Where.Column + 1 + n } }); break;
                case 2: clauses[at] = clause with { Who = [Any(agreement.Actors.Keys, random)], Anyone = false }; break;
                case 3: clauses[at] = clause with { Do = Any([Act.Fire, Act.Attack, Act.HostileAct, Act.Station], random) }; break;
                case 4: clauses[at] = clause with { What = [Any(agreement.Classes.Classes.Keys, random)] }; break;
                case 5: clauses[at] = clause with { Done = clause.Done with { By = new Moment.AfterEvent("ceasefire", offset) } }; break;
                case 6: clauses[at] = clause with { From = new Moment.AfterEvent("ceasefire", offset) }; break;
                case 7: clauses[at] = clause with { See = [Means.Seen] }; break;
                case 8: clauses[at] = clause with { Gist = $"Words {random.Next(3)}" }; break;
                case 9: clauses[at] = clause with { Unless = [new(clause.Where, [new Condition.AuthorisedBy([Any(agreement.Actors.Keys, random)])])] }; break;
                default:
                    if (clause.OutOf is not null) clauses[at] = clause with { OutOf = Any(agreement.Zones.Keys, random) };
                    else clauses[at] = clause with { In = random.Next(3) == 0 ? null : Any(agreement.Zones.Keys, random) };
                    break;
            }
        }
        var seen = new HashSet<string>();
        return agreement with
        {
            Clauses = [.. clauses.Where(clause => seen.Add(clause.Id))],
            Pledges = random.Next(3) == 0 && !agreement.Pledges.IsEmpty ? agreement.Pledges.RemoveAt(0) : agreement.Pledges,
        };
    }

    private static T Any<T>(IEnumerable<T> of, Random random)
    {
        var all = of.ToList();
        return all[random.Next(all.Count)];
    }

    private static string[] Told(AgreementChanges changes, bool mirrored) =>
    [
        .. changes.Clauses.Select(change => Told(change.Before?.Id, change.After?.Id, change.Fate, change.Parts, mirrored))
            .Concat(changes.Things.Select(thing => $"{thing.Section} {Told(null, null, thing.Fate, thing.Parts, mirrored)}"))
            .Concat(changes.Words.Select(thing => $"{thing.Section} {Told(null, null, thing.Fate, thing.Parts, mirrored)}"))
            .Order(StringComparer.Ordinal),
    ];

    private static string Told(string? before, string? after, ClauseFate fate, ImmutableArray<PartChange> parts, bool mirrored) => mirrored
        ? Told(after, before, Mirrored(fate), [.. parts.Select(part => new PartChange(part.Part, Mirrored(part.Direction), part.After, part.Before)
            { Ground = part.Ground is { } ground ? new(ground.RemovedSquareKilometres, ground.AddedSquareKilometres) : null })], mirrored: false)
        : $"{before}→{after} {fate} {string.Join("; ", parts.Select(part => $"{part.Part} {part.Direction} {part.Before} → {part.After} {Told(part.Ground)}"))}";

    private static string Told(GroundChange? ground) => ground is null ? "" : FormattableString.Invariant($"+{ground.AddedSquareKilometres:0.000} −{ground.RemovedSquareKilometres:0.000}");

    private static ClauseFate Mirrored(ClauseFate fate) => fate switch
    {
        ClauseFate.Added => ClauseFate.Dropped, ClauseFate.Dropped => ClauseFate.Added,
        ClauseFate.Tightened => ClauseFate.Loosened, ClauseFate.Loosened => ClauseFate.Tightened,
        _ => fate,
    };

    private static ChangeDirection Mirrored(ChangeDirection direction) => direction switch
    {
        ChangeDirection.Tightened => ChangeDirection.Loosened, ChangeDirection.Loosened => ChangeDirection.Tightened,
        _ => direction,
    };
}
