using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>The fit of the instrument's structure without the assumption that answers are normal; stands below the structure's fit.</summary>
internal static class RobustFitPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Factored?.Structure?.Cfa is not { Status: "ok" or "improper", SatorraBentler: { } scaled } cfa) yield break;
        if (scaled.Reason is { } reason) yield return new ReportBlock.Note(report.T["Structure.NotScaled", report.Reason(reason)]);
        else yield return report.Folded(Table(report, scaled, cfa));
    }

    private static ReportBlock.Table Table(ReportContext report, SatorraBentlerResult scaled, CfaResult cfa)
    {
        var notes = new Footnotes(report);
        notes.Add(report.T["Structure.ScaledNote"]);
        return new ReportBlock.Table(report.T["Structure.ScaledTable"], [new(report.T["Structure.Index"], false, 3), new(report.T["Value"], true, 2)],
        [
            Row("Structure.ScalingFactor", notes.Number(scaled.ScalingFactor, 3)),
            Row("Structure.Scaled", new Cell(report.T["Structure.Test", report.Number(scaled.ChiSquare), report.Number(cfa.Fit.Df, 0), report.ProbabilityRelation(scaled.P)])),
            Row("Structure.RobustCfi", notes.Number(scaled.RobustCfi, 3)),
            Row("Structure.RobustTli", notes.Number(scaled.RobustTli, 3)),
            Row("Structure.RobustRmsea", notes.Number(scaled.RobustRmsea, 3)),
        ], notes.ToTexts());

        Row Row(string key, Cell value) => new([new Cell(report.T[key]), value]);
    }
}
