using System.Collections.Immutable;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>How well the chosen model's dimension scores explain each outcome, and which dimension carries how much of it.</summary>
internal static class ValidityPart
{
    private const double NotableVif = 5;

    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Model is not { Outcomes.Length: > 0 } model) yield break;
        yield return new ReportBlock.Heading(1, report.T["Validity.Title"], "outcomes");
        yield return new ReportBlock.Paragraph(report.T["Validity.Explanation", report.ModelName(model.Id)]);
        foreach (var outcome in model.Outcomes)
        {
            yield return new ReportBlock.Heading(2, report.OutcomeHeading(outcome.Id), "outcome-" + outcome.Id);
            yield return new ReportBlock.Paragraph(Sentence(report, outcome));
            if (outcome.RSquared.IsDefined) yield return Table(report, outcome);
            var collinear = outcome.Coefficients.Where(coefficient => coefficient.Vif.OrNull > NotableVif).Select(coefficient => report.DimensionName(coefficient.Dimension)).ToArray();
            if (collinear.Length > 0) yield return new ReportBlock.Note(report.T["Validity.Collinear", report.List(collinear)]);
        }
    }

    private static string Sentence(ReportContext report, OutcomeResult outcome)
    {
        if (!outcome.RSquared.IsDefined) return report.T["Validity.None", report.Reason(outcome.RSquared.Reason!.Value)];
        var predictors = outcome.Coefficients.Length;
        var test = outcome.F.IsDefined
            ? report.T["Validity.Test", predictors, outcome.N - predictors - 1, report.Number(outcome.F), report.ProbabilityRelation(outcome.P)]
            : report.T["Validity.NoTest", report.Reason(outcome.F.Reason!.Value)];
        return report.T["Validity.Sentence", outcome.N, report.Number(outcome.RSquared, 3), report.Number(outcome.AdjustedRSquared, 3), test, report.Number(outcome.R, 3)];
    }

    private static ReportBlock.Table Table(ReportContext report, OutcomeResult outcome)
    {
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows = [.. outcome.Coefficients.Select(coefficient => new Row(
        [
            new(report.DimensionName(coefficient.Dimension)), notes.Number(coefficient.B, 3), notes.Number(coefficient.StandardError, 3), notes.Number(coefficient.Beta, 3), notes.Number(coefficient.T),
            notes.Probability(coefficient.P), notes.Number(coefficient.Vif), notes.Number(coefficient.Lmg, 3),
        ]))];
        notes.Add(report.T["Validity.TableNote"]);
        return new ReportBlock.Table(report.T["Validity.Table", report.OutcomeName(outcome.Id)],
            [
                new(report.T["Dimension"], false, 3), new(report.T["B"], true), new(report.T["StandardError"], true), new(report.T["Beta"], true), new(report.T["TStatistic"], true),
                new(report.T["P"], true, 1.3), new(report.T["Vif"], true), new(report.T["Lmg"], true),
            ],
            rows, notes.ToTexts());
    }
}
