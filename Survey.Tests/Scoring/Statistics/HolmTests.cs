using Survey.Scoring.Statistics;

namespace Survey.Tests.Scoring.Statistics;

public sealed class HolmTests
{
    [Fact]
    public void Adjusted_p_is_that_of_R()
    {
        // R 4.2: p.adjust(c(0.04, 0.001, 0.03, 0.5), "holm") = 0.09 0.004 0.09 0.5
        var adjusted = Adjust(0.04, 0.001, 0.03, 0.5);

        Assert.Equal([0.09, 0.004, 0.09, 0.5], adjusted.Select(p => Math.Round(p!.Value, 12)));
    }

    [Fact]
    public void A_test_without_p_keeps_its_reason_and_does_not_count()
    {
        var adjusted = Holm.Adjust([Estimate.Of(0.02), Estimate.Undefined(UndefinedReason.NoVariance), Estimate.Of(0.9)]);

        Assert.Equal(0.04, adjusted[0].Value, 1e-15);
        Assert.Equal(UndefinedReason.NoVariance, adjusted[1].Reason);
        Assert.Equal(0.9, adjusted[2].Value);
    }

    [Fact]
    public void Adjusted_p_is_never_above_one() => Assert.All(Adjust(0.6, 0.7, 0.8), p => Assert.Equal(1, p));

    private static double?[] Adjust(params double[] family) => [.. Holm.Adjust([.. family.Select(Estimate.Of)]).Select(p => p.OrNull)];
}
