namespace Survey.Web.Reports.Parts;

/// <summary>A few large numbers, each with how sure it is.</summary>
internal static class KeyFiguresPart
{
    public static ReportBlock Block(ReportContext report) => new ReportBlock.KeyFigures([.. Figures(report)]);

    private static IEnumerable<Fact> Figures(ReportContext report)
    {
        var t = report.T;
        var counts = report.Subject.Counts;
        yield return new Fact(t["Key.Responses"], report.Count(report.Result.Responses),
            counts is { Started: > 0 } ? t["Key.Completion", counts.Completed, counts.Started, report.Language.Percent((double)counts.Completed / counts.Started)] : null);
        if (report.Model is not { } model) yield break;

        var overall = model.Overall;
        yield return new Fact(t["Key.Overall", report.ModelName(model.Id)], report.Score(model.Id, overall.Mean), overall switch
        {
            { Mean.IsDefined: false } => report.Reason(overall.Mean.Reason!.Value),
            { CiLow.IsDefined: false } => t["Key.OnlyN", overall.N],
            _ => t["Key.Interval", report.Range(overall.CiLow, overall.CiHigh), overall.N],
        });

        if (report.Result.Dimensions.Where(dimension => dimension.Gap is { IsSignificant: true, Mean.Value: < 0 }).MinBy(dimension => dimension.Gap!.Mean.Value) is { Gap: { } gap } widest)
            yield return new Fact(t["Key.WidestShortfall", report.DimensionName(widest.Id)], report.Difference(gap.Mean), t["Key.Interval", report.Range(gap.CiLow, gap.CiHigh), gap.N]);

        if (model.Outcomes.FirstOrDefault(outcome => outcome.Id == report.Outcome) is { RSquared.IsDefined: true } validity)
            yield return new Fact(t["Key.Explained", report.OutcomeName(validity.Id)], report.Language.Percent(validity.RSquared.Value),
                validity.AdjustedRSquared.IsDefined ? t["Key.ExplainedNote", report.Number(validity.AdjustedRSquared, 3), validity.N] : t["Key.ExplainedPairs", validity.N]);

        if (report.Factored is { Alpha: { IsDefined: true } alpha } factored)
            yield return new Fact(t["Key.Alpha", report.ModelName(factored.Id)], report.Number(alpha), t["Key.AlphaNote", report.Result.Items.Length]);
    }
}
