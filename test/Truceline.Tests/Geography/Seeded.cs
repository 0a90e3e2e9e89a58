using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Truceline.Tests.Geography;

/// <summary>Properties over seeds: every case is made from one number, and every run tries the same numbers.</summary>
internal static class Seeded
{
    public static void Check(int cases, Func<int, bool> property)
    {
        var replay = FSharpOption<Replay>.Some(new Replay(new Rnd(20250918, 2017), FSharpOption<int>.None));
        var seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();
        // A seed that fails is not shrunk: a smaller number is another case, not a simpler one.
        var unshrunk = Arb.From(seeds.Generator, _ => []);
        Prop.ForAll(unshrunk, property).Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(replay));
    }
}
