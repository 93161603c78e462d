namespace Survey.Scoring.Statistics.ControlCharts;

/// <summary>The Western Electric rules (1956), each point against limits of its own size, with the S chart's and the EWMA's limits.</summary>
internal static class RunRules
{
    /// <summary>x̄ lies beyond three standard errors.</summary>
    public const string BeyondLimits = "beyond-limits";

    /// <summary>Two of three points in a row lie beyond two standard errors on the same side, the last one too.</summary>
    public const string TwoOfThree = "two-of-three";

    /// <summary>Four of five points in a row lie beyond one standard error on the same side, the last one too.</summary>
    public const string FourOfFive = "four-of-five";

    /// <summary>Eight points in a row lie on the same side of the centre.</summary>
    public const string EightInARow = "eight-in-a-row";

    /// <summary>The standard deviation lies beyond its limits.</summary>
    public const string SpreadBeyondLimits = "spread-beyond-limits";

    /// <summary>The moving average lies beyond its limits.</summary>
    public const string EwmaBeyondLimits = "ewma-beyond-limits";

    /// <summary>The rules that the points up to this one break, in the order above.</summary>
    public static IReadOnlyList<string> At(IReadOnlyList<ControlPoint> points, int index, double centre)
    {
        var signals = new List<string>();
        var point = points[index];
        var side = Math.Sign(point.Mean - centre);
        if (point.Mean < point.Low || point.Mean > point.High) signals.Add(BeyondLimits);
        if (side != 0)
        {
            if (Beyond(0, 2) && Count(3, 2) >= 2) signals.Add(TwoOfThree);
            if (Beyond(0, 1) && Count(5, 1) >= 4) signals.Add(FourOfFive);
            if (index >= 7 && Count(8, 0) == 8) signals.Add(EightInARow);
        }

        if (point.Deviation < point.DeviationLow || point.Deviation > point.DeviationHigh) signals.Add(SpreadBeyondLimits);
        if (point.Ewma < point.EwmaLow || point.Ewma > point.EwmaHigh) signals.Add(EwmaBeyondLimits);
        return signals;

        // Whether the point so many places before lies further than so many standard errors on the side of the last one.
        bool Beyond(int before, int errors)
        {
            var candidate = points[index - before];
            return side * (candidate.Mean - centre) > errors * (candidate.High - centre) / 3;
        }

        int Count(int last, int errors) => Enumerable.Range(0, Math.Min(last, index + 1)).Count(before => Beyond(before, errors));
    }
}
