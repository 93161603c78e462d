using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics;

/// <summary>Mean, standard deviation, confidence interval of the mean and the one-sample t test against 0.</summary>
/// <remarks>All from n, x̄ and Σ (x − x̄)². Without values nothing exists; with one only the mean does.</remarks>
internal readonly record struct MeanTest(Sample Sample)
{
    /// <summary>The mean, in units of the variable.</summary>
    public Estimate Mean => Sample.MeanReason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(Sample.Mean);

    /// <summary>Standard deviation with divisor n − 1, in units of the variable.</summary>
    public Estimate Sd => Sample.DeviationReason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(Math.Sqrt(Sample.Variance));

    /// <summary>Lower limit of the 95 % interval, x̄ − t(.975, n − 1) · s / √n.</summary>
    public Estimate Low => Limit(-1);

    /// <summary>Upper limit of the 95 % interval.</summary>
    public Estimate High => Limit(1);

    /// <summary>Degrees of freedom, n − 1.</summary>
    public Estimate Df => Sample.DeviationReason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(Sample.Count - 1);

    /// <summary>t = x̄ / (s / √n); does not exist without variance.</summary>
    public Estimate T => OverDeviation(Math.Sqrt(Sample.Count));

    /// <summary>Two-sided p of t.</summary>
    public Estimate P => T is { IsDefined: true } t ? Estimate.Of(StudentT.TwoSidedP(t.Value, Sample.Count - 1)) : T;

    /// <summary>x̄ / s, Cohen's d_z of a difference (Cohen 1988).</summary>
    public Estimate EffectSize => OverDeviation(1);

    private Estimate OverDeviation(double factor) =>
        Sample.DeviationReason is { } reason ? Estimate.Undefined(reason)
        : Sample.SquaredDeviations <= 0 ? Estimate.Undefined(UndefinedReason.NoVariance)
        : Estimate.FiniteOr(Sample.Mean / Math.Sqrt(Sample.Variance) * factor, UndefinedReason.NoVariance);

    private Estimate Limit(int side) => Sample.DeviationReason is { } reason
        ? Estimate.Undefined(reason)
        : Estimate.Of(Sample.Mean + side * StudentT.Quantile(0.975, Sample.Count - 1) * Math.Sqrt(Sample.Variance / Sample.Count));
}
