using System.Runtime.CompilerServices;

namespace Survey.Scoring.Statistics.Distributions;

/// <summary>The contracts that all distributions share. NaN breaks each of them.</summary>
internal static class Guard
{
    public static void Probability(double p, [CallerArgumentExpression(nameof(p))] string? name = null)
    {
        if (!(p is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(name, p, "A probability lies between 0 and 1.");
    }

    public static void DegreesOfFreedom(double df, [CallerArgumentExpression(nameof(df))] string? name = null)
    {
        if (!(df > 0 && double.IsFinite(df)))
            throw new ArgumentOutOfRangeException(name, df, "Degrees of freedom are positive and finite.");
    }

    public static void Statistic(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (double.IsNaN(value))
            throw new ArgumentOutOfRangeException(name, value, "A test statistic is a number.");
    }
}
