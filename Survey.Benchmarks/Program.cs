using System.Reflection;
using BenchmarkDotNet.Running;
using Survey.Benchmarks.Bytes;
using Survey.Benchmarks.Live;
using Survey.Benchmarks.Load;

if (args is ["load", .. var arguments]) return await LoadDriver.RunAsync(arguments);
if (args is ["bytes", .. var bytes]) return await BytesBenchmark.RunAsync(bytes);
if (args is ["live", .. var live]) return await LiveBenchmark.RunAsync(live);
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
return 0;
