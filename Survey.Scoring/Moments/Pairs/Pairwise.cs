using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Moments.Pairs;

/// <summary>
/// The moments of pairs read as numbers: means over the respondents who answered, covariances over those who answered both, and weighted sums of
/// means with the standard error that this overlap gives them. Valid where what is missing is drawn at random.
/// </summary>
/// <param name="moments">The moments.</param>
/// <param name="offsetOf">The lowest value of a variable.</param>
internal sealed class Pairwise(PairMoments moments, Func<int, int> offsetOf)
{
    /// <summary>The pairs of a study that counts them.</summary>
    public static Pairwise Of(StudyMoments study) => new(study.Pairs!, study.Plan.ItemPairs!.OffsetOf);

    /// <summary>The respondents who have both variables.</summary>
    public long Count(int left, int right) => moments.Count(left, right);

    /// <summary>The mean of a variable over all who have it; without meaning where nobody has.</summary>
    public double Mean(int variable) => offsetOf(variable) + (double)moments.Sum(variable, variable) / moments.Count(variable, variable);

    /// <summary>The covariance of two variables over the respondents who have both, with divisor n − 1; null for fewer than two.</summary>
    public double? Covariance(int left, int right)
    {
        Int128 n = moments.Count(left, right);
        return n < 2 ? null : (double)(n * moments.Product(left, right) - (Int128)moments.Sum(left, right) * moments.Sum(right, left)) / (double)n / (double)(n - 1);
    }

    /// <summary>
    /// Means and covariances of some variables as if of as many respondents as the rarest pair has; null, with the reason, where a pair has fewer than
    /// two. Whether the matrix is positive definite is not said.
    /// </summary>
    public (CrossProducts? Data, UndefinedReason? Reason) CrossProducts(params ReadOnlySpan<int> variables)
    {
        var smallest = long.MaxValue;
        foreach (var left in variables)
            foreach (var right in variables) smallest = Math.Min(smallest, moments.Count(left, right));
        foreach (var variable in variables)
            if (moments.Count(variable, variable) == 0) return (null, UndefinedReason.NoAnswers);
        if (smallest < 2) return (null, UndefinedReason.PairsNotShown);
        var means = new double[variables.Length];
        var deviations = new double[variables.Length, variables.Length];
        for (var left = 0; left < variables.Length; left++)
        {
            means[left] = Mean(variables[left]);
            for (var right = 0; right < variables.Length; right++) deviations[left, right] = Covariance(variables[left], variables[right])!.Value * (smallest - 1);
        }

        return (new CrossProducts(smallest, means, deviations), null);
    }

    /// <summary>A weighted sum of means: its value, the standard deviation of the weighted sum of one respondent, and the standard error.</summary>
    /// <param name="variables">The variables.</param>
    /// <param name="weights">Their weights.</param>
    public WeightedMeans Sum(ReadOnlySpan<int> variables, ReadOnlySpan<double> weights)
    {
        var fewest = long.MaxValue;
        foreach (var variable in variables) fewest = Math.Min(fewest, moments.Count(variable, variable));
        if (variables.IsEmpty || fewest == 0) return WeightedMeans.Undefined(UndefinedReason.NoAnswers);
        var (mean, squares, variance, isWhole) = (0.0, 0.0, 0.0, true);
        for (var a = 0; a < variables.Length; a++)
        {
            mean += weights[a] * Mean(variables[a]);
            for (var b = 0; b < variables.Length; b++)
            {
                squares += weights[a] * weights[b] * Overlap(variables[a], variables[b]);
                var covariance = Covariance(variables[a], variables[b]);
                isWhole &= covariance is not null;
                variance += weights[a] * weights[b] * (covariance ?? 0);
            }
        }

        if (fewest < 2) return WeightedMeans.Undefined(UndefinedReason.TooFewRespondents) with { Mean = Estimate.Of(mean), Fewest = fewest };
        // All are sums of squares of respondents, but for rounding.
        squares = Math.Max(squares, 0) * fewest / (fewest - 1);
        return new WeightedMeans(
            fewest, Estimate.Of(mean),
            !isWhole ? Estimate.Undefined(UndefinedReason.PairsNotShown)
                : variance < 0 ? Estimate.Undefined(UndefinedReason.IndefinitePairs) : Estimate.Of(Math.Sqrt(variance)),
            Estimate.Of(Math.Sqrt(squares)));
    }

    // Σ (x − x̄)(y − ȳ) / (n_x n_y) over the respondents who have both, the means those of all who have the variable.
    private double Overlap(int left, int right)
    {
        Int128 n = moments.Count(left, left), m = moments.Count(right, right), both = moments.Count(left, right);
        Int128 x = moments.Sum(left, left), y = moments.Sum(right, right);
        var numerator = n * m * moments.Product(left, right) - m * x * moments.Sum(right, left) - n * y * moments.Sum(left, right) + both * x * y;
        return (double)numerator / (double)(n * m) / (double)(n * m);
    }
}

/// <summary>A weighted sum of means.</summary>
/// <param name="Fewest">The answers to the variable that has the fewest.</param>
/// <param name="Mean">The sum.</param>
/// <param name="Sd">The standard deviation that the weighted sum would have over respondents with every variable.</param>
/// <param name="StandardError">The standard error of the sum.</param>
internal sealed record WeightedMeans(long Fewest, Estimate Mean, Estimate Sd, Estimate StandardError)
{
    /// <summary>Nothing but a reason.</summary>
    public static WeightedMeans Undefined(UndefinedReason reason) => new(0, Estimate.Undefined(reason), Estimate.Undefined(reason), Estimate.Undefined(reason));

    /// <summary>Lower limit of the 95 % interval, by t with <see cref="Df"/> degrees of freedom.</summary>
    public Estimate Low => Limit(-1);

    /// <summary>Upper limit of the 95 % interval.</summary>
    public Estimate High => Limit(1);

    /// <summary>One less than the answers to the variable that has the fewest: no more than the degrees of freedom that there are.</summary>
    public Estimate Df => StandardError.IsDefined ? Estimate.Of(Fewest - 1) : StandardError;

    /// <summary>Mean / standard error.</summary>
    public Estimate T => !StandardError.IsDefined ? StandardError
        : StandardError.Value <= 0 ? Estimate.Undefined(UndefinedReason.NoVariance) : Estimate.Of(Mean.Value / StandardError.Value);

    /// <summary>Two-sided p of t.</summary>
    public Estimate P => T is { IsDefined: true } t ? Estimate.Of(StudentT.TwoSidedP(t.Value, Fewest - 1)) : T;

    /// <summary>Mean / sd, Cohen's d_z where it is of a difference.</summary>
    public Estimate EffectSize => !Sd.IsDefined ? Sd : Sd.Value <= 0 ? Estimate.Undefined(UndefinedReason.NoVariance) : Estimate.Of(Mean.Value / Sd.Value);

    private Estimate Limit(int side) => StandardError.IsDefined
        ? Estimate.Of(Mean.Value + side * StudentT.Quantile(0.975, Fewest - 1) * StandardError.Value) : StandardError;
}
