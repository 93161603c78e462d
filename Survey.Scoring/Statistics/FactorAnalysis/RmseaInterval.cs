namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// The root mean square error of approximation √(max(χ² − df, 0) / (df · n)) with its 90 % interval: the noncentralities for which χ²
/// lies at the 95 % and the 5 % point of the noncentral distribution; 0 where there is none (Browne &amp; Cudeck 1993).
/// </summary>
internal static class RmseaInterval
{
    public static double Point(double chiSquare, double df, double n) => df > 0 ? Of(Math.Max(chiSquare - df, 0), df, n) : 0;

    public static double Low(double chiSquare, double df, double n) => df > 0 ? Of(Noncentrality.Upper(chiSquare, df, 0.95), df, n) : 0;

    public static double High(double chiSquare, double df, double n) => df > 0 ? Of(Noncentrality.Upper(chiSquare, df, 0.05), df, n) : 0;

    private static double Of(double noncentrality, double df, double n) => Math.Sqrt(noncentrality / (df * n));
}
