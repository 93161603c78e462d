using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Tests.Scoring.FactorAnalysis;

public sealed class ConfirmatoryFactorAnalysisTests
{
    [Theory]
    [MemberData(nameof(LavaanCase.Names), MemberType = typeof(LavaanCase))]
    public void Every_figure_is_that_of_lavaan(string name)
    {
        var lavaan = LavaanCase.Named(name);
        var actual = ConfirmatoryFactorAnalysis.Fit(lavaan.Matrix, lavaan.N, lavaan.FactorOfItem);
        var wrong = new List<string>();

        // Both searches end at a gradient of about 1e-15, and the nearly singular case has a condition number of about 1e3.
        void Near(string figure, double expected, double value, double scale = 1, double tolerance = 1e-9)
        {
            if (!(Math.Abs(value - expected) <= tolerance * Math.Max(scale, Math.Abs(expected))))
                wrong.Add($"{figure}: {value:R} instead of {expected:R}");
        }

        for (var i = 0; i < lavaan.Loadings.Length; i++)
        {
            var variance = lavaan.Covariance[i][i];
            Near($"standardised loading {i}", lavaan.StandardizedLoadings[i], actual.StandardizedLoadings[i]);
            Near($"loading {i}", lavaan.Loadings[i], actual.Loadings[i], Math.Sqrt(variance));
            Near($"residual {i}", lavaan.ResidualVariances[i], actual.ResidualVariances[i], variance);
        }

        for (var i = 0; i < lavaan.FactorCorrelations.Length; i++)
        {
            for (var j = 0; j < lavaan.FactorCorrelations.Length; j++)
                Near($"factor correlation {i}, {j}", lavaan.FactorCorrelations[i][j], actual.FactorCorrelations[i, j]);
        }

        Near("chi-square", lavaan.ChiSquare, actual.Fit.ChiSquare.Value);
        Near("df", lavaan.Df, actual.Fit.Df.Value, tolerance: 0);
        Near("cfi", lavaan.Cfi, actual.Fit.Cfi.Value);
        Near("tli", lavaan.Tli, actual.Fit.Tli.Value);
        Near("rmsea", lavaan.Rmsea, actual.Fit.Rmsea.Value, tolerance: 1e-9);
        // lavaan finds the noncentralities with R's uniroot, which stops at 1.2e-4.
        Near("rmsea low", lavaan.RmseaLow, actual.Fit.RmseaCiLow.Value, tolerance: 1e-5);
        Near("rmsea high", lavaan.RmseaHigh, actual.Fit.RmseaCiHigh.Value, tolerance: 1e-5);
        Near("srmr", lavaan.Srmr, actual.Fit.Srmr.Value);
        Near("aic", lavaan.Aic, actual.Fit.Aic.Value);
        Near("bic", lavaan.Bic, actual.Fit.Bic.Value);
        if (lavaan.P is { } p)
            Near("p", p, actual.Fit.P.Value);
        else if (actual.Fit.P.Reason != UndefinedReason.NoDegreesOfFreedom)
            wrong.Add("p exists without degrees of freedom");

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.Equal(lavaan.NegativeResiduals, from problem in actual.Problems
                                               where problem.Code == CfaSolutionProblem.NegativeResidualVariance
                                               select problem.Subjects.Single());
    }

    [Theory]
    [InlineData("holzinger-swineford", 85.306, 24, .931, .896, .092, .0714, .1137, .065)]
    public void The_example_of_every_textbook_has_its_published_fit(
        string name, double chiSquare, double df, double cfi, double tli, double rmsea, double low, double high, double srmr)
    {
        var solution = Fit(name);
        Assert.Equal(chiSquare, solution.Fit.ChiSquare.Value, 0.0005);
        Assert.Equal(df, solution.Fit.Df.Value);
        Assert.Equal(cfi, solution.Fit.Cfi.Value, 0.0005);
        Assert.Equal(tli, solution.Fit.Tli.Value, 0.0005);
        Assert.Equal(rmsea, solution.Fit.Rmsea.Value, 0.0005);
        Assert.Equal(low, solution.Fit.RmseaCiLow.Value, 0.00005);
        Assert.Equal(high, solution.Fit.RmseaCiHigh.Value, 0.00005);
        Assert.Equal(srmr, solution.Fit.Srmr.Value, 0.0005);
        Assert.Equal(CfaSolution.Ok, solution.Status);
    }

    [Fact]
    public void A_saturated_model_fits_exactly_and_cannot_be_tested()
    {
        var solution = Fit("three items, df 0");
        Assert.Equal(CfaSolution.Ok, solution.Status);
        Assert.Equal(0, solution.Fit.Df.Value);
        Assert.Equal(0, solution.Fit.ChiSquare.Value, 1e-9);
        Assert.Equal(UndefinedReason.NoDegreesOfFreedom, solution.Fit.P.Reason);
        Assert.Equal((1, 1), (solution.Fit.Cfi.Value, solution.Fit.Tli.Value));
        Assert.Equal((0, 0, 0), (solution.Fit.Rmsea.Value, solution.Fit.RmseaCiLow.Value, solution.Fit.RmseaCiHigh.Value));
    }

