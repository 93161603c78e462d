namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>Fit of a model against the independence model.</summary>
internal static class FitIndices
{
    /// <summary>Comparative fit index (Bentler 1990); 1 without degrees of freedom.</summary>
    public static double Cfi(double chiSquare, double df, double independence, double independenceDf)
    {
        var model = Math.Max(chiSquare - df, 0);
        var worst = Math.Max(model, independence - independenceDf);
        return df > 0 && worst > 0 ? 1 - model / worst : 1;
    }

    /// <summary>Tucker-Lewis index (1973), not clipped; 1 without degrees of freedom.</summary>
    public static double Tli(double chiSquare, double df, double independence, double independenceDf)
    {
        var model = (chiSquare - df) * independenceDf;
        var worst = (independence - independenceDf) * df;
        return df > 0 && worst != 0 ? 1 - model / worst : 1;
    }
}
