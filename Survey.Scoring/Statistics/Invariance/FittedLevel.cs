using System.Collections.Immutable;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.Invariance;

/// <summary>A level fitted to a sample: its figures, and where the next search begins.</summary>
internal sealed class FittedLevel
{
    private const double LeastIdentification = 1e-10;
    private const double Zero = 1e-9;

    private readonly double[] _parameters;

    private FittedLevel(InvarianceSample sample, InvarianceModel model, FreedItems freed, GroupFit[] fits, MaximumLikelihoodSearch search, InvarianceLevel level)
    {
        (Sample, Model, Freed) = (sample, model, freed);
        _parameters = [.. search.Parameters];
        Estimates = new(
            [.. fits.Select(fit => fit.Loadings.ToArray())], [.. fits.Select(fit => fit.Residual.ToArray())], [.. fits.Select(fit => fit.Factor.ToArray())],
            [.. fits.Select(fit => fit.Intercepts.ToArray())], [.. fits.Select(fit => fit.FactorMeans.ToArray())]);
        Step = StepOf(sample, level, model, fits, search.Value);
    }

    /// <summary>What it was fitted to.</summary>
    public InvarianceSample Sample { get; }

    /// <summary>Its parameters' places.</summary>
    public InvarianceModel Model { get; }

    /// <summary>The items that are not equal in it.</summary>
    public FreedItems Freed { get; }

    /// <summary>The parameters: group by group, then the shared ones.</summary>
    public ReadOnlySpan<double> Parameters => _parameters;

    /// <summary>The parameter matrices.</summary>
    public InvarianceEstimates Estimates { get; }

    /// <summary>The figures.</summary>
    public InvarianceStep Step { get; }

    /// <summary>Fits a level.</summary>
    /// <param name="sample">The sample, checked.</param>
    /// <param name="level">The level.</param>
    /// <param name="freed">The items that are not made equal.</param>
    /// <param name="start">Where the search begins.</param>
    /// <param name="options">When it ends.</param>
    /// <param name="failure">The step without figures, when there is no solution.</param>
    public static FittedLevel? Of(
        InvarianceSample sample, InvarianceLevel level, FreedItems freed, InvarianceEstimates start, CfaOptions options, out InvarianceStep failure)
    {
        var model = new InvarianceModel(sample, level, freed, start);
        failure = InvarianceStep.Without(level, CfaSolution.NotIdentified, UndefinedReason.NotIdentified, model.DegreesOfFreedom);
        if (model.DegreesOfFreedom < 0) return null;
        GroupFit[] fits = [.. sample.Counts.Select((_, group) => new GroupFit(
            sample.FactorsOf(group), model.Elements[group], sample.Covariances[group], sample.Means[group], sample.LogDeterminants[group]))];
        var joint = new JointDiscrepancy(fits, [.. sample.Counts.Select(count => count / (double)sample.Total)], model.Own, model.Common);
        var search = new MaximumLikelihoodSearch(joint, options);
        if (!TryMinimize(sample, level, freed, start, model, joint, search))
        {
            failure = InvarianceStep.Without(level, CfaSolution.NotConverged, UndefinedReason.NotConverged, model.DegreesOfFreedom);
            return null;
        }

        return search.Identification < LeastIdentification ? null : new FittedLevel(sample, model, freed, fits, search, level);
    }

    private static bool TryMinimize(
        InvarianceSample sample, InvarianceLevel level, FreedItems freed, InvarianceEstimates start, InvarianceModel model, JointDiscrepancy joint, MaximumLikelihoodSearch search)
    {
        var first = model.Start;
        for (var halving = 0; halving < 10 && !double.IsFinite(joint.ValueAt(first)); halving++)
            first = new InvarianceModel(sample, level, freed, start = start.Loosened()).Start;
        if (search.TryMinimize(first)) return true;
        var neutral = InvarianceEstimates.Neutral(sample);
        return search.TryMinimize(new InvarianceModel(sample, level, freed, level == InvarianceLevel.Scalar ? neutral.Scalar(sample) : neutral).Start);
    }

