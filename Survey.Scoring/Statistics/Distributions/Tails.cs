namespace Survey.Scoring.Statistics.Distributions;

/// <summary>Both tails of a distribution at a point; the smaller one is accurate in relative terms.</summary>
internal readonly record struct Tails(double Lower, double Upper)
{
    /// <summary>Where a series or continued fraction ends: one unit in the last place, since a factor may never be 1 exactly.</summary>
    public const double Precision = 2.5e-16;

    public static Tails FromLower(double lower) => new(Math.Min(lower, 1), Math.Max(1 - lower, 0));

    public static Tails FromUpper(double upper) => new(Math.Max(1 - upper, 0), Math.Min(upper, 1));

    /// <summary>Lentz's guard of a denominator.</summary>
    public static double NotZero(double denominator) => Math.Abs(denominator) < 1e-300 ? 1e-300 : denominator;
}
