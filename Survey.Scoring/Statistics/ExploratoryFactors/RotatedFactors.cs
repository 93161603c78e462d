namespace Survey.Scoring.Statistics.ExploratoryFactors;

/// <summary>Loadings after a rotation, with the correlations of the factors.</summary>
/// <param name="Loadings">Pattern loadings, item by factor.</param>
/// <param name="Correlations">Factor correlations; the unit matrix after an orthogonal rotation.</param>
internal sealed record RotatedFactors(double[,] Loadings, double[,] Correlations)
{
    /// <summary>The number of items.</summary>
    public int Items => Loadings.GetLength(0);

    /// <summary>The number of factors.</summary>
    public int Factors => Loadings.GetLength(1);

    /// <summary>
    /// What each factor explains, in units of an item's variance: Σλ² of orthogonal factors, the diagonal of Φ ΛᵀΛ of oblique ones, so that
    /// the sum is that of the communalities (as <c>psych::fa</c> prints).
    /// </summary>
    public double[] VarianceExplained()
    {
        var explained = new double[Factors];
        for (var factor = 0; factor < Factors; factor++)
            for (var other = 0; other < Factors; other++)
                for (var item = 0; item < Items; item++)
                    explained[factor] += Correlations[factor, other] * Loadings[item, factor] * Loadings[item, other];
        return explained;
    }

    /// <summary>The communality of each item, the diagonal of ΛΦΛᵀ: no rotation changes it.</summary>
    public double[] Communalities()
    {
        var communalities = new double[Items];
        for (var item = 0; item < Items; item++)
            for (var factor = 0; factor < Factors; factor++)
                for (var other = 0; other < Factors; other++)
                    communalities[item] += Loadings[item, factor] * Correlations[factor, other] * Loadings[item, other];
        return communalities;
    }

    /// <summary>The same factors in another order and direction, which mean nothing in an exploratory solution.</summary>
    /// <param name="order">By place the factor that comes there.</param>
    /// <param name="signs">By factor 1, or −1 to turn it round.</param>
    public RotatedFactors Arranged(int[] order, int[] signs)
    {
        var loadings = new double[Items, Factors];
        var correlations = new double[Factors, Factors];
        for (var place = 0; place < Factors; place++)
        {
            for (var item = 0; item < Items; item++) loadings[item, place] = signs[order[place]] * Loadings[item, order[place]];
            for (var other = 0; other < Factors; other++)
                correlations[place, other] = signs[order[place]] * signs[order[other]] * Correlations[order[place], order[other]];
        }

        return new RotatedFactors(loadings, correlations);
    }
}
