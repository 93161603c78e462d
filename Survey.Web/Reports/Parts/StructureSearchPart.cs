using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Bootstrap;
using Survey.Scoring.Study;
using Survey.Web.Reports.Charts;

namespace Survey.Web.Reports.Parts;

/// <summary>What structure the answers have by themselves, and how other structures fit them beside the instrument's. Follows <see cref="StructurePart"/>.</summary>
internal static class StructureSearchPart
{
    // Rows of the chart after the last eigenvalue that counts.
    private const int RowsAfter = 4;

    /// <param name="report">What is reported.</param>
    /// <param name="isFull">Whether the loadings are shown with every number of factors, or with one of them.</param>
    public static IEnumerable<ReportBlock> Blocks(ReportContext report, bool isFull)
    {
        if (report.Factored is not { Structure: { Reason: null, ParallelAnalysis: { } parallel } structure }) yield break;
        yield return new ReportBlock.Heading(2, report.T["Search.NumberTitle"], "structure-number");
        yield return new ReportBlock.Findings([Number(report, parallel)]);
        yield return new ReportBlock.Paragraph(report.T["Search.NumberExplanation", structure.N, parallel.Draws, parallel.Factors]);
        yield return Scree(report, parallel);

        yield return new ReportBlock.Heading(2, report.T["Search.ItemsTitle"], "structure-items");
        foreach (var solution in structure.Exploratory.Where(solution => isFull || solution.IsByInstrument))
            foreach (var block in Solution(report, structure, solution)) yield return block;

        if (structure.Alternatives.Length > 0)
        {
            yield return new ReportBlock.Heading(2, report.T["Search.AlternativesTitle"], "structure-alternatives");
            yield return new ReportBlock.Findings([.. structure.Alternatives.Select(alternative => Verdict(report, alternative))]);
            yield return report.Folded(Alternatives(report, structure));
            foreach (var alternative in structure.Alternatives.Where(alternative => alternative.Cfa.Problems.Length > 0))
                yield return new ReportBlock.Note(report.T["Search.AlternativeProblems", report.T["Search.Model." + alternative.Model], StructurePart.Problems(report, alternative.Cfa)]);
        }

        if (structure.FornellLarcker is { } fornellLarcker)
        {
            yield return new ReportBlock.Heading(2, report.T["Search.FornellLarckerTitle"], "structure-convergence");
            if (fornellLarcker.Pairs.Length > 0) yield return new ReportBlock.Findings([.. Distinct(report, fornellLarcker)]);
            yield return report.Folded(Convergence(report, structure, fornellLarcker));
        }
    }

    private static string Number(ReportContext report, ParallelAnalysisResult parallel)
    {
        var dimensions = report.Questionnaire.Dimensions.Length;
        var key = parallel.Components == 0 ? "Search.NumberNone"
            : parallel.Components == dimensions ? "Search.NumberSame"
            : parallel.Components < dimensions ? "Search.NumberFewer"
            : "Search.NumberMore";
        return report.T[key, parallel.Components, dimensions];
    }

    private static ReportBlock.Figure Scree(ReportContext report, ParallelAnalysisResult parallel)
    {
        var rows = Math.Min(parallel.Eigenvalues.Length, Math.Max(parallel.Components, report.Questionnaire.Dimensions.Length) + RowsAfter);
        return new ReportBlock.Figure(report.T["Search.Scree"], Number(report, parallel), Draw(RowChart.Wide), Draw(RowChart.Narrow), new ChartData(Eigenvalues(report, parallel), IsShown: false));

        Chart Draw(double width)
        {
            var scale = ChartScale.Covering(parallel.Eigenvalues.Take(rows).Concat(parallel.RandomEigenvalues.Take(rows)), width < 480 ? 5 : 9, 0);
            var panel = new ChartPanel(report.T["Search.Eigenvalue"], scale, tick => report.Language.Decimal(tick, scale.Places), null,
                [.. Enumerable.Range(0, rows).Select(row => new PanelRow
                {
                    Distance = new PanelSpan(Math.Min(parallel.Eigenvalues[row], parallel.RandomEigenvalues[row]), Math.Max(parallel.Eigenvalues[row], parallel.RandomEigenvalues[row]), ChartRole.Muted),
                    Marks =
                    [
                        new PanelMark(parallel.RandomEigenvalues[row], ChartMark.Diamond, ChartRole.Expectation, true),
                        new PanelMark(parallel.Eigenvalues[row], ChartMark.Circle, ChartRole.Perception, row >= parallel.Components),
                    ],
                })],
                [
                    new LegendEntry(report.T["Search.Own"], ChartRole.Perception, ChartMark.Circle),
                    new LegendEntry(report.T["Search.Random"], ChartRole.Expectation, ChartMark.Diamond, true),
                ],
                [.. parallel.Eigenvalues.Take(rows).Select(value => report.Language.Decimal(value))]);
            return RowChart.Draw([.. Enumerable.Range(1, rows).Select(number => report.T["Search.Factor", number])], [panel], report.Language.IsRightToLeft, width);
        }
    }

