using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics;

/// <summary>The difference of the means of two independent groups without equal variances (Welch 1938, 1947), second less first. R: <c>t.test(second, first)</c>.</summary>
internal readonly record struct WelchDifference(Sample First, Sample Second)
{
    /// <summary>x̄₂ − x̄₁.</summary>
    public Estimate Difference => (First.MeanReason ?? Second.MeanReason) is { } reason ? Estimate.Undefined(reason) : Estimate.Of(Second.Mean - First.Mean);

    /// <summary>The standard error, √(s₁² / n₁ + s₂² / n₂).</summary>
    public Estimate StandardError => (First.DeviationReason ?? Second.DeviationReason) is { } reason ? Estimate.Undefined(reason) : Estimate.Of(Math.Sqrt(ErrorVariance));

    /// <summary>Welch's degrees of freedom after Satterthwaite (1946), not whole.</summary>
    public Estimate Df => StandardError is not { IsDefined: true } ? StandardError
        : ErrorVariance <= 0 ? Estimate.Undefined(UndefinedReason.NoVariance)
        : Estimate.FiniteOr(ErrorVariance * ErrorVariance / (Part(First) * Part(First) / (First.Count - 1) + Part(Second) * Part(Second) / (Second.Count - 1)), UndefinedReason.NoVariance);

    /// <summary>difference / standard error.</summary>
    public Estimate T => Df.IsDefined ? Estimate.FiniteOr(Difference.Value / StandardError.Value, UndefinedReason.NoVariance) : Df;

    /// <summary>Two-sided p of t.</summary>
    public Estimate P => T.IsDefined ? Estimate.Of(StudentT.TwoSidedP(T.Value, Df.Value)) : T;

    /// <summary>Lower limit of the 95 % interval.</summary>
    public Estimate Low => Limit(-1);

    /// <summary>Upper limit of the 95 % interval.</summary>
    public Estimate High => Limit(1);

    /// <summary>Cohen's d with the root of the average variance, difference / √((s₁² + s₂²) / 2) (Cohen 1988, equation 2.3.2).</summary>
    public Estimate EffectSize => !Df.IsDefined ? Df : Estimate.FiniteOr(Difference.Value / Math.Sqrt((First.Variance + Second.Variance) / 2), UndefinedReason.NoVariance);

    private double ErrorVariance => Part(First) + Part(Second);

    private Estimate Limit(int side) => Df.IsDefined ? Estimate.Of(Difference.Value + side * StudentT.Quantile(0.975, Df.Value) * StandardError.Value) : Df;

    private static double Part(Sample group) => group.Variance / group.Count;
}
