using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Truceline.Benchmarks;

// dotnet run -c Release --project bench/Truceline.Benchmarks -- gate   allocation limits, for CI
// dotnet run -c Release --project bench/Truceline.Benchmarks -- screening [--quick] [--seeds 5] [--events 1000000]  what screening costs beside PostGIS and NetTopologySuite, and whether it is right, written to bench/results
// dotnet run -c Release --project bench/Truceline.Benchmarks -- pages [--reports 1000000] [--map 100000] [--keep FOLDER]  what the pages cost, written to bench/results
// dotnet run -c Release --project bench/Truceline.Benchmarks -- checks what reading and checking agreements costs, written to bench/results
// dotnet run -c Release --project bench/Truceline.Benchmarks -- journal [--entries 1000000]  what the journal costs beside PostgreSQL, written to bench/results
// dotnet run -c Release --project bench/Truceline.Benchmarks -- fold [--seed 1] [--reports 1000000] [--clauses 500] [--late 1000] [--apart] [--trial 100000]  what a late report costs, and a reading changed
// dotnet run -c Release --project bench/Truceline.Benchmarks -- fusion [--seeds 5]  what fusion costs beside PostGIS, written to bench/results
// dotnet run -c Release --project bench/Truceline.Benchmarks -- origins [--texts 10000]  what finding the origins of texts costs, beside MinHash
// dotnet run -c Release --project bench/Truceline.Benchmarks           figures, side by side
if (args is ["gate"]) return AllocationGate.Run(Console.Out);
if (args is ["checks"]) return Checks.Run(Console.Out);
if (args is ["journal"] or ["journal", "--entries", _]) return JournalFigures.Run(Console.Out, args is [_, _, var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
if (args is ["screening", ..]) return ScreeningFigures.Run(Console.Out, args[1..]);
if (args is ["origins", ..]) return OriginsFigures.Run(Console.Out, args[1..]);
if (args is ["fold", ..]) return FoldFigures.Run(Console.Out, args[1..]);
if (args is ["fusion"] or ["fusion", "--seeds", _]) return FusionFigures.Run(Console.Out, args is [_, _, var seeds] ? int.Parse(seeds, System.Globalization.CultureInfo.InvariantCulture) : 5, 1_000_000);
if (args is ["pages", ..]) return await Pages.Run(Console.Out, Option("--reports", 1_000_000), Option("--map", 100_000), Array.IndexOf(args, "--keep") is var kept and > 0 && kept + 1 < args.Length ? args[kept + 1] : null);

var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(RealEvents).Assembly).Run(args is [] ? ["--filter", "*"] : args, config);
return 0;

int Option(string name, int otherwise) => Array.IndexOf(args, name) is var at and > 0 && at + 1 < args.Length ? int.Parse(args[at + 1], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
