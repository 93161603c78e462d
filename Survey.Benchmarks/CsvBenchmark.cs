using System.Buffers;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;

namespace Survey.Benchmarks;

/// <summary>From a CSV file to the result, beside a program that only reads the file and counts separators.</summary>
[Config(typeof(Configuration))]
[MemoryDiagnoser]
public class CsvBenchmark
{
    private static readonly SearchValues<byte> Separators = SearchValues.Create(",\n\""u8);

    private string _file = null!;

    [Params(1_000_000)]
    public int Responses { get; set; }

    [GlobalSetup]
    public void Write()
    {
        _file = Path.Combine(Path.GetTempPath(), $"survey-benchmark-{Responses}-{Guid.NewGuid():n}.csv");
        using var file = File.Create(_file);
        ResponseCsvWriter.WriteAll(ServqualResponses.Questionnaire, [.. ServqualResponses.Draw(Responses, seed: 1).Responses()], file, hasByteOrderMark: false);
    }

    [GlobalCleanup]
    public void Delete() => File.Delete(_file);

    /// <summary>Reads the file once and counts separators.</summary>
    [Benchmark(Baseline = true)]
    public long CountSeparators()
    {
        using var file = File.OpenRead(_file);
        var buffer = new byte[1 << 20];
        var count = 0L;
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            var rest = buffer.AsSpan(0, read);
            for (int at; (at = rest.IndexOfAny(Separators)) >= 0; rest = rest[(at + 1)..]) count++;
        }

        return count;
    }

    [Benchmark]
    public CsvReading ReadResponses()
    {
        using var file = File.OpenRead(_file);
        return ResponseCsvReader.ReadAll(ServqualResponses.Questionnaire, file);
    }

    [Benchmark]
    public StudyResult Score()
    {
        using var file = File.OpenRead(_file);
        return Study.Evaluate(ResponseCsvReader.ReadAll(ServqualResponses.Questionnaire, file).Responses, new StudyOptions { Depth = StudyDepth.Figures });
    }

    private sealed class Configuration : ManualConfig
    {
        public Configuration()
        {
            AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(1).WithIterationCount(5));
            AddColumn(StatisticColumn.Median, StatisticColumn.Min);
        }
    }
}
