using Survey.Scoring.Screening;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study.Json;

internal sealed partial class StudyJson
{
    private void DataQuality(DataQualityResult? quality)
    {
        if (quality is null) return;
        if (quality.Reason is { } reason)
        {
            json.Missing("dataQuality", reason);
            return;
        }

        json.Object("dataQuality", () =>
        {
            json.Whole("responses", quality.Responses);
            json.Whole("flagged", quality.Flagged);
            json.Figure("flaggedShare", quality.FlaggedShare);
            json.Whole("counted", quality.Counted);
            json.Figure("countedShare", quality.CountedShare);
            json.List("flags", quality.Flags, flag =>
            {
                json.Text("flag", QualityCodes.Of(flag.Flag));
                json.Truth("counted", flag.IsCounted);
                json.Figure("threshold", flag.Threshold);
                json.Whole("assessed", flag.Assessed);
                json.Whole("responses", flag.Responses);
                json.Figure("share", flag.Share);
            });
            json.List("indices", quality.Indices, index =>
            {
                json.Text("index", index.Index);
                if (index.Battery is not null) json.Text("battery", index.Battery);
                json.Whole("n", index.N);
                json.Figure("resolution", Estimate.Of(index.Resolution));
                json.Figure("p5", index.P5);
                json.Figure("p25", index.P25);
                json.Figure("median", index.Median);
                json.Figure("p75", index.P75);
                json.Figure("p95", index.P95);
            });
            if (quality.Outliers is { } outliers)
            {
                json.Object("mahalanobis", () =>
                {
                    json.Whole("n", outliers.N);
                    json.Whole("variables", outliers.Variables);
                    json.Figure("df", outliers.Df);
                    json.Figure("critical", outliers.Critical);
                });
            }

            json.List("comparison", quality.Comparison, row =>
            {
                json.Text("figure", row.Figure);
                json.Text("model", row.Model);
                if (row.Dimension is not null) json.Text("dimension", row.Dimension);
                if (row.Outcome is not null) json.Text("outcome", row.Outcome);
                json.Whole("n", row.N);
                json.Figure("all", row.All);
                json.Whole("nWithout", row.NWithout);
                json.Figure("without", row.Without);
                json.Figure("difference", row.Difference);
            });
        });
    }
}
