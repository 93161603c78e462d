using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>The quadrants of some attributes by each crosshair, from their importance and performance alone.</summary>
internal static class ImportancePerformance
{
    /// <summary>The crosshairs, in the order in which they are reported.</summary>
    public static readonly string[] Crosshairs = ["scale", "means", "diagonal"];

    // Differences below this are rounding: the value stands on the line.
    private const double OnTheLine = 1e-9;

    /// <summary>Places every attribute by a crosshair; gives the reason where it has no lines.</summary>
    /// <param name="crosshair">The place among <see cref="Crosshairs"/>.</param>
    /// <param name="importance">Shares in percent.</param>
    /// <param name="performance">Performance of the same attributes.</param>
    /// <param name="middle">The middle of the performance's scale.</param>
    /// <param name="quadrants">Takes a quadrant per attribute.</param>
    /// <param name="line">Where the line of importance stands; null for its mean.</param>
    public static UndefinedReason? Place(
        int crosshair, ReadOnlySpan<double> importance, ReadOnlySpan<double> performance, double middle, Span<PriorityQuadrant> quadrants, double? line = null)
    {
        if (importance.Length < 2) return UndefinedReason.OneDimension;
        var lines = (Importance: line ?? Mean(importance), Performance: crosshair == 0 ? middle : Mean(performance));
        if (crosshair == 2 && (Sd(importance) <= OnTheLine || Sd(performance) <= OnTheLine)) return UndefinedReason.NoVariance;
        for (var attribute = 0; attribute < importance.Length; attribute++)
        {
            var isImportant = importance[attribute] > lines.Importance + OnTheLine;
            var isLow = performance[attribute] < lines.Performance - OnTheLine;
            quadrants[attribute] = (isImportant, isLow) switch
            {
                (true, true) => PriorityQuadrant.ConcentrateHere,
                (true, false) => PriorityQuadrant.KeepUp,
                (false, true) => PriorityQuadrant.LowPriority,
                _ => PriorityQuadrant.PossibleOverkill,
            };
            // What is important and low lies above the diagonal anyway.
            if (crosshair == 2 && Priority(importance, performance, attribute) > OnTheLine) quadrants[attribute] = PriorityQuadrant.ConcentrateHere;
        }

        return null;
    }

    /// <summary>Standardised importance less standardised performance of an attribute (standard deviations with divisor k); NaN without variance.</summary>
    public static double Priority(ReadOnlySpan<double> importance, ReadOnlySpan<double> performance, int attribute) =>
        (importance[attribute] - Mean(importance)) / Sd(importance) - (performance[attribute] - Mean(performance)) / Sd(performance);

    /// <summary>The mean.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    private static double Sd(ReadOnlySpan<double> values)
    {
        double mean = Mean(values), sum = 0;
        foreach (var value in values) sum += (value - mean) * (value - mean);
        return Math.Sqrt(sum / values.Length);
    }
}
