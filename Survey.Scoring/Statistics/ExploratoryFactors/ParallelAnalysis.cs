using System.Runtime.CompilerServices;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.ExploratoryFactors;

/// <summary>
/// Parallel analysis (Horn 1965): as many components or factors as have eigenvalues above the 95th percentile of those of random data of the
/// same size, counted up to the first that has not (Glorfeld 1995 for the percentile).
/// </summary>
/// <remarks>
/// Components compare the eigenvalues of the correlations, factors those of the reduced correlations with squared multiple correlations in
/// the diagonal; each with random ones of its own kind. R: <c>psych::fa.parallel(x, SMC = TRUE, quant = .95, sim = TRUE)</c>.
/// </remarks>
internal sealed class ParallelAnalysis
{
    /// <summary>How many random matrices are drawn.</summary>
    public const int Draws = 250;

    private const double Percentile = 0.95;

    private ParallelAnalysis()
    {
    }

    /// <summary>The number of components.</summary>
    public required int Components { get; init; }

    /// <summary>The number of factors.</summary>
    public required int Factors { get; init; }

    /// <summary>The eigenvalues of the correlations, falling.</summary>
    public required double[] Eigenvalues { get; init; }

    /// <summary>The eigenvalues of the reduced correlations, falling.</summary>
    public required double[] ReducedEigenvalues { get; init; }

    /// <summary>The 95th percentile of each eigenvalue of random data.</summary>
    public required double[] RandomEigenvalues { get; init; }

    /// <summary>The same of reduced random correlations.</summary>
    public required double[] RandomReducedEigenvalues { get; init; }

    /// <summary>Compares a correlation matrix with random ones.</summary>
    /// <param name="correlations">Positive definite, k × k.</param>
    /// <param name="n">Respondents, more than k.</param>
    /// <param name="seed">The seed of the study; the draws depend on it, n and k alone.</param>
    /// <param name="draws">How many random matrices.</param>
    public static ParallelAnalysis Of(double[,] correlations, long n, long seed, int draws = Draws)
    {
        var k = correlations.GetLength(0);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(n, k);
        var eigen = new SymmetricEigen(k);
        double[] matrix = [.. correlations];
        var own = Decompose(eigen, matrix);
        var cholesky = new CholeskyFactor(k);
        var inverse = new double[k * k];
        if (!cholesky.TryFactor(matrix)) throw new ArgumentException("The correlations are not positive definite.", nameof(correlations));
        cholesky.Invert(inverse);
        for (var i = 0; i < k; i++) matrix[i * k + i] = 1 - 1 / inverse[i * k + i];
        var reduced = Decompose(eigen, matrix);
        var (random, randomReduced) = Random(k, n, seed, draws);
        return new ParallelAnalysis
        {
            Components = Above(own, random),
            Factors = Above(reduced, randomReduced),
            Eigenvalues = own,
            ReducedEigenvalues = reduced,
            RandomEigenvalues = random,
            RandomReducedEigenvalues = randomReduced,
        };
    }

    private static int Above(double[] own, double[] random)
    {
        var count = 0;
        while (count < own.Length && own[count] > random[count]) count++;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double[] Whole, double[] Reduced) Random(int k, long n, long seed, int draws)
    {
        var stream = new RandomStream(seed, 0x50415241, n, k);
        var eigen = new SymmetricEigen(k);
        double[] lower = new double[k * k], inverse = new double[k * k], matrix = new double[k * k];
        var whole = new double[k][];
        var reduced = new double[k][];
        for (var i = 0; i < k; i++) (whole[i], reduced[i]) = (new double[draws], new double[draws]);
        for (var draw = 0; draw < draws; draw++)
        {
            FillFactor(lower, k, n, stream);
            FillProduct(lower, matrix, k);
            Keep(Decompose(eigen, matrix), whole, draw);
            FillInverseDiagonal(lower, inverse, matrix, k);
            Keep(Decompose(eigen, matrix), reduced, draw);
        }

        return ([.. whole.Select(Quantile)], [.. reduced.Select(Quantile)]);
    }

    /// <summary>
    /// The Cholesky factor of the correlations of n respondents with k independent normal variables: the factor of their Wishart matrix holds
    /// √χ²(n − 1), √χ²(n − 2) … and normal variables below (Bartlett 1933); rows are made to have length 1. So n costs nothing.
    /// </summary>
    private static void FillFactor(double[] lower, int k, long n, RandomStream stream)
    {
        for (var i = 0; i < k; i++)
        {
            var row = lower.AsSpan(i * k, i + 1);
            for (var j = 0; j < i; j++) row[j] = stream.Normal();
            row[i] = Math.Sqrt(stream.ChiSquare(n - 1 - i));
            var length = Math.Sqrt(CholeskyFactor.Dot(row, row));
            for (var j = 0; j <= i; j++) row[j] /= length;
        }
    }

    private static void FillProduct(double[] lower, double[] matrix, int k)
    {
        for (var i = 0; i < k; i++)
        {
            matrix[i * k + i] = 1;
            for (var j = 0; j < i; j++)
                matrix[i * k + j] = matrix[j * k + i] = CholeskyFactor.Dot(lower.AsSpan(i * k, j + 1), lower.AsSpan(j * k, j + 1));
        }
    }

    /// <summary>Squared multiple correlations 1 − 1 / (R⁻¹)ᵢᵢ into the diagonal, R⁻¹ from the columns of L⁻¹.</summary>
    private static void FillInverseDiagonal(double[] lower, double[] inverse, double[] matrix, int k)
    {
        Array.Clear(inverse);
        for (var i = 0; i < k; i++)
        {
            var row = inverse.AsSpan(i * k, i + 1);
            for (var j = 0; j < i; j++)
                CholeskyFactor.AddScaled(row[..(j + 1)], inverse.AsSpan(j * k, j + 1), -lower[i * k + j]);
            row[i] = 1;
            var pivot = 1 / lower[i * k + i];
            for (var j = 0; j <= i; j++) row[j] *= pivot;
        }

        for (var j = 0; j < k; j++)
        {
            var sum = 0.0;
            for (var i = j; i < k; i++) sum += inverse[i * k + j] * inverse[i * k + j];
            matrix[j * k + j] = 1 - 1 / sum;
        }
    }

    private static double[] Decompose(SymmetricEigen eigen, double[] matrix) => eigen.TryDecompose(matrix, withVectors: false)
        ? eigen.Values.ToArray()
        : throw new InvalidOperationException("The eigenvalues of a correlation matrix were not found.");

    private static void Keep(double[] values, double[][] all, int draw)
    {
        for (var i = 0; i < values.Length; i++) all[i][draw] = values[i];
    }

    /// <summary>R's quantile of type 7.</summary>
    private static double Quantile(double[] values)
    {
        Array.Sort(values);
        var place = (values.Length - 1) * Percentile;
        var low = (int)place;
        return low + 1 < values.Length ? values[low] + (place - low) * (values[low + 1] - values[low]) : values[low];
    }
}
