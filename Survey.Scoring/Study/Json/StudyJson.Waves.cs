using System.Globalization;
using System.Text.Json;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Study.Json;

internal sealed partial class StudyJson
{
    public void Of(WavesResult waves)
    {
        json.List("comparisons", waves.Comparisons, comparison =>
        {
            json.Object("first", () => Side(comparison.First));
            json.Object("second", () => Side(comparison.Second));
            json.Text("design", comparison.Pairs is null ? "independent" : "paired");
            if (comparison.Pairs is { } pairs) json.Whole("pairs", pairs);
            json.List("versions", comparison.Versions, version =>
            {
                json.Whole("older", version.Older);
                json.Whole("newer", version.Newer);
                json.List("items", version.Items, Difference);
                json.List("outcomes", version.Outcomes, Difference);
                json.Texts("brokenDimensions", version.BrokenDimensions);
            });
            json.List("figures", comparison.Figures, WaveFigure);
        });
        json.List("charts", waves.Charts, chart =>
        {
            Score(chart.Score);
            json.List("lines", chart.Lines, ChartLine);
        });
    }

    private void Side(WaveSide side)
    {
        json.Text("name", side.Name);
        json.Whole("responses", side.Responses);
        json.Whole("unpaired", side.Unpaired);
        json.Whole("repeatedLinks", side.RepeatedLinks);
        json.Texts("versions", side.Versions.Select(version => version.ToString(CultureInfo.InvariantCulture)));
    }

    private void Difference(ItemDifference difference)
    {
        json.Text("id", difference.Id);
        json.Text("change", JsonNamingPolicy.KebabCaseLower.ConvertName(difference.Change.ToString()));
        json.Truth("comparable", VersionComparability.IsComparable(difference.Change));
        if (difference.Older is { } older) json.Object("older", () => Languages(older));
        if (difference.Newer is { } newer) json.Object("newer", () => Languages(newer));

        void Languages(LocalizedText text)
        {
            foreach (var (language, wording) in text.Texts) json.Text(language, wording);
        }
    }

    private void WaveFigure(WaveFigure figure)
    {
        Score(figure.Score);
        json.Whole("firstN", figure.FirstN);
        json.Figure("firstMean", figure.FirstMean);
        json.Whole("secondN", figure.SecondN);
        json.Figure("secondMean", figure.SecondMean);
        json.Figure("difference", figure.Difference);
        json.Figure("ciLow", figure.CiLow);
        json.Figure("ciHigh", figure.CiHigh);
        json.Figure("t", figure.T);
        json.Figure("df", figure.Df);
        json.Figure("p", figure.P);
        json.Figure("adjustedP", figure.AdjustedP);
        json.Truth("significant", figure.IsSignificant);
        json.Figure("effectSize", figure.EffectSize);
    }

    private void ChartLine(ControlChartLine line)
    {
        json.Whole("sinceVersion", line.SinceVersion);
        json.Truth("settled", line.IsSettled);
        json.Figure("centre", line.Centre);
        json.Figure("sigma", line.Sigma);
        json.List("points", line.Points, point =>
        {
            json.Text("period", point.Period);
            json.Whole("n", point.N);
            json.Figure("mean", point.Mean);
            json.Figure("low", point.Low);
            json.Figure("high", point.High);
            json.Figure("sd", point.Sd);
            json.Figure("sdLow", point.SdLow);
            json.Figure("sdHigh", point.SdHigh);
            json.Figure("ewma", point.Ewma);
            json.Figure("ewmaLow", point.EwmaLow);
            json.Figure("ewmaHigh", point.EwmaHigh);
            json.Texts("signals", point.Signals);
        });
    }
}
