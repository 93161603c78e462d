using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.Invariance;

/// <summary>The parameter matrices of all samples: where the next level's search begins.</summary>
/// <param name="Loadings">λ by sample and variable.</param>
/// <param name="Residuals">Θ by sample, by rows.</param>
/// <param name="Factors">Φ by sample, by rows.</param>
/// <param name="Intercepts">ν by sample and variable; only for the scalar level.</param>
/// <param name="FactorMeans">α by sample and factor; only for the scalar level.</param>
internal sealed record InvarianceEstimates(double[][] Loadings, double[][] Residuals, double[][] Factors, double[][] Intercepts, double[][] FactorMeans)
{
    /// <summary>From the samples' own solutions where there are some, otherwise from the principal axes of the factors' items.</summary>
    public static InvarianceEstimates Configural(InvarianceSample sample)
    {
        var groups = sample.Counts.Length;
        var start = Empty(sample);
        for (var group = 0; group < groups; group++)
        {
            var size = sample.VariablesOf(group);
            var structure = new SimpleStructure(sample.FactorsOf(group));
            var deviations = new double[size];
            for (var i = 0; i < size; i++) deviations[i] = Math.Sqrt(sample.Covariances[group][i * size + i]);
            var (loadings, residuals, factors) = Alone(sample, group, structure);
            for (var i = 0; i < size; i++)
            {
                start.Loadings[group][i] = loadings[i] * deviations[i];
                start.Residuals[group][i * size + i] = residuals[i] * deviations[i] * deviations[i];
            }

            for (var k = 0; k < structure.Factors; k++)
            {
                for (var l = 0; l < structure.Factors; l++) start.Factors[group][k * structure.Factors + l] = factors[k, l];
            }
        }

        return start;
    }

    /// <summary>Equal loadings from free ones: their mean, in the units of the reference; factors are stretched accordingly.</summary>
    public InvarianceEstimates Metric(InvarianceSample sample)
    {
        var common = new double[sample.Items];
        var stretches = sample.Blocks.Select(_ => new double[sample.Factors]).ToArray();
        for (var factor = 0; factor < sample.Factors; factor++) Equalize(sample, factor, common, stretches);
        var next = Empty(sample);
        for (var group = 0; group < sample.Counts.Length; group++)
        {
            Residuals[group].CopyTo(next.Residuals[group], 0);
            var blocks = sample.BlocksOfGroup[group];
            var factors = blocks.Length * sample.Factors;
            for (var i = 0; i < blocks.Length * sample.Items; i++) next.Loadings[group][i] = common[i % sample.Items];
            for (var k = 0; k < factors; k++)
            {
                for (var l = 0; l < factors; l++)
                {
                    next.Factors[group][k * factors + l] = Factors[group][k * factors + l]
                        * stretches[blocks[k / sample.Factors]][k % sample.Factors] * stretches[blocks[l / sample.Factors]][l % sample.Factors];
                }
            }
        }

        return next;
    }

    /// <summary>Equal intercepts: factor means from the items' means, weighted by the loadings.</summary>
    public InvarianceEstimates Scalar(InvarianceSample sample)
    {
        var next = this with { Intercepts = Empty(sample).Intercepts, FactorMeans = [.. Factors.Select(factors => new double[(int)Math.Sqrt(factors.Length)])] };
        var loadings = Loadings[0];
        var intercepts = new double[sample.Items];
        var weight = (double)sample.Blocks.Sum(block => sample.Counts[block.Group]);
        var reference = sample.Means[0];
        foreach (var block in sample.Blocks)
        {
            var means = sample.Means[block.Group].AsSpan(block.FirstItem, sample.Items);
            var (cross, square) = (new double[sample.Factors], new double[sample.Factors]);
            for (var item = 0; item < sample.Items; item++)
            {
                cross[sample.FactorOfItem[item]] += loadings[item] * (means[item] - reference[item]);
                square[sample.FactorOfItem[item]] += loadings[item] * loadings[item];
            }

            for (var factor = 0; factor < sample.Factors; factor++)
                next.FactorMeans[block.Group][block.FirstFactor + factor] = square[factor] > 0 ? cross[factor] / square[factor] : 0;
            for (var item = 0; item < sample.Items; item++)
            {
                intercepts[item] += sample.Counts[block.Group] / weight
                    * (means[item] - loadings[item] * next.FactorMeans[block.Group][block.FirstFactor + sample.FactorOfItem[item]]);
            }
        }

        foreach (var block in sample.Blocks) intercepts.CopyTo(next.Intercepts[block.Group], block.FirstItem);
        return next;
    }

