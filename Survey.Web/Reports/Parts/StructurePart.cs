using System.Collections.Immutable;
using Survey.Scoring.Statistics;
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
        yield return new ReportBlock.Paragraph(report.T["Structure.Explanation", report.ModelName(model.Id), structure.N]);
        if (structure.Cfa is { } cfa)
        {
            yield return new ReportBlock.Findings([report.T["Structure.Sentence." + cfa.Status], .. Verdict(report, cfa) is { } verdict ? [verdict] : (string[])[]]);
            if (cfa.Problems.Length > 0) yield return new ReportBlock.Note(report.T["Structure.Problems", Problems(report, cfa)]);
        }
        yield return report.Folded([Fit(report, structure), .. structure.Htmt.Length > 0 ? [Discriminant(report, structure)] : (ReportBlock[])[]]);
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

    private static ReportBlock.Table Discriminant(ReportContext report, StructureResult structure)
    {
        var notes = new Footnotes(report);
        var factors = structure.Cfa?.FactorCorrelations ?? [];
        ImmutableArray<Row> rows = [.. structure.Htmt.Select(pair => new Row(
        [
            new(report.T["Comparison.Against", report.DimensionName(pair.Left), report.DimensionName(pair.Right)]),
            notes.Number(pair.Value, 3),
            .. factors.Length > 0 ? [notes.Number(Correlation(pair), 3)] : (Cell[])[],
        ]))];
        notes.Add(report.T["Structure.HtmtNote"]);
        return new ReportBlock.Table(report.T["Structure.HtmtTable"],
            [new(report.T["Structure.Pair"], false, 4), new(report.T["Structure.Htmt"], true), .. factors.Length > 0 ? [new Column(report.T["Structure.FactorCorrelation"], true, 1.5)] : (Column[])[]],
            rows, notes.ToTexts());

        Estimate Correlation(HtmtResult pair) => factors.FirstOrDefault(factor =>
            (factor.Left == pair.Left && factor.Right == pair.Right) || (factor.Left == pair.Right && factor.Right == pair.Left))?.R ?? Estimate.Undefined(UndefinedReason.NotComputed);
    }
}
