using System.Reflection;
using BenchmarkDotNet.Running;
using Survey.Benchmarks.Load;

if (args is ["load", .. var arguments]) return await LoadDriver.RunAsync(arguments);
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
return 0;
