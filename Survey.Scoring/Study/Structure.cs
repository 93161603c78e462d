using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.ExploratoryFactors;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Study;

/// <summary>The factor structure of a model's items, on the respondents who have every item score.</summary>
internal static class Structure
{
    /// <summary>Adequacy, eigenvalues, confirmatory factor analysis and discriminant validity; at full depth also the search for other structures.</summary>
    public static StructureResult Of(StudyPlan plan, CrossProducts items, StudyOptions options)
    {
        var reason = Reliability.TooFew(items) ?? (items.HasConstant ? UndefinedReason.ConstantItem : default(UndefinedReason?));
        var correlations = reason is null ? items.Correlations() : null;
        var factor = correlations is null ? null : Cholesky.Of(correlations);
        // Rounding can let a correlation matrix of no more respondents than items pass as regular.
        if (factor is null || items.Count <= items.Variables) return Nothing(items.Count, reason ?? SingularReason(items));
        var dimensions = plan.Questionnaire.Dimensions;
        var (chiSquare, df, p) = SamplingAdequacy.Bartlett(factor.LogDeterminant, items.Count, items.Variables);
        var inverse = factor.Inverse();
        var solution = ConfirmatoryFactorAnalysis.Fit(items.Covariances(items.Count), items.Count, FactorOfItem(plan));
        var result = new StructureResult(
            null, items.Count, SamplingAdequacy.Kmo(correlations!, inverse), new BartlettResult(chiSquare, df, p),
            SymmetricEigen.Of(correlations!) is { } eigen ? [.. eigen.Values] : [], Result(plan, solution),
            [.. Pairs(dimensions).Select(pair => new HtmtResult(dimensions[pair.Left].Id, dimensions[pair.Right].Id,
                DiscriminantValidity.Htmt(correlations!, RangeOf(plan, pair.Left), RangeOf(plan, pair.Right))))])
        {
            Msa = [.. plan.Questionnaire.Items.Zip(SamplingAdequacy.OfItems(correlations!, inverse), (item, value) => new ItemAdequacy(item.Id, value))],
        };
        if (options.Depth == StudyDepth.Figures) return result;
        var parallel = ParallelAnalysis.Of(correlations!, items.Count, options.Seed);
        return result with
        {
            ParallelAnalysis = Exploration.Result(parallel),
            Exploratory = Exploration.Solutions(plan, correlations!, items.Count, parallel.Components, options.Seed),
            FornellLarcker = FornellLarcker.Of(plan, solution),
            Alternatives = StructureAlternatives.Of(plan, items, solution),
        };
    }

    /// <summary>By item the place of its dimension.</summary>
    public static int[] FactorOfItem(StudyPlan plan) =>
        [.. plan.Questionnaire.Dimensions.SelectMany((dimension, place) => Enumerable.Repeat(place, dimension.Items.Length))];

    /// <summary>Why a correlation matrix is singular: with no more respondents than items it must be.</summary>
    public static UndefinedReason SingularReason(CrossProducts items) =>
        items.Count <= items.Variables ? UndefinedReason.TooFewRespondents : UndefinedReason.SingularCorrelations;

    private static StructureResult Nothing(long count, UndefinedReason reason) =>
        new(reason, count, Estimate.Undefined(reason), null, [], null, []);

    /// <summary>A solution with the names of items and dimensions; <paramref name="hasFactors"/> when its factors are the dimensions.</summary>
    public static CfaResult Result(StudyPlan plan, CfaSolution solution, bool hasFactors = true)
    {
        var dimensions = plan.Questionnaire.Dimensions;
        ImmutableArray<Item> all = [.. plan.Questionnaire.Items];
        return new CfaResult(
            solution.Status,
            [.. solution.Problems.Select(problem => new CfaProblem(problem.Code,
                [.. problem.Subjects.Select(subject => problem.Code == CfaSolutionProblem.NegativeResidualVariance ? all[subject].Id : dimensions[subject].Id)]))],
            solution.Fit,
            [.. dimensions.Select((dimension, place) => new FactorLoadings(dimension.Id, [.. dimension.Items.Select((item, within) =>
                new ItemLoading(item.Id, Loading(solution, plan.Dimensions[place].Start + within)))]))],
            hasFactors ? [.. Pairs(dimensions).Select(pair => new FactorCorrelation(dimensions[pair.Left].Id, dimensions[pair.Right].Id,
                solution.Reason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(solution.FactorCorrelations[pair.Left, pair.Right])))] : []);
    }

    private static Estimate Loading(CfaSolution solution, int item) =>
        solution.Reason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(solution.StandardizedLoadings[item]);

    /// <summary>Where the items of a dimension stand.</summary>
    public static Range RangeOf(StudyPlan plan, int dimension) =>
        plan.Dimensions[dimension].Start..(plan.Dimensions[dimension].Start + plan.Dimensions[dimension].Length);

    /// <summary>Every pair of dimensions.</summary>
    public static IEnumerable<(int Left, int Right)> Pairs(ImmutableArray<Dimension> dimensions) =>
        Enumerable.Range(0, dimensions.Length).SelectMany(left => Enumerable.Range(left + 1, dimensions.Length - left - 1).Select(right => (left, right)));
}
