using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;
using Survey.Scoring.Statistics.Invariance;
using Survey.Tests.Scoring.FactorAnalysis;

namespace Survey.Tests.Scoring.Invariance;

/// <summary>What must not change, or change in a known way, and what happens to samples that carry no model.</summary>
public sealed class MeasurementInvarianceLaws
{
    private static readonly LavaanInvariance.GroupCase Schools = LavaanInvariance.Groups("holzinger-swineford by school");

    private static CrossProducts[] Samples => [.. Schools.Groups.Select(group => group.CrossProducts)];

    [Fact]
    public void The_order_of_the_groups_does_not_change_the_fit()
    {
        var three = LavaanInvariance.Groups("three groups");
        CrossProducts[] groups = [.. three.Groups.Select(group => group.CrossProducts)];
        SameFit(MeasurementInvariance.OverGroups(groups, three.FactorOfItem), MeasurementInvariance.OverGroups([groups[2], groups[0], groups[1]], three.FactorOfItem));
    }

    [Fact]
    public void The_order_of_the_items_and_the_numbers_of_the_factors_do_not_change_the_fit()
    {
        int[] order = [8, 3, 0, 5, 1, 7, 2, 4, 6];
        SameFit(MeasurementInvariance.OverGroups(Samples, Schools.FactorOfItem), MeasurementInvariance.OverGroups(
            [.. Samples.Select(sample => sample.Take(order))], [.. order.Select(item => 2 - Schools.FactorOfItem[item])]));
    }

    [Fact]
    public void Other_units_and_other_origins_of_the_items_do_not_change_the_fit()
    {
        CrossProducts[] moved = [.. Samples.Select(sample => sample.Changed((item, mean) => (mean - item) * Unit(item), Unit))];
        SameFit(MeasurementInvariance.OverGroups(Samples, Schools.FactorOfItem), MeasurementInvariance.OverGroups(moved, Schools.FactorOfItem), likelihood: false);

        static double Unit(int item) => item % 2 == 0 ? 100 : -0.01;
    }

    [Fact]
    public void Groups_with_the_same_moments_lose_nothing_by_equality()
    {
        var same = Samples[0] with { Count = Samples[0].Count };
        var steps = MeasurementInvariance.OverGroups([same, same, same], Schools.FactorOfItem);
        foreach (var (before, after) in new[] { (steps[0], steps[1]), (steps[1], steps[2]) })
        {
            var difference = after.Fit.Against(before.Fit);
            Assert.Equal(0, difference.ChiSquare.Value, 1e-8);
            Assert.Equal(1, difference.P.Value, 1e-6);
            Assert.Equal(12, difference.Df.Value);
        }

        Assert.All(steps[2].FactorMeans.SelectMany(means => means), mean => Assert.Equal(0, mean, 1e-6));
    }

    [Fact]
    public void A_shifted_item_breaks_equal_intercepts_and_leaves_the_levels_before_as_they_are()
    {
        var shifted = Samples[0].Shifted(4, 1);
        var steps = MeasurementInvariance.OverGroups([Samples[0], shifted], Schools.FactorOfItem);
        Assert.Equal(0, steps[1].Fit.Against(steps[0].Fit).ChiSquare.Value, 1e-8);
        Assert.True(steps[1].Fit.Against(steps[0].Fit).Cfi.Value >= 0);
        Assert.True(steps[2].Fit.Against(steps[1].Fit).Cfi.Value < -InvarianceStep.LargestLoss);
    }

    [Fact]
    public void A_shift_of_a_whole_factor_is_a_difference_of_its_mean_and_breaks_nothing()
    {
        var loadings = ConfirmatoryFactorAnalysis.Fit(Samples[0].Covariances(Samples[0].Count), Samples[0].Count, Schools.FactorOfItem).Loadings;
        var shifted = Samples[0].Changed((item, mean) => Schools.FactorOfItem[item] == 1 ? mean + 0.5 * loadings[item] : mean, _ => 1);
        var steps = MeasurementInvariance.OverGroups([Samples[0], shifted], Schools.FactorOfItem);
        Assert.Equal(0, steps[2].Fit.Against(steps[0].Fit).ChiSquare.Value, 1e-8);
        Assert.Equal([0, 0.5, 0], steps[2].FactorMeans[1].Select(mean => Math.Round(mean, 6)));
    }

    [Fact]
    public void Exchanging_the_batteries_keeps_the_fit_and_turns_the_latent_differences_round()
    {
        var study = LavaanInvariance.Batteries("servqual");
        var joint = study.Joint.CrossProducts;
        int[] exchanged = [.. Enumerable.Range(22, 22), .. Enumerable.Range(0, 22)];
        var (before, after) = (MeasurementInvariance.BetweenBatteries(joint, study.FactorOfItem), MeasurementInvariance.BetweenBatteries(joint.Take(exchanged), study.FactorOfItem));
        SameFit(before, after);
        Assert.All(before[2].FactorMeans[1].Zip(after[2].FactorMeans[1]), pair => Assert.True(pair.First * pair.Second < 0));
    }

