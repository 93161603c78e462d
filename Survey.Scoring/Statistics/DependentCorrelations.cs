using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics;

/// <summary>
/// Williams' t for two correlations that share a variable (Williams 1959; Steiger 1980, eq. 7):
/// t = (r₁ − r₂) √((n − 1)(1 + r₁₂) / (2 (n − 1)/(n − 3) |R| + r̄² (1 − r₁₂)³)), n − 3 degrees of freedom.
/// </summary>
/// <param name="Data">The left score, the right score and the shared variable, on the respondents who have all three.</param>
internal readonly record struct DependentCorrelations(CrossProducts Data)
{
    private const int Left = 0, Right = 1, Shared = 2;

    /// <summary>r of the left score with the shared variable.</summary>
    public Estimate LeftCorrelation => Correlation(Left, Shared);

    /// <summary>r of the right score with the shared variable.</summary>
    public Estimate RightCorrelation => Correlation(Right, Shared);

    /// <summary>r of both scores.</summary>
    public Estimate Between => Correlation(Left, Right);

    /// <summary>n − 3.</summary>
    public Estimate Df => Data.Count == 0 ? Estimate.Undefined(UndefinedReason.NoAnswers)
        : Data.Count < 4 ? Estimate.Undefined(UndefinedReason.TooFewRespondents)
        : Estimate.Of(Data.Count - 3);

    /// <summary>Williams' t; does not exist when both scores are perfectly correlated.</summary>
    public Estimate T
    {
        get
        {
            if (!Df.IsDefined) return Df;
            foreach (var correlation in (ReadOnlySpan<Estimate>)[LeftCorrelation, RightCorrelation, Between])
                if (!correlation.IsDefined) return correlation;
            double n = Data.Count, left = LeftCorrelation.Value, right = RightCorrelation.Value, between = Between.Value;
            if (1 - Math.Abs(between) < 1e-12) return Estimate.Undefined(UndefinedReason.PerfectCorrelation);
            var determinant = Math.Max(1 - left * left - right * right - between * between + 2 * left * right * between, 0);
            var mean = (left + right) / 2;
            var variance = 2 * (n - 1) / (n - 3) * determinant + mean * mean * Math.Pow(1 - between, 3);
            return Estimate.FiniteOr((left - right) * Math.Sqrt((n - 1) * (1 + between) / variance), UndefinedReason.PerfectCorrelation);
        }
    }

    /// <summary>Two-sided p of t.</summary>
    public Estimate P => T is { IsDefined: true } t ? Estimate.Of(StudentT.TwoSidedP(t.Value, Data.Count - 3)) : T;

    /// <summary>
    /// 95 % confidence interval of r₁ − r₂ (Zou 2007, eq. 15, for overlapping dependent correlations): the Fisher intervals of both, joined by
    /// the correlation of the two sample correlations. Unlike Williams' t it says how large a difference may be.
    /// </summary>
    /// <returns>Both limits, −2 … 2; undefined where Williams' t is, or where a score is perfectly correlated with the outcome.</returns>
    public (Estimate Low, Estimate High) DifferenceInterval => T is { IsDefined: false } missing ? (missing, missing)
        : ZouInterval(LeftCorrelation.Value, RightCorrelation.Value, Between.Value, Data.Count);

    /// <summary>Zou's 95 % interval of the difference of two correlations with a shared variable, from n ≥ 4 respondents.</summary>
    public static (Estimate Low, Estimate High) ZouInterval(double left, double right, double between, long n)
    {
        var unexplained = (1 - left * left) * (1 - right * right);
        var correlation = ((between - left * right / 2) * (1 - left * left - right * right - between * between) + Math.Pow(between, 3)) / unexplained;
        var (leftLow, leftHigh) = Fisher(left, n);
        var (rightLow, rightHigh) = Fisher(right, n);
        return (
            Estimate.FiniteOr(left - right - Distance(left - leftLow, rightHigh - right), UndefinedReason.PerfectCorrelation),
            Estimate.FiniteOr(left - right + Distance(leftHigh - left, right - rightLow), UndefinedReason.PerfectCorrelation));

        double Distance(double first, double second) => Math.Sqrt(Math.Max(first * first + second * second - 2 * correlation * first * second, 0));
    }

    // Fisher (1921): tanh(artanh r ± 1.96 / √(n − 3)).
    private static (double Low, double High) Fisher(double r, long n)
    {
        var half = NormalDistribution.Quantile(0.975) / Math.Sqrt(n - 3);
        return (Math.Tanh(Math.Atanh(r) - half), Math.Tanh(Math.Atanh(r) + half));
    }

    /// <summary>The correlation of a score with an outcome, which is the second variable.</summary>
    public static Estimate WithOutcome(CrossProducts data, int score, int outcome) =>
        data.Sample(score).DeviationReason is { } reason ? Estimate.Undefined(reason)
        : data.IsConstant(outcome) ? Estimate.Undefined(UndefinedReason.ConstantOutcome)
        : data.IsConstant(score) ? Estimate.Undefined(UndefinedReason.NoVariance)
        : Estimate.Of(data.Correlation(score, outcome));

    private Estimate Correlation(int left, int right) => right == Shared
        ? WithOutcome(Data, left, right)
        : Data.Sample(left).DeviationReason is { } reason ? Estimate.Undefined(reason)
        : Data.IsConstant(left) || Data.IsConstant(right) ? Estimate.Undefined(UndefinedReason.NoVariance)
        : Estimate.Of(Data.Correlation(left, right));
}
