using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Survey.Benchmarks;

/// <summary>Multiply-adds per second of the benchmarks whose number is known; in brackets as a share of the peak of the same run.</summary>
internal sealed class MultiplyAddColumn(string name, string legend, IReadOnlyDictionary<string, double> numbers) : IColumn
{
    public string Id => name;

    public string ColumnName => name;

    public string Legend => legend + "; in brackets the share of the peak. Medians";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        if (PerNanosecond(summary, benchmarkCase) is not { } own) return "";
        var peak = summary.BenchmarksCases.FirstOrDefault(other => other.Descriptor.WorkloadMethod.Name == nameof(ScoringBenchmark.MultiplyAddPeak));
        var share = peak is not null && PerNanosecond(summary, peak) is { } most ? string.Create(CultureInfo.InvariantCulture, $" ({own / most:0.000})") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{own:0.0} G{share}");
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    private double? PerNanosecond(Summary summary, BenchmarkCase benchmarkCase) =>
        numbers.TryGetValue(benchmarkCase.Descriptor.WorkloadMethod.Name, out var number) ? number / summary[benchmarkCase]?.ResultStatistics?.Median : null;
}
