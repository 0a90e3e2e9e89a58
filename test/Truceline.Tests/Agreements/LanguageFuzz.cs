using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Truceline.Agreements;
using Truceline.Agreements.Checks;

namespace Truceline.Tests.Agreements;

/// <summary>
/// Mutated truce files, for 5 seconds, and for 60 where everything is required. Each has a seed of its own; TRUCELINE_FUZZ_SEED
/// begins with another. What fails prints its seed and its text.
/// </summary>
public sealed class LanguageFuzz
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("TRUCELINE_REQUIRE_ALL") == "1" ? 60 : 5);
    private static readonly int First = int.TryParse(Environment.GetEnvironmentVariable("TRUCELINE_FUZZ_SEED"), System.Globalization.CultureInfo.InvariantCulture, out var seed) ? seed : 20_260_101;

    [Fact]
    public void Whatever_is_done_to_a_truce_file_ends_in_problems_with_their_places_or_in_an_agreement_that_can_be_checked()
    {
        var clock = Stopwatch.StartNew();
        var texts = Corpus.Texts.ToImmutableArray();
        var (sound, broken, slowest, slowestSeed) = (0, 0, TimeSpan.Zero, 0);
        for (var seed = First; clock.Elapsed < Long || sound + broken < 100; seed++)
        {
            var text = new Mutations(texts, seed).Next();
            var started = clock.Elapsed;
            try
            {
                if (EndsWell(text)) sound++;
                else broken++;
            }
            catch (Exception failed)
            {
                Assert.Fail($"seed {seed}: {failed}\n{Encoding.UTF8.GetString(text)}");
            }
            if (clock.Elapsed - started > slowest) (slowest, slowestSeed) = (clock.Elapsed - started, seed);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{sound} agreements and {broken} broken files from seed {First}; the slowest took {slowest.TotalMilliseconds:0} ms (seed {slowestSeed})");
        Assert.True(sound > 2 && broken > 2, $"{sound} agreements and {broken} broken files");
    }

    // Found by mutations, and kept here without what does not matter.
    [Theory]
    [InlineData("phases: [ { id: p, until: 2020-03-01 } ]\nclauses: [ { id: c, must: { who: A, do: withdraw }, done: { by: 2020-02-03 } } ]\n")]
    [InlineData("events: { e: { declared-by: A } }\nphases: [ { id: p, from: e } ]\nclauses: [ { id: c, must: { who: A, do: withdraw }, done: { by: 2020-02-03 } } ]\n")]
    public void What_mutations_found_can_be_checked(string rest)
    {
        var agreement = Truces.Agreement(Truces.With(rest));
        Assert.All(AgreementChecks.Find(agreement), problem => Assert.Contains(ProblemCodes.All, code => code.Code == problem.Code));
    }

    private static bool EndsWell(byte[] text)
    {
        var reading = World.Read(text);
        Assert.Equal(reading.Agreement is null, reading.Problems.Any(problem => problem.Severity == Severity.Error));
        Assert.All(reading.Problems, problem =>
        {
            Assert.True(problem.Where is { File.Length: > 0, Line: >= 1, Column: >= 1 }, problem.ToString());
            Assert.DoesNotContain(problem.ToString(), char.IsControl);
            Assert.Contains(ProblemCodes.All, code => code.Code == problem.Code);
        });
        if (reading.Agreement is not { } agreement) return false;
        Assert.All(AgreementChecks.Find(agreement), problem => Assert.True(problem.Where is { Line: >= 1, Column: >= 1 }, problem.ToString()));
        // The schema is told of in editors: it must refuse nothing that can be read.
        Assert.Null(LanguageTests.SchemaFault(text));
        return true;
    }
}
