namespace Survey.Scoring.Study.Json;

internal sealed partial class StudyJson
{
    private void DifferenceScrutiny(DifferenceScrutinyResult scrutiny)
    {
        json.Text("model", scrutiny.Model);
        json.Text("minuend", scrutiny.Minuend);
        json.Text("subtrahend", scrutiny.Subtrahend);
        json.Object("whole", () => Quality(scrutiny.Whole));
        json.List("dimensions", scrutiny.Dimensions, Quality);
        json.List("tests", scrutiny.Tests, test =>
        {
            json.Text("outcome", test.Outcome);
            json.Whole("n", test.N);
            json.Figure("gapRSquared", test.GapRSquared);
            json.Figure("minuendRSquared", test.MinuendRSquared);
            json.Figure("bothRSquared", test.BothRSquared);
            json.Object("constraint", () => NestedTest(test.Constraint));
            json.Object("added", () => NestedTest(test.Added));
            json.Figure("respondentsNeeded", test.RespondentsNeeded);
            json.List("dimensions", test.Dimensions, dimension =>
            {
                json.Text("dimension", dimension.Dimension);
                json.Object("minuend", () => Component(dimension.Minuend));
                json.Object("subtrahend", () => Component(dimension.Subtrahend));
                json.Object("sum", () => Component(dimension.Sum));
            });
        });
        json.Object("verdict", () =>
        {
            Sentence(scrutiny.Verdict.Sentence);
            json.List("grounds", scrutiny.Verdict.Grounds, Sentence);
        });
    }

    private void Quality(DifferenceQuality quality)
    {
        if (quality.Dimension is { } dimension) json.Text("dimension", dimension);
        json.Whole("n", quality.N);
        json.Figure("minuendAlpha", quality.MinuendAlpha);
        json.Figure("subtrahendAlpha", quality.SubtrahendAlpha);
        json.Figure("gapAlpha", quality.GapAlpha);
        json.Figure("differenceReliability", quality.DifferenceReliability);
        json.Figure("correlation", quality.Correlation);
        json.Figure("minuendSd", quality.MinuendSd);
        json.Figure("subtrahendSd", quality.SubtrahendSd);
        json.Figure("gapSd", quality.GapSd);
        json.Figure("gapMinuendCorrelation", quality.GapMinuendCorrelation);
        json.Figure("gapSubtrahendCorrelation", quality.GapSubtrahendCorrelation);
        json.Figure("subtrahendVarianceShare", quality.SubtrahendVarianceShare);
        json.Whole("answers", quality.Answers);
        json.Figure("ceilingShare", quality.CeilingShare);
        Optional("gapSdLowHalf", quality.GapSdLowHalf);
        Optional("gapSdHighHalf", quality.GapSdHighHalf);
    }

    private void NestedTest(NestedTest test)
    {
        json.Figure("gain", test.Gain);
        json.Figure("gainHigh", test.GainHigh);
        json.Figure("f", test.F);
        json.Figure("df1", test.Df1);
        json.Figure("df2", test.Df2);
        json.Figure("p", test.P);
        json.Figure("adjustedP", test.AdjustedP);
        json.Truth("significant", test.IsSignificant);
    }

    private void Component(ComponentCoefficient coefficient)
    {
        json.Figure("b", coefficient.B);
        json.Figure("ciLow", coefficient.CiLow);
        json.Figure("ciHigh", coefficient.CiHigh);
        json.Figure("p", coefficient.P);
    }

    private void Sentence(ResultSentence sentence)
    {
        json.Text("code", sentence.Code);
        json.Text("en", sentence.Text("en"));
        json.Text("fa", sentence.Text("fa"));
    }
}
