namespace Survey.Web.Reports.Parts;

/// <summary>Which answers are there, which are missing and how.</summary>
internal static class DataQualityPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        var missing = report.Result.Missing;
        var all = missing.Answered + missing.Skipped + missing.NotApplicable + missing.NotSeen;
        yield return new ReportBlock.Heading(1, report.T["Quality.Title"], "quality");
        if (report.Subject.Counts is { Started: > 0 } counts)
            yield return new ReportBlock.Paragraph(report.T["Quality.Counts", counts.Started, counts.Completed, report.Language.Percent((double)counts.Completed / counts.Started, 1), counts.Started - counts.Completed,
                report.Subject.IncludesPartial ? report.T["Quality.PartialIncluded"] : report.T["Quality.PartialLeftOut"]]);
        yield return report.FoldedOnScreen(new ReportBlock.Table(report.T["Quality.Table"],
            [new(report.T["Quality.Answers"], false, 3), new(report.T["Quality.Number"], true), new(report.T["Quality.Share"], true)],
            [Row("Quality.Answered", missing.Answered), Row("Quality.Skipped", missing.Skipped), Row("Quality.NotApplicable", missing.NotApplicable), Row("Quality.NotSeen", missing.NotSeen), Row("Quality.All", all, true)],
            [report.T["Quality.Note"]]));
        foreach (var block in CarelessPart.Blocks(report)) yield return block;

        Row Row(string key, long count, bool isStrong = false) =>
            new([new(report.T[key], isStrong), new(report.Count(count), isStrong), new(all == 0 ? "–" : report.Language.Percent((double)count / all, 1), isStrong)]);
    }
}
