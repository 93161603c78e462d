using System.Collections.Immutable;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.Invariance;

/// <summary>
/// Whether the same items measure the same in several groups, or in two batteries that the same people answered: confirmatory factor
/// analyses with mean structure, without equality, with equal loadings, and with equal loadings and intercepts (Jöreskog 1971; Sörbom 1974;
/// Meredith 1993). All conventions are those of lavaan's <c>cfa(…, group = …, std.lv = TRUE, group.equal = …)</c>: S with divisor n_g, χ² = Σ n_g F_g.
/// </summary>
internal static class MeasurementInvariance
{
    private const double LeastIdentification = 1e-10;
    private const double Zero = 1e-9;

    /// <summary>Configural, metric and scalar invariance over independent groups; the first group is the reference of factor variances and means.</summary>
    /// <param name="groups">Two groups or more, each listwise over the same items.</param>
    /// <param name="factorOfItem">By item the index of its factor, 0 … m − 1.</param>
    /// <param name="options">When a search ends.</param>
    public static ImmutableArray<InvarianceStep> OverGroups(IReadOnlyList<CrossProducts> groups, int[] factorOfItem, CfaOptions? options = null) =>
        Steps(InvarianceSample.OfGroups([.. groups], factorOfItem), options ?? new CfaOptions());

    /// <summary>
    /// Configural, metric and scalar invariance between two batteries of the same respondents: two sets of factors that all correlate, and
    /// the residuals of the same item correlate too (longitudinal invariance with the batteries for occasions, Little 2013, ch. 5).
    /// </summary>
    /// <param name="joint">Listwise over the reference battery's items and then, in the same order, the other's.</param>
    /// <param name="factorOfItem">By item of a battery the index of its factor.</param>
    /// <param name="options">When a search ends.</param>
    public static ImmutableArray<InvarianceStep> BetweenBatteries(CrossProducts joint, int[] factorOfItem, CfaOptions? options = null) =>
        Steps(InvarianceSample.OfBatteries(joint, factorOfItem), options ?? new CfaOptions());

    private static ImmutableArray<InvarianceStep> Steps(InvarianceSample sample, CfaOptions options)
    {
        var steps = ImmutableArray.CreateBuilder<InvarianceStep>(3);
        var reason = sample.Check();
        var status = CfaSolution.NotConverged;
        var last = reason is null ? InvarianceEstimates.Configural(sample) : InvarianceEstimates.Neutral(sample);
        foreach (var level in Enum.GetValues<InvarianceLevel>())
        {
            var start = level switch
            {
                InvarianceLevel.Configural => last,
                InvarianceLevel.Metric => last.Metric(sample),
                _ => last.Scalar(sample),
            };
            var model = new InvarianceModel(sample, level, start);
            if (reason is null && model.DegreesOfFreedom < 0) (reason, status) = (UndefinedReason.NotIdentified, CfaSolution.NotIdentified);
            GroupFit[] fits = [.. sample.Counts.Select((_, group) => new GroupFit(sample.FactorsOf(group), model.Elements[group], sample.Covariances[group],
                sample.Means[group], sample.LogDeterminants[group]))];
            var joint = new JointDiscrepancy(fits, [.. sample.Counts.Select(count => count / (double)sample.Total)], model.Own, model.Common);
            var search = new MaximumLikelihoodSearch(joint, options);
            if (reason is null && !TryMinimize(sample, level, start, model, joint, search)) (reason, status) = (UndefinedReason.NotConverged, CfaSolution.NotConverged);
            if (reason is null && search.Identification < LeastIdentification) (reason, status) = (UndefinedReason.NotIdentified, CfaSolution.NotIdentified);
            if (reason is { } none)
            {
                // A level rests on the one before.
                steps.Add(InvarianceStep.Without(level, status, none, model.DegreesOfFreedom));
                continue;
            }

            last = Estimates(sample, fits);
            steps.Add(Step(sample, level, model, fits, search));
        }

        return steps.DrainToImmutable();
    }

    private static bool TryMinimize(InvarianceSample sample, InvarianceLevel level, InvarianceEstimates start, InvarianceModel model, JointDiscrepancy joint, MaximumLikelihoodSearch search)
    {
        var first = model.Start;
        for (var halving = 0; halving < 10 && !double.IsFinite(joint.ValueAt(first)); halving++)
            first = new InvarianceModel(sample, level, start.Loosened()).Start;
        if (search.TryMinimize(first)) return true;
        var neutral = InvarianceEstimates.Neutral(sample);
        return search.TryMinimize(new InvarianceModel(sample, level, level == InvarianceLevel.Scalar ? neutral.Scalar(sample) : neutral).Start);
    }

    private static InvarianceEstimates Estimates(InvarianceSample sample, GroupFit[] fits) => new(
        [.. fits.Select(fit => fit.Loadings.ToArray())], [.. fits.Select(fit => fit.Residual.ToArray())], [.. fits.Select(fit => fit.Factor.ToArray())],
        new double[sample.Items], [.. fits.Select(fit => fit.FactorMeans.ToArray())]);

    private static InvarianceStep Step(InvarianceSample sample, InvarianceLevel level, InvarianceModel model, GroupFit[] fits, MaximumLikelihoodSearch search)
    {
        double n = sample.Total, df = model.DegreesOfFreedom;
        var chiSquare = n * Math.Max(search.Value, 0);
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
