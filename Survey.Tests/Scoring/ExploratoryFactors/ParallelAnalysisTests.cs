using Survey.Scoring.Statistics.ExploratoryFactors;
using Survey.Tests.Scoring.FactorAnalysis;

namespace Survey.Tests.Scoring.ExploratoryFactors;

public sealed class ParallelAnalysisTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => StructureCase.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_numbers_and_eigenvalues_are_those_of_psych(string name)
    {
        var one = StructureCase.Named(name);
        var actual = ParallelAnalysis.Of(one.Correlations, one.N, 20260101);
        Assert.Equal(one.Parallel.Components, actual.Components);
        Assert.Equal(one.Parallel.Factors, actual.Factors);
        for (var i = 0; i < one.FactorOfItem.Length; i++)
        {
            Assert.Equal(one.Parallel.Eigenvalues[i], actual.Eigenvalues[i], 1e-10);
            Assert.Equal(one.Parallel.Reduced[i], actual.ReducedEigenvalues[i], 1e-10);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_percentiles_from_the_Wishart_distribution_are_those_of_random_data(string name)
    {
        // R drew 4000 sets of data, here are as many matrices: each percentile within five standard errors of the difference.
        var one = StructureCase.Named(name);
        var actual = ParallelAnalysis.Of(one.Correlations, one.N, 7, draws: 4000);
        for (var i = 0; i < one.FactorOfItem.Length; i++)
        {
            Assert.Equal(one.Parallel.RandomEigenvalues[i], actual.RandomEigenvalues[i], 5 * Math.Sqrt(2) * Math.Max(one.Parallel.StandardErrors[i], 5e-4));
            Assert.Equal(one.Parallel.RandomReduced[i], actual.RandomReducedEigenvalues[i], 5 * Math.Sqrt(2) * Math.Max(one.Parallel.ReducedStandardErrors[i], 5e-4));
        }
    }

    [Fact]
    public void The_same_seed_draws_the_same_and_another_one_does_not()
    {
        var one = StructureCase.Named("holzinger-swineford");
        var (first, again, other) = (ParallelAnalysis.Of(one.Correlations, one.N, 3), ParallelAnalysis.Of(one.Correlations, one.N, 3), ParallelAnalysis.Of(one.Correlations, one.N, 4));
        Assert.Equal(first.RandomEigenvalues, again.RandomEigenvalues);
        Assert.NotEqual(first.RandomEigenvalues, other.RandomEigenvalues);
    }

    [Fact]
    public void Items_that_have_nothing_in_common_have_no_factor()
    {
        var none = new double[6, 6];
        for (var i = 0; i < 6; i++) none[i, i] = 1;
        var result = ParallelAnalysis.Of(none, 200, 1);
        Assert.Equal((0, 0), (result.Components, result.Factors));
    }

    [Fact]
    public void Random_eigenvalues_of_many_respondents_come_near_one()
    {
        var one = StructureCase.Named("holzinger-swineford");
        Assert.All(ParallelAnalysis.Of(one.Correlations, 100_000_000, 1).RandomEigenvalues, value => Assert.Equal(1, value, 0.001));
    }
}