    private static ReportBlock.Table Eigenvalues(ReportContext report, ParallelAnalysisResult parallel) => new(
        report.T["Search.EigenvaluesTable"],
        [
            new(report.T["Search.FactorHeader"], false, 1.2), new(report.T["Search.Own"], true, 1.5), new(report.T["Search.Random"], true, 1.5),
            new(report.T["Search.OwnReduced"], true, 1.5), new(report.T["Search.RandomReduced"], true, 1.5),
        ],
        [.. Enumerable.Range(0, parallel.Eigenvalues.Length).Select(row => new Row(
        [
            new(report.Count(row + 1)), new(report.Language.Decimal(parallel.Eigenvalues[row], 3), row < parallel.Components), new(report.Language.Decimal(parallel.RandomEigenvalues[row], 3)),
            new(report.Language.Decimal(parallel.ReducedEigenvalues[row], 3), row < parallel.Factors), new(report.Language.Decimal(parallel.RandomReducedEigenvalues[row], 3)),
        ]))],
        [report.T["Search.EigenvaluesNote", parallel.Draws]]);

    private static IEnumerable<ReportBlock> Solution(ReportContext report, StructureResult structure, ExploratorySolution solution)
    {
        if (solution.Reason is { } reason)
        {
            yield return new ReportBlock.Note(report.T["Search.NoSolution", solution.Factors, report.Reason(reason)]);
            yield break;
        }

        // Maximum likelihood, unless it has no solution or only an improper one where minres has a proper one.
        var extraction = solution.Extractions.FirstOrDefault(one => one.Status == "ok") ?? solution.Extractions.FirstOrDefault(one => one.Status == "improper");
        if (extraction is null)
        {
            yield return new ReportBlock.Note(report.T["Search.NoSolution", solution.Factors, report.Reason(UndefinedReason.NotConverged)]);
            yield break;
        }

        var rotation = extraction.Rotations.First(one => one.Rotation == ExploratoryRotation.Oblimin);
        yield return new ReportBlock.Findings([Assignment(report, solution, rotation)]);
        yield return new ReportBlock.Paragraph(report.T["Search.SolutionExplanation", solution.Factors, report.T["Search.Method." + extraction.Method]]);
        if (extraction.Heywood.Length > 0)
            yield return new ReportBlock.Note(report.T["Search.Heywood", report.List([.. extraction.Heywood.Select(item => report.T["ItemNamed", report.Language.Digits(item)])])]);
        yield return report.Folded(Loadings(report, structure, extraction, rotation), Factors(report, rotation));
    }

    /// <summary>Which items load on another factor than their dimension, and which dimensions share a factor.</summary>
    private static string Assignment(ReportContext report, ExploratorySolution solution, ExploratoryRotation rotation)
    {
        var elsewhere = rotation.Items.Where(item => item.IsElsewhere).ToArray();
        var shared = rotation.Factors.Where(factor => factor.Dimensions.Length > 1).ToArray();
        List<string> sentences = [];
        foreach (var factor in shared)
            sentences.Add(report.T["Search.Shared", report.List([.. factor.Dimensions.Select(report.DimensionName)]), factor.Number]);
        sentences.Add(elsewhere.Length == 0
            ? report.T[shared.Length == 0 ? "Search.AllHome" : "Search.NoneElsewhere", solution.Factors]
            : report.T["Search.Elsewhere", report.List([.. elsewhere.Select(item => report.T["Search.ElsewhereItem", report.T["ItemNamed", report.Language.Digits(item.Id)], report.DimensionName(item.Dimension), item.Factor])])]);
        return string.Join(' ', sentences);
    }

