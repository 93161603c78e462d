namespace Survey.Scoring.Statistics.ExploratoryFactors;

/// <summary>Rotations of extracted loadings towards simple structure. A single factor is left as it is.</summary>
internal static class Rotation
{
    // Angles below this move no loading by more than rounding.
    private const double SmallestAngle = 1e-13;

    // The gradient's size at which oblimin ends; random starts end earlier and the best goes on.
    private const double Flat = 1e-9;
    private const double Rough = 1e-3;

    private const int RandomStarts = 6;

    /// <summary>
    /// Varimax (Kaiser 1958) with Kaiser's normalisation by the communalities, by planar rotations until none turns. R:
    /// <c>stats::varimax(L, normalize = TRUE)</c>.
    /// </summary>
    public static RotatedFactors Varimax(double[,] loadings)
    {
        var (k, m) = (loadings.GetLength(0), loadings.GetLength(1));
        var rotated = (double[,])loadings.Clone();
        var lengths = new double[k];
        for (var item = 0; item < k; item++)
        {
            for (var factor = 0; factor < m; factor++) lengths[item] += loadings[item, factor] * loadings[item, factor];
            lengths[item] = Math.Sqrt(lengths[item]);
            for (var factor = 0; factor < m && lengths[item] > 0; factor++) rotated[item, factor] /= lengths[item];
        }

        for (var (sweep, isTurning) = (0, true); sweep < 500 && isTurning; sweep++)
        {
            isTurning = false;
            for (var left = 0; left < m; left++)
                for (var right = left + 1; right < m; right++) isTurning |= TurnPlane(rotated, left, right);
        }

        for (var item = 0; item < k; item++)
            for (var factor = 0; factor < m; factor++) rotated[item, factor] *= lengths[item];
        return new RotatedFactors(rotated, Matrices.Identity(m));
    }

    /// <summary>
    /// Promax (Hendrickson &amp; White 1964) from varimax with Kaiser's normalisation towards its loadings to the power kappa with their signs;
    /// the second step without normalisation. R: <c>stats::promax(L, m = 4)</c>.
    /// </summary>
    public static RotatedFactors Promax(double[,] loadings, double kappa = 4)
    {
        var varimax = Varimax(loadings);
        var (k, m) = (varimax.Items, varimax.Factors);
        if (m < 2) return varimax;
        var x = varimax.Loadings;
        var target = new double[k, m];
        for (var item = 0; item < k; item++)
            for (var factor = 0; factor < m; factor++) target[item, factor] = x[item, factor] * Math.Pow(Math.Abs(x[item, factor]), kappa - 1);
        if (Matrices.Inverse(Matrices.Multiply(Matrices.Transpose(x), x)) is not { } inverse) return varimax;
        var u = Matrices.Multiply(inverse, Matrices.Multiply(Matrices.Transpose(x), target));
        if (Matrices.Inverse(Matrices.Multiply(Matrices.Transpose(u), u)) is not { } own) return varimax;
        for (var row = 0; row < m; row++)
            for (var column = 0; column < m; column++) u[row, column] *= Math.Sqrt(own[column, column]);
        // Φ = (UᵀU)⁻¹, with 1 in the diagonal by the scaling of U.
        return Matrices.Inverse(Matrices.Multiply(Matrices.Transpose(u), u)) is { } correlations
            ? new RotatedFactors(Matrices.Multiply(x, u), correlations)
            : varimax;
    }

    /// <summary>
    /// Direct oblimin with gamma 0, that is quartimin: least ¼ Σ λ²_if λ²_ig over pairs of factors, by gradient projection (Jennrich &amp;
    /// Sampson 1966; Jennrich 2002), without Kaiser's normalisation. Starts are the axes given, those of varimax and promax, and seeded random
    /// ones; the lowest minimum counts. R: <c>GPArotation::oblimin(L, gam = 0)</c>.
    /// </summary>
    public static RotatedFactors Oblimin(double[,] loadings, long seed)
    {
        var m = loadings.GetLength(1);
        if (m < 2) return Varimax(loadings);
        var stream = new RandomStream(seed, 0x4F424C49, m);
        var search = new ObliqueSearch(loadings);
        var (best, lowest) = (default(double[,]), double.PositiveInfinity);
        foreach (var start in Starts(loadings, stream))
        {
            if (search.TryMinimize(start, Rough, 300, out var value) && value < lowest - 1e-9) (best, lowest) = (search.Axes, value);
        }

        if (best is null) return Varimax(loadings);
        search.TryMinimize(best, Flat, 5000, out _);
        return new RotatedFactors(search.Loadings, Matrices.Multiply(Matrices.Transpose(search.Axes), search.Axes));
    }

    private static IEnumerable<double[,]> Starts(double[,] loadings, RandomStream stream)
    {
        var m = loadings.GetLength(1);
        yield return Matrices.Identity(m);
        if (Matrices.Inverse(Matrices.Multiply(Matrices.Transpose(loadings), loadings)) is { } inverse)
        {
            // A T = L, so T by least squares, exactly.
            var varimax = Matrices.Multiply(inverse, Matrices.Multiply(Matrices.Transpose(loadings), Varimax(loadings).Loadings));
            yield return varimax;
            var promax = Matrices.Multiply(inverse, Matrices.Multiply(Matrices.Transpose(loadings), Promax(loadings).Loadings));
            if (Matrices.Inverse(Matrices.Transpose(promax)) is { } axes) yield return axes;
        }

        for (var start = 0; start < RandomStarts; start++) yield return Matrices.RandomOrthogonal(m, stream);
    }

    /// <summary>Turns two factors by Kaiser's angle; whether that moved them.</summary>
    private static bool TurnPlane(double[,] loadings, int left, int right)
    {
        var k = loadings.GetLength(0);
        double a = 0, b = 0, c = 0, d = 0;
        for (var item = 0; item < k; item++)
        {
            var (x, y) = (loadings[item, left], loadings[item, right]);
            var (u, v) = (x * x - y * y, 2 * x * y);
            a += u;
            b += v;
            c += u * u - v * v;
            d += 2 * u * v;
        }

        var angle = Math.Atan2(d - 2 * a * b / k, c - (a * a - b * b) / k) / 4;
        if (Math.Abs(angle) < SmallestAngle) return false;
        var (sine, cosine) = Math.SinCos(angle);
        for (var item = 0; item < k; item++)
        {
            var (x, y) = (loadings[item, left], loadings[item, right]);
            loadings[item, left] = cosine * x + sine * y;
            loadings[item, right] = cosine * y - sine * x;
        }

        return true;
    }
}
