using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Study;

/// <summary>The factor structure of a model's items, on the respondents who have every item score.</summary>
internal static class Structure
{
    /// <summary>Adequacy, eigenvalues, confirmatory factor analysis and discriminant validity.</summary>
    public static StructureResult Of(StudyPlan plan, CrossProducts items)
    {
        var reason = Reliability.TooFew(items) ?? (items.HasConstant ? UndefinedReason.ConstantItem : default(UndefinedReason?));
        var correlations = reason is null ? items.Correlations() : null;
        var factor = correlations is null ? null : Cholesky.Of(correlations);
        if (factor is null) return Nothing(items.Count, reason ?? SingularReason(items));
        var dimensions = plan.Questionnaire.Dimensions;
        var (chiSquare, df, p) = SamplingAdequacy.Bartlett(factor.LogDeterminant, items.Count, items.Variables);
        return new StructureResult(
            null, items.Count, SamplingAdequacy.Kmo(correlations!, factor.Inverse()), new BartlettResult(chiSquare, df, p),
            [.. Eigenvalues.Of(correlations!)], Cfa(plan, items),
            [.. Pairs(dimensions).Select(pair => new HtmtResult(dimensions[pair.Left].Id, dimensions[pair.Right].Id,
                DiscriminantValidity.Htmt(correlations!, RangeOf(plan, pair.Left), RangeOf(plan, pair.Right))))]);
    }

    /// <summary>Why a correlation matrix is singular: with no more respondents than items it must be.</summary>
    public static UndefinedReason SingularReason(CrossProducts items) =>
        items.Count <= items.Variables ? UndefinedReason.TooFewRespondents : UndefinedReason.SingularCorrelations;

    private static StructureResult Nothing(long count, UndefinedReason reason) =>
        new(reason, count, Estimate.Undefined(reason), null, [], null, []);

    private static CfaResult Cfa(StudyPlan plan, CrossProducts items)
    {
        var dimensions = plan.Questionnaire.Dimensions;
        int[] factors = [.. dimensions.SelectMany((dimension, place) => Enumerable.Repeat(place, dimension.Items.Length))];
        var solution = ConfirmatoryFactorAnalysis.Fit(items.Covariances(items.Count), items.Count, factors);
        ImmutableArray<Item> all = [.. plan.Questionnaire.Items];
        return new CfaResult(
            solution.Status,
            [.. solution.Problems.Select(problem => new CfaProblem(problem.Code,
                [.. problem.Subjects.Select(subject => problem.Code == CfaSolutionProblem.NegativeResidualVariance ? all[subject].Id : dimensions[subject].Id)]))],
            solution.ChiSquare, solution.Df, solution.P, solution.Cfi, solution.Tli, solution.Rmsea, solution.RmseaLow, solution.RmseaHigh,
            solution.Srmr, solution.Aic, solution.Bic,
            [.. dimensions.Select((dimension, place) => new FactorLoadings(dimension.Id, [.. dimension.Items.Select((item, within) =>
                new ItemLoading(item.Id, Loading(solution, plan.Dimensions[place].Start + within)))]))],
            [.. Pairs(dimensions).Select(pair => new FactorCorrelation(dimensions[pair.Left].Id, dimensions[pair.Right].Id,
                solution.Reason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(solution.FactorCorrelations[pair.Left, pair.Right])))]);
    }

    private static Estimate Loading(CfaSolution solution, int item) =>
        solution.Reason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(solution.StandardizedLoadings[item]);

    private static Range RangeOf(StudyPlan plan, int dimension) =>
        plan.Dimensions[dimension].Start..(plan.Dimensions[dimension].Start + plan.Dimensions[dimension].Length);

    private static IEnumerable<(int Left, int Right)> Pairs(ImmutableArray<Dimension> dimensions) =>
        Enumerable.Range(0, dimensions.Length).SelectMany(left => Enumerable.Range(left + 1, dimensions.Length - left - 1).Select(right => (left, right)));
}
