using Survey.Scoring.Moments;
using Survey.Scoring.Moments.Pairs;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study.Drawn;

/// <summary>
/// Scores of dimensions where items are drawn: the mean of the item means, each over the respondents who were shown the item and answered it. So no item
/// counts more because more people were shown it, and nobody's score depends on how easy the items are that were drawn. The standard error is that of
/// the sum of the respondents' contributions (x − x̄ᵢ) / (k nᵢ), which takes into account who answered which items together (available-case analysis:
/// Little &amp; Rubin 2019, section 3.4; for matrix sampling Shoemaker 1973); where everybody answers everything it is sd / √n.
/// </summary>
internal static class DrawnScores
{
    /// <summary>A dimension in a source (<see cref="PairVariables"/>).</summary>
    public static WeightedMeans Dimension(StudyMoments moments, int source, int dimension) => MeanOf(Pairwise.Of(moments), moments.Plan.ItemPairs!.Items(source, dimension));

    /// <summary>All dimensions of a source, each counting the same.</summary>
    public static WeightedMeans Overall(StudyMoments moments, int source) =>
        Pairwise.Of(moments).Sum(moments.Plan.ItemPairs!.Items(source), OverallWeights(moments.Plan));

    /// <summary>A dimension in a group of respondents, under the model that segments show.</summary>
    public static WeightedMeans InGroup(StudyPlan plan, PairMoments group, int dimension) => MeanOf(
        new Pairwise(group, variable => plan.ItemPairs!.OffsetOf(plan.ItemPairs!.Item(plan.SegmentSource, variable))),
        [.. Enumerable.Range(plan.Dimensions[dimension].Start, plan.Dimensions[dimension].Length)]);

    /// <summary>The mean of the means of some variables.</summary>
    public static WeightedMeans MeanOf(Pairwise pairs, int[] variables) => pairs.Sum(variables, [.. variables.Select(_ => 1.0 / variables.Length)]);

    /// <summary>The weight of every item in the overall score.</summary>
    public static double[] OverallWeights(StudyPlan plan) => [.. plan.Dimensions.SelectMany(range => Enumerable.Repeat(1.0 / range.Length / plan.Dimensions.Length, range.Length))];

    /// <summary>A summary that carries an interval of its own.</summary>
    public static Summary Summary(long n, WeightedMeans score) => new(n, score.Mean, score.Sd) { OwnInterval = (score.Low, score.High) };

    /// <summary>What comparisons of means rest on: as many values as the rarest item has, with the variance that gives their mean its standard error.</summary>
    public static Sample Sample(WeightedMeans score) => !score.StandardError.IsDefined
        ? new Sample(score.Mean.IsDefined ? 1 : 0, score.Mean.OrNull ?? 0, 0)
        : new Sample(score.Fewest, score.Mean.Value, Math.Pow(score.StandardError.Value, 2) * score.Fewest * (score.Fewest - 1));
}