    /// <summary>Equal loadings and uncorrelated factors: every Σ is positive definite.</summary>
    public static InvarianceEstimates Neutral(InvarianceSample sample)
    {
        var start = Empty(sample);
        for (var group = 0; group < sample.Counts.Length; group++)
        {
            var size = sample.VariablesOf(group);
            for (var i = 0; i < size; i++)
            {
                var alone = sample.IsAlone(i % sample.Items);
                start.Loadings[group][i] = alone ? 1 : Math.Sqrt(0.5);
                start.Residuals[group][i * size + i] = alone ? 0 : 0.5;
            }

            var factors = sample.BlocksOfGroup[group].Length * sample.Factors;
            for (var k = 0; k < factors; k++) start.Factors[group][k * factors + k] = 1;
        }

        return start;
    }

    /// <summary>The same with half the covariances of the factors.</summary>
    public InvarianceEstimates Loosened()
    {
        double[][] loosened = [.. Factors.Select(factors => factors.ToArray())];
        foreach (var factors in loosened)
        {
            var size = (int)Math.Sqrt(factors.Length);
            for (var k = 0; k < size; k++)
            {
                for (var l = 0; l < size; l++)
                {
                    if (k != l) factors[k * size + l] /= 2;
                }
            }
        }

        return this with { Factors = loosened };
    }

    private static InvarianceEstimates Empty(InvarianceSample sample) => new(
        [.. sample.Counts.Select((_, group) => new double[sample.VariablesOf(group)])],
        [.. sample.Counts.Select((_, group) => new double[sample.VariablesOf(group) * sample.VariablesOf(group)])],
        [.. sample.Counts.Select((_, group) => new double[sample.BlocksOfGroup[group].Length * sample.Factors * sample.BlocksOfGroup[group].Length * sample.Factors])],
        [.. sample.Counts.Select((_, group) => new double[sample.VariablesOf(group)])],
        [.. sample.Counts.Select((_, group) => new double[sample.BlocksOfGroup[group].Length * sample.Factors])]);

    private static (double[] Loadings, double[] Residuals, double[,] Factors) Alone(InvarianceSample sample, int group, SimpleStructure structure)
    {
        var correlations = sample.Correlations(group)!;
        if (sample.BlocksOfGroup[group].Length == 1)
        {
            var matrix = new double[structure.Items, structure.Items];
            for (var i = 0; i < structure.Items; i++)
            {
                for (var j = 0; j < structure.Items; j++) matrix[i, j] = correlations[i * structure.Items + j];
            }

            var solution = ConfirmatoryFactorAnalysis.Fit(matrix, sample.Counts[group], structure.FactorOfItem);
            if (solution.Reason is null) return (solution.Loadings, solution.ResidualVariances, solution.FactorCorrelations);
        }

        var start = StartingValues.FromBlocks(structure, correlations);
        return (start[..structure.Items], structure.ResidualVariances(start), structure.FactorCorrelations(start));
    }

    private void Equalize(InvarianceSample sample, int factor, double[] common, double[][] stretches)
    {
        int[] items = [.. Enumerable.Range(0, sample.Items).Where(item => sample.FactorOfItem[item] == factor)];
        var total = (double)sample.Total;
        foreach (var block in sample.Blocks)
        {
            // Turned like the reference, so that opposite signs do not cancel.
            var agreement = items.Sum(item => Loadings[0][item] * Loadings[block.Group][block.FirstItem + item]);
            foreach (var item in items)
                common[item] += Math.CopySign(sample.Counts[block.Group] / total, agreement) * Loadings[block.Group][block.FirstItem + item];
        }

        var square = items.Sum(item => common[item] * common[item]);
        for (var block = 0; block < stretches.Length; block++)
        {
            var (group, first) = (sample.Blocks[block].Group, sample.Blocks[block].FirstItem);
            var stretch = square > 0 ? items.Sum(item => common[item] * Loadings[group][first + item]) / square : 1;
            stretches[block][factor] = Math.Abs(stretch) > 0.05 ? stretch : 1;
        }

        var unit = stretches[0][factor];
        foreach (var item in items) common[item] *= unit;
        foreach (var stretch in stretches) stretch[factor] /= unit;
    }
}
