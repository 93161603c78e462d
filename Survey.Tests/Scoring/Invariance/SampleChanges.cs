using Survey.Scoring.Statistics;

namespace Survey.Tests.Scoring.Invariance;

/// <summary>The same respondents with other origins or units of their items.</summary>
internal static class SampleChanges
{
    public static CrossProducts Changed(this CrossProducts sample, Func<int, double, double> mean, Func<int, double> unit)
    {
        var deviations = new double[sample.Variables, sample.Variables];
        for (var i = 0; i < sample.Variables; i++)
        {
            for (var j = 0; j < sample.Variables; j++) deviations[i, j] = sample.Deviations[i, j] * unit(i) * unit(j);
        }

        return new CrossProducts(sample.Count, [.. sample.Means.Select((value, item) => mean(item, value))], deviations);
    }

    public static CrossProducts Shifted(this CrossProducts sample, int shifted, double by) => sample.Changed((item, mean) => item == shifted ? mean + by : mean, _ => 1);

    public static CrossProducts InUnits(this CrossProducts sample, Func<int, double> unit) => sample.Changed((item, mean) => mean * unit(item), unit);
}
