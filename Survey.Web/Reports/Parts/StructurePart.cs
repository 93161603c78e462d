using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Bootstrap;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>Whether the answers have the factor structure that the instrument claims.</summary>
internal static class StructurePart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Factored is not { Structure: { } structure } model) yield break;
        yield return new ReportBlock.Heading(1, report.T["Structure.Title"], "structure");
        if (structure.Reason is { } reason)
        {
            yield return new ReportBlock.Note(report.T["Structure.None", report.Reason(reason)]);
            yield break;
        }
        if (structure.WithoutMatrix is { } without)
        {
            yield return new ReportBlock.Note(report.T["Structure.None", report.Reason(without)]);
            yield break;
        }
        yield return new ReportBlock.Paragraph(report.T[structure.Pairs is null ? "Structure.Explanation" : "Structure.ExplanationDrawn", report.ModelName(model.Id), structure.N]);
        if (structure.Cfa is null) yield return new ReportBlock.Note(report.T["Structure.None", report.Reason(UndefinedReason.ItemsDrawn)]);
        if (structure.Cfa is { } cfa)
        {
            yield return new ReportBlock.Findings([report.T["Structure.Sentence." + cfa.Status], .. Verdict(report, cfa) is { } verdict ? [verdict] : (string[])[]]);
            if (cfa.Problems.Length > 0) yield return new ReportBlock.Note(report.T["Structure.Problems", Problems(report, cfa)]);
        }
        var drawn = Drawn(report);
        if (structure.Htmt.Length > 0 && drawn is not null) yield return new ReportBlock.Findings([Distinct(report, drawn)]);
        yield return report.Folded([Fit(report, structure), .. structure.Htmt.Length > 0 ? [Discriminant(report, structure, drawn)] : (ReportBlock[])[]]);
    }

    /// <summary>How sure convergent and discriminant validity are; null without resamples.</summary>
    public static StructureUncertainty? Drawn(ReportContext report) =>
        report.Result.Uncertainty?.Models.FirstOrDefault(model => model.Id == report.Factored?.Id)?.Structure;

    private static string Distinct(ReportContext report, StructureUncertainty drawn)
    {
        var open = drawn.Pairs.Where(pair => pair.AreDistinct == false).ToArray();
        return open.Length > 0 ? report.T["Structure.NotShownDistinct", report.List([.. open.Select(pair => report.T["Comparison.Against", report.DimensionName(pair.Left), report.DimensionName(pair.Right)])])]
            : report.T[drawn.Pairs.All(pair => pair.AreDistinct == true) ? "Structure.ShownDistinct" : "Structure.DistinctUnknown"];
    }

    /// <summary>How well the structure fits, by the usual limits (Hu &amp; Bentler 1999; Browne &amp; Cudeck 1993); null without a fit.</summary>
    private static string? Verdict(ReportContext report, CfaResult cfa) => cfa is not { Status: "ok" or "improper", Fit: { Cfi.IsDefined: true, Rmsea.IsDefined: true, Srmr.IsDefined: true } fit } ? null
        : report.T["Structure.Fit." + (fit switch
        {
            { Cfi.Value: >= 0.95, Rmsea.Value: <= 0.06, Srmr.Value: <= 0.08 } => "Good",
            { Cfi.Value: >= 0.90, Rmsea.Value: <= 0.08 } => "Fair",
            _ => "Poor",
        }), report.Number(fit.Cfi, 3), report.Number(fit.Rmsea, 3), report.Number(fit.Srmr, 3)];

    /// <summary>What makes a solution improper, in words.</summary>
    public static string Problems(ReportContext report, CfaResult cfa) => report.List([.. cfa.Problems.Select(problem =>
        report.T["Structure.Problem." + problem.Code, report.List([.. problem.Subjects.Select(subject => Subject(report, problem.Code, subject))])])]);

    private static string Subject(ReportContext report, string code, string subject) =>
        code == "negative-residual-variance" ? report.T["ItemNamed", report.Language.Digits(subject)] : report.DimensionName(subject);

    private static ReportBlock.Table Fit(ReportContext report, StructureResult structure)
    {
        var notes = new Footnotes(report);
        var rows = ImmutableArray.CreateBuilder<Row>();
        Add("Structure.Kmo", notes.Number(structure.Kmo, 3));
        if (structure.Bartlett is { } bartlett)
            Add("Structure.Bartlett", Test(bartlett.ChiSquare, bartlett.Df, bartlett.P));
        if (structure.Cfa is { Status: "ok" or "improper" } cfa)
        {
            Add("Structure.ChiSquare", Test(cfa.Fit.ChiSquare, cfa.Fit.Df, cfa.Fit.P));
            Add("Structure.Cfi", notes.Number(cfa.Fit.Cfi, 3));
            Add("Structure.Tli", notes.Number(cfa.Fit.Tli, 3));
            Add("Structure.Rmsea", cfa.Fit.Rmsea.IsDefined && cfa.Fit.RmseaCiLow.IsDefined && cfa.Fit.RmseaCiHigh.IsDefined
                ? new Cell(report.T["Structure.RmseaValue", report.Number(cfa.Fit.Rmsea, 3), report.Range(cfa.Fit.RmseaCiLow, cfa.Fit.RmseaCiHigh, 3)])
                : notes.Number(cfa.Fit.Rmsea, 3));
            Add("Structure.Srmr", notes.Number(cfa.Fit.Srmr, 3));
            Add("Structure.Aic", notes.Number(cfa.Fit.Aic, 1));
            Add("Structure.Bic", notes.Number(cfa.Fit.Bic, 1));
        }
        return new ReportBlock.Table(report.T["Structure.Table"], [new(report.T["Structure.Index"], false, 3), new(report.T["Value"], true, 2)], rows.DrainToImmutable(), notes.ToTexts());

        void Add(string key, Cell value) => rows.Add(new Row([new Cell(report.T[key]), value]));

        Cell Test(Estimate chiSquare, Estimate df, Estimate p) => chiSquare.IsDefined && df.IsDefined
            ? new Cell(report.T["Structure.Test", report.Number(chiSquare), report.Number(df, 0), p.IsDefined ? report.ProbabilityRelation(p) : report.T["Structure.NoP"]])
            : notes.Number(chiSquare);
    }

    private static ReportBlock.Table Discriminant(ReportContext report, StructureResult structure, StructureUncertainty? drawn)
    {
        var notes = new Footnotes(report);
        var factors = structure.Cfa?.FactorCorrelations ?? [];
        ImmutableArray<Row> rows = [.. structure.Htmt.Select((pair, place) => new Row(
        [
            new(report.T["Comparison.Against", report.DimensionName(pair.Left), report.DimensionName(pair.Right)]),
            notes.Number(pair.Value, 3, drawn?.Pairs[place].AreDistinct == false), .. Interval(place, one => one.Htmt),
            .. factors.Length > 0 ? [notes.Number(Correlation(pair), 3), .. Interval(place, one => one.Correlation)] : (Cell[])[],
            .. structure.FornellLarcker is { } criterion ? [notes.Cell(criterion.Pairs[place].Margin, value => report.Language.Difference(value, 3), criterion.Pairs[place].Holds == false), .. Interval(place, one => one.Margin)] : (Cell[])[],
        ]))];
        notes.Add(report.T["Structure.HtmtNote"]);
        if (structure.FornellLarcker is not null) notes.Add(report.T["Structure.MarginNote"]);
        if (drawn is not null) notes.Add(report.T["Structure.ResampledNote"]);
        return new ReportBlock.Table(report.T["Structure.HtmtTable"],
            [
                new(report.T["Structure.Pair"], false, 3.6), new(report.T["Structure.Htmt"], true), .. IntervalHeader(),
                .. factors.Length > 0 ? [new Column(report.T["Structure.FactorCorrelation"], true, 1.3), .. IntervalHeader()] : (Column[])[],
                .. structure.FornellLarcker is not null ? [new Column(report.T["Structure.Margin"], true, 1.4), .. IntervalHeader()] : (Column[])[],
            ],
            rows, notes.ToTexts());

        Cell[] Interval(int place, Func<DiscriminationUncertainty, ResampledFigure> figure) =>
            drawn is null ? [] : [notes.Range(figure(drawn.Pairs[place]).CiLow, figure(drawn.Pairs[place]).CiHigh, 2)];

        Column[] IntervalHeader() => drawn is null ? [] : [new Column(report.T["Interval95"], true, 1.7)];

        Estimate Correlation(HtmtResult pair) => factors.FirstOrDefault(factor =>
            (factor.Left == pair.Left && factor.Right == pair.Right) || (factor.Left == pair.Right && factor.Right == pair.Left))?.R ?? Estimate.Undefined(UndefinedReason.NotComputed);
    }
}
