namespace Survey.Scoring.Statistics;

/// <summary>Whether two dimensions measure different things.</summary>
internal static class DiscriminantValidity
{
    /// <summary>
    /// Heterotrait-monotrait ratio (Henseler, Ringle &amp; Sarstedt 2015) of mean absolute correlations: between / √(within left · within right).
    /// 0 or more; does not exist with a dimension of one item.
    /// </summary>
    public static Estimate Htmt(double[,] correlations, Range left, Range right)
    {
        var k = correlations.GetLength(0);
        var (firstLeft, countLeft) = left.GetOffsetAndLength(k);
        var (firstRight, countRight) = right.GetOffsetAndLength(k);
        if (countLeft < 2 || countRight < 2) return Estimate.Undefined(UndefinedReason.OneItemDimension);
        var between = 0.0;
        for (var i = firstLeft; i < firstLeft + countLeft; i++)
            for (var j = firstRight; j < firstRight + countRight; j++) between += Math.Abs(correlations[i, j]);
        between /= countLeft * countRight;
        var within = Within(correlations, firstLeft, countLeft) * Within(correlations, firstRight, countRight);
        return within > 0 ? Estimate.FiniteOr(between / Math.Sqrt(within), UndefinedReason.NonPositiveCorrelations) : Estimate.Undefined(UndefinedReason.NonPositiveCorrelations);
    }

    private static double Within(double[,] correlations, int first, int count)
    {
        var sum = 0.0;
        for (var i = first; i < first + count; i++)
            for (var j = i + 1; j < first + count; j++) sum += Math.Abs(correlations[i, j]);
        return sum / (count * (count - 1) / 2.0);
    }
}
