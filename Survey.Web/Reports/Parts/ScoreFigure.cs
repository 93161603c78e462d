using System.Collections.Immutable;
using Survey.Scoring.Study;
using Survey.Web.Reports.Charts;

namespace Survey.Web.Reports.Parts;

/// <summary>Means with their 95 % intervals, on the rating scale or around zero.</summary>
internal static class ScoreFigure
{
    /// <param name="isSigned">Whether the scores are differences around zero rather than levels of the rating scale.</param>
    public static ReportBlock.Figure Of(ReportContext report, string caption, string axis, bool isSigned, ImmutableArray<(string Name, MeanResult Score)> rows)
    {
        var alternative = string.Join(' ', rows.Where(row => row.Score.Mean.IsDefined).Select(row => row.Score.CiLow.IsDefined
            ? report.T["Score.Alternative", row.Name, Text(row.Score), report.Range(row.Score.CiLow, row.Score.CiHigh)]
            : report.T["Score.AlternativeWithoutInterval", row.Name, Text(row.Score)]));
        return new ReportBlock.Figure(caption, alternative, Draw(RowChart.Wide), Draw(RowChart.Narrow));

        string Text(MeanResult score) => isSigned ? report.Difference(score.Mean) : report.Number(score.Mean);

        Chart Draw(double width)
        {
            var rating = report.Questionnaire.Scale;
            var limits = rows.SelectMany(row => new[] { row.Score.Mean, row.Score.CiLow, row.Score.CiHigh }).Where(value => value.IsDefined).Select(value => value.Value).ToArray();
            var fits = !isSigned && limits.All(value => value >= rating.From && value <= rating.To);
            var scale = fits ? ChartScale.OfRating(rating.From, rating.To, 11) : ChartScale.Covering(limits, 8, 0);
            var panel = new ChartPanel(axis, scale, tick => report.Language.Decimal(tick, scale.Places), isSigned ? 0 : null,
                [.. rows.Select(row => !row.Score.Mean.IsDefined ? PanelRow.Empty : new PanelRow
                {
                    Interval = row.Score.CiLow.IsDefined ? new PanelSpan(row.Score.CiLow.Value, row.Score.CiHigh.Value, ChartRole.Interval) : null,
                    Marks = [new PanelMark(row.Score.Mean.Value, ChartMark.Circle, ChartRole.Perception)],
                })],
                [new LegendEntry(report.T["Score.Legend"], ChartRole.Perception, ChartMark.Circle)],
                [.. rows.Select(row => Text(row.Score))]);
            return RowChart.Draw([.. rows.Select(row => row.Name)], [panel], report.Language.IsRightToLeft, width);
        }
    }

    public static MeanResult Of(ModelDimension dimension) => new(dimension.N, dimension.Mean, dimension.Sd, dimension.CiLow, dimension.CiHigh);
}
