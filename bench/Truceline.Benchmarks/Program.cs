using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Truceline.Benchmarks;

// dotnet run -c Release --project bench/Truceline.Benchmarks -- gate   allocation limits, for CI
// dotnet run -c Release --project bench/Truceline.Benchmarks -- pages  what the pages cost, written to bench/results
// dotnet run -c Release --project bench/Truceline.Benchmarks -- checks what reading and checking agreements costs, written to bench/results
// dotnet run -c Release --project bench/Truceline.Benchmarks -- journal [--entries 1000000]  what the journal costs beside PostgreSQL, written to bench/results
// dotnet run -c Release --project bench/Truceline.Benchmarks           figures, side by side
if (args is ["gate"]) return AllocationGate.Run(Console.Out);
if (args is ["checks"]) return Checks.Run(Console.Out);
if (args is ["journal"] or ["journal", "--entries", _]) return JournalFigures.Run(Console.Out, args is [_, _, var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
if (args is ["pages"]) return await Pages.Run(Console.Out);

var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(RealEvents).Assembly).Run(args is [] ? ["--filter", "*"] : args, config);
return 0;
