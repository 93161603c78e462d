using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics.Sampling;

/// <summary>How many completed responses a wish for accuracy or power needs. Results are not rounded unless said; round up.</summary>
public static class SampleSize
{
    // No plan needs more; the searches end here.
    private const long Most = 1_000_000_000;

    /// <summary>
    /// Responses for a proportion known to ± <paramref name="margin"/>: n₀ = z² p (1 − p) / e², in a finite population
    /// n = n₀ / (1 + (n₀ − 1) / N) (Cochran 1977, Sampling Techniques, equations 4.1 and 4.2). p = ½ is the most cautious. p = ½, e = .05: 384.15, N = 1000: 277.74.
    /// </summary>
    /// <param name="margin">Half the width of the interval, as a share: .05 is five percentage points.</param>
    /// <param name="population">How many people there are; null when so many that it does not matter.</param>
    /// <param name="proportion">The proportion expected.</param>
    /// <param name="confidence">The level of the interval.</param>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not positive, or the proportion or the level is no share between 0 and 1.</exception>
    public static double ForProportion(double margin, long? population = null, double proportion = 0.5, double confidence = 0.95)
    {
        Positive(margin, nameof(margin));
        Share(proportion, nameof(proportion));
        var z = Z(confidence) / margin;
        return Finite(z * z * proportion * (1 - proportion), population);
    }

    /// <summary>
    /// Responses for a mean known to ± <paramref name="margin"/>: n₀ = (z s / e)², in a finite population n₀ / (1 + n₀ / N) (Cochran 1977, equations 4.4 and 4.5).
    /// </summary>
    /// <param name="deviation">The standard deviation expected, in units of the score.</param>
    /// <param name="margin">Half the width of the interval, in the same units.</param>
    /// <param name="population">How many people there are; null when so many that it does not matter.</param>
    /// <param name="confidence">The level of the interval.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation or the margin is not positive, or the level is no share between 0 and 1.</exception>
    public static double ForMean(double deviation, double margin, long? population = null, double confidence = 0.95)
    {
        Positive(deviation, nameof(deviation));
        Positive(margin, nameof(margin));
        var root = Z(confidence) * deviation / margin;
        return population is { } people ? root * root / (1 + root * root / people) : root * root;
    }

    /// <summary>
    /// The smallest whole n at which the two-sided paired t test finds a mean difference of <paramref name="effect"/> standard
    /// deviations (Cohen's d_z) with at least the power wanted, from the noncentral t distribution with δ = d_z √n
    /// (Cohen 1988, chapter 2). d_z = .3, power .8: 90. R: <c>power.t.test(delta = .3, sd = 1, power = .8, type = "paired", strict = TRUE)</c>, rounded up.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The effect is 0 or so small that more than 10⁹ would be needed, or power or level is no share between 0 and 1.</exception>
    public static long ForPairedDifference(double effect, double power = 0.8, double level = 0.05)
    {
        effect = Math.Abs(effect);
        Positive(effect, nameof(effect));
        Share(power, nameof(power));
        Share(level, nameof(level));
        if (PairedPower(effect, Most, level) < power) throw new ArgumentOutOfRangeException(nameof(effect), effect, "The effect is too small to be found.");
        long low = 1, high = 2;
        while (high < Most && PairedPower(effect, high, level) < power) (low, high) = (high, Math.Min(Most, high * 2));
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (PairedPower(effect, middle, level) < power) low = middle;
            else high = middle;
        }

        return high;
    }

    /// <summary>The power of the two-sided paired t test, both tails counted. R: <c>power.t.test(…, type = "paired", strict = TRUE)$power</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two pairs, or the level is no share between 0 and 1.</exception>
    public static double PairedPower(double effect, long pairs, double level = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 2);
        Share(level, nameof(level));
        double df = pairs - 1, noncentrality = Math.Abs(effect) * Math.Sqrt(pairs), critical = StudentT.Quantile(1 - level / 2, df);
        return Math.Clamp(1 - NoncentralT.Cdf(critical, df, noncentrality) + NoncentralT.Cdf(-critical, df, noncentrality), 0, 1);
    }

    /// <summary>
    /// Responses for a test that Cronbach's alpha is not <paramref name="null"/> when it is <paramref name="expected"/>:
    /// n = 8k/(k−1) · ((z_{α/2} + z_β) / ln((1−α₀)/(1−α₁)))² + 2 (Bonett 2002, J. Educational and Behavioral Statistics 27:335-340,
    /// equation 6), with 80 % power unless said. k = 5, .7 against .8: 479.2.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two items, both alphas the same or one not below 1, or power or level is no share between 0 and 1.</exception>
    public static double ForAlpha(int items, double @null, double expected, double power = 0.8, double level = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 2);
        if (!(@null < 1)) throw new ArgumentOutOfRangeException(nameof(@null), @null, "Alpha is below 1.");
        if (!(expected < 1) || Math.Abs(expected - @null) < 1e-9) throw new ArgumentOutOfRangeException(nameof(expected), expected, "Alpha is below 1 and differs from the other.");
        Share(power, nameof(power));
        var root = (Z(1 - level) + NormalDistribution.Quantile(power)) / Math.Log((1 - @null) / (1 - expected));
        return 8.0 * items / (items - 1) * root * root + 2;
    }

    /// <summary>How many people to invite so that as many complete: n over the response rate, rounded up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not above 0 and at most 1.</exception>
    public static long Invitations(double completes, double responseRate)
    {
        if (!(responseRate > 0 && responseRate <= 1)) throw new ArgumentOutOfRangeException(nameof(responseRate), responseRate, "A response rate is above 0 and at most 1.");
        return (long)Math.Ceiling(Math.Ceiling(completes - 1e-9) / responseRate - 1e-9);
    }

    internal static double Z(double confidence)
    {
        Share(confidence, nameof(confidence));
        return NormalDistribution.Quantile(1 - (1 - confidence) / 2);
    }

    private static double Finite(double endless, long? population) => population is { } people ? endless / (1 + (endless - 1) / people) : endless;

    private static void Positive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value))) throw new ArgumentOutOfRangeException(name, value, "A positive number is needed.");
    }

    private static void Share(double value, string name)
    {
        if (!(value > 0 && value < 1)) throw new ArgumentOutOfRangeException(name, value, "A share between 0 and 1 is needed.");
    }
}
