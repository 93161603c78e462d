using System.Collections.Immutable;

namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// Confirmatory factor analysis by maximum likelihood of correlated factors with simple structure: every item loads on one factor, factor
/// variances are 1, residual variances are free and may be negative.
/// </summary>
/// <remarks>
/// Jöreskog (1969), "A general approach to confirmatory maximum likelihood factor analysis". All conventions are those of lavaan's
/// <c>cfa(model, data, std.lv = TRUE)</c>: S with divisor n, χ² = n · F, the single item of a factor without residual.
/// </remarks>
public static class ConfirmatoryFactorAnalysis
{
    // Expected information: a parameter whose 1 − R² on the others is smaller than this is not told apart from them.
    private const double LeastIdentification = 1e-9;

    // On the correlation metric; below this a residual variance is zero for all that double precision can say.
    private const double Zero = 1e-9;

    /// <summary>Fits the model to a covariance matrix.</summary>
    /// <param name="covariance">Covariance matrix of the items with divisor n (not n − 1); symmetric.</param>
    /// <param name="n">Number of respondents.</param>
    /// <param name="factorOfItem">By item the index of its factor, 0 … m − 1, each factor with an item.</param>
    /// <param name="options">When to stop.</param>
    /// <exception cref="ArgumentException">
    /// The matrix is not square, not finite or does not fit <paramref name="factorOfItem"/>, a factor has no item, or n is not positive.
    /// </exception>
    public static CfaSolution Fit(double[,] covariance, long n, int[] factorOfItem, CfaOptions? options = null)
    {
        var structure = Checked(covariance, n, factorOfItem);
        if (Prepare(covariance, structure, structure.DegreesOfFreedom, out var failure) is not { } data)
            return failure;
        var fit = new MaximumLikelihoodFit(structure, data.Sample, data.LogDeterminant);
        var search = new MaximumLikelihoodSearch(fit, structure.Parameters, options ?? new());
        if (!TryMinimize(structure, data.Sample, fit, search))
            return CfaSolution.Without(CfaSolution.NotConverged, UndefinedReason.NotConverged, structure.DegreesOfFreedom);
        if (search.Identification < LeastIdentification)
            return CfaSolution.Without(CfaSolution.NotIdentified, UndefinedReason.NotIdentified, structure.DegreesOfFreedom);
        TurnFactors(structure, search.Parameters);
        return Solution(structure, search.Parameters, structure.Parameters, data, n, fit, search.Value);
    }

    /// <summary>
    /// Fits the second-order model to a covariance matrix: the factors load on one factor above them, φ_fg = γ_f γ_g. With three factors
    /// it is another form of the model of correlated factors, with fewer it is not identified.
    /// </summary>
    /// <remarks>
    /// lavaan: <c>cfa("f1 =~ …; f2 =~ …; g =~ f1 + f2 + …")</c> with the first loading of each factor fixed, standardised solution
    /// (Rindskopf &amp; Rose 1988). γ has the sign that makes Σγ ≥ 0.
    /// </remarks>
    /// <param name="covariance">Covariance matrix of the items with divisor n (not n − 1); symmetric.</param>
    /// <param name="n">Number of respondents.</param>
    /// <param name="factorOfItem">By item the index of its factor, 0 … m − 1, each factor with an item.</param>
    /// <param name="options">When to stop.</param>
    /// <exception cref="ArgumentException">As <see cref="Fit"/>.</exception>
    public static CfaSolution FitSecondOrder(double[,] covariance, long n, int[] factorOfItem, CfaOptions? options = null)
    {
        var structure = Checked(covariance, n, factorOfItem);
        var df = (long)structure.Items * (structure.Items + 1) / 2 - structure.FirstCorrelation - structure.Factors;
        if (structure.Factors < 3)
            return CfaSolution.Without(CfaSolution.NotIdentified, UndefinedReason.TooFewDimensions, df);
        if (Prepare(covariance, structure, df, out var failure) is not { } data)
            return failure;
        var fit = new MaximumLikelihoodFit(structure, data.Sample, data.LogDeterminant);
        var secondOrder = new SecondOrderFit(structure, fit);
        var search = new MaximumLikelihoodSearch(secondOrder, secondOrder.Parameters, options ?? new());
        if (!TryMinimize(structure, data.Sample, fit, secondOrder, search, options ?? new()))
            return CfaSolution.Without(CfaSolution.NotConverged, UndefinedReason.NotConverged, df);
        if (search.Identification < LeastIdentification)
            return CfaSolution.Without(CfaSolution.NotIdentified, UndefinedReason.NotIdentified, df);
        double[] parameters = [.. secondOrder.FirstOrder];
        var signs = TurnFactors(structure, parameters);
        double[] loadings = [.. secondOrder.Loadings.Select((loading, factor) => loading * signs[factor])];
        var turn = loadings.Sum() < 0 ? -1 : 1;
        var solution = Solution(structure, parameters, secondOrder.Parameters, data, n, fit, search.Value);
        var outside = loadings.Index().Where(loading => Math.Abs(loading.Item) >= 1)
            .Select(loading => new CfaSolutionProblem(CfaSolutionProblem.SecondOrderLoadingOutOfRange, [loading.Index]));
        var problems = solution.Problems.AddRange(outside);
        return solution with
        {
            Status = problems.IsEmpty ? CfaSolution.Ok : CfaSolution.Improper,
            Problems = problems,
            SecondOrderLoadings = [.. loadings.Select(loading => loading * turn)],
        };
    }