    private static ReportBlock.Table Loadings(ReportContext report, StructureResult structure, ExploratoryExtraction extraction, ExploratoryRotation rotation)
    {
        var notes = new Footnotes(report);
        var communalities = extraction.Communalities.ToDictionary(item => item.Id, item => item.Communality, StringComparer.Ordinal);
        var adequacy = structure.Msa.ToDictionary(item => item.Id, item => item.Value, StringComparer.Ordinal);
        var rows = ImmutableArray.CreateBuilder<Row>();
        foreach (var dimension in rotation.Items.GroupBy(item => item.Dimension))
        {
            rows.Add(new Row([new Cell(report.DimensionName(dimension.Key))], IsGroup: true));
            foreach (var item in dimension)
                rows.Add(new Row(
                [
                    new(report.ItemName(item.Id)),
                    .. item.Loadings.Select((loading, factor) => new Cell(report.Language.Decimal(loading) + (item.IsElsewhere && factor + 1 == item.Factor ? "*" : ""), factor + 1 == item.Factor)),
                    new(report.Language.Decimal(communalities[item.Id])), notes.Number(adequacy[item.Id]),
                ]));
        }
        if (rotation.Items.Any(item => item.IsElsewhere)) notes.Add(report.T["Search.ElsewhereNote"]);
        notes.Add(report.T["Search.LoadingsNote"]);
        return new ReportBlock.Table(report.T["Search.LoadingsTable", rotation.Factors.Length],
            [
                new(report.T["Item"], false, 4.5), .. rotation.Factors.Select(factor => new Column(report.Count(factor.Number), true)),
                new(report.T["Search.Communality"], true, 1.4), new(report.T["Search.Msa"], true, 1.1),
            ],
            rows.DrainToImmutable(), notes.ToTexts());
    }

    private static ReportBlock.Table Factors(ReportContext report, ExploratoryRotation rotation) => new(
        report.T["Search.FactorsTable"],
        [
            new(report.T["Search.FactorHeader"], false), new(report.T["Search.FactorDimensions"], false, 3.5), new(report.T["Search.Explained"], true, 1.4),
            .. rotation.Factors.SkipLast(1).Select(factor => new Column(report.T["Search.CorrelationWith", factor.Number], true)),
        ],
        [.. rotation.Factors.Select(factor => new Row(
        [
            new(report.Count(factor.Number)), new(factor.Dimensions.Length == 0 ? "–" : report.List([.. factor.Dimensions.Select(report.DimensionName)])),
            new(report.Language.Percent(factor.VarianceExplained / rotation.Items.Length, 1)),
            .. rotation.Factors.SkipLast(1).Select(other => new Cell(other.Number >= factor.Number ? "" : report.Language.Decimal(rotation.Correlations.First(pair => pair.Left == other.Number && pair.Right == factor.Number).R))),
        ]))],
        [report.T["Search.FactorsNote"]]);

    private static string Verdict(ReportContext report, StructureAlternative alternative)
    {
        var key = "Search.Verdict." + alternative.Model;
        if (alternative.IsEquivalent && alternative.Model == StructureAlternative.SecondOrder) return report.T["Search.Equivalent"];
        if (alternative.Difference.ChiSquare.Reason == UndefinedReason.TooFewDimensions) return report.T["Search.TooFewDimensions"];
        if (!alternative.AdjustedP.IsDefined) return report.T["Search.NotTested", report.T["Search.Model." + alternative.Model]];
        return report.T[alternative.IsSignificant ? key + ".Worse" : key + ".NotWorse",
            report.Number(alternative.Difference.ChiSquare, 1), report.Number(alternative.Difference.Df, 0), report.ProbabilityRelation(alternative.AdjustedP)];
    }

    private static ReportBlock.Table Alternatives(ReportContext report, StructureResult structure)
    {
        var notes = new Footnotes(report);
        var rows = ImmutableArray.CreateBuilder<Row>();
        if (structure.Cfa is { } cfa) rows.Add(Fit(report.T["Search.Model.correlated-factors"], cfa, new Cell("–")));
        foreach (var alternative in structure.Alternatives)
            rows.Add(Fit(report.T["Search.Model." + alternative.Model], alternative.Cfa, notes.Probability(alternative.AdjustedP)));
        notes.Add(report.T["Search.AlternativesNote", structure.N]);
        return new ReportBlock.Table(report.T["Search.AlternativesTable"],
            [
                new(report.T["Search.ModelHeader"], false, 2.6), new(report.T["Search.ChiSquare"], true, 1.3), new(report.T["Df"], true), new(report.T["Structure.Cfi"], true), new(report.T["Structure.Tli"], true),
                new(report.T["Structure.Rmsea"], true, 2.2), new(report.T["Structure.Srmr"], true), new(report.T["Structure.Aic"], true, 1.4), new(report.T["Structure.Bic"], true, 1.4),
                new(report.T["Search.WorseP"], true, 1.4), new(report.T["Comparison.Structure"], false, 1.6),
            ],
            rows.DrainToImmutable(), notes.ToTexts());

        Row Fit(string name, CfaResult cfa, Cell worse) => new(
        [
            new(name), notes.Number(cfa.Fit.ChiSquare, 1), notes.Number(cfa.Fit.Df, 0), notes.Number(cfa.Fit.Cfi, 3), notes.Number(cfa.Fit.Tli, 3),
            cfa.Fit.Rmsea.IsDefined ? new Cell(report.T["Structure.RmseaValue", report.Number(cfa.Fit.Rmsea, 3), report.Range(cfa.Fit.RmseaCiLow, cfa.Fit.RmseaCiHigh, 3)]) : notes.Number(cfa.Fit.Rmsea, 3),
            notes.Number(cfa.Fit.Srmr, 3), notes.Number(cfa.Fit.Aic, 1), notes.Number(cfa.Fit.Bic, 1), worse, new(report.T["Structure.Status." + cfa.Status]),
        ]);
    }

