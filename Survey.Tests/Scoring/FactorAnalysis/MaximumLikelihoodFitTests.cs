using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Tests.Scoring.FactorAnalysis;

public sealed class MaximumLikelihoodFitTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => LavaanCase.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_the_slope_of_F_and_the_second_derivatives_the_slope_of_the_gradient(string name)
    {
        var one = LavaanCase.Named(name);
        var structure = new SimpleStructure(one.FactorOfItem);
        var k = structure.Items;
        var sample = new double[k * k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
                sample[i * k + j] = one.Covariance[i][j] / Math.Sqrt(one.Covariance[i][i] * one.Covariance[j][j]);
        }

        var fit = new MaximumLikelihoodFit(structure, sample, 0);
        var at = StartingValues.Neutral(structure);
        for (var i = 0; i < at.Length; i++)
            at[i] += 0.05 * Math.Sin(i + 1);

        Derivatives.AreThoseOf(at, point => fit.ValueAt(point), point => DerivativesAt(fit, point));
    }

    [Fact]
    public void Where_the_model_fits_exactly_the_expected_second_derivatives_are_the_exact_ones()
    {
        var structure = new SimpleStructure([0, 0, 0, 1, 1, 2]);
        var at = StartingValues.Neutral(structure);
        at[structure.CorrelationIndex(0, 1)] = .4;
        var model = new MaximumLikelihoodFit(structure, new double[36], 0);
        model.ValueAt(at);
        var fit = new MaximumLikelihoodFit(structure, model.Implied.ToArray(), model.LogDeterminant);
        var size = structure.Parameters;
        double[] gradient = new double[size], exact = new double[size * size], expected = new double[size * size];
        Assert.Equal(0, fit.ValueAt(at), 1e-14);
        fit.Gradient(gradient);
        fit.SecondDerivatives(exact, expected);
        Assert.All(gradient, slope => Assert.Equal(0, slope, 1e-14));
        for (var i = 0; i < exact.Length; i++)
            Assert.Equal(expected[i], exact[i], 1e-12);
    }

    [Fact]
    public void F_is_infinite_where_the_model_is_not_positive_definite()
    {
        var structure = new SimpleStructure([0, 0, 0]);
        var fit = new MaximumLikelihoodFit(structure, [1, 0, 0, 0, 1, 0, 0, 0, 1], 0);
        Assert.Equal(double.PositiveInfinity, fit.ValueAt([.5, .5, .5, -1, 1, 1]));
    }

    internal static (double[] Gradient, double[] Second) DerivativesAt(IDiscrepancy fit, double[] point)
    {
        double[] gradient = new double[point.Length], exact = new double[point.Length * point.Length], expected = new double[exact.Length];
        fit.ValueAt(point);
        fit.Gradient(gradient);
        fit.SecondDerivatives(exact, expected);
        return (gradient, exact);
    }
}
