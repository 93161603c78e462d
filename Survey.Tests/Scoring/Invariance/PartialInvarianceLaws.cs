using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Invariance;

namespace Survey.Tests.Scoring.Invariance;

/// <summary>Which items break equality does not hang on how the data are written, and a known culprit is found.</summary>
public sealed class PartialInvarianceLaws
{
    private static readonly LavaanInvariance.GroupCase Schools = LavaanInvariance.Groups("holzinger-swineford by school");

    private static CrossProducts[] Samples => [.. Schools.Groups.Select(group => group.CrossProducts)];

    [Fact]
    public void Score_tests_do_not_depend_on_the_order_of_groups_and_items_or_on_units()
    {
        int[] order = [8, 3, 0, 5, 1, 7, 2, 4, 6];
        var original = MeasurementInvariance.OverGroups(Samples, Schools.FactorOfItem)[2];
        CrossProducts[] rewritten = [.. Samples.Reverse().Select(sample => sample.InUnits(item => item % 2 == 0 ? 100 : 0.01).Take(order))];
        var other = MeasurementInvariance.OverGroups(rewritten, [.. order.Select(item => 2 - Schools.FactorOfItem[item])])[2];

        Assert.Equal(9, original.Releases.Length);
        foreach (var test in original.Releases)
        {
            var same = other.Releases.Single(candidate => order[candidate.Item] == test.Item);
            Assert.Equal(test.ChiSquare.Value, same.ChiSquare.Value, 1e-6);
            Assert.Equal(test.AdjustedP.Value, same.AdjustedP.Value, 1e-6);
            // Seen from the other group the difference has the other sign; its size, too, changes with the reference, but not its meaning.
            Assert.True(test.Changes[0] * same.Changes[0] < 0);
        }

        Assert.Equal(original.Partial!.Freed.Intercepts, other.Partial!.Freed.Intercepts.Select(item => order[item]));
    }

    [Fact]
    public void A_shifted_item_is_the_only_one_freed_and_nothing_is_left_to_explain()
    {
        var steps = MeasurementInvariance.OverGroups([Samples[0], Samples[0].Shifted(4, 1)], Schools.FactorOfItem);
        var partial = steps[2].Partial!;

        Assert.Equal([4], partial.Freed.Intercepts);
        Assert.True(partial.Holds);
        Assert.Equal(0, partial.Change.ChiSquare.Value, 1e-7);
        var worst = steps[2].Releases.MaxBy(test => test.ChiSquare.Value)!;
        Assert.Equal((4, true), (worst.Item, worst.Changes[0] > 0.5));
        Assert.True(steps[1].Releases.IsEmpty && steps[1].Partial is null);
    }

    [Fact]
    public void Where_everything_holds_no_item_is_named()
    {
        var steps = MeasurementInvariance.OverGroups([Samples[0], Samples[0], Samples[0]], Schools.FactorOfItem);
        Assert.All(steps, step => Assert.True(step.Releases.IsEmpty && step.Partial is null));
    }

    [Fact]
    public void Two_items_of_a_dimension_stay_equal()
    {
        // Every item of the second factor is shifted by another amount, so that no pair of them agrees.
        var shifted = Samples[0].Shifted(3, 1).Shifted(4, -1).Shifted(5, 3);
        var step = MeasurementInvariance.OverGroups([Samples[0], shifted], Schools.FactorOfItem)[2];

        Assert.False(step.Partial!.Holds);
        Assert.Single(step.Partial.Freed.Intercepts);
        Assert.InRange(step.Partial.Freed.Intercepts[0], 3, 5);
    }
}
