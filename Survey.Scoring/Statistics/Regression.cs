using System.Numerics;
using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics;

/// <summary>Ordinary least squares with an intercept, from moments: no figure needs the responses.</summary>
internal sealed class Regression
{
    /// <summary>The most predictors for which R² is divided exactly: the work doubles with each.</summary>
    public const int MostPredictorsOfLmg = 12;

    // Beyond this R² nothing is left unexplained but rounding.
    private const double Perfect = 1 - 1e-12;

    private readonly CrossProducts _data;
    private readonly Cholesky? _predictors;
    private readonly double[,]? _inverse;
    private readonly double[] _withOutcome;
    private readonly double[] _betas;
    private readonly double _rSquared;
    private readonly double[]? _lmg;
    private readonly UndefinedReason? _reason;
    private readonly UndefinedReason? _testReason;

    /// <summary>The regression of the last variable on all others.</summary>
    public Regression(CrossProducts data)
    {
        _data = data;
        var p = data.Variables - 1;
        var outcome = p;
        (_withOutcome, _betas) = (new double[p], new double[p]);
        if (Enumerable.Range(0, p).All(predictor => !data.IsConstant(predictor)) && data.Count > p)
        {
            var correlations = data.Take([.. Enumerable.Range(0, p)]).Correlations();
            _predictors = Cholesky.Of(correlations);
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
        if (p <= MostPredictorsOfLmg) _lmg = Lmg();
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
    /// Share of R² averaged over all orderings of the predictors (Lindeman, Merenda &amp; Gold 1980); the shares add up to R². Does not
    /// exist above <see cref="MostPredictorsOfLmg"/> predictors.
    /// </summary>
    public Estimate Lmg(int predictor) =>
        _reason is { } reason ? Estimate.Undefined(reason)
        : _lmg is null ? Estimate.Undefined(UndefinedReason.TooManyDimensions)
        : Estimate.Of(_lmg[predictor]);

    private int Predictors => _withOutcome.Length;

    private long ResidualDf => _data.Count - Predictors - 1;

    private double SumOfSquares(int variable) => _data.Deviations[variable, variable];

    private double Error(int predictor) =>
        Math.Sqrt((1 - _rSquared) * SumOfSquares(Predictors) / ResidualDf * _inverse![predictor, predictor] / SumOfSquares(predictor));

    private Estimate Defined(double value) => _reason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(value);

    private Estimate Tested(Func<double> value) =>
        _testReason is { } reason ? Estimate.Undefined(reason) : Estimate.FiniteOr(value(), UndefinedReason.PerfectFit);

    // R² of every set of predictors, then each predictor's mean gain weighted by how many orderings put just that set before it.
    private double[] Lmg()
    {
        var explained = new double[1 << Predictors];
        for (var set = 1; set < explained.Length; set++)
        {
            int[] members = [.. Enumerable.Range(0, Predictors).Where(predictor => (set >> predictor & 1) != 0)];
            var factor = Cholesky.Of(_data.Take(members).Correlations());
            explained[set] = factor?.QuadraticForm([.. members.Select(member => _withOutcome[member])]) ?? _rSquared;
        }

        var weights = new double[Predictors];
        for (var size = 0; size < Predictors; size++) weights[size] = Factorial(size) * Factorial(Predictors - 1 - size) / Factorial(Predictors);
        var shares = new double[Predictors];
        for (var set = 0; set < explained.Length; set++)
            for (var predictor = 0; predictor < Predictors; predictor++)
                if ((set >> predictor & 1) == 0)
                    shares[predictor] += weights[BitOperations.PopCount((uint)set)] * (explained[set | 1 << predictor] - explained[set]);
        return shares;
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
