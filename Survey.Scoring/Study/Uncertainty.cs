using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Bootstrap;
using Survey.Scoring.Statistics.FactorAnalysis;
using Survey.Scoring.Study.Resampling;

namespace Survey.Scoring.Study;

/// <summary>How sure reliability, validity, the differences of the models and the order of the dimensions are, by the bootstrap.</summary>
internal static class Uncertainty
{
    /// <summary>Why there is nothing: only the moments are known, and no units of them.</summary>
    public static UncertaintyResult WithoutResponses => new() { Reason = UndefinedReason.NeedsResponses };

    /// <summary>Resamples the responses once for all figures.</summary>
    /// <param name="bootstrap">The units and the draws.</param>
    /// <param name="moments">The moments of the same responses.</param>
    /// <param name="models">The figures of the models.</param>
    /// <param name="common">The figures of the models on the common sample.</param>
    public static UncertaintyResult Of(
        StudyBootstrap bootstrap, StudyMoments moments, ImmutableArray<ModelResult> models, ImmutableArray<CommonSampleResult> common)
    {
        var plan = moments.Plan;
        var hasShares = plan.Dimensions.Length <= SharesOfRSquared.MostPredictorsExactly;
        var statistics = ImmutableArray.CreateBuilder<ResampledStatistic>();
        var omegas = plan.Bases.Select((_, model) => plan.Dimensions.Select((range, dimension) =>
            range.Length < 3 ? -1 : Add(new OneFactorStatistic(plan, model, dimension,
                Solution(moments, plan.BaseDimensionItems[model][dimension], new int[range.Length])))).ToArray()).ToArray();
        int[] structures = [.. plan.Bases.Select((_, model) => plan.Dimensions.Length < 2 ? -1
            : Add(new StructureStatistic(plan, model, Solution(moments, plan.BaseItems[model], Structure.FactorOfItem(plan)))))];
        var own = plan.Models.Select((_, model) => plan.Outcomes.Select((_, outcome) =>
            Add(new ValidityStatistic(plan, plan.ModelOutcomes[model][outcome], [model], outcome, hasShares))).ToArray()).ToArray();
        int[] shared = [.. plan.Outcomes.Select((_, outcome) => Add(new ValidityStatistic(plan, plan.CommonSample[outcome], [.. Enumerable.Range(0, plan.Models.Length)], outcome, hasShares: false)))];
        var means = plan.Models.Length == 0 ? -1 : Add(new DimensionMeans(plan));
        var drawn = bootstrap.Run(statistics.ToImmutable());
        foreach (var statistic in statistics) (statistic as IDisposable)?.Dispose();

        return new UncertaintyResult
        {
            Resamples = bootstrap.Resamples,
            Unit = bootstrap.IsGrouped ? "groups" : "respondents",
            Units = bootstrap.Units,
            Seed = bootstrap.Seed,
            Models = [.. models.Select((model, place) => new ModelUncertainty(
                model.Id,
                plan.Models[place].IsWeighted ? [] : [.. model.Dimensions.Select((dimension, d) => omegas[plan.BaseOf(place)][d] is >= 0 and var one
                    ? new ReliabilityUncertainty(dimension.Id,
                        drawn[one][OneFactorStatistic.Omega].Around(dimension.Reliability!.Omega), drawn[one][OneFactorStatistic.Ave].Around(dimension.Reliability.Ave))
                    : new ReliabilityUncertainty(dimension.Id, ResampledFigure.Undefined(UndefinedReason.TooFewItems), ResampledFigure.Undefined(UndefinedReason.TooFewItems)))],
                [.. model.Outcomes.Select((outcome, o) => Outcome((ValidityStatistic)statistics[own[place][o]], drawn[own[place][o]], place, outcome))])
            {
                Structure = !plan.Models[place].IsWeighted && structures[plan.BaseOf(place)] is >= 0 and var structure && model.Structure is { Reason: null, Cfa: not null } found
                    ? Discrimination((StructureStatistic)statistics[structure], drawn[structure], found) : null,
            })],
            CommonSample = [.. common.Select((sample, o) => Common((ValidityStatistic)statistics[shared[o]], drawn[shared[o]], plan, sample))],
            Ranking = means < 0 ? null : Ranking(plan, drawn[means], models),
        };

        int Add(ResampledStatistic statistic)
        {
            statistics.Add(statistic);
            return statistics.Count - 1;
        }
    }

    private static CfaSolution? Solution(StudyMoments moments, BlockPlan block, int[] factorOfItem)
    {
        var items = new Listwise(moments, block).CrossProducts();
        return items.Count <= items.Variables || items.HasConstant || Cholesky.Of(items.Correlations()) is null ? null
            : ConfirmatoryFactorAnalysis.Fit(items.Covariances(items.Count), items.Count, factorOfItem);
    }

