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
/// <see cref="GroupedMoments.UsualGroups"/> groups by a keyed hash of the id (a bootstrap of clusters that are formed at random, Davison &amp;
/// Hinkley 1997, sect. 3.8), with variances scaled by G/(G − 1). The result depends on the ids, the answers and the seed, not on the order of
/// the responses or the number of threads.
/// </remarks>
internal sealed class StudyBootstrap
{
    private readonly StudyPlan _plan;
    private readonly ResponseTable? _responses;
    private readonly GroupedMoments? _groups;
    private readonly int _resamples;
    private readonly long _seed;

    private StudyBootstrap(StudyPlan plan, ResponseTable? responses, GroupedMoments? groups, int resamples, long seed) =>
        (_plan, _responses, _groups, _resamples, _seed) = (plan, responses, groups, resamples, seed);

    /// <summary>The bootstrap of single responses.</summary>
    /// <param name="responses">The responses.</param>
    /// <param name="plan">The plan of their questionnaire.</param>
    /// <param name="resamples">How many resamples are drawn.</param>
    /// <param name="seed">The seed of the draws.</param>
    public StudyBootstrap(ResponseTable responses, StudyPlan plan, int resamples, long seed)
        : this(plan, responses, null, resamples, seed)
    {
    }

    /// <summary>The bootstrap of groups of responses.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="resamples">How many resamples are drawn.</param>
    /// <param name="seed">The seed of the draws.</param>
    public StudyBootstrap(GroupedMoments groups, int resamples, long seed)
        : this(groups.Plan, null, groups, resamples, seed)
    {
    }

    /// <summary>The bootstrap with the usual units; null where these are not known.</summary>
    /// <param name="moments">The moments of the responses.</param>
    /// <param name="responses">The responses; null where only groups are known, or not even these.</param>
    /// <param name="groups">Their groups; null where they are not known or to be formed.</param>
    /// <param name="options">The number of resamples and the seed.</param>
    public static StudyBootstrap? Of(StudyMoments moments, ResponseTable? responses, GroupedMoments? groups, StudyOptions options)
    {
        if (moments.Responses <= RespondentUnits.MostRespondents) return responses is null ? null : new(responses, moments.Plan, options.Resamples, options.Seed);
        groups ??= responses is null ? null : GroupedMoments.Of(responses);
        return groups is null ? null : new(groups, options.Resamples, options.Seed);
    }

    /// <summary>How many resamples are drawn.</summary>
    public int Resamples => _resamples;

    /// <summary>The seed of the draws.</summary>
    public long Seed => _seed;

    /// <summary>Whether the units are groups of respondents.</summary>
    public bool IsGrouped => _groups is not null;

    /// <summary>How many units there are.</summary>
    public int Units => _groups?.Count ?? _responses!.Count;

    /// <summary>Computes statistics in every resample.</summary>
    /// <returns>Per statistic and figure what was drawn.</returns>
    public ImmutableArray<ImmutableArray<Draws>> Run(params ImmutableArray<ResampledStatistic> statistics)
    {
        ListwiseSet[] sets = [.. statistics.SelectMany(statistic => statistic.Sets).Distinct(ReferenceEqualityComparer.Instance).Cast<ListwiseSet>()];
        var units = _groups is null ? RespondentUnits.Of(_responses!, _plan, sets) : RespondentUnits.Of(_groups, sets);
        double[][][] drawn = [.. statistics.Select(statistic => Enumerable.Range(0, statistic.Figures).Select(_ => new double[_resamples]).ToArray())];
        Parallel.For(0, (_resamples + UnitMatrix.Lanes - 1) / UnitMatrix.Lanes,
            () => (Counts: new double[units.Moments.Units * UnitMatrix.Lanes], Sums: new double[units.Moments.SumsLength]),
            (block, _, buffers) =>
            {
                Draw(statistics, units, block * UnitMatrix.Lanes, buffers.Counts, buffers.Sums, drawn);
                return buffers;
            },
            _ => { });
        var widening = _groups is { Count: var count } ? Math.Sqrt(count / (count - 1.0)) : 1;
        return [.. drawn.Select(figures => figures.Select(values => new Draws(values, widening)).ToImmutableArray())];
    }

    private void Draw(ImmutableArray<ResampledStatistic> statistics, RespondentUnits units, int first, double[] counts, double[] sums, double[][][] drawn)
    {
        var lanes = Math.Min(UnitMatrix.Lanes, _resamples - first);
        counts.AsSpan().Clear();
        if (counts.Length > 0)
            for (var lane = 0; lane < lanes; lane++) ResampleCounts.AddDraws(_seed, first + lane, counts.AsSpan(lane), UnitMatrix.Lanes);
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