    [Fact]
    public void Samples_that_carry_no_model_say_why()
    {
        int[] four = [0, 0, 0, 0];
        var sound = Drawn(50, 4);
        Without(CfaSolution.NotConverged, UndefinedReason.TooFewRespondents, [sound, Drawn(4, 4)], four);
        Without(CfaSolution.NotConverged, UndefinedReason.ConstantItem, [sound, sound.Changed((_, mean) => mean, item => item == 0 ? 0 : 1)], four);
        Without(CfaSolution.NotConverged, UndefinedReason.SingularCorrelations, [sound, sound.Take(0, 1, 2, 2)], four);
        Without(CfaSolution.NotIdentified, UndefinedReason.NotIdentified, [sound.Take(0, 1), sound.Take(0, 1)], [0, 0]);
        var once = MeasurementInvariance.OverGroups(Samples, Schools.FactorOfItem, new() { MostSteps = 0 });
        Assert.Equal((CfaSolution.NotConverged, UndefinedReason.NotConverged), (once[0].Status, once[0].Reason));

        static void Without(string status, UndefinedReason reason, CrossProducts[] groups, int[] factorOfItem)
        {
            var steps = MeasurementInvariance.OverGroups(groups, factorOfItem);
            Assert.Equal([InvarianceLevel.Configural, InvarianceLevel.Metric, InvarianceLevel.Scalar], steps.Select(step => step.Level));
            Assert.All(steps, step => Assert.Equal((status, reason, reason), (step.Status, step.Reason, step.Fit.ChiSquare.Reason)));
            Assert.Equal(reason, steps[1].Fit.Against(steps[0].Fit).Cfi.Reason);
        }
    }

    [Fact]
    public void An_improper_solution_of_a_group_is_named_with_the_group_and_the_item()
    {
        double[,] heywood = { { 1, .8, .75, .3 }, { .8, 1, .45, .25 }, { .75, .45, 1, .2 }, { .3, .25, .2, 1 } };
        var improper = new CrossProducts(200, [0, 0, 0, 0], Times(heywood, 200));
        double[,] good = { { 1, .5, .5, .5 }, { .5, 1, .5, .5 }, { .5, .5, 1, .5 }, { .5, .5, .5, 1 } };
        var steps = MeasurementInvariance.OverGroups([new CrossProducts(200, [0, 0, 0, 0], Times(good, 200)), improper], [0, 0, 0, 0]);
        Assert.Equal(CfaSolution.Improper, steps[0].Status);
        var problem = Assert.Single(steps[0].Problems);
        Assert.Equal((CfaSolutionProblem.NegativeResidualVariance, (1, 0)), (problem.Code, Assert.Single(problem.Subjects)));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 3)]
    [InlineData(3, 2)]
    public void Dimensions_of_a_single_item_do_no_harm(int dimensions, int groups)
    {
        int[] factors = [.. Enumerable.Range(0, dimensions)];
        var steps = MeasurementInvariance.OverGroups([.. Enumerable.Range(0, groups).Select(group => Drawn(60 + group, dimensions))], factors);
        Assert.All(steps, step => Assert.Equal((null, 0, 1), (step.Reason, Math.Round(step.Fit.ChiSquare.Value, 6), step.Fit.Cfi.Value)));
        Assert.Equal(UndefinedReason.NoDegreesOfFreedom, steps[1].Fit.Against(steps[0].Fit).P.Reason);
    }

    [Fact]
    public void The_derivatives_are_those_of_the_discrepancy()
    {
        var sample = InvarianceSample.OfBatteries(LavaanInvariance.Batteries("awkward").Joint.CrossProducts, LavaanInvariance.Batteries("awkward").FactorOfItem);
        Assert.Null(sample.Check());
        var model = new InvarianceModel(sample, InvarianceLevel.Scalar, FreedItems.None, InvarianceEstimates.Configural(sample).Metric(sample).Scalar(sample));
        var fit = new GroupFit(sample.FactorsOf(0), model.Elements[0], sample.Covariances[0], sample.Means[0], sample.LogDeterminants[0]);
        var size = model.Start.Length;
        Derivatives.AreThoseOf([.. model.Start.Select((value, place) => value + 0.02 * Math.Sin(place))], point => fit.ValueAt(point), point =>
        {
            double[] gradient = new double[size], exact = new double[size * size], expected = new double[size * size];
            fit.ValueAt(point);
            fit.AddDerivatives(1, gradient, exact, expected);
            return (gradient, exact);
        });
    }

    private static void SameFit(IReadOnlyList<InvarianceStep> left, IReadOnlyList<InvarianceStep> right, bool likelihood = true)
    {
        Assert.Equal(3, left.Count);
        foreach (var (one, other) in left.Zip(right))
        {
            Assert.Equal(one.Fit.ChiSquare.Value, other.Fit.ChiSquare.Value, 1e-7);
            Assert.Equal(one.Fit.Df, other.Fit.Df);
            Assert.Equal(one.Fit.Cfi.Value, other.Fit.Cfi.Value, 1e-9);
            Assert.Equal(one.Fit.Srmr.Value, other.Fit.Srmr.Value, 1e-7);
            if (likelihood) Assert.Equal(one.Fit.Bic.Value, other.Fit.Bic.Value, 1e-6);
        }
    }

    private static CrossProducts Drawn(int n, int items)
    {
        var random = new Random(5);
        double[][] rows = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble()).Select(common => Enumerable.Range(0, items).Select(_ => common + random.NextDouble()).ToArray())];
        double[] means = [.. Enumerable.Range(0, items).Select(item => rows.Average(row => row[item]))];
        var deviations = new double[items, items];
        for (var i = 0; i < items; i++)
        {
            for (var j = 0; j < items; j++) deviations[i, j] = rows.Sum(row => (row[i] - means[i]) * (row[j] - means[j]));
        }

        return new CrossProducts(n, means, deviations);
    }

    private static double[,] Times(double[,] matrix, double factor)
    {
        var result = (double[,])matrix.Clone();
        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            for (var j = 0; j < matrix.GetLength(1); j++) result[i, j] *= factor;
        }

        return result;
    }
}
