using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Survey.Benchmarks;

/// <summary>
/// Products per second of the benchmarks whose number is known; in brackets the share of the time that they would take at the peaks of their types in the
/// same run: the sum over the types of products / peak, divided by the time.
/// </summary>
internal sealed class MultiplyAddColumn(string name, string legend, IReadOnlyDictionary<string, ProductCounts> counts) : IColumn
{
    public string Id => name;

    public string ColumnName => name;

    public string Legend => legend + ", in 10⁹ per second (16 bits + 64 bits + 128 bits); in brackets the share of the time that they take at the peaks of these types. Medians";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        if (!counts.TryGetValue(benchmarkCase.Descriptor.WorkloadMethod.Name, out var own) || Time(summary, benchmarkCase) is not { } time) return "";
        var parts = string.Join(" + ", own.All.Where(number => number > 0).Select(number => (number / time).ToString("0.0", CultureInfo.InvariantCulture)));
        double?[] peaks = [Peak(summary, nameof(ScoringBenchmark.NarrowPeak)), Peak(summary, nameof(ScoringBenchmark.WordPeak)), Peak(summary, nameof(ScoringBenchmark.WidePeak))];
        return peaks.Contains(null) ? $"{parts} G" : string.Create(CultureInfo.InvariantCulture, $"{parts} G ({own.All.Zip(peaks, (number, peak) => number / peak!.Value).Sum() / time:0.000})");
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    private static double? Peak(Summary summary, string benchmark) =>
        summary.BenchmarksCases.FirstOrDefault(other => other.Descriptor.WorkloadMethod.Name == benchmark) is { } peak && Time(summary, peak) is { } time
            ? MultiplyAddPeaks.Products / time : null;

    private static double? Time(Summary summary, BenchmarkCase benchmarkCase) => summary[benchmarkCase]?.ResultStatistics?.Median;
}