    private static InvarianceStep StepOf(InvarianceSample sample, InvarianceLevel level, InvarianceModel model, GroupFit[] fits, double value)
    {
        double n = sample.Total, df = model.DegreesOfFreedom;
        var chiSquare = n * Math.Max(value, 0);
        double independence = 0, independenceDf = 0, deviance = 0;
        for (var group = 0; group < fits.Length; group++)
        {
            var size = sample.VariablesOf(group);
            var logVariances = 0.0;
            for (var i = 0; i < size; i++)
            {
                logVariances += Math.Log(sample.Covariances[group][i * size + i]);
                deviance += 2 * sample.Counts[group] * Math.Log(sample.Scales[i % sample.Items]);
            }

            independence += sample.Counts[group] * Math.Max(logVariances - sample.LogDeterminants[group], 0);
            independenceDf += size * (size - 1) / 2.0;
            deviance += sample.Counts[group] * (size * Math.Log(2 * Math.PI) + fits[group].Deviance);
        }

        var problems = Problems(sample, fits);
        return new InvarianceStep
        {
            Level = level,
            Status = problems.IsEmpty ? CfaSolution.Ok : CfaSolution.Improper,
            Problems = problems,
            Fit = FitFigures.Of(chiSquare, df, independence, independenceDf, n, fits.Length,
                fits.Select((fit, group) => sample.Counts[group] / n * Srmr(sample.Covariances[group], fit)).Sum(), deviance, model.Parameters),
            FactorMeans = level == InvarianceLevel.Scalar ? FactorMeans(sample, fits) : [],
        };
    }

    private static double Srmr(double[] sample, GroupFit fit)
    {
        var size = fit.Loadings.Length;
        var sum = 0.0;
        for (var i = 0; i < size; i++)
        {
            sum += fit.MeanResiduals[i] * fit.MeanResiduals[i] / sample[i * size + i];
            for (var j = 0; j <= i; j++)
            {
                var residual = sample[i * size + j] - fit.Implied[i * size + j];
                sum += residual * residual / sample[i * size + i] / sample[j * size + j];
            }
        }

        return Math.Sqrt(sum / (size * (size + 3) / 2.0));
    }

    private static ImmutableArray<ImmutableArray<double>> FactorMeans(InvarianceSample sample, GroupFit[] fits)
    {
        var signs = new double[sample.Factors];
        for (var item = 0; item < sample.Items; item++) signs[sample.FactorOfItem[item]] += fits[0].Loadings[item];
        return
        [
            .. sample.Blocks.Select(block => Enumerable.Range(0, sample.Factors)
                .Select(factor => (signs[factor] < 0 ? -1 : 1) * fits[block.Group].FactorMeans[block.FirstFactor + factor]).ToImmutableArray()),
        ];
    }

    private static ImmutableArray<InvarianceProblem> Problems(InvarianceSample sample, GroupFit[] fits)
    {
        var problems = ImmutableArray.CreateBuilder<InvarianceProblem>();
        for (var group = 0; group < fits.Length; group++)
        {
            var blocks = sample.BlocksOfGroup[group];
            var (size, factors, fit) = (sample.VariablesOf(group), blocks.Length * sample.Factors, fits[group]);
            for (var i = 0; i < size; i++)
            {
                if (fit.Residual[i * size + i] < -Zero)
                    problems.Add(new(CfaSolutionProblem.NegativeResidualVariance, [(blocks[i / sample.Items], i % sample.Items)]));
            }

            var matrix = new double[factors * factors];
            for (var k = 0; k < factors; k++)
            {
                for (var l = 0; l < factors; l++)
                {
                    var scale = Math.Sqrt(Math.Max(fit.Factor[k * factors + k], 0) * Math.Max(fit.Factor[l * factors + l], 0));
                    var covariance = fit.Factor[k * factors + l];
                    if (l < k && Math.Abs(covariance) >= scale)
                        problems.Add(new(CfaSolutionProblem.FactorCorrelationOutOfRange, [Subject(l), Subject(k)]));
                    matrix[k * factors + l] = covariance + (k == l ? Zero : 0);
                }
            }

            if (!new CholeskyFactor(factors).TryFactor(matrix))
                problems.Add(new(CfaSolutionProblem.IndefiniteFactorCorrelations, [.. Enumerable.Range(0, factors).Select(Subject)]));

            (int, int) Subject(int factor) => (blocks[factor / sample.Factors], factor % sample.Factors);
        }

        return problems.DrainToImmutable();
    }
}
