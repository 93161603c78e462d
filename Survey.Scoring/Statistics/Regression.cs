using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics;

/// <summary>Ordinary least squares with an intercept, from moments: no figure needs the responses.</summary>
internal sealed class Regression
{
    // Beyond this R² nothing is left unexplained but rounding.
    private const double Perfect = 1 - 1e-12;

    private readonly CrossProducts _data;
    private readonly Cholesky? _predictors;
    private readonly double[,]? _inverse;
    private readonly double[] _withOutcome;
    private readonly double[] _betas;
    private readonly double _rSquared;
    private readonly UndefinedReason? _reason;
    private readonly UndefinedReason? _testReason;
    private readonly long _seed;
    private readonly double[,]? _correlations;
    private (double[] Shares, double[] Errors)? _lmg;
    private double[]? _relativeWeights;

    /// <summary>The regression of the last variable on all others.</summary>
    /// <param name="data">The predictors, then the outcome.</param>
    /// <param name="seed">Of the orderings that are sampled where there are too many predictors for all orderings.</param>
    public Regression(CrossProducts data, long seed = 0)
    {
        (_data, _seed) = (data, seed);
        var p = data.Variables - 1;
        var outcome = p;
        (_withOutcome, _betas) = (new double[p], new double[p]);
        if (Enumerable.Range(0, p).All(predictor => !data.IsConstant(predictor)) && data.Count > p)
        {
            _correlations = data.Take([.. Enumerable.Range(0, p)]).Correlations();
            _predictors = Cholesky.Of(_correlations);
            _inverse = _predictors?.Inverse();
        }

        _reason = data.Sample(outcome).DeviationReason
            ?? (data.IsConstant(outcome) ? UndefinedReason.ConstantOutcome : default(UndefinedReason?))
            ?? (data.Count < p + 2 ? UndefinedReason.TooFewRespondents : default(UndefinedReason?))
            ?? (_predictors is null ? UndefinedReason.CollinearPredictors : default(UndefinedReason?));
        if (_reason is not null)
        {
            _testReason = _reason;
            return;
        }

        for (var predictor = 0; predictor < p; predictor++) _withOutcome[predictor] = data.Correlation(predictor, outcome);
        _betas = _predictors!.Solve(_withOutcome);
        _rSquared = Math.Clamp(_predictors.QuadraticForm(_withOutcome), 0, 1);
        if (_rSquared > Perfect) _testReason = UndefinedReason.PerfectFit;
    }

    /// <summary>R², the share of the outcome's variance that the predictors explain.</summary>
    public Estimate RSquared => Defined(_rSquared);

    /// <summary>1 − (1 − R²)(n − 1)/(n − p − 1); may be negative.</summary>
    public Estimate AdjustedRSquared => Defined(1 - (1 - _rSquared) * (_data.Count - 1) / ResidualDf);

    /// <summary>F with p and n − p − 1 degrees of freedom.</summary>
    public Estimate F => Tested(() => _rSquared / Predictors / ((1 - _rSquared) / ResidualDf));

    /// <summary>P of F.</summary>
    public Estimate P => F.IsDefined ? Estimate.Of(FDistribution.UpperTail(F.Value, Predictors, ResidualDf)) : F;

    /// <summary>Coefficient in units of the outcome per unit of the predictor.</summary>
    public Estimate B(int predictor) =>
        _reason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(_betas[predictor] * Math.Sqrt(SumOfSquares(Predictors) / SumOfSquares(predictor)));

    /// <summary>Coefficient of standardised variables.</summary>
    public Estimate Beta(int predictor) => Defined(_betas[predictor]);

    /// <summary>Standard error of b.</summary>
    public Estimate StandardError(int predictor) => _reason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(Error(predictor));

    /// <summary>b / standard error, n − p − 1 degrees of freedom.</summary>
    public Estimate T(int predictor) => Tested(() => B(predictor).Value / Error(predictor));

    /// <summary>Two-sided p of t.</summary>
    public Estimate PValue(int predictor) => T(predictor) is { IsDefined: true } t ? Estimate.Of(StudentT.TwoSidedP(t.Value, ResidualDf)) : T(predictor);

    /// <summary>Variance inflation factor, 1 / (1 − R² of the predictor on the others); 1 for a single predictor.</summary>
    public Estimate Vif(int predictor) =>
        _inverse is not null ? Estimate.Of(Math.Max(_inverse[predictor, predictor], 1))
        : Estimate.Undefined(_data.Sample(predictor).DeviationReason ?? (_data.Count <= Predictors ? UndefinedReason.TooFewRespondents : UndefinedReason.CollinearPredictors));

    /// <summary>
    /// Share of R² averaged over the orderings of the predictors (Lindeman, Merenda &amp; Gold 1980): all of them up to
    /// <see cref="SharesOfRSquared.MostPredictorsExactly"/> predictors, a sample beyond. The shares add up to R².
    /// </summary>
    public Estimate Lmg(int predictor) => _reason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(AllLmg.Shares[predictor]);

    /// <summary>Standard error that <see cref="Lmg(int)"/> has from sampling orderings; 0 where all were taken. Sampling of respondents is not in it.</summary>
    public Estimate LmgError(int predictor) => _reason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(AllLmg.Errors[predictor]);

    /// <summary>Johnson's relative weight (2000), not negative; the weights add up to R².</summary>
    public Estimate RelativeWeight(int predictor) =>
        _reason is { } reason ? Estimate.Undefined(reason)
        : (_relativeWeights ??= RelativeWeights.Of(_correlations!, _betas)) is { } weights ? Estimate.Of(weights[predictor])
        : Estimate.Undefined(UndefinedReason.NotConverged);

    private (double[] Shares, double[] Errors) AllLmg => _lmg ??= Predictors <= SharesOfRSquared.MostPredictorsExactly
        ? (SharesOfRSquared.Exact(_correlations!, _withOutcome), new double[Predictors])
        : SharesOfRSquared.Sampled(_correlations!, _withOutcome, _seed);

    private int Predictors => _withOutcome.Length;

    private long ResidualDf => _data.Count - Predictors - 1;

    private double SumOfSquares(int variable) => _data.Deviations[variable, variable];

    private double Error(int predictor) =>
        Math.Sqrt((1 - _rSquared) * SumOfSquares(Predictors) / ResidualDf * _inverse![predictor, predictor] / SumOfSquares(predictor));

    private Estimate Defined(double value) => _reason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(value);

    private Estimate Tested(Func<double> value) =>
        _testReason is { } reason ? Estimate.Undefined(reason) : Estimate.FiniteOr(value(), UndefinedReason.PerfectFit);
}
