using Survey.Scoring.Statistics.Distributions;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.ExploratoryFactors;

/// <summary>How factors are extracted.</summary>
internal enum ExtractionMethod
{
    /// <summary>Maximum likelihood.</summary>
    MaximumLikelihood,

    /// <summary>Minimum residuals (unweighted least squares).</summary>
    Minres,
}

/// <summary>Unrotated factors of a correlation matrix.</summary>
internal static class ExploratoryFactorAnalysis
{
    private const int RandomStarts = 4;

    // From here on a search takes a good part of a second.
    private const int ManyItems = 50;

    /// <summary>((k − m)² − k − m) / 2: what m factors of k items leave free; below zero they are not identified.</summary>
    public static long DegreesOfFreedom(int items, int factors) => (((long)(items - factors) * (items - factors)) - items - factors) / 2;

    /// <summary>Extracts factors.</summary>
    /// <param name="correlations">Positive definite correlations of k items.</param>
    /// <param name="n">Respondents.</param>
    /// <param name="factors">m ≥ 1 with degrees of freedom of 0 or more.</param>
    /// <param name="method">How.</param>
    /// <param name="seed">The seed of the study, for further starts.</param>
    /// <returns>The solution; null when no minimum was found.</returns>
    public static ExtractedFactors? Fit(double[,] correlations, long n, int factors, ExtractionMethod method, long seed)
    {
        var k = correlations.GetLength(0);
        ArgumentOutOfRangeException.ThrowIfLessThan(factors, 1);
        if (DegreesOfFreedom(k, factors) < 0) throw new ArgumentOutOfRangeException(nameof(factors), factors, "More factors than the items identify.");
        double[] sample = [.. correlations];
        var cholesky = new CholeskyFactor(k);
        if (!cholesky.TryFactor(sample)) throw new ArgumentException("The correlations are not positive definite.", nameof(correlations));
        var logDeterminant = cholesky.LogDeterminant;
        var inverse = new double[k * k];
        cholesky.Invert(inverse);

        Extraction extraction = method == ExtractionMethod.MaximumLikelihood
            ? new MaximumLikelihoodExtraction(sample, k, factors)
            : new MinresExtraction(sample, k, factors);
        // Jöreskog's (1963) start: part of what the other items do not predict.
        double[] start = [.. Enumerable.Range(0, k).Select(i => extraction.Parameter(Math.Clamp((1 - 0.5 * factors / k) / inverse[i * k + i], Extraction.LeastUniqueness, 1)))];
        if (Lowest(extraction, start, seed) is not { } at) return null;
        double[] uniquenesses = [.. at.Select(extraction.Uniqueness)];
        var loadings = Turned(extraction.Loadings(at));
        return Solution(sample, loadings, uniquenesses, n, method == ExtractionMethod.MaximumLikelihood ? extraction.ValueAt(at) : null, logDeterminant);
    }

    /// <summary>
    /// The discrepancy can have several minima, often one of them at a limit, so beside the usual start there are neutral and seeded random
    /// ones; the lowest minimum counts (<c>factanal</c> with <c>nstart</c> above 1).
    /// </summary>
    private static double[]? Lowest(Extraction extraction, double[] start, long seed)
    {
        var (best, value) = (default(double[]), double.PositiveInfinity);
        foreach (var candidate in Starts(extraction, start, seed))
        {
            if (ExtractionSearch.Minimize(extraction, candidate) is { } found && extraction.ValueAt(found) < value - 1e-9)
                (best, value) = (found, extraction.ValueAt(found));
        }

        if (best is not null) extraction.ValueAt(best);
        return best;
    }

    private static IEnumerable<double[]> Starts(Extraction extraction, double[] start, long seed)
    {
        yield return start;
        yield return [.. start.Select(_ => extraction.Parameter(0.5))];
        var stream = new RandomStream(seed, 0x45585452, extraction.Items, extraction.Factors);
        for (var random = 0; random < (extraction.Items > ManyItems ? 1 : RandomStarts); random++)
            yield return [.. start.Select(_ => extraction.Parameter(stream.Uniform()))];
    }

    private static bool IsHeywood(double uniqueness) => uniqueness <= Extraction.LeastUniqueness * (1 + 1e-9);

    /// <summary>Every factor with loadings that sum to zero or more, so that the signs of eigenvectors do not matter.</summary>
    private static double[,] Turned(double[,] loadings)
    {
        for (var factor = 0; factor < loadings.GetLength(1); factor++)
        {
            var sum = 0.0;
            for (var item = 0; item < loadings.GetLength(0); item++) sum += loadings[item, factor];
            for (var item = 0; item < loadings.GetLength(0) && sum < 0; item++) loadings[item, factor] = -loadings[item, factor];
        }

        return loadings;
    }

    private static ExtractedFactors Solution(double[] sample, double[,] loadings, double[] uniquenesses, long n, double? discrepancy, double logDeterminant)
    {
        var (k, m) = (loadings.GetLength(0), loadings.GetLength(1));
        var residual = 0.0;
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var rest = sample[i * k + j];
                for (var factor = 0; factor < m; factor++) rest -= loadings[i, factor] * loadings[j, factor];
                residual += rest * rest;
            }
        }

        var solution = new ExtractedFactors
        {
            Loadings = loadings,
            Uniquenesses = uniquenesses,
            Heywood = [.. Enumerable.Range(0, k).Where(item => IsHeywood(uniquenesses[item]))],
            ResidualRoot = Math.Sqrt(residual / (k * (k - 1) / 2.0)),
        };
        return discrepancy is { } value ? solution with { Fit = Fit(value, k, m, n, logDeterminant) } : solution;
    }

    /// <summary>χ² with Bartlett's (1951) correction, and RMSEA and TLI as psych computes them.</summary>
    private static ExploratoryFit Fit(double discrepancy, int k, int m, long n, double logDeterminant)
    {
        double df = DegreesOfFreedom(k, m);
        var weight = n - 1 - (2 * k + 5) / 6.0 - 2 * m / 3.0;
        var free = Estimate.Of(df);
        if (weight <= 0) return ExploratoryFit.Undefined(UndefinedReason.TooFewRespondents) with { Df = free };
        var chiSquare = weight * Math.Max(discrepancy, 0);
        if (df == 0) return ExploratoryFit.Undefined(UndefinedReason.NoDegreesOfFreedom) with { ChiSquare = Estimate.Of(chiSquare), Df = free };
        var independence = -2 * logDeterminant / (k * (k - 1.0));
        return new ExploratoryFit(
            Estimate.Of(chiSquare), free, Estimate.Of(ChiSquare.UpperTail(chiSquare, df)),
            Estimate.Of(Math.Sqrt(Math.Max(chiSquare / (df * n) - 1.0 / (n - 1), 0))),
            Estimate.Of(RmseaInterval.Low(chiSquare, df, n - 1)), Estimate.Of(RmseaInterval.High(chiSquare, df, n - 1)),
            Estimate.FiniteOr((independence - discrepancy / df) / (independence - 1 / weight), UndefinedReason.NonPositiveCorrelations));
    }
}
