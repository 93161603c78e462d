using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study.Drawn;
using Survey.Scoring.Study.Resampling;

namespace Survey.Scoring.Study;

/// <summary>Importance, importance-performance analysis, asymmetric impact, and the indicators among the outcomes.</summary>
internal static class Priorities
{
    /// <summary>Computes them.</summary>
    /// <param name="moments">The moments of the responses.</param>
    /// <param name="models">The figures of the models.</param>
    /// <param name="impact">The low and high scores by outcome; null where the responses are not read.</param>
    /// <param name="items">Means and deviations of the items of a dimension (second) with an outcome (first); null where neither responses nor groups of them are known.</param>
    /// <param name="bootstrap">The resamples; null where none are asked for, or the responses are not known.</param>
    public static PrioritiesResult Of(StudyMoments moments, ImmutableArray<ModelResult> models, LowAndHigh[]? impact, Func<int, int, CrossProducts>? items, StudyBootstrap? bootstrap)
    {
        var plan = moments.Plan;
        var model = ModelOf(plan);
        var stated = Stated(moments);
        var derived = Derived(models[model]);
        var performance = Performance(moments);
        var priorities = new PrioritiesResult
        {
            Stated = stated,
            DerivedFrom = models[model].Id,
            Derived = derived,
            Maps =
            [
                .. stated.Length == 0 ? [] : (PriorityMap[])[Map(plan, "stated", null, stated[0].Points.N, [.. stated.Select(row => row.Points.Mean)], performance)],
                .. derived.Select(outcome => Map(plan, "derived", outcome.Outcome, outcome.N, [.. outcome.Dimensions.Select(share => share.Weight)], performance)),
            ],
            ImpactReason = impact is not null ? null : plan.DrawsItems ? UndefinedReason.ItemsDrawn : UndefinedReason.NeedsResponses,
            Impact = impact is null ? [] : ImpactAsymmetry.Of(plan, impact),
            Indicators = OutcomeIndicators.Of(moments),
        };
        priorities = priorities with
        {
            Maps = [.. priorities.Maps.Select(map => ItemPriorities.Add(map, moments, map.Outcome is { } id && items is not null ? dimension => items(OutcomeOf(plan, id), dimension) : null))],
        };
        return bootstrap is null ? priorities : PriorityUncertainty.Add(priorities, moments, bootstrap);
    }

    /// <summary>The model that importance is derived from, as a place among the plan's models: perceptions alone where they are a model.</summary>
    public static int ModelOf(StudyPlan plan) =>
        plan.Place(model => model.Code == "servperf") ?? plan.Place(model => !model.IsWeighted) ?? 0;

    /// <summary>The place of an outcome.</summary>
    public static int OutcomeOf(StudyPlan plan, string id) => plan.Questionnaire.Outcomes.Select(outcome => outcome.Id).ToList().IndexOf(id);

    /// <summary>The items with each outcome, to be counted.</summary>
    public static ItemOutcomes[] ItemsOf(StudyPlan plan) =>
        plan.Models.IsEmpty || plan.ItemCount == 0 ? [] : [.. plan.Outcomes.Select((_, outcome) => new ItemOutcomes(plan, plan.BaseOf(ModelOf(plan)), outcome))];

    /// <summary>The battery whose means are the performance; −1 when it is not asked.</summary>
    public static int PerformanceBattery(StudyPlan plan) => plan.BatteryOf("perception");

    /// <summary>The middle of the questionnaire's scale.</summary>
    public static double MiddleOf(StudyPlan plan) => ((double)plan.Questionnaire.Scale.From + plan.Questionnaire.Scale.To) / 2;

    /// <summary>The share of a part in a whole in percent; undefined where there is nothing to divide.</summary>
    public static Estimate ShareOf(Estimate part, Estimate whole) =>
        part.Reason is { } reason ? Estimate.Undefined(reason)
        : whole.OrNull > NothingExplained ? Estimate.Of(100 * part.Value / whole.Value)
        : Estimate.Undefined(whole.Reason ?? UndefinedReason.NothingExplained);

    // An R² below this is rounding.
    private const double NothingExplained = 1e-12;

    private static int? Place(this StudyPlan plan, Func<Instrument.MeasurementModel, bool> isMeant) =>
        Enumerable.Range(0, plan.Models.Length).Cast<int?>().FirstOrDefault(place => isMeant(plan.Models[place!.Value]));

    private static ImmutableArray<StatedImportance> Stated(StudyMoments moments) =>
    [
        .. moments.Plan.ImportanceScores.Select((block, dimension) =>
        {
            var test = new MeanTest(new Listwise(moments, block).Sample());
            return new StatedImportance(
                moments.Questionnaire.Dimensions[dimension].Id, new MeanResult(test.Sample.Count, test.Mean, test.Sd, test.Low, test.High));
        }),
    ];

    private static ImmutableArray<DerivedImportance> Derived(ModelResult model) =>
    [
        .. model.Outcomes.Select(outcome => new DerivedImportance(outcome.Id, outcome.N, outcome.RSquared, outcome.P,
        [
            .. outcome.Coefficients.Select(coefficient => new DerivedShare(
                coefficient.Dimension, ShareOf(coefficient.RelativeWeight, outcome.RSquared), ShareOf(coefficient.Lmg, outcome.RSquared))),
        ])),
    ];

    private static ImmutableArray<Estimate> Performance(StudyMoments moments)
    {
        var battery = PerformanceBattery(moments.Plan);
        return
        [
            .. moments.Questionnaire.Dimensions.Select((_, dimension) => battery < 0
                ? Estimate.Undefined(UndefinedReason.NoAnswers)
                : moments.Plan.DrawsItems ? DrawnScores.Dimension(moments, battery, dimension).Mean
                : new MeanTest(new Listwise(moments, moments.Plan.BatteryDimensionScores[battery][dimension]).Sample()).Mean),
        ];
    }

    private static PriorityMap Map(StudyPlan plan, string kind, string? outcome, long n, ImmutableArray<Estimate> importance, ImmutableArray<Estimate> performance)
    {
        var placed = PlacedAttributes.Of(importance, performance, null, MiddleOf(plan));
        return new PriorityMap(kind, outcome, n, placed.Crosshairs,
        [
            .. plan.Questionnaire.Dimensions.Select((dimension, place) => new PriorityDimension(
                dimension.Id, importance[place], performance[place], placed.Priorities[place], placed.Placements[place])),
        ]);
    }
}
