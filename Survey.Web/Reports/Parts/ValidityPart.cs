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
        yield return new ReportBlock.Paragraph(report.T[report.Result.Drawing is { DrawsItems: true } ? "Validity.ExplanationDrawn" : "Validity.Explanation", report.ModelName(model.Id)]);
        yield return new ReportBlock.Findings([.. model.Outcomes.Select(outcome => FindingOf(report, outcome)?.Sentence
            ?? report.T["Validity.None", report.OutcomeHeading(outcome.Id), report.Reason((outcome.RSquared.Reason ?? outcome.P.Reason)!.Value)])]);
        var collinear = model.Outcomes.SelectMany(outcome => outcome.Coefficients).Where(coefficient => coefficient.Vif.OrNull > NotableVif)
            .Select(coefficient => report.DimensionName(coefficient.Dimension)).Distinct().ToArray();
        if (collinear.Length > 0) yield return new ReportBlock.Note(report.T["Validity.Collinear", report.List(collinear)]);
        foreach (var outcome in model.Outcomes.Where(outcome => outcome.RSquared.IsDefined))
            yield return report.Folded(Table(report, outcome));
    }

    /// <summary>What the chosen model's scores say of an outcome, in a sentence; null where no regression can be tested.</summary>
    public static Finding? FindingOf(ReportContext report, OutcomeResult outcome)
    {
        if (outcome is not { RSquared.IsDefined: true, P.IsDefined: true }) return null;
        var (model, name) = (report.ModelName(report.Model!.Id), report.OutcomeName(outcome.Id));
        if (outcome.P.Value >= 0.05)
            return new Finding(FindingKind.NoPredictor, [outcome.Id], report.T["Finding.NoPredictor", model, name, outcome.N, report.ProbabilityClause(outcome.P)]);
        var shares = outcome.Coefficients.Where(coefficient => coefficient.Lmg.IsDefined).OrderByDescending(coefficient => coefficient.Lmg.Value).ToArray();
        var explained = report.Language.Percent(outcome.RSquared.Value);
        return shares.Length < 2
            ? new Finding(FindingKind.Predictor, [outcome.Id], report.T["Finding.Explained", model, explained, name, outcome.N])
            : new Finding(FindingKind.Predictor, [shares[0].Dimension], report.T["Finding.Predictor",
                model, explained, name, outcome.N, report.DimensionName(shares[0].Dimension), report.Language.Decimal(100 * shares[0].Lmg.Value, 0)]);
    }

    private static string Fit(ReportContext report, OutcomeResult outcome)
    {
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
        notes.Add(Fit(report, outcome));
        notes.Add(report.T["Validity.TableNote"]);
        return new ReportBlock.Table(report.T["Validity.Table", report.OutcomeName(outcome.Id)],
            [
                new(report.T["Dimension"], false, 3), new(report.T["B"], true), new(report.T["StandardError"], true), new(report.T["Beta"], true), new(report.T["TStatistic"], true),
                new(report.T["P"], true, 1.3), new(report.T["Vif"], true), new(report.T["Lmg"], true),
            ],
            rows, notes.ToTexts());
    }
}
