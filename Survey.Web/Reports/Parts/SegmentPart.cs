using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>The dimension scores by attribute value. A group below the smallest that may be shown is "too few".</summary>
internal static class SegmentPart
{
    private const int MostGroups = 40;

    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Result.Segments.All(segment => segment.Groups.Length == 0)) yield break;
        yield return new ReportBlock.Heading(1, report.T["Segment.Title"], "segments");
        var model = report.Result.GapModel ?? report.Result.Models.FirstOrDefault()?.Id ?? "";
        yield return new ReportBlock.Paragraph(report.T["Segment.Explanation", report.ModelName(model)]);
        foreach (var segment in report.Result.Segments.Where(segment => segment.Groups.Length > 0))
        {
            yield return new ReportBlock.Heading(2, report.AttributeName(segment.Attribute), "segment-" + segment.Attribute);
            yield return Table(report, segment, model);
        }
    }

    private static ReportBlock.Table Table(ReportContext report, SegmentResult segment, string model)
    {
        var notes = new Footnotes(report);
        var shown = segment.Groups.OrderByDescending(group => group.Responses).Take(MostGroups)
            .OrderBy(group => report.AttributeValue(segment.Attribute, group.Value), report.Language.Comparer).ToArray();
        var tooFew = report.T["Segment.TooFew"];
        var rows = ImmutableArray.CreateBuilder<Row>();
        foreach (var dimension in report.Questionnaire.Dimensions)
        {
            var welch = segment.Welch.FirstOrDefault(test => test.Dimension == dimension.Id);
            rows.Add(new Row([new Cell(report.DimensionName(dimension.Id)), new(""), new(""), new(""), Welch(welch)], IsGroup: true));
            foreach (var group in shown)
            {
                var name = report.AttributeValue(segment.Attribute, group.Value);
                var score = group.Dimensions.FirstOrDefault(candidate => candidate.Id == dimension.Id);
                rows.Add(group.IsTooSmall || score is null
                    ? new Row([new Cell(name), new(tooFew), new("–"), new("–"), new("")])
                    : new Row(
                    [
                        new Cell(name), new(report.Count(score.N)), report.IsSigned(model) ? notes.Difference(score.Mean) : notes.Number(score.Mean),
                        notes.Range(score.CiLow, score.CiHigh), new(""),
                    ]));
            }
        }
        notes.Add(report.T["Segment.Note"]);
        if (segment.Groups.Any(group => group.IsTooSmall) && report.Subject.MinimumGroup is { } minimum) notes.Add(report.T["Segment.TooFewNote", tooFew, minimum]);
        if (shown.Length < segment.Groups.Length) notes.Add(report.T["Segment.LargestOnly", shown.Length, segment.Groups.Length]);
        return new ReportBlock.Table(report.T["Segment.Table", report.AttributeName(segment.Attribute)],
            [
                new(report.T["Segment.Group"], false, 3), new(report.T["N"], true), new(report.IsSigned(model) && report.Result.GapModel is not null ? report.T["Gap"] : report.T["Mean"], true),
                new(report.T["Interval95"], true, 2), new(report.T["Segment.Welch"], true, 1.6),
            ],
            rows.DrainToImmutable(), notes.ToTexts());

        Cell Welch(WelchResult? test) => test is null ? new Cell(notes.Dash(UndefinedReason.NotComputed))
            : notes.Cell(test.AdjustedP, report.Language.Probability, test.AdjustedP.OrNull < 0.05);
    }
}
