using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics.Sampling;

/// <summary>What a weighted mean needs of the respondents of one cell, who share a weight.</summary>
/// <param name="Count">The respondents with a value.</param>
/// <param name="Sum">Σ x of them.</param>
/// <param name="Squares">Σ x² of them.</param>
public readonly record struct CellSums(long Count, double Sum, double Squares);

/// <summary>
/// A weighted mean, Σwx / Σw over the respondents with a value, and its standard error by linearisation (Taylor; Särndal, Swensson
/// &amp; Wretman 1992, result 5.7.1): the influence of respondent i is u_i = w_i (x_i − x̄) / Σw, 0 without a value, and the variance is
/// n / (n − 1) · Σ (u_i − ū)² over all n weighted respondents, the sample taken as drawn with replacement. R: <c>svymean(~x, svydesign(~1, weights = ~w), na.rm = TRUE)</c>.
/// </summary>
/// <remarks>
/// Where the weights come from raking and agree with the targets, their own dependence on the sample is accounted for: (x_i − x̄)
/// is replaced by its residual from a least-squares regression on the margins' categories (Deville, Särndal &amp; Sautory 1993,
/// JASA 88:1013-1020). R: <c>svymean(~x, calibrate(design, ~a + b, population, calfun = "raking"))</c>.
/// </remarks>
public readonly record struct WeightedMean
{
    /// <summary>The mean of cells.</summary>
    /// <param name="cells">The weighted respondents: their number with and without a value comes from here.</param>
    /// <param name="weights">The weight of each cell.</param>
    /// <param name="sums">What the cells' values sum to.</param>
    /// <param name="margins">The number of categories of each margin when raking is to be accounted for; null takes the weights as fixed.</param>
    public WeightedMean(IReadOnlyList<RakingCell> cells, IReadOnlyList<double> weights, IReadOnlyList<CellSums> sums, IReadOnlyList<int>? margins = null)
    {
        var (n, counted, total, weighted) = (0L, 0L, 0.0, 0.0);
        for (var cell = 0; cell < cells.Count; cell++)
        {
            if (weights[cell] <= 0) continue;
            n += cells[cell].Count;
            counted += sums[cell].Count;
            total += weights[cell] * sums[cell].Count;
            weighted += weights[cell] * sums[cell].Sum;
        }

        Count = counted;
        Df = n - 1;
        Mean = counted == 0 ? Estimate.Undefined(UndefinedReason.NoAnswers) : Estimate.FiniteOr(weighted / total, UndefinedReason.NoAnswers);
        StandardError = !Mean.IsDefined ? Mean
            : counted < 2 ? Estimate.Undefined(UndefinedReason.TooFewRespondents)
            : Error(cells, weights, sums, margins, Mean.Value, total, n);
    }

    /// <summary>The weighted respondents with a value.</summary>
    public long Count { get; }

    /// <summary>Degrees of freedom of the interval: the weighted respondents, with or without a value, less one.</summary>
    public long Df { get; }

    /// <summary>Σwx / Σw.</summary>
    public Estimate Mean { get; }

    /// <summary>The linearised standard error.</summary>
    public Estimate StandardError { get; }

    /// <summary>Lower limit of the 95 % interval, mean − t(.975, n − 1) · se.</summary>
    public Estimate Low => Limit(-1);

    /// <summary>Upper limit of the 95 % interval.</summary>
    public Estimate High => Limit(1);

    private Estimate Limit(int side) => !StandardError.IsDefined ? StandardError
        : Estimate.FiniteOr(Mean.Value + side * StudentT.Quantile(0.975, Df) * StandardError.Value, UndefinedReason.TooFewRespondents);

    private static Estimate Error(
        IReadOnlyList<RakingCell> cells, IReadOnlyList<double> weights, IReadOnlyList<CellSums> sums, IReadOnlyList<int>? margins, double mean, double total, long n)
    {
        // Per cell: the sum and the sum of squares of x − x̄, 0 for those without a value, then about the cell's fitted value.
        var deviations = new double[cells.Count];
        var squares = new double[cells.Count];
        for (var cell = 0; cell < cells.Count; cell++)
        {
            if (weights[cell] <= 0) continue;
            deviations[cell] = sums[cell].Sum - mean * sums[cell].Count;
            squares[cell] = Math.Max(0, sums[cell].Squares - 2 * mean * sums[cell].Sum + mean * mean * sums[cell].Count);
        }

        var fitted = margins is null ? new double[cells.Count] : MarginRegression.Fit(cells, weights, deviations, margins);
        var (first, second) = (0.0, 0.0);
        for (var cell = 0; cell < cells.Count; cell++)
        {
            if (weights[cell] <= 0) continue;
            double weight = weights[cell] / total, count = cells[cell].Count;
            first += weight * (deviations[cell] - fitted[cell] * count);
            second += weight * weight * Math.Max(0, squares[cell] - 2 * fitted[cell] * deviations[cell] + fitted[cell] * fitted[cell] * count);
        }

        return Estimate.FiniteOr(Math.Sqrt(Math.Max(0, n / (n - 1.0) * (second - first * first / n))), UndefinedReason.TooFewRespondents);
    }
}
