using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics;

/// <summary>
/// What further predictors add to a regression: F = ((SSE₀ − SSE₁)/q) / (SSE₁/(n − p − 1)), q further predictors, p in all, on the same respondents.
/// R: <c>anova(lm(y ~ a), lm(y ~ a + b))</c>.
/// </summary>
internal readonly record struct NestedRegressions(
    long Count, Estimate RSquaredRestricted, Estimate RSquaredFull, Estimate Difference, Estimate DifferenceHigh, Estimate F, Estimate Df1, Estimate Df2, Estimate P)
{
    /// <summary>Compares the regression on the first predictors with that on all.</summary>
    /// <param name="data">All variables on the same respondents.</param>
    /// <param name="outcome">The variable that is explained.</param>
    /// <param name="restricted">The predictors of the smaller regression; they span less than those of the larger.</param>
    /// <param name="full">The predictors of the larger regression, more by q.</param>
    public static NestedRegressions Compare(CrossProducts data, int outcome, ReadOnlySpan<int> restricted, ReadOnlySpan<int> full)
    {
        var reason = LeastSquares.TryFit(data, outcome, restricted, out var small);
        var small2 = small is null ? Estimate.Undefined(reason!.Value) : Estimate.Of(small.RSquared);
        reason = LeastSquares.TryFit(data, outcome, full, out var large);
        var q = full.Length - restricted.Length;
        if (large is null) return Undefined(data.Count, small2, reason!.Value);
        if (small is null) return Undefined(data.Count, small2, small2.Reason!.Value) with { RSquaredFull = Estimate.Of(large.RSquared) };
        var gain = Math.Max(large.RSquared - small.RSquared, 0);
        if (large.IsPerfect)
        {
            return Undefined(data.Count, small2, UndefinedReason.PerfectFit) with { RSquaredFull = Estimate.Of(large.RSquared), Difference = Estimate.Of(gain) };
        }

        var f = gain / q / ((1 - large.RSquared) / large.ResidualDf);
        return new NestedRegressions(
            data.Count, small2, Estimate.Of(large.RSquared), Estimate.Of(gain), Estimate.Of(LargestGain(f, q, data.Count, large.RSquared)), Estimate.Of(f),
            Estimate.Of(q), Estimate.Of(large.ResidualDf), Estimate.Of(FDistribution.UpperTail(f, q, large.ResidualDf)));
    }

    // The upper 95 % limit of the gain: f² = λ/n with the largest noncentrality under which a χ² of q F or less still has 5 %; the
    // denominator is taken as known (Smithson 2003, ch. 4, for many respondents), and the gain is f² (1 − R²) of the larger regression.
    private static double LargestGain(double f, int q, long n, double full) => Math.Min(1, Noncentrality.Upper(q * f, q, 0.05) / n * (1 - full));

    private static NestedRegressions Undefined(long count, Estimate restricted, UndefinedReason reason)
    {
        var none = Estimate.Undefined(reason);
        return new NestedRegressions(count, restricted, none, none, none, none, none, none, none);
    }
}
