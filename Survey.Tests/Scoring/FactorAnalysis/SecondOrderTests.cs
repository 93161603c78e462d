using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Tests.Scoring.FactorAnalysis;

public sealed class SecondOrderTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => StructureCase.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_figure_is_that_of_lavaan(string name)
    {
        var one = StructureCase.Named(name);
        var actual = ConfirmatoryFactorAnalysis.FitSecondOrder(one.Matrix, one.N, one.FactorOfItem);
        var lavaan = one.SecondOrder;
        var wrong = new List<string>();

        // Both searches end at a gradient of about 1e-12 on well-conditioned matrices.
        void Near(string figure, double expected, double value, double tolerance = 1e-7)
        {
            if (!(Math.Abs(value - expected) <= tolerance * Math.Max(1, Math.Abs(expected))))
                wrong.Add($"{figure}: {value:R} instead of {expected:R}");
        }

        for (var item = 0; item < lavaan.Loadings.Length; item++)
            Near($"loading {item}", lavaan.Loadings[item], actual.StandardizedLoadings[item]);
        for (var factor = 0; factor < lavaan.SecondOrderLoadings.Length; factor++)
            Near($"second-order loading {factor}", lavaan.SecondOrderLoadings[factor], actual.SecondOrderLoadings[factor]);
        Near("chi-square", lavaan.ChiSquare, actual.Fit.ChiSquare.Value);
        Near("df", lavaan.Df, actual.Fit.Df.Value, 0);
        Near("p", lavaan.P, actual.Fit.P.Value);
        Near("cfi", lavaan.Cfi, actual.Fit.Cfi.Value);
        Near("tli", lavaan.Tli, actual.Fit.Tli.Value);
        Near("rmsea", lavaan.Rmsea, actual.Fit.Rmsea.Value);
        // lavaan finds the noncentralities with R's uniroot, which stops at 1.2e-4.
        Near("rmsea low", lavaan.RmseaLow, actual.Fit.RmseaCiLow.Value, 1e-5);
        Near("rmsea high", lavaan.RmseaHigh, actual.Fit.RmseaCiHigh.Value, 1e-5);
        Near("srmr", lavaan.Srmr, actual.Fit.Srmr.Value);
        Near("aic", lavaan.Aic, actual.Fit.Aic.Value);
        Near("bic", lavaan.Bic, actual.Fit.Bic.Value);
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public void A_loading_above_one_is_reported_with_its_dimension()
    {
        var one = StructureCase.Named("second-order Heywood case");
        var solution = ConfirmatoryFactorAnalysis.FitSecondOrder(one.Matrix, one.N, one.FactorOfItem);
        Assert.Equal(CfaSolution.Improper, solution.Status);
        Assert.True(solution.SecondOrderLoadings[0] > 1);
        Assert.Contains(solution.Problems, problem => problem.Code == CfaSolutionProblem.SecondOrderLoadingOutOfRange && problem.Subjects.SequenceEqual([0]));
    }

    [Fact]
    public void With_three_factors_it_is_another_form_of_correlated_factors()
    {
        var one = StructureCase.Named("holzinger-swineford");
        var second = ConfirmatoryFactorAnalysis.FitSecondOrder(one.Matrix, one.N, one.FactorOfItem);
        var first = ConfirmatoryFactorAnalysis.Fit(one.Matrix, one.N, one.FactorOfItem);
        Assert.Equal(first.Fit.Df.Value, second.Fit.Df.Value);
        Assert.Equal(first.Fit.ChiSquare.Value, second.Fit.ChiSquare.Value, 1e-9);
        for (var left = 0; left < 3; left++)
        {
            for (var right = 0; right < 3; right++)
                Assert.Equal(first.FactorCorrelations[left, right], second.FactorCorrelations[left, right], 1e-8);
        }
    }

    [Fact]
    public void With_two_factors_it_is_not_identified()
    {
        var one = LavaanCase.Named("reversed items");
        var solution = ConfirmatoryFactorAnalysis.FitSecondOrder(one.Matrix, one.N, one.FactorOfItem);
        Assert.Equal((CfaSolution.NotIdentified, UndefinedReason.TooFewDimensions), (solution.Status, solution.Reason));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_never_fits_better_than_correlated_factors_in_which_it_is_nested(string name)
    {
        var one = StructureCase.Named(name);
        var second = ConfirmatoryFactorAnalysis.FitSecondOrder(one.Matrix, one.N, one.FactorOfItem);
        var first = ConfirmatoryFactorAnalysis.Fit(one.Matrix, one.N, one.FactorOfItem);
        Assert.True(second.Fit.ChiSquare.Value >= first.Fit.ChiSquare.Value - 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_and_the_units_of_the_items_change_nothing_but_their_order(string name)
    {
        var one = StructureCase.Named(name);
        var k = one.FactorOfItem.Length;
        var covariance = new double[k, k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
                covariance[i, j] = one.Covariance[k - 1 - i][k - 1 - j] * Math.Pow(10, (i * 5 % 7) - 3) * Math.Pow(10, (j * 5 % 7) - 3);
        }

        var expected = ConfirmatoryFactorAnalysis.FitSecondOrder(one.Matrix, one.N, one.FactorOfItem);
        var actual = ConfirmatoryFactorAnalysis.FitSecondOrder(covariance, one.N, [.. one.FactorOfItem.Reverse()]);
        Assert.Equal(expected.Fit.ChiSquare.Value, actual.Fit.ChiSquare.Value, 1e-7);
        for (var i = 0; i < k; i++)
            Assert.Equal(expected.StandardizedLoadings[k - 1 - i], actual.StandardizedLoadings[i], 1e-7);
        for (var factor = 0; factor < expected.SecondOrderLoadings.Length; factor++)
            Assert.Equal(expected.SecondOrderLoadings[factor], actual.SecondOrderLoadings[factor], 1e-7);
    }

    [Fact]
    public void The_gradient_is_the_slope_of_F_and_the_second_derivatives_the_slope_of_the_gradient()
    {
        var one = StructureCase.Named("a dimension of one item");
        var structure = new SimpleStructure(one.FactorOfItem);
        double[] sample = [.. one.Correlations];
        var fit = new SecondOrderFit(structure, new MaximumLikelihoodFit(structure, sample, 0));
        double[] at = [.. StartingValues.Neutral(structure).AsSpan(0, structure.FirstCorrelation), .5, .6, .4, .7];
        Assert.Equal(fit.Parameters, at.Length);
        Derivatives.AreThoseOf(at, point => fit.ValueAt(point), point => MaximumLikelihoodFitTests.DerivativesAt(fit, point));
    }
}
