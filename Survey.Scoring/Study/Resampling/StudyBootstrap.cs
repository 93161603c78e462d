using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics.Bootstrap;

namespace Survey.Scoring.Study.Resampling;

/// <summary>
/// The bootstrap of a study over whole respondents (Efron 1979): every resample holds as many units as there are, drawn with replacement, and
/// all figures of a resample rest on the same draw, so that differences of figures may be taken resample by resample.
/// </summary>
/// <remarks>
/// Up to <see cref="RespondentUnits.MostRespondents"/> responses the units are the responses; beyond, they are
/// <see cref="RespondentUnits.Groups"/> groups by a keyed hash of the id (a bootstrap of clusters that are formed at random, Davison &amp;
/// Hinkley 1997, sect. 3.8), with variances scaled by G/(G − 1). The result depends on the ids, the answers and the seed, not on the order of
/// the responses or the number of threads.
/// </remarks>
/// <param name="responses">The responses.</param>
/// <param name="plan">The plan of their questionnaire.</param>
/// <param name="resamples">How many resamples are drawn.</param>
/// <param name="seed">The seed of the draws.</param>
/// <param name="groups">The number of groups, null for none; the usual rule by default.</param>
internal sealed class StudyBootstrap(ResponseTable responses, StudyPlan plan, int resamples, long seed, int? groups)
{
    /// <summary>The bootstrap with the usual units.</summary>
    public StudyBootstrap(ResponseTable responses, StudyPlan plan, StudyOptions options)
        : this(responses, plan, options.Resamples, options.Seed, responses.Count <= RespondentUnits.MostRespondents ? null : RespondentUnits.Groups)
    {
    }

    /// <summary>How many resamples are drawn.</summary>
    public int Resamples => resamples;

    /// <summary>The seed of the draws.</summary>
    public long Seed => seed;

    /// <summary>Whether the units are groups of respondents.</summary>
    public bool IsGrouped => groups is not null;

    /// <summary>How many units there are.</summary>
    public int Units => groups ?? responses.Count;

    /// <summary>Computes statistics in every resample.</summary>
    /// <returns>Per statistic and figure what was drawn.</returns>
    public ImmutableArray<ImmutableArray<Draws>> Run(params ImmutableArray<ResampledStatistic> statistics)
    {
        ListwiseSet[] sets = [.. statistics.SelectMany(statistic => statistic.Sets).Distinct(ReferenceEqualityComparer.Instance).Cast<ListwiseSet>()];
        var units = RespondentUnits.Of(responses, plan, sets, groups);
        double[][][] drawn = [.. statistics.Select(statistic => Enumerable.Range(0, statistic.Figures).Select(_ => new double[resamples]).ToArray())];
        Parallel.For(0, (resamples + UnitMatrix.Lanes - 1) / UnitMatrix.Lanes,
            () => (Counts: new double[units.Moments.Units * UnitMatrix.Lanes], Sums: new double[units.Moments.SumsLength]),
            (block, _, buffers) =>
            {
                Draw(statistics, units, block * UnitMatrix.Lanes, buffers.Counts, buffers.Sums, drawn);
                return buffers;
            },
            _ => { });
        var widening = groups is { } g ? Math.Sqrt(g / (g - 1.0)) : 1;
        return [.. drawn.Select(figures => figures.Select(values => new Draws(values, widening)).ToImmutableArray())];
    }

    private void Draw(ImmutableArray<ResampledStatistic> statistics, RespondentUnits units, int first, double[] counts, double[] sums, double[][][] drawn)
    {
        var lanes = Math.Min(UnitMatrix.Lanes, resamples - first);
        counts.AsSpan().Clear();
        if (counts.Length > 0)
            for (var lane = 0; lane < lanes; lane++) ResampleCounts.AddDraws(seed, first + lane, counts.AsSpan(lane), UnitMatrix.Lanes);
        units.Moments.Sum(counts, sums);
        for (var statistic = 0; statistic < statistics.Length; statistic++)
        {
            var own = new double[statistics[statistic].Figures];
            for (var lane = 0; lane < lanes; lane++)
            {
                statistics[statistic].Compute(new Resample(units, sums.AsMemory(lane * (sums.Length / UnitMatrix.Lanes))), own);
                for (var figure = 0; figure < own.Length; figure++) drawn[statistic][figure][first + lane] = own[figure];
            }
        }
    }
}
