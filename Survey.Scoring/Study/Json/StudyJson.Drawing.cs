namespace Survey.Scoring.Study.Json;

/// <summary>What was drawn for each respondent, and the figures that exist for it only.</summary>
internal sealed partial class StudyJson
{
    private void Drawing(DrawingResult? drawing)
    {
        if (drawing is null) return;
        json.Object("drawing", () =>
        {
            json.List("dimensions", drawing.Dimensions, dimension =>
            {
                json.Text("id", dimension.Id);
                json.Whole("items", dimension.Items);
                json.Whole("common", dimension.Common);
                json.Whole("drawn", dimension.Drawn);
                json.Whole("fewestAnswers", dimension.FewestAnswers);
            });
            json.List("batteries", drawing.Batteries, battery =>
            {
                json.Text("id", battery.Id);
                json.Whole("share", battery.Share);
                json.Whole("asked", battery.Asked);
            });
        });
    }

    private void Unpaired(UnpairedGap? gap)
    {
        if (gap is null) return;
        json.Object("unpairedGap", () =>
        {
            json.Whole("nMinuend", gap.NMinuend);
            json.Whole("nSubtrahend", gap.NSubtrahend);
            json.Figure("mean", gap.Mean);
            json.Figure("standardError", gap.StandardError);
            json.Figure("ciLow", gap.CiLow);
            json.Figure("ciHigh", gap.CiHigh);
            json.Figure("t", gap.T);
            json.Figure("df", gap.Df);
            json.Figure("p", gap.P);
        });
    }

    private void Pairs(PairCovariances? pairs)
    {
        if (pairs is null) return;
        json.List("pairs", [.. pairs.Items.SelectMany((left, i) => pairs.Items.Skip(i).Select((right, j) => (left, right, pair: pairs.Rows[i][i + j])))], one =>
        {
            json.Text("left", one.left);
            json.Text("right", one.right);
            json.Whole("n", one.pair.N);
            json.Figure("covariance", one.pair.Covariance);
        });
    }
}
