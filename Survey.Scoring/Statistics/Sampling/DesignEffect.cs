namespace Survey.Scoring.Statistics.Sampling;

/// <summary>What unequal weights cost in accuracy (Kish 1965, Survey Sampling, section 11.7; Kish 1992, J. Official Statistics 8:183-200).</summary>
public static class DesignEffect
{
    /// <summary>Kish's n Σw² / (Σw)²: 1 with equal weights. w = (1.2, .8, 1, 1, .5): 1.0691. Undefined without a positive weight.</summary>
    /// <param name="weights">A weight, and how many respondents have it.</param>
    public static Estimate OfWeights(IEnumerable<(double Weight, long Count)> weights)
    {
        var (n, sum, squares) = Sums(weights);
        return sum > 0 ? Estimate.FiniteOr(n * squares / (sum * sum), UndefinedReason.NoAnswers) : Estimate.Undefined(UndefinedReason.NoAnswers);
    }

    /// <summary>The effective number of respondents, (Σw)² / Σw²: as many would give a mean as accurately without weights. The example above: 4.677.</summary>
    public static Estimate EffectiveCount(IEnumerable<(double Weight, long Count)> weights)
    {
        var (_, sum, squares) = Sums(weights);
        return sum > 0 ? Estimate.FiniteOr(sum * sum / squares, UndefinedReason.NoAnswers) : Estimate.Undefined(UndefinedReason.NoAnswers);
    }

    private static (long N, double Sum, double Squares) Sums(IEnumerable<(double Weight, long Count)> weights)
    {
        var (n, sum, squares) = (0L, 0.0, 0.0);
        foreach (var (weight, count) in weights) (n, sum, squares) = (n + count, sum + weight * count, squares + weight * weight * count);
        return (n, sum, squares);
    }
}
