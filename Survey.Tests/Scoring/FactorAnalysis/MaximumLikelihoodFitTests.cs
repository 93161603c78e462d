using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Tests.Scoring.FactorAnalysis;

public sealed class MaximumLikelihoodFitTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => LavaanCase.Names;

    // Central differences of a function of size 10 with steps of 1e-5 are exact to about 1e-10 · 10, and of its gradient likewise.
    private const double Step = 1e-5;

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

        var size = structure.Parameters;
        double[] gradient = new double[size], high = new double[size], low = new double[size], exact = new double[size * size], expected = new double[size * size];
        Assert.True(double.IsFinite(fit.ValueAt(at)));
        fit.Gradient(gradient);
        fit.SecondDerivatives(exact, expected);
        for (var parameter = 0; parameter < size; parameter++)
        {
            var middle = at[parameter];
            at[parameter] = middle + Step;
            var above = fit.ValueAt(at);
            fit.Gradient(high);
            at[parameter] = middle - Step;
            var below = fit.ValueAt(at);
            fit.Gradient(low);
            at[parameter] = middle;
            Near((above - below) / (2 * Step), gradient[parameter]);
            for (var other = 0; other < size; other++)
                Near((high[other] - low[other]) / (2 * Step), exact[other * size + parameter]);
        }
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

    private static void Near(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-6 * Math.Max(1, Math.Abs(expected)), $"{actual:R} instead of {expected:R}");
}
