namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>Where the search begins, on the correlation metric.</summary>
internal static class StartingValues
{
    /// <summary>
    /// Loadings from the first principal axis of each factor's items, residuals that complete the variance, and factor correlations from
    /// the correlations between the blocks.
    /// </summary>
    public static double[] FromBlocks(SimpleStructure structure, ReadOnlySpan<double> sample)
    {
        var parameters = new double[structure.Parameters];
        foreach (var items in structure.ItemsOfFactor)
            FillLoadings(items, sample, structure.Items, parameters);
        for (var i = 0; i < structure.ResidualItems.Length; i++)
        {
            var loading = parameters[structure.ResidualItems[i]];
            parameters[structure.FirstResidual + i] = 1 - loading * loading;
        }

        for (var left = 0; left < structure.Factors; left++)
        {
            for (var right = left + 1; right < structure.Factors; right++)
            {
                parameters[structure.CorrelationIndex(left, right)] =
                    Correlation(structure.ItemsOfFactor[left], structure.ItemsOfFactor[right], sample, structure.Items, parameters);
            }
        }

        return parameters;
    }

    /// <summary>Equal loadings and uncorrelated factors: Σ is positive definite whatever the data are.</summary>
    public static double[] Neutral(SimpleStructure structure)
    {
        var parameters = new double[structure.Parameters];
        parameters.AsSpan(0, structure.Items).Fill(1);
        foreach (var item in structure.ResidualItems)
            parameters[item] = Math.Sqrt(0.5);
        parameters.AsSpan(structure.FirstResidual, structure.ResidualItems.Length).Fill(0.5);
        return parameters;
    }

    private static void FillLoadings(int[] items, ReadOnlySpan<double> sample, int k, double[] parameters)
    {
        if (items.Length == 1)
        {
            parameters[items[0]] = 1;
            return;
        }

        var axis = PrincipalAxis(items, sample, k, out var variance);
        // The axis holds the variance of the items themselves too; without it λ² would be too large by about (1 − λ²) / size.
        var common = Math.Max((variance - 1) / (items.Length - 1), 0.1) * items.Length;
        for (var i = 0; i < items.Length; i++)
        {
            var loading = axis[i] * Math.Sqrt(common);
            parameters[items[i]] = Math.CopySign(Math.Clamp(Math.Abs(loading), 0.2, 0.95), loading);
        }
    }

    /// <summary>The first eigenvector of a block of the correlation matrix by a few power steps, and its eigenvalue.</summary>
    private static double[] PrincipalAxis(int[] items, ReadOnlySpan<double> sample, int k, out double variance)
    {
        // Begins with the item that has most in common with the others, so that reversed items get their sign.
        var first = 0;
        var most = -1.0;
        for (var i = 0; i < items.Length; i++)
        {
            var shared = 0.0;
            foreach (var other in items)
                shared += Math.Abs(sample[items[i] * k + other]);
            if (shared > most)
                (first, most) = (i, shared);
        }

        var axis = new double[items.Length];
        for (var i = 0; i < items.Length; i++)
            axis[i] = sample[items[first] * k + items[i]];
        var next = new double[items.Length];
        variance = 1;
        for (var step = 0; step < 20; step++)
        {
            for (var i = 0; i < items.Length; i++)
            {
                next[i] = 0;
                for (var j = 0; j < items.Length; j++)
                    next[i] += sample[items[i] * k + items[j]] * axis[j];
            }

            var length = Math.Sqrt(CholeskyFactor.Dot(next, next));
            variance = length / Math.Sqrt(CholeskyFactor.Dot(axis, axis));
            for (var i = 0; i < items.Length; i++)
                axis[i] = next[i] / length;
        }

        return axis;
    }

    private static double Correlation(int[] left, int[] right, ReadOnlySpan<double> sample, int k, double[] parameters)
    {
        double cross = 0, leftSquare = 0, rightSquare = 0;
        foreach (var i in left)
        {
            leftSquare += parameters[i] * parameters[i];
            foreach (var j in right)
                cross += parameters[i] * sample[i * k + j] * parameters[j];
        }

        foreach (var j in right)
            rightSquare += parameters[j] * parameters[j];
        return Math.Clamp(cross / (leftSquare * rightSquare), -0.9, 0.9);
    }
}
