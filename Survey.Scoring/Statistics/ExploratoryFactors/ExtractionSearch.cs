using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.ExploratoryFactors;

/// <summary>
/// Finds the uniquenesses of least discrepancy within their limits: Newton's method on those that are not held at a limit, damped until F
/// falls (Bertsekas 1982, projected Newton).
/// </summary>
internal static class ExtractionSearch
{
    private const int MostSteps = 200;
    private const double Flat = 1e-10;

    /// <summary>The parameters at the minimum; null when none was found. The extraction stands at them afterwards.</summary>
    public static double[]? Minimize(Extraction extraction, ReadOnlySpan<double> start)
    {
        var k = extraction.Items;
        var at = start.ToArray();
        Clip(extraction, at);
        double[] gradient = new double[k], second = new double[k * k], trial = new double[k];
        var value = extraction.ValueAt(at);
        if (!double.IsFinite(value)) return null;
        var damping = 0.0;
        for (var step = 0; step < MostSteps; step++)
        {
            extraction.Gradient(gradient);
            int[] free = [.. Enumerable.Range(0, k).Where(i => IsFree(extraction, at[i], gradient[i]))];
            if (free.All(i => Math.Abs(gradient[i]) < Flat)) return at;
            extraction.SecondDerivatives(second);
            var matrix = new double[free.Length * free.Length];
            var cholesky = new CholeskyFactor(free.Length);
            var move = new double[free.Length];
            for (var accepted = false; !accepted;)
            {
                if (!(damping < 1e10)) return IsEnd(gradient, free) ? Stand(extraction, at) : null;
                for (var i = 0; i < free.Length; i++)
                {
                    for (var j = 0; j < free.Length; j++) matrix[i * free.Length + j] = second[free[i] * k + free[j]];
                    matrix[i * free.Length + i] += damping;
                    move[i] = -gradient[free[i]];
                }

                if (cholesky.TryFactor(matrix))
                {
                    cholesky.Solve(move);
                    at.CopyTo(trial, 0);
                    for (var i = 0; i < free.Length; i++) trial[free[i]] += Math.Clamp(move[i], -2, 2);
                    Clip(extraction, trial);
                    var next = extraction.ValueAt(trial);
                    // Near the minimum F cannot tell steps apart any more; the gradient of the next round judges them.
                    if (next < value || (next <= value + 1e-14 && move.All(one => Math.Abs(one) < 1e-5)))
                    {
                        if (trial.AsSpan().SequenceEqual(at)) return at;
                        (at, trial, value) = (trial, at, next);
                        damping = damping < 1e-6 ? 0 : damping / 10;
                        accepted = true;
                        continue;
                    }
                }

                damping = Math.Max(damping * 10, 1e-6);
            }
        }

        extraction.ValueAt(at);
        extraction.Gradient(gradient);
        return IsEnd(gradient, [.. Enumerable.Range(0, k).Where(i => IsFree(extraction, at[i], gradient[i]))]) ? at : null;
    }

    // Flat to what rounding of the eigenvalues allows.
    private static bool IsEnd(double[] gradient, int[] free) => free.All(i => Math.Abs(gradient[i]) < 1e-7);

    private static double[] Stand(Extraction extraction, double[] at)
    {
        extraction.ValueAt(at);
        return at;
    }

    private static bool IsFree(Extraction extraction, double parameter, double slope) =>
        !(parameter <= extraction.Lowest && slope > 0) && !(parameter >= extraction.Highest && slope < 0);

    private static void Clip(Extraction extraction, double[] parameters)
    {
        for (var i = 0; i < parameters.Length; i++) parameters[i] = Math.Clamp(parameters[i], extraction.Lowest, extraction.Highest);
    }
}
