using System.Collections.Immutable;
using Survey.Scoring.Statistics.Bootstrap;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>How sure the figures are that no formula gives an interval for: resamples of the respondents.</summary>
internal static class UncertaintyPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Result.Uncertainty is not { } uncertainty) yield break;
        yield return new ReportBlock.Heading(1, report.T["Uncertainty.Title"], "how-sure");
        if (uncertainty.Reason is { } reason)
        {
            yield return new ReportBlock.Note(report.Reason(reason));
            yield break;
        }

        yield return new ReportBlock.Paragraph(report.T["Uncertainty.Explanation", uncertainty.Resamples]);
        if (uncertainty.Unit == "groups") yield return new ReportBlock.Note(report.T["Uncertainty.Groups", uncertainty.Units]);
        if (uncertainty.Ranking is { Dimensions.Length: > 1 } ranking && Worst(report, ranking) is { } sentence) yield return new ReportBlock.Findings([sentence]);
        ReportBlock[] tables = [.. Tables(report, uncertainty)];
        if (tables.Length > 0) yield return report.Folded(tables);
    }

    private static IEnumerable<ReportBlock> Tables(ReportContext report, UncertaintyResult uncertainty)
    {
        if (uncertainty.Ranking is { Dimensions.Length: > 1 } ranking) yield return Ranks(report, ranking);
        if (Omegas(report, uncertainty) is { } omegas) yield return omegas;
        foreach (var sample in uncertainty.CommonSample)
        {
            yield return Explained(report, uncertainty, sample);
            if (sample.Differences.Length > 0) yield return Differences(report, sample);
        }

        if (report.Model is { } chosen && uncertainty.Models.FirstOrDefault(model => model.Id == chosen.Id) is { Outcomes.Length: > 0 } own && report.Questionnaire.Dimensions.Length > 1)
            yield return Shares(report, own);
    }

    private static string? Worst(ReportContext report, RankingResult ranking) =>
        ranking.Dimensions.Where(dimension => dimension.WorstShare.IsDefined).MaxBy(dimension => dimension.WorstShare.Value) is { } worst
            ? report.T["Uncertainty.Worst", report.DimensionName(worst.Id), report.Language.Percent(worst.WorstShare.Value), report.ModelName(ranking.Model)]
            : null;

    private static ReportBlock.Table Ranks(ReportContext report, RankingResult ranking)
    {
        var notes = new Footnotes(report);
        // The distribution of a few ranks fits a page; the share of being the worst is there always.
        var ranks = ranking.Dimensions.Length <= 6 && ranking.Dimensions[0].RankShares.Length > 0 ? ranking.Dimensions.Length : 0;
        ImmutableArray<Row> rows = [.. ranking.Dimensions.Select(dimension => new Row(
        [
            new(report.DimensionName(dimension.Id)), notes.Percent(dimension.WorstShare),
            .. dimension.RankShares.Take(ranks).Skip(1).Select(share => new Cell(report.Language.Percent(share, 1))),
        ]))];
        notes.Add(report.T["Uncertainty.RanksNote", report.ModelName(ranking.Model), ranking.Failed]);
        return new ReportBlock.Table(report.T["Uncertainty.RanksTable"],
            [
                new(report.T["Dimension"], false, 2.4), new(report.T["Uncertainty.WorstShare"], true, 1.2),
                .. Enumerable.Range(2, Math.Max(ranks - 1, 0)).Select(rank => new Column(report.T["Uncertainty.Rank", rank], true)),
            ],
            rows, notes.ToTexts());
    }

    private static ReportBlock.Table? Omegas(ReportContext report, UncertaintyResult uncertainty)
    {
        var models = uncertainty.Models.Where(model => model.Dimensions.Length > 0).ToArray();
        if (models.Length == 0) return null;
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows =
        [
            .. models.SelectMany(model => model.Dimensions.Select(dimension => new Row(
                [new(models.Length > 1 ? report.T["Uncertainty.Under", report.DimensionName(dimension.Id), report.ModelName(model.Id)] : report.DimensionName(dimension.Id)), .. Cells(notes, dimension.Omega), .. Cells(notes, dimension.Ave)]))),
        ];
        return new ReportBlock.Table(report.T["Uncertainty.OmegaTable"],
            [
                new(report.T["Dimension"], false, 3), new(report.T["Omega"], true), new(report.T["StandardError"], true), new(report.T["Interval95"], true, 1.6),
                new(report.T["Ave"], true), new(report.T["StandardError"], true), new(report.T["Interval95"], true, 1.6),
            ], rows, notes.ToTexts());
    }

    private static ReportBlock.Table Explained(ReportContext report, UncertaintyResult uncertainty, CommonSampleUncertainty sample)
    {
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows = [.. sample.Models.Select(model => new Row([new(report.ModelName(model.Id)), .. Cells(notes, model.RSquared)]))];
        notes.Add(report.T["Uncertainty.RSquaredNote", sample.N, uncertainty.Resamples]);
        return new ReportBlock.Table(report.T["Uncertainty.RSquaredTable", report.OutcomeName(sample.Outcome)],
            [new(report.T["Model"], false, 3), new(report.T["RSquared"], true), new(report.T["StandardError"], true), new(report.T["Interval95"], true, 1.6)], rows, notes.ToTexts());
    }

    private static ReportBlock.Table Differences(ReportContext report, CommonSampleUncertainty sample)
    {
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows = [.. sample.Differences.Select(pair => new Row(
        [
            new(report.T["Comparison.Against", report.ModelName(pair.Left), report.ModelName(pair.Right)]),
            notes.Cell(pair.RSquared.Value, value => report.Language.Difference(value, 3), pair.IsSignificant), notes.Range(pair.RSquared.CiLow, pair.RSquared.CiHigh, 3), notes.Probability(pair.AdjustedP),
            notes.Difference(pair.R.Value, 3), notes.Range(pair.R.CiLow, pair.R.CiHigh, 3),
        ]))];
        notes.Add(report.T["Uncertainty.DifferencesNote", sample.Differences.Length]);
        return new ReportBlock.Table(report.T["Uncertainty.DifferencesTable", report.OutcomeName(sample.Outcome)],
            [
                new(report.T["Comparison.PairHeader"], false, 3), new(report.T["Uncertainty.RSquaredDifference"], true), new(report.T["Interval95"], true, 1.7), new(report.T["AdjustedP"], true, 1.1),
                new(report.T["Uncertainty.RDifference"], true), new(report.T["Interval95"], true, 1.7),
            ],
            rows, notes.ToTexts());
    }

    private static ReportBlock.Table Shares(ReportContext report, ModelUncertainty model)
    {
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows =
        [
            .. model.Outcomes.SelectMany(outcome => outcome.Shares.Select(share => new Row(
                [new(model.Outcomes.Length > 1 ? report.T["Uncertainty.Under", report.DimensionName(share.Dimension), report.OutcomeName(outcome.Id)] : report.DimensionName(share.Dimension)), .. Cells(notes, share.Lmg)]))),
        ];
        return new ReportBlock.Table(report.T["Uncertainty.SharesTable", report.ModelName(model.Id)],
            [new(report.T["Dimension"], false, 3), new(report.T["Lmg"], true), new(report.T["StandardError"], true), new(report.T["Interval95"], true, 1.6)], rows, notes.ToTexts());
    }

    private static Cell[] Cells(Footnotes notes, ResampledFigure figure) =>
        [notes.Number(figure.Value, 3), notes.Number(figure.StandardError, 3), notes.Range(figure.CiLow, figure.CiHigh, 3)];
}
