using System.Collections.Immutable;
using Survey.Scoring.Moments;

namespace Survey.Scoring.Study.Resampling;

/// <summary>The mean score of every dimension under the gap model, or the first model where there is none.</summary>
internal sealed class DimensionMeans(StudyPlan plan) : ResampledStatistic
{
    private readonly ImmutableArray<ListwiseSet> _sets = [.. plan.Segments.Select(column => ListwiseSet.OfScores([column], []))];

    /// <inheritdoc/>
    public override ImmutableArray<ListwiseSet> Sets => _sets;

    /// <inheritdoc/>
    public override int Figures => _sets.Length;

    /// <inheritdoc/>
    public override void Compute(Resample resample, Span<double> figures)
    {
        for (var dimension = 0; dimension < figures.Length; dimension++) figures[dimension] = resample.Mean(_sets[dimension], _sets[dimension].Columns[0]);
    }
}
