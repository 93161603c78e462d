using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>What a score is of.</summary>
public enum ScoreKind
{
    /// <summary>The overall score of a model.</summary>
    Overall,

    /// <summary>A dimension's score under a model.</summary>
    Dimension,

    /// <summary>A dimension's mean in a battery.</summary>
    BatteryDimension,

    /// <summary>An item's score under the gap model, or its answers in a battery.</summary>
    Item,

    /// <summary>An outcome's answers.</summary>
    Outcome,
}

/// <summary>A score that the main figures of a study are means of.</summary>
/// <param name="Kind">What it is of.</param>
/// <param name="Group">The model's code or the battery's id; empty for outcomes.</param>
/// <param name="Id">The id of the dimension, item or outcome; empty for overall scores.</param>
public sealed record ScoreKey(ScoreKind Kind, string Group, string Id);

/// <summary>A main score with where its values stand: its mean can be read from moments, and its values row by row.</summary>
internal sealed record KeyScore(ScoreKey Key, int Column, Func<StudyMoments, Sample> Sample)
{
    /// <summary>
    /// The main scores of a questionnaire: overall and by dimension under the leading model (the gap model, else the first), the overall scores
    /// of the other models, the batteries' dimensions, the items (their gap where there is one, else their answers in the
    /// model's first battery), and the outcomes.
    /// </summary>
    public static ImmutableArray<KeyScore> Of(StudyPlan plan)
    {
        var scores = ImmutableArray.CreateBuilder<KeyScore>();
        var questionnaire = plan.Questionnaire;
        var leading = plan.GapModel is { } gap ? plan.Models.IndexOf(gap) : 0;
        foreach (var model in Enumerable.Range(0, plan.Models.Length).OrderBy(model => model != leading))
            scores.Add(new KeyScore(new ScoreKey(ScoreKind.Overall, plan.Models[model].Code, ""), plan.OverallOf(model),
                moments => new Listwise(moments, moments.Plan.ModelOverall[model]).Sample(moments.Plan.OverallOf(model))));
        if (plan.Models.Length > 0)
        {
            foreach (var (dimension, asked) in questionnaire.Dimensions.Index())
                scores.Add(new KeyScore(new ScoreKey(ScoreKind.Dimension, plan.Models[leading].Code, asked.Id), plan.DimensionsOf(leading)[dimension],
                    moments => new Listwise(moments, moments.Plan.ModelDimensions[leading][dimension]).Sample(moments.Plan.DimensionsOf(leading)[dimension])));
        }

        foreach (var (battery, rated) in questionnaire.Batteries.Index())
        {
            foreach (var (dimension, asked) in questionnaire.Dimensions.Index())
                scores.Add(new KeyScore(new ScoreKey(ScoreKind.BatteryDimension, rated.Id, asked.Id), plan.BatteryDimensions[battery][dimension],
                    moments => new Listwise(moments, moments.Plan.BatteryDimensionScores[battery][dimension]).Sample()));
        }

        var shown = plan.Models.Length > 0 ? Math.Max(0, plan.BatteryOf(plan.Models[leading].Batteries[0])) : 0;
        foreach (var (item, asked) in questionnaire.Items.Index())
        {
            scores.Add(plan.GapModel is { } model
                ? new KeyScore(new ScoreKey(ScoreKind.Item, model.Code, asked.Id), plan.ModelItem(plan.GapBase, item),
                    moments => new Listwise(moments, moments.Plan.GapItems[item]).Sample(moments.Plan.ModelItem(moments.Plan.GapBase, item)))
                : new KeyScore(new ScoreKey(ScoreKind.Item, questionnaire.Batteries[shown].Id, asked.Id), plan.BatteryItem(shown, item),
                    moments => new Listwise(moments, moments.Plan.BatteryItems[shown][item]).Sample()));
        }

        foreach (var (outcome, asked) in questionnaire.Outcomes.Index())
            scores.Add(new KeyScore(new ScoreKey(ScoreKind.Outcome, "", asked.Id), plan.Outcomes[outcome], moments =>
            {
                var answers = moments.OutcomeCounts[outcome].Moments(isReversed: false);
                return Listwise.SampleOf(answers.Count, answers.Sums[0], answers.Products[0], moments.Plan.ScoreColumns[moments.Plan.Outcomes[outcome]]);
            }));
        return scores.DrainToImmutable();
    }

    /// <summary>The values of a batch of respondents, NaN where missing.</summary>
    public void CopyTo(BatchScores batch, Span<double> values)
    {
        if (Key.Kind == ScoreKind.Item) batch.CopyItems(Column, values);
        else batch.CopyScores(Column, values);
    }
}
