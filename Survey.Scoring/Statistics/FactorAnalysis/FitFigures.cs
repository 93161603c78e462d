namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// How well a covariance structure fits, by normal-theory maximum likelihood. Without a solution every figure but the degrees of freedom is
/// undefined.
/// </summary>
public sealed record FitFigures
{
    /// <summary>n · F; over groups Σ n_g F_g.</summary>
    public required Estimate ChiSquare { get; init; }

    /// <summary>Variances and covariances (with a mean structure also means) of all groups less free parameters.</summary>
    public required Estimate Df { get; init; }

    /// <summary>P(χ² with df &gt; chi-square); undefined when df = 0.</summary>
    public required Estimate P { get; init; }

    /// <summary>Comparative fit index (Bentler 1990) against the independence model.</summary>
    public required Estimate Cfi { get; init; }

    /// <summary>Tucker-Lewis index (1973), not clipped to 0 … 1.</summary>
    public required Estimate Tli { get; init; }

    /// <summary>Root mean square error of approximation (Steiger &amp; Lind 1980); over groups times the root of their number (Steiger 1998).</summary>
    public required Estimate Rmsea { get; init; }

    /// <summary>Lower limit of its 90 % interval.</summary>
    public required Estimate RmseaCiLow { get; init; }

    /// <summary>Upper limit of its 90 % interval.</summary>
    public required Estimate RmseaCiHigh { get; init; }

    /// <summary>Standardised root mean square residual (Bentler 1995), diagonal included; with a mean structure means too, over groups weighted by their sizes.</summary>
    public required Estimate Srmr { get; init; }

    /// <summary>Akaike's criterion, −2 ln L + 2 t; saturated means are not counted in t where there is no mean structure.</summary>
    public required Estimate Aic { get; init; }

    /// <summary>Schwarz's criterion, −2 ln L + t ln n.</summary>
    public required Estimate Bic { get; init; }

    /// <summary>The figures of a minimum.</summary>
    /// <param name="chiSquare">χ² of the model.</param>
    /// <param name="df">Its degrees of freedom.</param>
    /// <param name="independence">χ² of the independence model.</param>
    /// <param name="independenceDf">Its degrees of freedom.</param>
    /// <param name="n">Respondents of all groups.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="srmr">Standardised root mean square residual.</param>
    /// <param name="deviance">−2 ln L.</param>
    /// <param name="parameters">Free parameters, t.</param>
    internal static FitFigures Of(
        double chiSquare, double df, double independence, double independenceDf, double n, int groups, double srmr, double deviance, long parameters)
    {
        var spread = Math.Sqrt(groups);
        return new FitFigures
        {
            ChiSquare = Estimate.Of(chiSquare),
            Df = Estimate.Of(df),
            P = Probability(chiSquare, df),
            Cfi = Estimate.Of(FitIndices.Cfi(chiSquare, df, independence, independenceDf)),
            Tli = Estimate.Of(FitIndices.Tli(chiSquare, df, independence, independenceDf)),
            Rmsea = Estimate.Of(spread * RmseaInterval.Point(chiSquare, df, n)),
            RmseaCiLow = Estimate.Of(spread * RmseaInterval.Low(chiSquare, df, n)),
            RmseaCiHigh = Estimate.Of(spread * RmseaInterval.High(chiSquare, df, n)),
            Srmr = Estimate.Of(srmr),
            Aic = Estimate.Of(deviance + 2 * parameters),
            Bic = Estimate.Of(deviance + Math.Log(n) * parameters),
        };
    }

    /// <summary>The figures of a model without a solution.</summary>
    /// <param name="reason">Why there is none.</param>
    /// <param name="df">The degrees of freedom that it would have; undefined too when they are negative.</param>
    internal static FitFigures Without(UndefinedReason reason, long df)
    {
        var none = Estimate.Undefined(reason);
        return new FitFigures
        {
            ChiSquare = none,
            Df = df < 0 ? none : Estimate.Of(df),
            P = none,
            Cfi = none,
            Tli = none,
            Rmsea = none,
            RmseaCiLow = none,
            RmseaCiHigh = none,
            Srmr = none,
            Aic = none,
            Bic = none,
        };
    }

    /// <summary>What this model, which is nested in another, loses against it.</summary>
    internal FitDifference Against(FitFigures other)
    {
        if ((ChiSquare.Reason ?? other.ChiSquare.Reason) is { } reason)
        {
            var none = Estimate.Undefined(reason);
            return new FitDifference(none, none, none, none, none, none);
        }

        // Nested, so below zero is rounding.
        var chiSquare = Math.Max(ChiSquare.Value - other.ChiSquare.Value, 0);
        var df = Df.Value - other.Df.Value;
        return new FitDifference(
            Estimate.Of(chiSquare), Estimate.Of(df), Probability(chiSquare, df), Estimate.Of(Cfi.Value - other.Cfi.Value),
            Estimate.Of(Aic.Value - other.Aic.Value), Estimate.Of(Bic.Value - other.Bic.Value));
    }

    private static Estimate Probability(double chiSquare, double df) =>
        df > 0 ? Estimate.Of(Distributions.ChiSquare.UpperTail(chiSquare, df)) : Estimate.Undefined(UndefinedReason.NoDegreesOfFreedom);
}

/// <summary>A nested model against the one that it is nested in.</summary>
/// <param name="ChiSquare">χ² of the nested model less that of the other.</param>
/// <param name="Df">The parameters that it saves.</param>
/// <param name="P">P(χ² with df &gt; difference), unadjusted: small when the other fits better than chance; undefined with df = 0.</param>
/// <param name="Cfi">CFI of the nested model less that of the other.</param>
/// <param name="Aic">The same of AIC: above zero when the other is preferred.</param>
/// <param name="Bic">The same of BIC.</param>
public sealed record FitDifference(Estimate ChiSquare, Estimate Df, Estimate P, Estimate Cfi, Estimate Aic, Estimate Bic);
