using System.Collections.Immutable;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>Whether the gap model's differences are worth their questions: a verdict, what it rests on, and the figures.</summary>
internal static class ScrutinyPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Result.DifferenceScrutiny is not { } scrutiny) yield break;
        var battery = report.BatteryName(scrutiny.Subtrahend);
        yield return new ReportBlock.Heading(1, report.T["Scrutiny.Title"], "scrutiny");
        yield return new ReportBlock.Paragraph(scrutiny.Verdict.Sentence.Text(report.Language.Tag));
        yield return new ReportBlock.Findings([.. scrutiny.Verdict.Grounds.Select(ground => ground.Text(report.Language.Tag))]);
        yield return report.Folded(
        [
            .. scrutiny.Tests.Length > 0 ? [Tests(report, scrutiny, battery)] : (ReportBlock[])[],
            .. scrutiny.Tests.FirstOrDefault(test => test.Outcome == report.Outcome) is { BothRSquared.IsDefined: true } chosen ? [Coefficients(report, scrutiny, chosen)] : (ReportBlock[])[],
            Reliability(report, scrutiny), Variance(report, scrutiny, battery),
        ]);
    }

    private static ReportBlock.Table Tests(ReportContext report, DifferenceScrutinyResult scrutiny, string battery)
    {
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows = [.. scrutiny.Tests.Select(test => new Row(
        [
            new(report.OutcomeHeading(test.Outcome)), new(report.Count(test.N)), notes.Number(test.GapRSquared, 3), notes.Number(test.MinuendRSquared, 3), notes.Number(test.BothRSquared, 3),
            notes.Cell(test.Constraint.F, value => report.Language.Decimal(value), test.Constraint.IsSignificant), notes.Probability(test.Constraint.AdjustedP),
            notes.Cell(test.Added.F, value => report.Language.Decimal(value), test.Added.IsSignificant), notes.Probability(test.Added.AdjustedP), notes.Percent(test.Added.GainHigh),
        ]))];
        notes.Add(report.T["Scrutiny.TestsNote", battery]);
        return new ReportBlock.Table(report.T["Scrutiny.Tests"],
            [
                new(report.T["Scrutiny.Outcome"], false, 2.2), new(report.T["N"], true, 0.9), new(report.T["Scrutiny.GapRSquared"], true, 1.1), new(report.T["Scrutiny.MinuendRSquared"], true, 1.3),
                new(report.T["Scrutiny.BothRSquared"], true, 1.1), new(report.T["Scrutiny.Constraint"], true, 1.4), new(report.T["P"], true, 1.2), new(report.T["Scrutiny.Added"], true, 1.4),
                new(report.T["P"], true, 1.2), new(report.T["Scrutiny.GainHigh"], true, 1.3),
            ],
            rows, notes.ToTexts());
    }

    private static ReportBlock.Table Coefficients(ReportContext report, DifferenceScrutinyResult scrutiny, ComponentTest test)
    {
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows = [.. test.Dimensions.Select(dimension => new Row(
        [
            new(report.DimensionName(dimension.Dimension)), notes.Difference(dimension.Minuend.B), notes.Range(dimension.Minuend.CiLow, dimension.Minuend.CiHigh),
            notes.Difference(dimension.Subtrahend.B), notes.Range(dimension.Subtrahend.CiLow, dimension.Subtrahend.CiHigh), notes.Difference(dimension.Sum.B), notes.Range(dimension.Sum.CiLow, dimension.Sum.CiHigh),
        ]))];
        notes.Add(report.T["Scrutiny.CoefficientsNote"]);
        return new ReportBlock.Table(report.T["Scrutiny.Coefficients", report.OutcomeName(test.Outcome)],
            [
                new(report.T["Dimension"], false, 2.4), new(report.BatteryName(scrutiny.Minuend), true, 1.2), new(report.T["Interval95"], true, 1.8), new(report.BatteryName(scrutiny.Subtrahend), true, 1.2),
                new(report.T["Interval95"], true, 1.8), new(report.T["Scrutiny.Sum"], true), new(report.T["Interval95"], true, 1.8),
            ],
            rows, notes.ToTexts());
    }

    private static ReportBlock.Table Reliability(ReportContext report, DifferenceScrutinyResult scrutiny)
    {
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows = [.. Rows(report, scrutiny).Select(row => new Row(
        [
            new(row.Name), new(report.Count(row.Quality.N)), notes.Number(row.Quality.MinuendAlpha, 3), notes.Number(row.Quality.SubtrahendAlpha, 3), notes.Number(row.Quality.Correlation, 3),
            notes.Number(row.Quality.GapAlpha, 3), notes.Number(row.Quality.DifferenceReliability, 3, row.Quality.DifferenceReliability.OrNull < FindingsPart.AcceptableAlpha),
        ]))];
        notes.Add(report.T["Scrutiny.ReliabilityNote"]);
        return new ReportBlock.Table(report.T["Scrutiny.Reliability"],
            [
                new(report.T["Dimension"], false, 2.4), new(report.T["N"], true), new(report.T["Scrutiny.AlphaOf", report.BatteryName(scrutiny.Minuend)], true, 1.4),
                new(report.T["Scrutiny.AlphaOf", report.BatteryName(scrutiny.Subtrahend)], true, 1.4), new(report.T["Scrutiny.Correlation"], true, 1.3),
                new(report.T["Scrutiny.GapAlpha"], true, 1.3), new(report.T["Scrutiny.DifferenceReliability"], true, 1.5),
            ],
            rows, notes.ToTexts());
    }

    private static ReportBlock.Table Variance(ReportContext report, DifferenceScrutinyResult scrutiny, string battery)
    {
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows = [.. Rows(report, scrutiny).Select(row => new Row(
        [
            new(row.Name), notes.Percent(row.Quality.CeilingShare), notes.Number(row.Quality.MinuendSd), notes.Number(row.Quality.SubtrahendSd), notes.Number(row.Quality.GapSd),
            notes.Percent(row.Quality.SubtrahendVarianceShare), row.Quality.GapSdLowHalf is { } low ? notes.Number(low) : new Cell("–"), row.Quality.GapSdHighHalf is { } high ? notes.Number(high) : new Cell("–"),
        ]))];
        notes.Add(report.T["Scrutiny.VarianceNote", battery]);
        return new ReportBlock.Table(report.T["Scrutiny.Variance"],
            [
                new(report.T["Dimension"], false, 2.4), new(report.T["Scrutiny.Ceiling"], true, 1.2), new(report.T["Scrutiny.SdOf", report.BatteryName(scrutiny.Minuend)], true, 1.3),
                new(report.T["Scrutiny.SdOf", battery], true, 1.3), new(report.T["Scrutiny.SdOf", report.T["Gap"]], true, 1.3), new(report.T["Scrutiny.VarianceShare"], true, 1.4),
                new(report.T["Scrutiny.LowHalf"], true, 1.3), new(report.T["Scrutiny.HighHalf"], true, 1.3),
            ],
            rows, notes.ToTexts());
    }

    private static IEnumerable<(string Name, DifferenceQuality Quality)> Rows(ReportContext report, DifferenceScrutinyResult scrutiny) =>
        scrutiny.Dimensions.Select(dimension => (report.DimensionName(dimension.Dimension!), dimension)).Append((report.T["Scrutiny.Whole"], scrutiny.Whole));
}
