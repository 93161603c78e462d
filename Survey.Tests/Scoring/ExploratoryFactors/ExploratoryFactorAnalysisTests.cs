using Survey.Scoring.Statistics.ExploratoryFactors;
using Survey.Tests.Scoring.FactorAnalysis;

namespace Survey.Tests.Scoring.ExploratoryFactors;

/// <summary>Extraction against stats::factanal and psych::fa, rotation against stats and GPArotation, after order and signs are aligned.</summary>
public sealed class ExploratoryFactorAnalysisTests
{
    public static IEnumerable<TheoryDataRow<string, int>> Cases =>
        StructureCase.All.SelectMany(one => one.Exploratory.Select(solution => new TheoryDataRow<string, int>(one.Name, solution.Factors)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Maximum_likelihood_is_that_of_factanal(string name, int factors)
    {
        var reference = Reference(name, factors).Ml;
        var actual = Fit(name, factors, ExtractionMethod.MaximumLikelihood);
        Same(reference, actual);
        var fit = actual.Fit!;
        Assert.Equal(reference.ChiSquare!.Value, fit.ChiSquare.Value, 1e-5);
        Assert.Equal(reference.Df!.Value, fit.Df.Value);
        Assert.Equal(reference.P ?? -1, fit.P.OrNull ?? -1, 1e-6);
        if (reference.Rmsea is not { } rmsea) return;
        Assert.Equal(rmsea, fit.Rmsea.Value, 1e-6);
        Assert.InRange(fit.Rmsea.Value, fit.RmseaLow.Value - 0.01, fit.RmseaHigh.Value + 0.01);
        Assert.Equal(reference.Tli!.Value, fit.Tli.Value, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Minres_is_that_of_psych(string name, int factors)
    {
        var actual = Fit(name, factors, ExtractionMethod.Minres);
        Same(Reference(name, factors).Minres, actual);
        Assert.Null(actual.Fit);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rotations_are_those_of_stats_and_GPArotation(string name, int factors)
    {
        foreach (var method in Enum.GetValues<ExtractionMethod>())
        {
            var reference = method == ExtractionMethod.Minres ? Reference(name, factors).Minres : Reference(name, factors).Ml;
            var loadings = Fit(name, factors, method).Loadings;
            Same(reference.Rotations.Varimax, Rotation.Varimax(loadings));
            Same(reference.Rotations.Promax, Rotation.Promax(loadings));
            Same(reference.Rotations.Oblimin, Rotation.Oblimin(loadings, 1));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rotation_leaves_the_communalities(string name, int factors)
    {
        var extracted = Fit(name, factors, ExtractionMethod.MaximumLikelihood);
        foreach (var rotated in Rotations(extracted.Loadings))
        {
            var communalities = rotated.Communalities();
            for (var item = 0; item < communalities.Length; item++)
                Assert.Equal(1 - extracted.Uniquenesses[item], communalities[item], 1e-6);
            Assert.Equal(communalities.Sum(), rotated.VarianceExplained().Sum(), 1e-9);
            for (var factor = 0; factor < factors; factor++) Assert.Equal(1, rotated.Correlations[factor, factor], 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_order_of_the_items_is_the_order_of_their_loadings(string name, int factors)
    {
        var one = StructureCase.Named(name);
        var k = one.FactorOfItem.Length;
        int[] order = [.. Enumerable.Range(0, k).OrderBy(item => item * 7 % (k + 1))];
        var permuted = new double[k, k];
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++) permuted[i, j] = one.Correlations[order[i], order[j]];
        foreach (var method in Enum.GetValues<ExtractionMethod>())
        {
            var (before, after) = (Fit(name, factors, method), ExploratoryFactorAnalysis.Fit(permuted, one.N, factors, method, 1)!);
            foreach (var (left, right) in Rotations(before.Loadings).Zip(Rotations(after.Loadings)))
            {
                var expected = new double[k, factors];
                for (var i = 0; i < k; i++)
                    for (var factor = 0; factor < factors; factor++) expected[i, factor] = left.Loadings[order[i], factor];
                Near(expected, FactorAlignment.ToLoadings(right, expected).Loadings, 1e-5);
            }
        }
    }

    [Fact]
    public void Factors_of_the_instrument_come_in_its_order_with_loadings_that_sum_above_zero()
    {
        var one = StructureCase.Named("servqual perceptions");
        var rotated = Rotation.Oblimin(Fit(one.Name, 5, ExtractionMethod.MaximumLikelihood).Loadings, 1);
        var scrambled = rotated.Arranged([3, 0, 4, 2, 1], [-1, 1, -1, 1, -1]);
        var aligned = FactorAlignment.ToDimensions(scrambled, one.FactorOfItem);
        for (var item = 0; item < 22; item++)
        {
            var largest = Enumerable.Range(0, 5).MaxBy(factor => Math.Abs(aligned.Loadings[item, factor]));
            Assert.Equal(one.FactorOfItem[item], largest);
            Assert.True(aligned.Loadings[item, largest] > 0);
        }

        Near(FactorAlignment.ToDimensions(rotated, one.FactorOfItem).Correlations, aligned.Correlations, 1e-12);
    }

    [Fact]
    public void More_factors_than_the_items_identify_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        ExploratoryFactorAnalysis.Fit(StructureCase.Named("holzinger-swineford").Correlations, 301, 6, ExtractionMethod.MaximumLikelihood, 1));

    private static void Same(ExtractionReference reference, ExtractedFactors actual)
    {
        // The uniquenesses of a flat valley (Heywood cases) are found to the root of the discrepancy's rounding.
        var tolerance = reference.Heywood.Length > 0 ? 1e-4 : 1e-5;
        for (var item = 0; item < reference.Uniquenesses.Length; item++)
            Assert.Equal(reference.Uniquenesses[item], actual.Uniquenesses[item], tolerance);
        Assert.Equal(reference.Heywood, actual.Heywood);
        Assert.Equal(reference.Rmsr, actual.ResidualRoot, 1e-5);
    }

    private static void Same(RotationReference reference, RotatedFactors rotated)
    {
        var target = Rectangle(reference.Loadings);
        var aligned = FactorAlignment.ToLoadings(rotated, target);
        // Loadings to 2e-4, since R's search for uniquenesses and for axes stops at a tolerance of its own.
        Near(target, aligned.Loadings, 2e-4);
        var phi = LavaanCase.Square(reference.Phi);
        for (var left = 0; left < aligned.Factors; left++)
            for (var right = 0; right < aligned.Factors; right++) Assert.Equal(phi[left, right], aligned.Correlations[left, right], 5e-4);
    }

    private static double[,] Rectangle(double[][] rows)
    {
        var matrix = new double[rows.Length, rows[0].Length];
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < rows[i].Length; j++) matrix[i, j] = rows[i][j];
        return matrix;
    }

    private static void Near(double[,] expected, double[,] actual, double tolerance)
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.GetLength(0), actual.GetLength(1)));
        for (var i = 0; i < expected.GetLength(0); i++)
            for (var j = 0; j < expected.GetLength(1); j++) Assert.Equal(expected[i, j], actual[i, j], tolerance);
    }

    private static IEnumerable<RotatedFactors> Rotations(double[,] loadings) => [Rotation.Varimax(loadings), Rotation.Promax(loadings), Rotation.Oblimin(loadings, 1)];

    private static ExploratoryReference Reference(string name, int factors) => StructureCase.Named(name).Exploratory.Single(solution => solution.Factors == factors);

    private static ExtractedFactors Fit(string name, int factors, ExtractionMethod method) =>
        ExploratoryFactorAnalysis.Fit(StructureCase.Named(name).Correlations, StructureCase.Named(name).N, factors, method, 1)!;
}
