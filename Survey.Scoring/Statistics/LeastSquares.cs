using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics;

/// <summary>
/// Least squares with an intercept of one variable of a <see cref="CrossProducts"/> on some of the others: residual sum of squares, coefficients and
/// the standard error of any combination of them. For tests of nested regressions and of linear hypotheses.
/// </summary>
internal sealed class LeastSquares
{
    // Beyond this share explained nothing is left but rounding.
    private const double Perfect = 1 - 1e-12;

    private readonly double[] _scale;
    private readonly double[] _betas;
    private readonly double[,] _inverse;

    private LeastSquares(double[] scale, double[] betas, double[,] inverse, double total, double rSquared, long df)
    {
        (_scale, _betas, _inverse) = (scale, betas, inverse);
        (RSquared, ResidualDf, ResidualSumOfSquares) = (rSquared, df, (1 - rSquared) * total);
    }

    /// <summary>R².</summary>
    public double RSquared { get; }

    /// <summary>n − p − 1.</summary>
    public long ResidualDf { get; }

    /// <summary>Σ (y − ŷ)².</summary>
    public double ResidualSumOfSquares { get; }

    /// <summary>Whether nothing is left unexplained, so that there is nothing to test against.</summary>
    public bool IsPerfect => RSquared > Perfect;

    /// <summary>Fits; gives the reason where there is no unique solution with at least one residual degree of freedom.</summary>
    /// <param name="data">All variables on the same respondents.</param>
    /// <param name="outcome">The variable that is explained.</param>
    /// <param name="predictors">The variables that explain it, at least one.</param>
    /// <param name="fit">The solution; null where there is none.</param>
    public static UndefinedReason? TryFit(CrossProducts data, int outcome, ReadOnlySpan<int> predictors, out LeastSquares? fit)
    {
        fit = null;
        if (data.Sample(outcome).DeviationReason is { } none) return none;
        if (data.IsConstant(outcome)) return UndefinedReason.ConstantOutcome;
        var df = data.Count - predictors.Length - 1;
        if (df < 1) return UndefinedReason.TooFewRespondents;
        foreach (var predictor in predictors)
            if (data.IsConstant(predictor)) return UndefinedReason.CollinearPredictors;
        var own = data.Take([.. predictors]);
        if (Cholesky.Of(own.Correlations()) is not { } factor) return UndefinedReason.CollinearPredictors;
        var withOutcome = new double[predictors.Length];
        var scale = new double[predictors.Length];
        var total = data.Deviations[outcome, outcome];
        for (var place = 0; place < withOutcome.Length; place++)
        {
            withOutcome[place] = data.Correlation(predictors[place], outcome);
            scale[place] = Math.Sqrt(total / data.Deviations[predictors[place], predictors[place]]);
        }

        var rSquared = Math.Clamp(factor.QuadraticForm(withOutcome), 0, 1);
        fit = new LeastSquares(scale, factor.Solve(withOutcome), factor.Inverse(), total, rSquared, df);
        return null;
    }

    /// <summary>Σ wⱼ bⱼ of the coefficients in the order of the predictors, with its standard error.</summary>
    public (double Value, double Error) Combination(ReadOnlySpan<double> weights)
    {
        double value = 0, variance = 0;
        for (var left = 0; left < weights.Length; left++)
        {
            if (weights[left] == 0) continue;
            value += weights[left] * _betas[left] * _scale[left];
            for (var right = 0; right < weights.Length; right++)
                variance += weights[left] * _scale[left] * _inverse[left, right] * _scale[right] * weights[right];
        }

        return (value, Math.Sqrt(Math.Max(variance, 0) * (1 - RSquared) / ResidualDf));
    }

    /// <summary>A combination of coefficients as an estimate with its 95 % interval and the two-sided p of 0, n − p − 1 degrees of freedom.</summary>
    public CoefficientEstimate Coefficient(ReadOnlySpan<double> weights)
    {
        var (value, error) = Combination(weights);
        var b = Estimate.Of(value);
        if (IsPerfect || error <= 0)
        {
            var none = Estimate.Undefined(UndefinedReason.PerfectFit);
            return new CoefficientEstimate(b, none, none, none, none, none);
        }

        var half = StudentT.Quantile(0.975, ResidualDf) * error;
        var t = value / error;
        return new CoefficientEstimate(b, Estimate.Of(error), Estimate.Of(value - half), Estimate.Of(value + half), Estimate.Of(t), Estimate.Of(StudentT.TwoSidedP(t, ResidualDf)));
    }

    /// <summary>The predictor at a place.</summary>
    public CoefficientEstimate Coefficient(int place)
    {
        var weights = new double[_betas.Length];
        weights[place] = 1;
        return Coefficient(weights);
    }
}

/// <summary>A regression coefficient, or a combination of some: value, standard error, 95 % interval, t and two-sided p.</summary>
internal readonly record struct CoefficientEstimate(Estimate B, Estimate StandardError, Estimate Low, Estimate High, Estimate T, Estimate P)
{
    /// <summary>One that does not exist.</summary>
    public static CoefficientEstimate Undefined(UndefinedReason reason)
    {
        var none = Estimate.Undefined(reason);
        return new CoefficientEstimate(none, none, none, none, none, none);
    }
}
