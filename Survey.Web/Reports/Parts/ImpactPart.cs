using System.Collections.Immutable;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>What low and high performance do to the chosen outcome: penalties, rewards and their asymmetry.</summary>
internal static class ImpactPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Outcome is not { } outcome) yield break;
        yield return new ReportBlock.Heading(1, report.T["Impact.Title"], "impact");
        if (report.Result.Priorities.ImpactReason is { } reason)
        {
            yield return new ReportBlock.Note(report.Reason(reason));
            yield break;
        }
        var impact = report.Result.Priorities.Impact.First(candidate => candidate.Outcome == outcome);
        yield return new ReportBlock.Paragraph(report.T["Impact.Explanation", report.OutcomeName(outcome), impact.N]);
        yield return new ReportBlock.Findings([.. Sentences(report, impact)]);
        yield return report.Folded(Table(report, impact));
    }

    private static IEnumerable<string> Sentences(ReportContext report, ImpactResult impact)
    {
        foreach (var kind in (ImpactClass[])[ImpactClass.Basic, ImpactClass.Performance, ImpactClass.Excitement])
        {
            var names = impact.Dimensions.Where(dimension => dimension.Class == kind).Select(dimension => report.DimensionName(dimension.Dimension)).ToArray();
            if (names.Length > 0) yield return report.T["Impact.Sentence." + kind, report.List(names)];
        }
        var open = impact.Dimensions.Where(dimension => dimension.Class == ImpactClass.Undecided).Select(dimension => report.DimensionName(dimension.Dimension)).ToArray();
        if (open.Length > 0) yield return report.T["Impact.Sentence.Undecided", report.List(open)];
    }

    private static ReportBlock.Table Table(ReportContext report, ImpactResult impact)
    {
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows = [.. impact.Dimensions.Select(dimension => new Row(
        [
            new(report.DimensionName(dimension.Dimension)), new(report.Count(dimension.LowN)), notes.Difference(dimension.Penalty.B, isStrong: dimension.Penalty.IsSignificant),
            notes.Range(dimension.Penalty.CiLow, dimension.Penalty.CiHigh), new(report.Count(dimension.HighN)), notes.Difference(dimension.Reward.B, isStrong: dimension.Reward.IsSignificant),
            notes.Range(dimension.Reward.CiLow, dimension.Reward.CiHigh), notes.Difference(dimension.ImpactAsymmetry), notes.Probability(dimension.Asymmetry.AdjustedP),
            new(report.T["Impact.Class." + dimension.Class]),
        ]))];
        notes.Add(report.T["Impact.Note"]);
        return new ReportBlock.Table(report.T["Impact.Table", report.OutcomeName(impact.Outcome)],
            [
                new(report.T["Dimension"], false, 2.2), new(report.T["Impact.LowN"], true), new(report.T["Impact.Penalty"], true, 1.1), new(report.T["Interval95"], true, 2),
                new(report.T["Impact.HighN"], true), new(report.T["Impact.Reward"], true, 1.1), new(report.T["Interval95"], true, 2), new(report.T["Impact.Asymmetry"], true, 1.2),
                new(report.T["P"], true, 1.1), new(report.T["Impact.Class"], false, 1.6),
            ],
            rows, notes.ToTexts());
    }
}
