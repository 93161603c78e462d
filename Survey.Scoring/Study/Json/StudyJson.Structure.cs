namespace Survey.Scoring.Study.Json;

/// <summary>What stands beside the figures of the reference results in a model's structure.</summary>
internal sealed partial class StudyJson
{
    private void StructureSearch(StructureResult structure)
    {
        json.List("msa", structure.Msa, item =>
        {
            json.Text("id", item.Id);
            json.Figure("value", item.Value);
        });
        if (structure.FornellLarcker is { } fornellLarcker) json.Object("fornellLarcker", () => FornellLarcker(fornellLarcker));
        if (!structure.Alternatives.IsDefault) json.List("alternatives", structure.Alternatives, Alternative);
    }

    private void FornellLarcker(FornellLarckerResult result)
    {
        json.List("dimensions", result.Dimensions, dimension =>
        {
            json.Text("dimension", dimension.Dimension);
            json.Figure("ave", dimension.Ave);
            json.Figure("compositeReliability", dimension.CompositeReliability);
        });
        json.List("pairs", result.Pairs, pair =>
        {
            json.Text("left", pair.Left);
            json.Text("right", pair.Right);
            json.Figure("sharedVariance", pair.SharedVariance);
            json.Figure("margin", pair.Margin);
            if (pair.Holds is { } holds) json.Truth("holds", holds);
            else json.Missing("holds", pair.Margin.Reason!.Value);
        });
    }

    private void Alternative(StructureAlternative alternative)
    {
        json.Text("model", alternative.Model);
        Cfa(alternative.Fit);
        if (alternative.Model == StructureAlternative.SecondOrder)
        {
            json.List("secondOrderLoadings", alternative.SecondOrderLoadings, dimension =>
            {
                json.Text("dimension", dimension.Dimension);
                json.Figure("loading", dimension.Loading);
            });
        }

        json.Truth("equivalent", alternative.IsEquivalent);
        json.Object("difference", () =>
        {
            json.Figure("chiSquare", alternative.Difference.ChiSquare);
            json.Figure("df", alternative.Difference.Df);
            json.Figure("p", alternative.Difference.P);
            json.Figure("cfi", alternative.Difference.Cfi);
            json.Figure("aic", alternative.Difference.Aic);
            json.Figure("bic", alternative.Difference.Bic);
        });
    }
}
