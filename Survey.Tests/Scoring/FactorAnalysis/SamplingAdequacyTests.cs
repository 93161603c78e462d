using Survey.Scoring.Statistics;

namespace Survey.Tests.Scoring.FactorAnalysis;

public sealed class SamplingAdequacyTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => StructureCase.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_adequacy_of_each_item_and_of_all_is_that_of_psych(string name)
    {
        var one = StructureCase.Named(name);
        var inverse = Cholesky.Of(one.Correlations)!.Inverse();
        var items = SamplingAdequacy.OfItems(one.Correlations, inverse);
        Assert.Equal(one.Msa.Length, items.Length);
        for (var item = 0; item < items.Length; item++) Assert.Equal(one.Msa[item], items[item].Value, 1e-10);
        Assert.Equal(one.Kmo, SamplingAdequacy.Kmo(one.Correlations, inverse).Value, 1e-10);
    }

    [Fact]
    public void One_item_alone_has_no_adequacy() =>
        Assert.Equal(UndefinedReason.TooFewItems, SamplingAdequacy.OfItems(new double[,] { { 1 } }, new double[,] { { 1 } })[0].Reason);
}