    private static IEnumerable<string> Distinct(ReportContext report, FornellLarckerResult result)
    {
        var drawn = StructurePart.Drawn(report);
        var pairs = result.Pairs.Select((pair, place) => (Pair: pair, Margin: drawn?.Pairs[place].Margin)).ToArray();
        var open = pairs.Where(one => one.Margin is { CiLow.IsDefined: true } margin && margin.CiLow.Value <= 0 && margin.CiHigh.Value >= 0).ToArray();
        var failing = pairs.Except(open).Where(one => one.Pair.Holds == false).ToArray();
        if (failing.Length > 0) yield return report.T["Search.NotDistinct", Names(failing)];
        if (open.Length > 0) yield return report.T["Search.DistinctOpen", Names(open)];
        if (failing.Length + open.Length == 0) yield return report.T[pairs.All(one => one.Pair.Holds == true) ? "Search.Distinct" : "Search.DistinctUnknown"];

        string Names(IEnumerable<(FornellLarckerPair Pair, ResampledFigure? Margin)> some) =>
            report.List([.. some.Select(one => report.T["Comparison.Against", report.DimensionName(one.Pair.Left), report.DimensionName(one.Pair.Right)])]);
    }

    private static ReportBlock.Table Convergence(ReportContext report, StructureResult structure, FornellLarckerResult result)
    {
        var notes = new Footnotes(report);
        var second = structure.Alternatives.FirstOrDefault(alternative => alternative.Model == StructureAlternative.SecondOrder);
        var drawn = StructurePart.Drawn(report);
        var rows = result.Dimensions.Select((dimension, place) =>
        {
            var pairs = result.Pairs.Where(pair => pair.Left == dimension.Dimension || pair.Right == dimension.Dimension).ToArray();
            var most = pairs.Where(pair => pair.SharedVariance.IsDefined).OrderByDescending(pair => pair.SharedVariance.Value).FirstOrDefault();
            return new Row(
            [
                new(report.DimensionName(dimension.Dimension)),
                notes.Number(dimension.CompositeReliability, 3), .. drawn is null ? (Cell[])[] : [Interval(drawn.Dimensions[place].CompositeReliability)],
                notes.Number(dimension.Ave, 3), .. drawn is null ? (Cell[])[] : [Interval(drawn.Dimensions[place].Ave)],
                most is not null ? new Cell(report.T["Search.SharedWith", report.Number(most.SharedVariance, 3), report.DimensionName(most.Left == dimension.Dimension ? most.Right : most.Left)], most.Holds == false)
                    : pairs.Length > 0 ? notes.Number(pairs[0].SharedVariance, 3) : new Cell("–"),
                second?.SecondOrderLoadings.FirstOrDefault(loading => loading.Dimension == dimension.Dimension) is { } above ? notes.Number(above.Loading, 3) : new Cell("–"),
            ]);
        }).ToImmutableArray();
        notes.Add(report.T["Search.ConvergenceNote", structure.N]);
        return new ReportBlock.Table(report.T["Search.ConvergenceTable"],
            [
                new(report.T["Dimension"], false, 3),
                new(report.T["Search.CompositeReliability"], true, 1.5), .. drawn is null ? (Column[])[] : [new(report.T["Interval95"], true, 1.7)],
                new(report.T["Ave"], true), .. drawn is null ? (Column[])[] : [new(report.T["Interval95"], true, 1.7)], new(report.T["Search.MostShared"], false, 3), new(report.T["Search.SecondOrderLoading"], true, 1.6),
            ],
            rows, notes.ToTexts());

        Cell Interval(ResampledFigure figure) => notes.Range(figure.CiLow, figure.CiHigh, 3);
    }
}