    private static SimpleStructure Checked(double[,] covariance, long n, int[] factorOfItem)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        ArgumentNullException.ThrowIfNull(factorOfItem);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        var structure = new SimpleStructure(factorOfItem);
        if (covariance.GetLength(0) != structure.Items || covariance.GetLength(1) != structure.Items)
            throw new ArgumentException("The covariance matrix has a row and a column for every item.", nameof(covariance));
        for (var i = 0; i < structure.Items; i++)
        {
            for (var j = 0; j < structure.Items; j++)
            {
                if (!double.IsFinite(covariance[i, j]) || covariance[i, i] < 0)
                    throw new ArgumentException("Covariances are finite and variances not negative.", nameof(covariance));
            }
        }

        return structure;
    }

    /// <summary>What every fit needs of the sample; null, and why, when no model can be fitted to it.</summary>
    private static SampleMatrix? Prepare(double[,] covariance, SimpleStructure structure, long df, out CfaSolution failure)
    {
        double[] deviations = [.. Enumerable.Range(0, structure.Items).Select(item => Math.Sqrt(covariance[item, item]))];
        failure = CfaSolution.Without(CfaSolution.NotConverged, UndefinedReason.ConstantItem, df);
        if (deviations.Contains(0))
            return null;
        var sample = Correlations(covariance, deviations);
        var cholesky = new CholeskyFactor(structure.Items);
        failure = CfaSolution.Without(CfaSolution.NotConverged, UndefinedReason.SingularCorrelations, df);
        if (!cholesky.TryFactor(sample) || cholesky.SmallestPivot < 1e-14)
            return null;
        failure = CfaSolution.Without(CfaSolution.NotIdentified, UndefinedReason.NotIdentified, df);
        return df < 0 ? null : new SampleMatrix(sample, deviations, cholesky.LogDeterminant);
    }

    /// <summary>The correlations by rows, the standard deviations and ln |S| of the correlations.</summary>
    private sealed record SampleMatrix(double[] Sample, double[] Deviations, double LogDeterminant);

    private static double[] Correlations(double[,] covariance, double[] deviations)
    {
        var k = deviations.Length;
        var correlations = new double[k * k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < i; j++)
                correlations[i * k + j] = correlations[j * k + i] = covariance[i, j] / deviations[i] / deviations[j];
            correlations[i * k + i] = 1;
        }

        return correlations;
    }

    /// <summary>
    /// From the data's own starting values, drawn towards uncorrelated factors until Σ is positive definite. When that fails or ends in an
    /// improper solution, which may be a minimum among several, from neutral ones too; the lower minimum counts.
    /// </summary>
    private static bool TryMinimize(SimpleStructure structure, double[] sample, MaximumLikelihoodFit fit, MaximumLikelihoodSearch search)
    {
        var start = StartingValues.FromBlocks(structure, sample);
        for (var halving = 0; halving < 10 && !double.IsFinite(fit.ValueAt(start)); halving++)
        {
            foreach (ref var correlation in start.AsSpan(structure.FirstCorrelation))
                correlation /= 2;
        }

        var neutral = StartingValues.Neutral(structure);
        if (!search.TryMinimize(start))
            return search.TryMinimize(neutral);
        if (IsProper(structure, search.Parameters))
            return true;
        double[] first = [.. search.Parameters];
        var value = search.Value;
        return (search.TryMinimize(neutral) && search.Value < value) || search.TryMinimize(first);
    }

    /// <summary>From the solution of correlated factors and the one factor that fits their correlations best; also from neutral values as above.</summary>
    private static bool TryMinimize(
        SimpleStructure structure, double[] sample, MaximumLikelihoodFit fit, SecondOrderFit secondOrder, MaximumLikelihoodSearch search, CfaOptions options)
    {
        var first = new MaximumLikelihoodSearch(fit, structure.Parameters, options);
        var correlated = TryMinimize(structure, sample, fit, first) ? first.Parameters : StartingValues.FromBlocks(structure, sample);
        double[] correlations = [.. structure.FactorCorrelations(correlated)];
        var above = StartingValues.FromBlocks(new SimpleStructure(new int[structure.Factors]), correlations);
        double[] start = [.. correlated.AsSpan(0, structure.FirstCorrelation), .. above.AsSpan(0, structure.Factors)];
        double[] neutral = [.. StartingValues.Neutral(structure).AsSpan(0, structure.FirstCorrelation), .. Enumerable.Repeat(0.5, structure.Factors)];
        for (var halving = 0; halving < 10 && !double.IsFinite(secondOrder.ValueAt(start)); halving++)
        {
            foreach (ref var loading in start.AsSpan(structure.FirstCorrelation))
                loading /= 2;
        }

        if (!search.TryMinimize(start))
            return search.TryMinimize(neutral);
        if (secondOrder.Loadings.All(loading => Math.Abs(loading) < 1) && IsProper(structure, [.. secondOrder.FirstOrder]))
            return true;
        double[] found = [.. search.Parameters];
        var value = search.Value;
        return (search.TryMinimize(neutral) && search.Value < value) || search.TryMinimize(found);
    }

    private static bool IsProper(SimpleStructure structure, double[] parameters) =>
        Problems(structure, structure.ResidualVariances(parameters), structure.FactorCorrelations(parameters)).IsEmpty;

    /// <summary>Turns each factor so that its standardised loadings sum to zero or more; Σ stays as it is. Returns −1 for the factors turned, 1 otherwise.</summary>
    private static int[] TurnFactors(SimpleStructure structure, double[] parameters)
    {
        var signs = new int[structure.Factors];
        for (var factor = 0; factor < structure.Factors; factor++)
        {
            signs[factor] = 1;
            if (structure.ItemsOfFactor[factor].Sum(item => parameters[item]) >= 0)
                continue;
            signs[factor] = -1;
            foreach (var item in structure.ItemsOfFactor[factor])
                parameters[item] = -parameters[item];
            for (var other = 0; other < structure.Factors; other++)
            {
                if (other != factor)
                    parameters[structure.CorrelationIndex(factor, other)] *= -1;
            }
        }

        return signs;
    }

    private static CfaSolution Solution(
        SimpleStructure structure, double[] parameters, int free, SampleMatrix data, long n, MaximumLikelihoodFit fit, double value)
    {
        var (k, deviations) = (structure.Items, data.Deviations);
        var residuals = structure.ResidualVariances(parameters);
        var correlations = structure.FactorCorrelations(parameters);
        var problems = Problems(structure, residuals, correlations);

        var df = k * (k + 1) / 2.0 - free;
        var chiSquare = n * Math.Max(value, 0);
        var independence = n * Math.Max(-data.LogDeterminant, 0);
        var independenceDf = k * (k - 1) / 2.0;
        var logVariances = 2 * deviations.Sum(Math.Log);
        var deviance = n * (k * Math.Log(2 * Math.PI) + fit.LogDeterminant + logVariances + fit.Trace);
        return new()
        {
            Status = problems.IsEmpty ? CfaSolution.Ok : CfaSolution.Improper,
            Problems = problems,
            Loadings = [.. Enumerable.Range(0, k).Select(i => parameters[i] * deviations[i])],
            ResidualVariances = [.. Enumerable.Range(0, k).Select(i => residuals[i] * deviations[i] * deviations[i])],
            StandardizedLoadings = [.. Enumerable.Range(0, k).Select(i => parameters[i] / Math.Sqrt(fit.Implied[i * k + i]))],
            FactorCorrelations = correlations,
            Fit = FitFigures.Of(chiSquare, df, independence, independenceDf, n, 1, Srmr(data.Sample, fit.Implied, k), deviance, free),
        };
    }

    private static ImmutableArray<CfaSolutionProblem> Problems(SimpleStructure structure, double[] residuals, double[,] correlations)
    {
        var problems = ImmutableArray.CreateBuilder<CfaSolutionProblem>();
        for (var item = 0; item < residuals.Length; item++)
        {
            if (residuals[item] < -Zero)
                problems.Add(new(CfaSolutionProblem.NegativeResidualVariance, [item]));
        }

        for (var right = 1; right < structure.Factors; right++)
        {
            for (var left = 0; left < right; left++)
            {
                if (Math.Abs(correlations[left, right]) >= 1)
                    problems.Add(new(CfaSolutionProblem.FactorCorrelationOutOfRange, [left, right]));
            }
        }

        if (IsIndefinite(correlations))
            problems.Add(new(CfaSolutionProblem.IndefiniteFactorCorrelations, [.. Enumerable.Range(0, structure.Factors)]));
        return problems.ToImmutable();
    }

    /// <summary>Whether an eigenvalue is negative by more than rounding.</summary>
    private static bool IsIndefinite(double[,] correlations)
    {
        var size = correlations.GetLength(0);
        var matrix = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
                matrix[i * size + j] = correlations[i, j] + (i == j ? Zero : 0);
        }

        return !new CholeskyFactor(size).TryFactor(matrix);
    }

    private static double Srmr(ReadOnlySpan<double> sample, ReadOnlySpan<double> implied, int k)
    {
        var sum = 0.0;
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var residual = sample[i * k + j] - implied[i * k + j];
                sum += residual * residual;
            }
        }

        return Math.Sqrt(sum / (k * (k + 1) / 2.0));
    }
}
