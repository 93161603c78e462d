using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Study.Json;

/// <summary>Measurement invariance, and fit without the assumption of normal answers.</summary>
internal sealed partial class StudyJson
{
    private void Invariance(InvarianceResult invariance)
    {
        if (invariance.SegmentsReason is { } reason) json.Missing("segments", reason);
        else json.List("segments", invariance.Segments, Segment);
        if (invariance.Batteries is { } batteries)
        {
            json.Object("batteries", () =>
            {
                json.Text("reference", batteries.Reference);
                json.Text("battery", batteries.Battery);
                json.Whole("n", batteries.N);
                Test(batteries.Test);
                json.List("latentGaps", batteries.LatentGaps, gap =>
                {
                    json.Text("dimension", gap.Dimension);
                    json.Figure("mean", gap.Mean);
                });
            });
        }
    }

    private void Segment(SegmentInvariance segment)
    {
        json.Text("attribute", segment.Attribute);
        json.Text("model", segment.Model);
        json.List("groups", segment.Groups, group =>
        {
            json.Text("value", group.Value);
            json.Whole("n", group.N);
        });
        json.List("leftOut", segment.LeftOut, group =>
        {
            json.Text("value", group.Value);
            json.Whole("responses", group.Responses);
            json.Text("reason", Reasons.CodeOf(group.Reason));
        });
        Test(segment.Test);
    }

    private void Test(InvarianceTest test)
    {
        json.Text("level", test.Level);
        if (test.Reason is { } reason) json.Missing("steps", reason);
        else json.List("steps", test.Steps, Step);
    }

    private void Step(InvarianceStepResult step)
    {
        json.Text("level", step.Level);
        json.Text("status", step.Status);
        json.List("problems", step.Problems, problem =>
        {
            json.Text("code", problem.Code);
            if (problem.Group is { } group) json.Text("group", group);
            json.Texts("subjects", problem.Subjects);
        });
        Fit(step.Fit);
        if (step.Change is { } change) json.Object("change", () => Change(change));
        json.Text("verdict", step.Verdict);
        if (!step.Items.IsEmpty) json.List("items", step.Items, ItemTest);
        if (step.Partial is { } partial) json.Object("partial", () => Partial(partial));
        if (!step.Sentences.IsEmpty) json.List("sentences", step.Sentences, Sentence);
    }

    private void Change(FitDifference change)
    {
        json.Figure("chiSquare", change.ChiSquare);
        json.Figure("df", change.Df);
        json.Figure("p", change.P);
        json.Figure("cfi", change.Cfi);
    }

    private void ItemTest(InvarianceItemTest item)
    {
        json.Text("id", item.Id);
        json.Text("dimension", item.Dimension);
        json.Figure("chiSquare", item.ChiSquare);
        json.Figure("df", item.Df);
        json.Figure("p", item.P);
        json.Figure("adjustedP", item.AdjustedP);
        json.Truth("significant", item.IsSignificant);
        json.List("differences", item.Differences, difference =>
        {
            json.Text("group", difference.Group);
            json.Figure("difference", Estimate.Of(difference.Difference));
        });
    }

    private void Partial(PartialInvarianceResult partial)
    {
        json.Texts("loadings", partial.Loadings);
        json.Texts("intercepts", partial.Intercepts);
        json.Text("status", partial.Status);
        Fit(partial.Fit);
        json.Object("change", () => Change(partial.Change));
        json.Text("verdict", partial.Verdict);
    }

    private void SatorraBentler(SatorraBentlerResult? scaled)
    {
        if (scaled is null) return;
        if (scaled.Reason is { } reason)
        {
            json.Missing("satorraBentler", reason);
            return;
        }

        json.Object("satorraBentler", () =>
        {
            json.Figure("scalingFactor", scaled.ScalingFactor);
            json.Figure("chiSquare", scaled.ChiSquare);
            json.Figure("p", scaled.P);
            json.Figure("cfi", scaled.Cfi);
            json.Figure("tli", scaled.Tli);
            json.Figure("rmsea", scaled.Rmsea);
            json.Figure("robustCfi", scaled.RobustCfi);
            json.Figure("robustTli", scaled.RobustTli);
            json.Figure("robustRmsea", scaled.RobustRmsea);
        });
    }
}
