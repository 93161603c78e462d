using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Survey.Benchmarks;

/// <summary>Multiply-adds per second of the benchmarks whose number is known.</summary>
internal sealed class MultiplyAddColumn : IColumn
{
    public string Id => nameof(MultiplyAddColumn);

    public string ColumnName => "Multiply-adds/s";

    public string Legend => "Products of two 16-bit numbers that are summed, in 10⁹ per second; for the moments those that the definitions ask for";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        ScoringBenchmark.MultiplyAdds.TryGetValue(benchmarkCase.Descriptor.WorkloadMethod.Name, out var number) && summary[benchmarkCase]?.ResultStatistics is { } statistics
            ? (number / statistics.Median).ToString("0.0", CultureInfo.InvariantCulture) + " G"
            : "";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
}
