using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Screening;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.CarelessResponding;

namespace Survey.Scoring.Study;

/// <summary>How carefully the questionnaire was answered, and how much the main results hang on the responses that look careless.</summary>
internal static class DataQuality
{
    /// <summary>Nothing, for a reason.</summary>
    public static DataQualityResult Nothing(UndefinedReason reason) =>
        new(reason, 0, 0, Estimate.Undefined(reason), 0, Estimate.Undefined(reason), [], [], null, []);

    /// <summary>What the screening of the responses that the moments were taken of says.</summary>
    public static DataQualityResult Of(StudyMoments moments, ResponseTable responses, ResponseScreening screening, StudyOptions options)
    {
        int[] counted = [.. screening.RowsWith(screening.Options.Counted)];
        var flagged = screening.RowsWith((QualityFlags)byte.MaxValue).LongCount();
        // Moments are exact, so taking rows out gives the same bits as never having had them.
        var without = StudyMoments.Empty(moments.Questionnaire);
        without.Add(moments);
        without.Subtract(StudyMoments.Of(responses, counted));
        return new DataQualityResult(
            null, responses.Count, flagged, Share(flagged, responses.Count), counted.Length, Share(counted.Length, responses.Count),
            [.. ResponseScreening.Kinds.Select(kind => Flag(screening, kind))], [.. Indices(screening)],
            new OutlierResult(screening.Distance.Respondents, screening.Distance.Variables,
                screening.Distance.Reason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(screening.Distance.Df),
                screening.Distance.Critical(screening.Options.OutlierP)),
            Comparison(moments, without, options));
    }

    private static Estimate Share(long part, long whole) =>
        whole == 0 ? Estimate.Undefined(UndefinedReason.NoAnswers) : Estimate.Of((double)part / whole);

    private static QualityFlagResult Flag(ResponseScreening screening, QualityFlags kind)
    {
        var (plan, assessed) = (screening.Plan, screening.Tally.Assessed(kind));
        var responses = screening.RowsWith(kind).LongCount();
        UndefinedReason? missing = kind switch
        {
            QualityFlags.Longstring or QualityFlags.StraightLining => plan.LongRun is null ? UndefinedReason.TooFewItems : null,
            QualityFlags.IdenticalBatteries => plan.Batteries < 2 ? UndefinedReason.NotAsked : plan.ComparesBatteries ? null : UndefinedReason.TooFewItems,
            QualityFlags.Inversions => plan.HasInversions ? null : UndefinedReason.NotAsked,
            QualityFlags.Outlier => screening.Distance.Reason,
            QualityFlags.TooFast => assessed == 0 ? UndefinedReason.TimesUnknown : null,
            _ => null,
        };
        return new QualityFlagResult(
            kind, screening.Options.Counted.HasFlag(kind),
            missing is { } reason && kind != QualityFlags.TooFast ? Estimate.Undefined(reason) : Estimate.Of(Threshold(screening, kind)),
            assessed, responses, missing is { } none ? Estimate.Undefined(none) : Share(responses, assessed));
    }

    private static double Threshold(ResponseScreening screening, QualityFlags kind) => kind switch
    {
        QualityFlags.Longstring or QualityFlags.StraightLining => screening.Plan.LongRun!.Value,
        QualityFlags.IdenticalBatteries => screening.Plan.FewestJoint,
        QualityFlags.TooFast => screening.Options.SecondsPerAnswer,
        QualityFlags.Duplicate => screening.Options.FewestAnswersOfDuplicates,
        QualityFlags.Inversions => screening.Plan.MostInversions,
        QualityFlags.NotApplicable => screening.Plan.MostNotApplicable,
        _ => screening.Distance.Critical(screening.Options.OutlierP).Value,
    };

    private static IEnumerable<QualityIndexResult> Indices(ResponseScreening screening)
    {
        var tally = screening.Tally;
        string[] batteries = [.. screening.Questionnaire.Batteries.Select(battery => battery.Id)];
        return
        [
            .. tally.Longstring.Select((index, battery) => Index("longstring", batteries[battery], index)),
            .. tally.Variability.Select((index, battery) => Index("variability", batteries[battery], index)),
            Index("seconds-per-answer", null, tally.Seconds), Index("even-odd", null, tally.EvenOdd), Index("mahalanobis", null, tally.Mahalanobis),
            Index("inversions", null, tally.Inversions), Index("not-applicable", null, tally.NotApplicable),
        ];

        static QualityIndexResult Index(string name, string? battery, CountedDistribution index) => new(
            name, battery, index.Count, index.Resolution, index.Quantile(0.05), index.Quantile(0.25), index.Quantile(0.5), index.Quantile(0.75), index.Quantile(0.95));
    }

    private static ImmutableArray<QualityComparison> Comparison(StudyMoments all, StudyMoments without, StudyOptions options)
    {
        var plan = all.Plan;
        var leading = plan.GapModel is null ? 0 : plan.Models.IndexOf(plan.GapModel);
        var rows = ImmutableArray.CreateBuilder<QualityComparison>();
        for (var model = 0; model < plan.Models.Length; model++)
        {
            var code = plan.Models[model].Code;
            var overall = plan.OverallOf(model);
            Add("overall", code, null, null, plan.ModelOverall[model], block => new MeanTest(block.Sample(overall)).Mean);
        }

        for (var dimension = 0; dimension < plan.Dimensions.Length && plan.Models.Length > 0; dimension++)
            Add("dimension", plan.Models[leading].Code, plan.Questionnaire.Dimensions[dimension].Id, null, plan.ModelDimensions[leading][dimension],
                block => new MeanTest(block.Sample()).Mean);

        for (var model = 0; model < plan.Models.Length; model++)
            if (!plan.Models[model].IsWeighted)
                Add("alpha", plan.Models[model].Code, null, null, plan.BaseItems[plan.BaseOf(model)], block => Reliability.Alpha(block.CrossProducts()));

        for (var model = 0; model < plan.Models.Length; model++)
        {
            for (var outcome = 0; outcome < plan.Outcomes.Length; outcome++)
            {
                var (code, id) = (plan.Models[model].Code, plan.Questionnaire.Outcomes[outcome].Id);
                var (block, column, scores, overall) = (plan.ModelOutcomes[model][outcome], plan.Outcomes[outcome], plan.DimensionsOf(model), plan.OverallOf(model));
                Add("r", code, null, id, block, listwise => DependentCorrelations.WithOutcome(listwise.CrossProducts(overall, column), 0, 1));
                Add("r-squared", code, null, id, block, listwise => new Regression(listwise.CrossProducts([.. scores, column])).RSquared);
            }
        }

        return rows.DrainToImmutable();

        void Add(string figure, string model, string? dimension, string? outcome, BlockPlan block, Func<Listwise, Estimate> compute)
        {
            var (whole, rest) = (new Listwise(all, block), new Listwise(without, block));
            var (value, other) = (compute(whole), MayShow(whole.Count, rest.Count, options) ? compute(rest) : Estimate.Undefined(UndefinedReason.TooFewToShow));
            rows.Add(new QualityComparison(figure, model, dimension, outcome, whole.Count, value, rest.Count, other,
                !value.IsDefined ? value : !other.IsDefined ? other : Estimate.Of(other.Value - value.Value)));
        }
    }

    // With and without differ by the flagged people, whose figures follow by subtraction: they are a group like any other. And the
    // differences of several views would add up to groups that nobody checks, so with the rule in force only the whole is compared.
    private static bool MayShow(long all, long without, StudyOptions options) =>
        options.MinimumGroup is not { } minimum || all == without || (options.Filter is null && all - without >= minimum && without >= minimum);
}
