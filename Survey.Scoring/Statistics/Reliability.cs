using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics;

/// <summary>Internal consistency of item sets, from the items' moments on the respondents who have all of them.</summary>
internal static class Reliability
{
    /// <summary>Cronbach's alpha (Cronbach 1951): k/(k − 1) · (1 − Σ s²ᵢ / s²_total). At most 1; may be negative.</summary>
    public static Estimate Alpha(CrossProducts items)
    {
        if (Missing(items) is { } reason) return Estimate.Undefined(reason);
        var total = Total(items, 0, items.Variables);
        return total <= 0 ? Estimate.Undefined(UndefinedReason.NoVariance) : Estimate.Of(TrueVariance(items, 0, items.Variables) / total);
    }

    /// <summary>
    /// 95 % confidence interval of alpha (Feldt 1965; Feldt, Woodruff &amp; Salih 1987, eq. 7): 1 − (1 − α) · F(.975) and 1 − (1 − α) · F(.025),
    /// F with n − 1 and (n − 1)(k − 1) degrees of freedom. It assumes that persons and items add up and that errors are normal with equal
    /// variance.
    /// </summary>
    /// <returns>Both limits, at most 1; undefined where alpha is.</returns>
    public static (Estimate Low, Estimate High) AlphaInterval(CrossProducts items)
    {
        var alpha = Alpha(items);
        return alpha.IsDefined ? FeldtInterval(alpha.Value, items.Count, items.Variables) : (alpha, alpha);
    }

    /// <summary>Feldt's 95 % interval of an alpha of k ≥ 2 items from n ≥ 2 respondents.</summary>
    public static (Estimate Low, Estimate High) FeldtInterval(double alpha, long n, int k)
    {
        double df1 = n - 1, df2 = df1 * (k - 1);
        return (Limit(0.975), Limit(0.025));

        Estimate Limit(double p) => Estimate.FiniteOr(1 - (1 - alpha) * FDistribution.Quantile(p, df1, df2), UndefinedReason.TooFewRespondents);
    }

    /// <summary>Alpha of standardised items: k·r̄ / (1 + (k − 1)·r̄), r̄ the mean correlation.</summary>
    public static Estimate AlphaStandardized(CrossProducts items)
    {
        if (Missing(items) is { } reason) return Estimate.Undefined(reason);
        if (items.HasConstant) return Estimate.Undefined(UndefinedReason.ConstantItem);
        double k = items.Variables, mean = MeanCorrelation(items);
        var denominator = 1 + (k - 1) * mean;
        return denominator <= 1e-12 ? Estimate.Undefined(UndefinedReason.NonPositiveCorrelations) : Estimate.Of(k * mean / denominator);
    }

    /// <summary>
    /// Reliability of a sum of two items (Spearman 1910; Brown 1910): 2r / (1 + r). Unlike alpha it does not ask for equal variances (Eisinga,
    /// te Grotenhuis &amp; Pelzer 2013). At most 1; undefined at r = −1.
    /// </summary>
    public static Estimate SpearmanBrown(CrossProducts items)
    {
        if (items.Variables != 2) throw new ArgumentException("Spearman-Brown takes two items.", nameof(items));
        if (TooFew(items) is { } reason) return Estimate.Undefined(reason);
        if (items.HasConstant) return Estimate.Undefined(UndefinedReason.ConstantItem);
        var r = items.Correlation(0, 1);
        return 1 + r <= 1e-12 ? Estimate.Undefined(UndefinedReason.NonPositiveCorrelations) : Estimate.Of(2 * r / (1 + r));
    }

    /// <summary>
    /// Reliability of a difference of two sums (Johns 1981; Peter, Churchill &amp; Brown 1993):
    /// (s_a² α_a + s_b² α_b − 2 r_ab s_a s_b) / (s_a² + s_b² − 2 r_ab s_a s_b).
    /// </summary>
    /// <param name="both">The items of the minuend, then those of the subtrahend, on the respondents complete in both.</param>
    public static Estimate OfDifference(CrossProducts both)
    {
        var k = both.Variables / 2;
        if (k < 2) return Estimate.Undefined(UndefinedReason.TooFewItems);
        if (TooFew(both) is { } reason) return Estimate.Undefined(reason);
        double a = Total(both, 0, k), b = Total(both, k, k), covariance = 0;
        if (a <= 0 || b <= 0) return Estimate.Undefined(UndefinedReason.NoVariance);
        for (var left = 0; left < k; left++)
            for (var right = k; right < 2 * k; right++) covariance += both.Deviations[left, right];
        var difference = a + b - 2 * covariance;
        return difference <= 1e-12 * (a + b)
            ? Estimate.Undefined(UndefinedReason.NoVariance)
            : Estimate.Of((TrueVariance(both, 0, k) + TrueVariance(both, k, k) - 2 * covariance) / difference);
    }

    /// <summary>Why a set of items on these respondents has no deviations at all; null when it has.</summary>
    public static UndefinedReason? TooFew(CrossProducts items) => items.Sample(0).DeviationReason;

    // Alpha times the variance of the sum.
    private static double TrueVariance(CrossProducts items, int first, int k)
    {
        var own = 0.0;
        for (var item = first; item < first + k; item++) own += items.Deviations[item, item];
        return k / (k - 1.0) * (Total(items, first, k) - own);
    }

    private static double Total(CrossProducts items, int first, int k)
    {
        var total = 0.0;
        for (var left = first; left < first + k; left++)
            for (var right = first; right < first + k; right++) total += items.Deviations[left, right];
        return total;
    }

    private static double MeanCorrelation(CrossProducts items)
    {
        var sum = 0.0;
        for (var left = 0; left < items.Variables; left++)
            for (var right = left + 1; right < items.Variables; right++) sum += items.Correlation(left, right);
        return sum / (items.Variables * (items.Variables - 1) / 2.0);
    }

    private static UndefinedReason? Missing(CrossProducts items) => items.Variables < 2 ? UndefinedReason.TooFewItems : TooFew(items);
}