    [Fact]
    public void A_negative_residual_variance_is_reported_with_its_item_and_the_estimates_remain()
    {
        var solution = Fit("heywood");
        Assert.Equal(CfaSolution.Improper, solution.Status);
        var problem = Assert.Single(solution.Problems);
        Assert.Equal((CfaSolutionProblem.NegativeResidualVariance, 0), (problem.Code, Assert.Single(problem.Subjects)));
        Assert.True(solution.StandardizedLoadings[0] > 1);
        Assert.True(solution.Fit.ChiSquare.IsDefined);
    }

    [Fact]
    public void A_factor_correlation_above_one_is_reported_with_its_factors()
    {
        var solution = Fit("factor correlation above 1");
        Assert.Equal(CfaSolution.Improper, solution.Status);
        Assert.Contains(solution.Problems, problem => problem.Code == CfaSolutionProblem.FactorCorrelationOutOfRange && problem.Subjects.SequenceEqual([0, 1]));
        Assert.Contains(solution.Problems, problem => problem.Code == CfaSolutionProblem.IndefiniteFactorCorrelations);
    }

    [Fact]
    public void Factor_correlations_below_one_can_still_be_indefinite()
    {
        var solution = Fit("indefinite factor correlations");
        var problem = Assert.Single(solution.Problems);
        Assert.Equal(CfaSolutionProblem.IndefiniteFactorCorrelations, problem.Code);
        Assert.Equal([0, 1, 2], problem.Subjects);
        Assert.Equal(CfaSolution.Improper, solution.Status);
    }

    [Fact]
    public void Two_items_of_one_factor_are_not_identified()
    {
        var solution = ConfirmatoryFactorAnalysis.Fit(new[,] { { 1, .5 }, { .5, 1 } }, 100, [0, 0]);
        Assert.Equal(CfaSolution.NotIdentified, solution.Status);
        Assert.Equal(UndefinedReason.NotIdentified, solution.Fit.ChiSquare.Reason);
        Assert.Empty(solution.Loadings);
    }

    [Fact]
    public void A_factor_of_two_items_that_correlates_with_nothing_is_not_identified_although_there_are_degrees_of_freedom()
    {
        double[,] covariance =
        {
            { 1, .5, 0, 0, 0 },
            { .5, 1, 0, 0, 0 },
            { 0, 0, 1, .48, .42 },
            { 0, 0, .48, 1, .56 },
            { 0, 0, .42, .56, 1 },
        };
        var solution = ConfirmatoryFactorAnalysis.Fit(covariance, 100, [0, 0, 1, 1, 1]);
        Assert.Equal((CfaSolution.NotIdentified, UndefinedReason.NotIdentified), (solution.Status, solution.Reason));
    }

    [Fact]
    public void One_item_alone_is_its_own_factor()
    {
        var solution = ConfirmatoryFactorAnalysis.Fit(new double[,] { { 4 } }, 50, [0]);
        Assert.Equal((CfaSolution.Ok, 2, 0, 1), (solution.Status, solution.Loadings[0], solution.ResidualVariances[0], solution.StandardizedLoadings[0]));
    }

    [Fact]
    public void A_singular_matrix_or_a_constant_item_has_no_solution_and_says_why()
    {
        var singular = ConfirmatoryFactorAnalysis.Fit(new[,] { { 1, 1, .5 }, { 1, 1, .5 }, { .5, .5, 1 } }, 100, [0, 0, 0]);
        Assert.Equal((CfaSolution.NotConverged, UndefinedReason.SingularCorrelations), (singular.Status, singular.Reason));
        var constant = ConfirmatoryFactorAnalysis.Fit(new[,] { { 1, 0, .5 }, { 0, 0, 0 }, { .5, 0, 1 } }, 100, [0, 0, 0]);
        Assert.Equal((CfaSolution.NotConverged, UndefinedReason.ConstantItem), (constant.Status, constant.Reason));
    }

    [Fact]
    public void A_search_that_may_not_step_has_not_converged()
    {
        var one = LavaanCase.Named("holzinger-swineford");
        var solution = ConfirmatoryFactorAnalysis.Fit(one.Matrix, one.N, one.FactorOfItem, new() { MostSteps = 1 });
        Assert.Equal((CfaSolution.NotConverged, UndefinedReason.NotConverged), (solution.Status, solution.Fit.Cfi.Reason));
    }

    [Fact]
    public void A_broken_contract_throws()
    {
        Assert.ThrowsAny<ArgumentException>(() => ConfirmatoryFactorAnalysis.Fit(new double[2, 3], 10, [0, 0]));
        Assert.ThrowsAny<ArgumentException>(() => ConfirmatoryFactorAnalysis.Fit(new double[,] { { 1, 0 }, { 0, 1 } }, 10, [0, 2]));
        Assert.ThrowsAny<ArgumentException>(() => ConfirmatoryFactorAnalysis.Fit(new double[,] { { 1, 0 }, { 0, 1 } }, 10, [0, -1]));
        Assert.ThrowsAny<ArgumentException>(() => ConfirmatoryFactorAnalysis.Fit(new[,] { { 1, double.NaN }, { double.NaN, 1 } }, 10, [0, 0]));
        Assert.ThrowsAny<ArgumentException>(() => ConfirmatoryFactorAnalysis.Fit(new double[,] { { 1 } }, 0, [0]));
    }

    private static CfaSolution Fit(string name)
    {
        var one = LavaanCase.Named(name);
        return ConfirmatoryFactorAnalysis.Fit(one.Matrix, one.N, one.FactorOfItem);
    }
}
