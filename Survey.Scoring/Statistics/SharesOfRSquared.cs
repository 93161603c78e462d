using System.Numerics;

namespace Survey.Scoring.Statistics;

/// <summary>
/// R² divided among the predictors: what each adds to R² when it enters, averaged over all orderings of entering (Lindeman, Merenda &amp;
/// Gold 1980, "LMG"; the Shapley value of R²). The shares add up to R². R: <c>relaimpo::calc.relimp(type = "lmg")</c>.
/// </summary>
internal static class SharesOfRSquared
{
    /// <summary>The most predictors for which all orderings are taken: the work doubles with each.</summary>
    public const int MostPredictorsExactly = 12;

    // Multiplications that sampling may cost: some tens of milliseconds.
    private const double SamplingWork = 2e7;
    private const int FewestPairs = 50;
    private const int MostPairs = 1000;

    /// <summary>
    /// The shares over all orderings: R² of every set of predictors, then each predictor's mean gain weighted by how many orderings put
    /// just that set before it.
    /// </summary>
    /// <param name="correlations">Of the predictors; positive definite.</param>
    /// <param name="withOutcome">Each predictor's correlation with the outcome.</param>
    public static double[] Exact(double[,] correlations, ReadOnlySpan<double> withOutcome)
    {
        var p = withOutcome.Length;
        var explained = Explained(correlations, withOutcome);
        var weights = new double[p];
        weights[0] = 1.0 / p;
        // s! (p − s − 1)! / p! orderings have just these s predictors before one.
        for (var size = 1; size < p; size++) weights[size] = weights[size - 1] * size / (p - size);
        var shares = new double[p];
        for (var set = 0; set < explained.Length; set++)
        {
            var weight = weights[Math.Min(BitOperations.PopCount((uint)set), p - 1)];
            for (var predictor = 0; predictor < p; predictor++)
                if ((set >> predictor & 1) == 0) shares[predictor] += weight * (explained[set | 1 << predictor] - explained[set]);
        }

        return shares;
    }

    /// <summary>
    /// The shares over a sample of orderings, each with its reverse, and their standard errors: the standard deviation of the pairs' means
    /// over the root of the number of pairs. The shares add up to R² here too.
    /// </summary>
    /// <param name="correlations">Of the predictors; positive definite.</param>
    /// <param name="withOutcome">Each predictor's correlation with the outcome.</param>
    /// <param name="seed">The same seed draws the same orderings.</param>
    public static (double[] Shares, double[] Errors) Sampled(double[,] correlations, ReadOnlySpan<double> withOutcome, long seed)
    {
        var p = withOutcome.Length;
        var pairs = (int)Math.Clamp(SamplingWork / Math.Pow(p, 3), FewestPairs, MostPairs);
        var random = new Random((int)(seed ^ seed >> 32));
        int[] order = [.. Enumerable.Range(0, p)];
        var (gains, shares, squares) = (new double[p], new double[p], new double[p]);
        var lower = new double[p, p];
        for (var pair = 0; pair < pairs; pair++)
        {
            random.Shuffle(order);
            Array.Clear(gains);
            AddGains(correlations, withOutcome, order, lower, gains);
            Array.Reverse(order);
            AddGains(correlations, withOutcome, order, lower, gains);
            for (var predictor = 0; predictor < p; predictor++)
            {
                var gain = gains[predictor] / 2;
                var before = gain - shares[predictor];
                shares[predictor] += before / (pair + 1);
                squares[predictor] += before * (gain - shares[predictor]);
            }
        }

        return (shares, [.. squares.Select(square => Math.Sqrt(square / (pairs - 1) / pairs))]);
    }

    // With the predictors in an order, the squared coordinates of the outcome along their orthogonalised directions are the gains.
    private static void AddGains(double[,] correlations, ReadOnlySpan<double> withOutcome, int[] order, double[,] lower, double[] gains)
    {
        Span<double> outcome = stackalloc double[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var rest = withOutcome[order[i]];
            var pivot = 1.0;
            for (var j = 0; j < i; j++)
            {
                var sum = correlations[order[i], order[j]];
                for (var k = 0; k < j; k++) sum -= lower[i, k] * lower[j, k];
                lower[i, j] = sum / lower[j, j];
                pivot -= lower[i, j] * lower[i, j];
                rest -= lower[i, j] * outcome[j];
            }

            lower[i, i] = Math.Sqrt(Math.Max(pivot, double.Epsilon));
            outcome[i] = rest / lower[i, i];
            gains[order[i]] += outcome[i] * outcome[i];
        }
    }

    // R² of every set, bit j being predictor j. Predictors are taken into the set or left out one by one; taking one in sweeps it out of
    // those that follow, so that the work is shared among all sets with the same beginning.
    private static double[] Explained(double[,] correlations, ReadOnlySpan<double> withOutcome)
    {
        var p = withOutcome.Length;
        var explained = new double[1 << p];
        var levels = new double[p + 1][,];
        for (var level = 0; level <= p; level++) levels[level] = new double[p + 1, p + 1];
        for (var left = 0; left < p; left++)
        {
            for (var right = 0; right < p; right++) levels[0][left, right] = correlations[left, right];
            levels[0][left, p] = withOutcome[left];
        }

        Branch(0, 0, 0, levels[0]);
        return explained;

        void Branch(int predictor, int set, double rSquared, double[,] remaining)
        {
            if (predictor == p)
            {
                explained[set] = rSquared;
                return;
            }

            Branch(predictor + 1, set, rSquared, remaining);
            var pivot = remaining[predictor, predictor];
            var swept = levels[predictor + 1];
            for (var left = predictor + 1; left < p; left++)
            {
                var factor = remaining[predictor, left] / pivot;
                for (var right = left; right <= p; right++) swept[left, right] = remaining[left, right] - factor * remaining[predictor, right];
            }

            Branch(predictor + 1, set | 1 << predictor, rSquared + remaining[predictor, p] * remaining[predictor, p] / pivot, swept);
        }
    }
}
