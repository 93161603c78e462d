using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.ControlCharts;

namespace Survey.Scoring.Study.Waves;

/// <summary>The control charts of the overall score and the dimension scores over periods.</summary>
public static class WaveCharts
{
    /// <summary>A chart per score of the newest version's leading model. A score whose meaning changed starts a new line.</summary>
    /// <param name="periods">The periods in time order.</param>
    /// <param name="minimumGroup">Periods with fewer values are left out; null shows all.</param>
    public static ImmutableArray<ControlChartResult> Of(IReadOnlyList<Wave> periods, int? minimumGroup = null)
    {
        var parts = periods.SelectMany(period => period.Parts).Where(part => part.Moments.Responses > 0).ToArray();
        if (parts.Length == 0) return [];
        var newest = Comparability.Newest(parts.Select(part => part.Moments.Questionnaire));
        var plan = parts.First(part => part.Moments.Questionnaire == newest).Moments.Plan;
        var scores = KeyScore.Of(plan);
        var leading = scores.First().Key.Group;
        return [.. scores.Select(score => score.Key).Where(key => key.Kind is ScoreKind.Overall or ScoreKind.Dimension && key.Group == leading)
            .Select(key => new ControlChartResult(key, [.. Lines(key, periods, parts, minimumGroup ?? 1)]))];
    }

    private static IEnumerable<ControlChartLine> Lines(ScoreKey key, IReadOnlyList<Wave> periods, WavePart[] parts, int minimum)
    {
        // Versions in their order; a new stretch wherever one cannot be compared with the one before.
        var versions = parts.Select(part => part.Moments.Questionnaire).Distinct().OrderBy(questionnaire => questionnaire.Version).ToArray();
        var stretches = new List<List<Questionnaire>>();
        foreach (var version in versions)
        {
            if (stretches.Count > 0 && Comparability.IsComparable(key, stretches[^1][^1], version)) stretches[^1].Add(version);
            else stretches.Add([version]);
        }

        foreach (var stretch in stretches)
        {
            var samples = periods.Select(period => period.SampleOf(key, stretch.Contains))
                .Select(sample => sample.Count < minimum ? new Sample(0, 0, 0) : sample).ToArray();
            if (samples.All(sample => sample.Count == 0)) continue;
            yield return Line(stretch[0].Version, periods, samples);
        }
    }

    private static ControlChartLine Line(int since, IReadOnlyList<Wave> periods, Sample[] samples)
    {
        if (ControlChart.Of(samples, out var reason) is not { } chart)
        {
            var none = Estimate.Undefined(reason);
            return new ControlChartLine(since, reason, none, none, false, [.. periods.Zip(samples).Where(pair => pair.Second.Count > 0).Select(pair =>
                new ControlChartPoint(pair.First.Name, pair.Second.Count, new MeanTest(pair.Second).Mean, none, none, new MeanTest(pair.Second).Sd, none, none, none, none, none, []))]);
        }

        return new ControlChartLine(since, null, Estimate.Of(chart.Centre), Estimate.Of(chart.Sigma), chart.Points.Count >= ControlChart.SettledSubgroups,
            [.. chart.Points.Select(point => new ControlChartPoint(
                periods[point.Subgroup].Name, point.Count, Estimate.Of(point.Mean), Estimate.Of(point.Low), Estimate.Of(point.High),
                Of(point.Deviation), Of(point.DeviationLow), Of(point.DeviationHigh), Estimate.Of(point.Ewma), Estimate.Of(point.EwmaLow), Estimate.Of(point.EwmaHigh), [.. point.Signals]))]);

        static Estimate Of(double? value) => value is { } number ? Estimate.Of(number) : Estimate.Undefined(UndefinedReason.TooFewRespondents);
    }
}