    private static StructureUncertainty Discrimination(StructureStatistic statistic, ImmutableArray<Draws> drawn, StructureResult structure) => new(
        [.. structure.FornellLarcker!.Dimensions.Select((dimension, place) => new ConvergenceUncertainty(
            dimension.Dimension, drawn[statistic.AveOf(place)].Around(dimension.Ave), drawn[statistic.CompositeReliabilityOf(place)].Around(dimension.CompositeReliability)))],
        [.. structure.FornellLarcker.Pairs.Select((pair, place) => new DiscriminationUncertainty(
            pair.Left, pair.Right, drawn[StructureStatistic.HtmtOf(place)].Around(structure.Htmt[place].Value),
            drawn[statistic.CorrelationOf(place)].Around(structure.Cfa!.FactorCorrelations[place].R), drawn[statistic.MarginOf(place)].Around(pair.Margin)))]);

    private static OutcomeUncertainty Outcome(ValidityStatistic statistic, ImmutableArray<Draws> drawn, int model, OutcomeResult outcome) => new(
        outcome.Id, outcome.N, drawn[statistic.CorrelationOf(model)].Around(outcome.R), drawn[statistic.RSquaredOf(model)].Around(outcome.RSquared),
        [.. outcome.Coefficients.Select((coefficient, dimension) => new ShareUncertainty(
            coefficient.Dimension, statistic.HasShares ? drawn[statistic.ShareOf(model, dimension)].Around(coefficient.Lmg) : TooMany(coefficient.Lmg)))]);

    private static ResampledFigure TooMany(Estimate value)
    {
        var none = Estimate.Undefined(value.Reason ?? UndefinedReason.TooManyToResample);
        return new ResampledFigure(value, none, none, none, 0);
    }

    private static CommonSampleUncertainty Common(ValidityStatistic statistic, ImmutableArray<Draws> drawn, StudyPlan plan, CommonSampleResult sample)
    {
        (int Left, int Right)[] pairs = [.. plan.Pairs];
        var correlations = pairs.Select(pair => Difference(pair, statistic.CorrelationOf, model => model.R)).ToArray();
        var explained = pairs.Select(pair => Difference(pair, statistic.RSquaredOf, model => model.RSquared)).ToArray();
        Estimate[] p = [.. explained.Select(difference => difference.Draws.PValue(difference.Value))];
        var adjusted = Holm.Adjust(p);
        return new CommonSampleUncertainty(
            sample.Outcome, sample.N,
            [.. sample.Models.Select((model, place) => new CommonModelUncertainty(
                model.Id, drawn[statistic.CorrelationOf(place)].Around(model.R), drawn[statistic.RSquaredOf(place)].Around(model.RSquared)))],
            [.. pairs.Select((pair, place) => new DifferenceUncertainty(
                sample.Models[pair.Left].Id, sample.Models[pair.Right].Id, correlations[place].Draws.Around(correlations[place].Value),
                explained[place].Draws.Around(explained[place].Value), p[place], adjusted[place]))]);

        (Draws Draws, Estimate Value) Difference((int Left, int Right) pair, Func<int, int> figureOf, Func<CommonSampleModel, Estimate> valueOf)
        {
            var (left, right) = (drawn[figureOf(pair.Left)], drawn[figureOf(pair.Right)]);
            var (first, second) = (valueOf(sample.Models[pair.Left]), valueOf(sample.Models[pair.Right]));
            return (left with { Values = [.. left.Values.Zip(right.Values, (a, b) => a - b)] },
                (first.Reason ?? second.Reason) is { } reason ? Estimate.Undefined(reason) : Estimate.Of(first.Value - second.Value));
        }
    }

    private static RankingResult Ranking(StudyPlan plan, ImmutableArray<Draws> drawn, ImmutableArray<ModelResult> models)
    {
        var model = models[plan.GapModel is null ? 0 : plan.Models.IndexOf(plan.GapModel)];
        var (dimensions, resamples) = (drawn.Length, drawn[0].Values.Length);
        var shares = new double[dimensions, dimensions];
        var failed = 0;
        for (var resample = 0; resample < resamples; resample++)
        {
            double[] means = [.. drawn.Select((draws, dimension) => Widened(draws, resample, model.Dimensions[dimension].Mean))];
            if (means.Any(double.IsNaN))
            {
                failed++;
                continue;
            }

            for (var dimension = 0; dimension < dimensions; dimension++)
            {
                var (lower, equal) = (means.Count(mean => mean < means[dimension]), means.Count(mean => mean == means[dimension]));
                for (var rank = lower; rank < lower + equal; rank++) shares[dimension, rank] += 1.0 / equal;
            }
        }

        var missing = model.Dimensions.Select(dimension => dimension.Mean.Reason).FirstOrDefault(reason => reason is not null) ?? drawn[0].Missing(failed);
        return new RankingResult(model.Id,
            [.. model.Dimensions.Select((dimension, place) => missing is { } reason
                ? new DimensionRank(dimension.Id, Estimate.Undefined(reason), [])
                : new DimensionRank(dimension.Id, Estimate.Of(shares[place, 0] / (resamples - failed)),
                    [.. Enumerable.Range(0, dimensions).Select(rank => shares[place, rank] / (resamples - failed))]))],
            failed);
    }

    private static double Widened(Draws draws, int resample, Estimate mean) =>
        mean.IsDefined ? mean.Value + draws.Widening * (draws.Values[resample] - mean.Value) : double.NaN;
}
