namespace Survey.Scoring.Statistics;

/// <summary>Several variables on the same respondents: number, means, and sums of squares and products about the means.</summary>
/// <param name="Count">The respondents, n.</param>
/// <param name="Means">The mean of each variable.</param>
/// <param name="Deviations">Σ (x − x̄)(y − ȳ), symmetric; a constant variable has a diagonal of exactly 0.</param>
internal sealed record CrossProducts(long Count, double[] Means, double[,] Deviations)
{
    /// <summary>The number of variables, k.</summary>
    public int Variables => Means.Length;

    /// <summary>Whether a variable has the same value throughout.</summary>
    public bool IsConstant(int variable) => Deviations[variable, variable] <= 0;

    /// <summary>Whether any variable is constant.</summary>
    public bool HasConstant => Enumerable.Range(0, Variables).Any(IsConstant);

    /// <summary>One variable.</summary>
    public Sample Sample(int variable) => new(Count, Means[variable], Deviations[variable, variable]);

    /// <summary>Product-moment correlation; NaN with a constant variable.</summary>
    public double Correlation(int left, int right) => left == right
        ? 1
        : Math.Clamp(Deviations[left, right] / Math.Sqrt(Deviations[left, left]) / Math.Sqrt(Deviations[right, right]), -1, 1);

    /// <summary>The correlation matrix; no variable may be constant.</summary>
    public double[,] Correlations() => Matrix(Correlation);

    /// <summary>The covariance matrix with a divisor, n − 1 or n.</summary>
    public double[,] Covariances(double divisor) => Matrix((left, right) => Deviations[left, right] / divisor);

    /// <summary>Some of the variables, in the order given.</summary>
    public CrossProducts Take(params int[] variables)
    {
        var deviations = new double[variables.Length, variables.Length];
        for (var left = 0; left < variables.Length; left++)
            for (var right = 0; right < variables.Length; right++)
                deviations[left, right] = Deviations[variables[left], variables[right]];
        return new CrossProducts(Count, [.. variables.Select(variable => Means[variable])], deviations);
    }

    /// <summary>Linear combinations of the variables: a row of weights per result. What only rounding tells from a constant is one.</summary>
    public CrossProducts Combine(double[][] weights)
    {
        var means = new double[weights.Length];
        var deviations = new double[weights.Length, weights.Length];
        for (var left = 0; left < weights.Length; left++)
        {
            for (var i = 0; i < Variables; i++) means[left] += weights[left][i] * Means[i];
            for (var right = 0; right < weights.Length; right++)
            {
                double sum = 0, size = 0;
                for (var i = 0; i < Variables; i++)
                {
                    if (weights[left][i] == 0) continue;
                    for (var j = 0; j < Variables; j++)
                    {
                        var part = weights[left][i] * Deviations[i, j] * weights[right][j];
                        (sum, size) = (sum + part, size + Math.Abs(part));
                    }
                }

                deviations[left, right] = left == right && sum <= 1e-12 * size ? 0 : sum;
            }
        }

        return new CrossProducts(Count, means, deviations);
    }

    /// <summary>The mean of all variables, respondent by respondent.</summary>
    public Sample MeanOfVariables()
    {
        double sum = 0, size = 0;
        foreach (var deviation in Deviations) (sum, size) = (sum + deviation, size + Math.Abs(deviation));
        // Variables that cancel each other leave nothing but rounding.
        var squares = sum <= 1e-12 * size ? 0 : sum / Variables / Variables;
        return new Sample(Count, Means.Average(), squares);
    }

    private double[,] Matrix(Func<int, int, double> entry)
    {
        var matrix = new double[Variables, Variables];
        for (var left = 0; left < Variables; left++)
            for (var right = 0; right < Variables; right++)
                matrix[left, right] = entry(left, right);
        return matrix;
    }
}
