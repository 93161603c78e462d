using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>The measurement models beside each other. Words about a difference rest on Williams' test on the same respondents, adjusted by Holm.</summary>
internal static class ComparisonPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Result.Models.Length < 2) yield break;
        yield return new ReportBlock.Heading(1, report.T["Comparison.Title"], "models");
        yield return new ReportBlock.Paragraph(report.T["Comparison.Explanation"]);
        foreach (var block in VerdictPart.Blocks(report)) yield return block;
        yield return Scores(report);
        foreach (var outcome in report.Questionnaire.Outcomes)
        {
            yield return new ReportBlock.Heading(2, report.OutcomeHeading(outcome.Id), "models-" + outcome.Id);
            yield return new ReportBlock.Paragraph(Verdict(report, outcome.Id));
            foreach (var block in VerdictPart.OfOutcome(report, outcome.Id)) yield return block;
            yield return report.Folded([Validity(report, outcome.Id), .. Sample(report, outcome.Id) is { Comparisons.Length: > 0 } sample ? [Tests(report, sample)] : (ReportBlock[])[]]);
        }
    }

    /// <summary>What may be said of the differences between the models on an outcome.</summary>
    public static string Verdict(ReportContext report, string outcome)
    {
        if (Sample(report, outcome) is not { } sample || sample.Comparisons.All(comparison => !comparison.AdjustedP.IsDefined)) return report.T["Comparison.NotTested"];
        var different = sample.Comparisons.Where(comparison => comparison.IsSignificant).ToArray();
        if (different.Length == 0) return report.T["Comparison.NotDistinguishable", sample.N, sample.Comparisons.Length];
        return report.T[different.Length == sample.Comparisons.Length ? "Comparison.AllDifferent" : "Comparison.Different", sample.N, report.List([.. different.Select(comparison =>
        {
            var leftIsHigher = comparison.RLeft.Value >= comparison.RRight.Value;
            return report.T["Comparison.Pair", report.ModelName(leftIsHigher ? comparison.Left : comparison.Right), report.ModelName(leftIsHigher ? comparison.Right : comparison.Left)];
        })]), sample.Comparisons.Length];
    }

    private static CommonSampleResult? Sample(ReportContext report, string outcome) => report.Result.CommonSample.FirstOrDefault(sample => sample.Outcome == outcome);

    private static ReportBlock.Table Scores(ReportContext report)
    {
        var notes = new Footnotes(report);
        var weighted = report.Result.Models.Any(model => model.Alpha is null);
        ImmutableArray<Row> rows = [.. report.Result.Models.Select(model => new Row(
        [
            new(report.ModelName(model.Id)), new(report.Count(model.Overall.N)),
            report.IsSigned(model.Id) ? notes.Difference(model.Overall.Mean) : notes.Number(model.Overall.Mean), notes.Range(model.Overall.CiLow, model.Overall.CiHigh),
            model.Alpha is { } alpha ? notes.Number(alpha, 3) : new Cell("–"), Alphas(report, model), new(Status(report, model)),
        ]))];
        if (weighted) notes.Add(report.T["Comparison.Weighted"]);
        notes.Add(report.T["Comparison.Units"]);
        return new ReportBlock.Table(report.T["Comparison.Scores"],
            [
                new(report.T["Model"], false, 2.4), new(report.T["N"], true), new(report.T["Score.Overall"], true), new(report.T["Interval95"], true, 2), new(report.T["Alpha"], true),
                new(report.T["Comparison.Alphas"], true, 1.8), new(report.T["Comparison.Structure"], false, 1.8),
            ],
            rows, notes.ToTexts());
    }

    private static Cell Alphas(ReportContext report, ModelResult model)
    {
        var alphas = model.Dimensions.Where(dimension => dimension.Reliability?.Alpha.IsDefined == true).Select(dimension => dimension.Reliability!.Alpha.Value).ToArray();
        return new Cell(alphas.Length == 0 ? "–" : report.Language.Range(alphas.Min(), alphas.Max()));
    }

    private static string Status(ReportContext report, ModelResult model) => model.Structure switch
    {
        null => "–",
        { Cfa: { } cfa } => report.T["Structure.Status." + cfa.Status],
        { Reason: { } reason } => report.Reason(reason),
        _ => "–",
    };

    private static ReportBlock.Table Validity(ReportContext report, string outcome)
    {
        var notes = new Footnotes(report);
        var sample = Sample(report, outcome);
        ImmutableArray<Row> rows = [.. report.Result.Models.Select(model =>
        {
            var own = model.Outcomes.FirstOrDefault(candidate => candidate.Id == outcome);
            var common = sample?.Models.FirstOrDefault(candidate => candidate.Id == model.Id);
            return new Row(
            [
                new(report.ModelName(model.Id)), new(report.Count(own?.N ?? 0)), notes.Number(own?.R ?? None, 3), notes.Number(own?.RSquared ?? None, 3), notes.Number(own?.AdjustedRSquared ?? None, 3),
                notes.Number(common?.R ?? None, 3), notes.Number(common?.RSquared ?? None, 3), notes.Number(common?.AdjustedRSquared ?? None, 3),
            ]);
        })];
        notes.Add(report.T["Comparison.ValidityNote", sample?.N ?? 0]);
        return new ReportBlock.Table(report.T["Comparison.Validity", report.OutcomeName(outcome)],
            [
                new(report.T["Model"], false, 2.6), new(report.T["N"], true, 0.9), new(report.T["R"], true), new(report.T["RSquared"], true), new(report.T["AdjustedRSquared"], true, 1.2),
                new(report.T["Comparison.CommonR"], true, 1.2), new(report.T["Comparison.CommonRSquared"], true, 1.2), new(report.T["Comparison.CommonAdjusted"], true, 1.4),
            ],
            rows, notes.ToTexts());
    }

    private static ReportBlock.Table Tests(ReportContext report, CommonSampleResult sample)
    {
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows = [.. sample.Comparisons.Select(comparison => new Row(
        [
            new(report.T["Comparison.Against", report.ModelName(comparison.Left), report.ModelName(comparison.Right)]),
            notes.Number(comparison.RLeft, 3), notes.Number(comparison.RRight, 3), notes.Range(comparison.DifferenceCiLow, comparison.DifferenceCiHigh, 3), notes.Number(comparison.RBetween, 3),
            notes.Cell(comparison.WilliamsT, value => report.Language.Decimal(value), comparison.IsSignificant), notes.Number(comparison.Df, 0), notes.Probability(comparison.AdjustedP),
        ]))];
        notes.Add(report.T["Comparison.TestsNote", sample.N, sample.Comparisons.Length]);
        return new ReportBlock.Table(report.T["Comparison.Tests", report.OutcomeName(sample.Outcome)],
            [
                new(report.T["Comparison.PairHeader"], false, 3.4), new(report.T["Comparison.FirstR"], true), new(report.T["Comparison.SecondR"], true), new(report.T["Comparison.DifferenceInterval"], true, 2), new(report.T["Comparison.RBetween"], true),
                new(report.T["Comparison.WilliamsT"], true), new(report.T["Df"], true), new(report.T["AdjustedP"], true, 1.4),
            ],
            rows, notes.ToTexts());
    }

    private static Estimate None => Estimate.Undefined(UndefinedReason.NotComputed);
}
