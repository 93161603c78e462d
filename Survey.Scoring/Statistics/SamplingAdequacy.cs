using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics;

/// <summary>Whether a correlation matrix is worth factoring.</summary>
internal static class SamplingAdequacy
{
    /// <summary>
    /// Overall measure of sampling adequacy (Kaiser 1970; Kaiser &amp; Rice 1974): Σ r² / (Σ r² + Σ q²) over the pairs, q the partial
    /// correlations. Between 0 and 1.
    /// </summary>
    public static Estimate Kmo(double[,] correlations, double[,] inverse)
    {
        double simple = 0, partial = 0;
        var k = correlations.GetLength(0);
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                if (i == j) continue;
                simple += correlations[i, j] * correlations[i, j];
                partial += inverse[i, j] * inverse[i, j] / (inverse[i, i] * inverse[j, j]);
            }
        }

        return k < 2 ? Estimate.Undefined(UndefinedReason.TooFewItems) : Estimate.FiniteOr(simple / (simple + partial), UndefinedReason.NonPositiveCorrelations);
    }

    /// <summary>
    /// The measure of sampling adequacy of each item (Kaiser &amp; Rice 1974): Σ r² / (Σ r² + Σ q²) over the pairs of the item. Between 0 and 1;
    /// undefined for an item that correlates with none. R: <c>psych::KMO(R)$MSAi</c>.
    /// </summary>
    public static Estimate[] OfItems(double[,] correlations, double[,] inverse)
    {
        var k = correlations.GetLength(0);
        var result = new Estimate[k];
        for (var i = 0; i < k; i++)
        {
            double simple = 0, partial = 0;
            for (var j = 0; j < k; j++)
            {
                if (i == j) continue;
                simple += correlations[i, j] * correlations[i, j];
                partial += inverse[i, j] * inverse[i, j] / (inverse[i, i] * inverse[j, j]);
            }

            result[i] = k < 2 ? Estimate.Undefined(UndefinedReason.TooFewItems) : Estimate.FiniteOr(simple / (simple + partial), UndefinedReason.NonPositiveCorrelations);
        }

        return result;
    }

    /// <summary>Test of sphericity (Bartlett 1951): χ² = −((n − 1) − (2k + 5)/6) · ln |R| with k(k − 1)/2 degrees of freedom.</summary>
    public static (Estimate ChiSquare, Estimate Df, Estimate P) Bartlett(double logDeterminant, long n, int k)
    {
        if (k < 2)
        {
            var tooFew = Estimate.Undefined(UndefinedReason.TooFewItems);
            return (tooFew, tooFew, tooFew);
        }

        var df = k * (k - 1) / 2.0;
        var chiSquare = -(n - 1 - (2 * k + 5) / 6.0) * logDeterminant;
        return (Estimate.Of(chiSquare), Estimate.Of(df), Estimate.Of(ChiSquare.UpperTail(Math.Max(chiSquare, 0), df)));
    }
}
