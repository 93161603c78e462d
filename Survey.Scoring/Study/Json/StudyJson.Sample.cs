namespace Survey.Scoring.Study.Json;

internal sealed partial class StudyJson
{
    private void Sample(SampleResult sample)
    {
        json.Whole("responses", sample.Responses);
        if (sample.People is { } people) json.Whole("people", people);
        json.Figure("proportionMargin", sample.ProportionMargin);
        json.Figure("overallMargin", sample.OverallMargin);
        json.List("segments", sample.Segments, segment =>
        {
            json.Text("attribute", segment.Attribute);
            json.List("groups", segment.Groups, group =>
            {
                json.Text("value", group.Value);
                json.Whole("responses", group.Responses);
                if (group.People is { } own) json.Whole("people", own);
                json.Figure("proportionMargin", group.ProportionMargin);
                json.List("dimensions", group.Dimensions, dimension =>
                {
                    json.Text("id", dimension.Id);
                    json.Figure("margin", dimension.Margin);
                });
            });
        });
        if (sample.Weighting is { } weighting) json.Object("weighting", () => WeightingOf(weighting));
        else if (sample.WeightingReason is { } reason) json.Missing("weighting", reason);
    }

    private void WeightingOf(WeightingResult weighting)
    {
        json.Text("status", weighting.Status);
        json.Text("variance", weighting.Variance);
        json.Whole("respondents", weighting.Respondents);
        json.Whole("withoutWeight", weighting.WithoutWeight);
        json.Whole("iterations", weighting.Iterations);
        json.Whole("trimmed", weighting.Trimmed);
        json.Figure("smallest", weighting.Smallest);
        json.Figure("largest", weighting.Largest);
        json.Figure("largestDeviation", weighting.LargestDeviation);
        json.Figure("designEffect", weighting.DesignEffect);
        json.Figure("effectiveN", weighting.EffectiveCount);
        json.List("margins", weighting.Margins, margin =>
        {
            json.Text("attribute", margin.Attribute);
            json.List("values", margin.Values, value =>
            {
                json.Text("value", value.Value);
                json.Whole("respondents", value.Respondents);
                json.Figure("target", value.Target);
                json.Figure("sample", value.Sample);
                json.Figure("weighted", value.Weighted);
            });
        });
        json.List("problems", weighting.Problems, problem =>
        {
            json.Text("code", problem.Code);
            json.Text("attribute", problem.Attribute);
            if (problem.Value is not null) json.Text("value", problem.Value);
            json.Whole("count", problem.Count);
        });
        json.List("figures", weighting.Figures, figure =>
        {
            Score(figure.Score);
            json.Whole("n", figure.N);
            json.Figure("unweighted", figure.Unweighted);
            json.Figure("mean", figure.Mean);
            json.Figure("standardError", figure.StandardError);
            json.Figure("ciLow", figure.CiLow);
            json.Figure("ciHigh", figure.CiHigh);
        });
        json.Object("notWeighted", () =>
        {
            foreach (var (figure, reason) in weighting.NotWeighted) json.Figure(figure, reason);
        });
    }

    // Names what a score is of: the model or battery, and the dimension, item or outcome.
    private void Score(ScoreKey score)
    {
        json.Text("kind", System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(score.Kind.ToString()));
        if (score.Kind is ScoreKind.BatteryDimension) json.Text("battery", score.Group);
        else if (score.Kind is not ScoreKind.Outcome) json.Text("group", score.Group);
        if (score.Id.Length > 0) json.Text("id", score.Id);
    }
}
