using System.Reflection;
using BenchmarkDotNet.Running;
using Survey.Benchmarks.Bytes;
using Survey.Benchmarks.Faults;
using Survey.Benchmarks.Live;
using Survey.Benchmarks.Load;

if (args is ["load", .. var arguments]) return await LoadCommand.RunAsync(arguments);
if (args is ["faults", .. var faults]) return await FaultRun.RunAsync(faults);
if (args is ["bytes", .. var bytes]) return await BytesBenchmark.RunAsync(bytes);
if (args is ["live", .. var live]) return await LiveBenchmark.RunAsync(live);
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
return 0;
