using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>The dimension scores by attribute value. A group below the smallest that may be shown is "too few".</summary>
internal static class SegmentPart
{
    private const int MostGroups = 40;

    // More dimensions do not fit beside each other.
    private const int MostColumns = 7;

    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Result.Segments.All(segment => segment.Groups.Length == 0)) yield break;
        yield return new ReportBlock.Heading(1, report.T["Segment.Title"], "segments");
        var model = report.Result.GapModel ?? report.Result.Models.FirstOrDefault()?.Id ?? "";
        yield return new ReportBlock.Paragraph(report.T["Segment.Explanation", report.ModelName(model)]);
        foreach (var segment in report.Result.Segments.Where(segment => segment.Groups.Length > 0))
        {
            yield return new ReportBlock.Heading(2, report.AttributeName(segment.Attribute), "segment-" + segment.Attribute);
            yield return new ReportBlock.Findings([FindingOf(report, segment)?.Sentence
                ?? report.T[segment.Welch.Any(test => test.AdjustedP.IsDefined) ? "Segment.NotDistinguishable" : "Segment.NotTested"]]);
            if (report.Questionnaire.Dimensions.Length <= MostColumns) yield return Overview(report, segment, model);
            yield return report.Folded(Table(report, segment, model));
        }
    }

    /// <summary>The dimensions in which the groups differ; null where in none.</summary>
    public static Finding? FindingOf(ReportContext report, SegmentResult segment)
    {
        var different = segment.Welch.Where(test => test.AdjustedP.OrNull < 0.05).Select(test => test.Dimension).ToArray();
        return different.Length == 0 ? null : new Finding(FindingKind.SegmentsDiffer, [segment.Attribute, .. different],
            report.T["Finding.SegmentsDiffer", report.T["Quoted", report.AttributeName(segment.Attribute)], report.List([.. different.Select(report.DimensionName)])]);
    }

    private static SegmentGroup[] Shown(ReportContext report, SegmentResult segment) =>
        [.. segment.Groups.OrderByDescending(group => group.Responses).Take(MostGroups).OrderBy(group => report.AttributeValue(segment.Attribute, group.Value), report.Language.Comparer)];

    private static void Remarks(ReportContext report, SegmentResult segment, SegmentGroup[] shown, Footnotes notes)
    {
        if (segment.Groups.Any(group => group.IsTooSmall) && report.Subject.MinimumGroup is { } minimum) notes.Add(report.T["Segment.TooFewNote", report.T["Segment.TooFew"], minimum]);
        if (shown.Length < segment.Groups.Length) notes.Add(report.T["Segment.LargestOnly", shown.Length, segment.Groups.Length]);
    }

    /// <summary>The groups below each other, the dimensions beside each other.</summary>
    private static ReportBlock.Table Overview(ReportContext report, SegmentResult segment, string model)
    {
        var notes = new Footnotes(report);
        var shown = Shown(report, segment);
        var dimensions = report.Questionnaire.Dimensions;
        ImmutableArray<Row> rows =
        [
            .. shown.Select(group => new Row(
            [
                new Cell(report.AttributeValue(segment.Attribute, group.Value)), new(group.IsTooSmall ? report.T["Segment.TooFew"] : report.Count(group.Responses)),
                .. dimensions.Select(dimension => group.IsTooSmall || group.Dimensions.FirstOrDefault(score => score.Id == dimension.Id) is not { } score ? new Cell("–")
                    : report.IsSigned(model) ? notes.Difference(score.Mean) : notes.Number(score.Mean)),
            ])),
            new Row([new Cell(report.T["Segment.Welch"]), new(""), .. dimensions.Select(dimension => Welch(report, notes, segment, dimension.Id))], IsGroup: true),
        ];
        notes.Add(report.T["Segment.Note"]);
        Remarks(report, segment, shown, notes);
        return new ReportBlock.Table(report.T["Segment.Overview", report.AttributeName(segment.Attribute)],
            [new(report.T["Segment.Group"], false, 2), new(report.T["N"], true), .. dimensions.Select(dimension => new Column(report.DimensionName(dimension.Id), true, 1.3))], rows, notes.ToTexts());
    }

    private static Cell Welch(ReportContext report, Footnotes notes, SegmentResult segment, string dimension) =>
        segment.Welch.FirstOrDefault(test => test.Dimension == dimension) is { } test
            ? notes.Cell(test.AdjustedP, report.Language.Probability, test.AdjustedP.OrNull < 0.05)
            : new Cell(notes.Dash(UndefinedReason.NotComputed));

    private static ReportBlock.Table Table(ReportContext report, SegmentResult segment, string model)
    {
        var notes = new Footnotes(report);
        var shown = Shown(report, segment);
        var tooFew = report.T["Segment.TooFew"];
        var rows = ImmutableArray.CreateBuilder<Row>();
        foreach (var dimension in report.Questionnaire.Dimensions)
        {
            rows.Add(new Row([new Cell(report.DimensionName(dimension.Id)), new(""), new(""), new(""), Welch(report, notes, segment, dimension.Id)], IsGroup: true));
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
        Remarks(report, segment, shown, notes);
        return new ReportBlock.Table(report.T["Segment.Table", report.AttributeName(segment.Attribute)],
            [
                new(report.T["Segment.Group"], false, 3), new(report.T["N"], true), new(report.IsSigned(model) && report.Result.GapModel is not null ? report.T["Gap"] : report.T["Mean"], true),
                new(report.T["Interval95"], true, 2), new(report.T["Segment.Welch"], true, 1.6),
            ],
            rows.DrainToImmutable(), notes.ToTexts());
    }
}
