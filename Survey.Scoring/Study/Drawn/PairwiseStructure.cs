using Survey.Scoring.Moments;
using Survey.Scoring.Moments.Pairs;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study.Drawn;

/// <summary>The structure of a model's items where items are drawn, from the pairwise covariances.</summary>
internal static class PairwiseStructure
{
    /// <summary>
    /// The covariances with the number of respondents behind each, adequacy, eigenvalues and discriminant validity of the matrix of correlations that follows
    /// from them. Tests do not exist, since no number of respondents stands behind the whole matrix.
    /// </summary>
    public static StructureResult Of(StudyMoments moments, int source)
    {
        var (plan, pairs) = (moments.Plan, Pairwise.Of(moments));
        var variables = plan.ItemPairs!.Items(source);
        var counted = Covariances(plan, pairs, variables);
        var (items, reason) = pairs.CrossProducts(variables);
        reason ??= items!.HasConstant ? UndefinedReason.ConstantItem : null;
        var correlations = reason is null ? items!.Correlations() : null;
        var factor = correlations is null ? null : Cholesky.Of(correlations);
        if (factor is null)
        {
            var missing = Estimate.Undefined(reason ?? UndefinedReason.IndefinitePairs);
            return new StructureResult(null, items?.Count ?? 0, missing, null, [], null, []) { Pairs = counted, WithoutMatrix = missing.Reason };
        }

        var none = Estimate.Undefined(UndefinedReason.ItemsDrawn);
        var inverse = factor.Inverse();
        var dimensions = plan.Questionnaire.Dimensions;
        return new StructureResult(
            null, items!.Count, SamplingAdequacy.Kmo(correlations!, inverse), new BartlettResult(none, none, none),
            SymmetricEigen.Of(correlations!) is { } eigen ? [.. eigen.Values] : [], null,
            [.. Structure.Pairs(dimensions).Select(pair => new HtmtResult(dimensions[pair.Left].Id, dimensions[pair.Right].Id,
                DiscriminantValidity.Htmt(correlations!, Structure.RangeOf(plan, pair.Left), Structure.RangeOf(plan, pair.Right))))])
        {
            Msa = [.. plan.Questionnaire.Items.Zip(SamplingAdequacy.OfItems(correlations!, inverse), (item, value) => new ItemAdequacy(item.Id, value))],
            Pairs = counted,
        };
    }

    private static PairCovariances Covariances(StudyPlan plan, Pairwise pairs, int[] variables) => new(
        [.. plan.Questionnaire.Items.Select(item => item.Id)],
        [.. variables.Select(left => variables.Select(right => new PairCovariance(pairs.Count(left, right),
            pairs.Covariance(left, right) is { } covariance ? Estimate.Of(covariance) : Estimate.Undefined(UndefinedReason.PairsNotShown)))
            .ToArray())]);
}
