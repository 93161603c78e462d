using System.Collections.Immutable;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>Key findings: each sentence only if the numbers support it. "Significant" means after Holm's adjustment; the opposite is "not distinguishable", never "equal".</summary>
internal static class FindingsPart
{
    /// <summary>Below this an alpha is named as a caution (Nunnally 1978).</summary>
    public const double AcceptableAlpha = 0.70;

    private const int SmallSample = 30;

    public static ImmutableArray<Finding> Of(ReportContext report) => report.Result.Responses == 0
        ? [new Finding(FindingKind.NoResponses, [], report.T["Finding.NoResponses"])]
        : [.. Overall(report), .. Gaps(report), .. Items(report), .. Zone(report), .. Levels(report), .. Importance(report), .. Validity(report), .. Models(report), .. Segments(report), .. Cautions(report)];

    public static ReportBlock Block(ReportContext report) => new ReportBlock.Findings([.. Of(report).Select(finding => finding.Sentence)]);

    private static IEnumerable<Finding> Overall(ReportContext report)
    {
        if (report.Model is not { Overall: { Mean.IsDefined: true, CiLow.IsDefined: true } overall } model) yield break;
        yield return new Finding(FindingKind.Overall, [model.Id], report.T["Finding.Overall",
            report.ModelName(model.Id), report.Score(model.Id, overall.Mean), report.Range(overall.CiLow, overall.CiHigh), overall.N]);
    }

    private static IEnumerable<Finding> Gaps(ReportContext report)
    {
        if (report.Result.GapModel is not { } model) yield break;
        var tested = report.Result.Dimensions.Where(dimension => dimension.Gap is { AdjustedP.IsDefined: true }).ToArray();
        if (tested.Length == 0) yield break;

        var shortfalls = tested.Where(dimension => dimension.Gap!.IsSignificant && dimension.Gap.Mean.Value < 0).OrderBy(dimension => dimension.Gap!.Mean.Value).ToArray();
        if (shortfalls is [var largest, .. var others])
        {
            yield return new Finding(FindingKind.LargestShortfall, [largest.Id], report.OfGaps("Finding.LargestShortfall.", model,
                report.DimensionName(largest.Id), report.Language.Decimal(-largest.Gap!.Mean.Value), Evidence(report, largest.Gap)));
            if (others.Length > 0)
                yield return new Finding(FindingKind.OtherShortfalls, Ids(others), report.OfGaps("Finding.OtherShortfalls.", model, Named(report, others)));
        }
        var strengths = tested.Where(dimension => dimension.Gap!.IsSignificant && dimension.Gap.Mean.Value > 0).OrderByDescending(dimension => dimension.Gap!.Mean.Value).ToArray();
        if (strengths.Length > 0)
            yield return new Finding(FindingKind.Strengths, Ids(strengths), report.OfGaps("Finding.Strengths.", model, Named(report, strengths)));
        var lost = tested.Where(dimension => dimension.Gap!.IsLostByAdjustment).ToArray();
        if (lost.Length > 0)
            yield return new Finding(FindingKind.NotDistinguishable, Ids(lost), report.T["Finding.GapLostByAdjustment", Named(report, lost), tested.Length]);
        var open = tested.Where(dimension => !dimension.Gap!.IsSignificant).Except(lost).ToArray();
        if (open.Length > 0)
            yield return new Finding(FindingKind.NotDistinguishable, Ids(open),
                report.T[open.Length == tested.Length ? "Finding.NoGapDistinguishable" : "Finding.NotDistinguishable", Named(report, open)]);
    }

    private static IEnumerable<Finding> Items(ReportContext report)
    {
        if (report.Result.GapModel is not { } model) yield break;
        var shortfalls = report.Result.Items.Where(item => item.Gap is { IsSignificant: true } gap && gap.Mean.Value < 0).OrderBy(item => item.Gap!.Mean.Value).ToArray();
        if (shortfalls.Length == 0) yield break;
        yield return new Finding(FindingKind.ItemShortfalls, [.. shortfalls.Select(item => item.Id)], report.OfGaps("Finding.ItemShortfalls.", model,
            shortfalls.Length, report.Result.Items.Length, report.ItemName(shortfalls[0].Id), Evidence(report, shortfalls[0].Gap!)));
    }

    private static IEnumerable<Finding> Zone(ReportContext report)
    {
        if (!ZonePart.IsAsked(report)) yield break;
        var rows = ZonePart.Rows(report).Where(row => row.IsDefined).ToArray();
        if (rows.Length == 0) yield break;
        var inside = rows.Where(row => row.IsInside).Select(row => row.Dimension).ToArray();
        yield return new Finding(FindingKind.ZoneInside, inside, inside.Length == 0
            ? report.T["Finding.ZoneNone"]
            : report.T["Finding.ZoneInside", inside.Length, rows.Length, report.List([.. inside.Select(report.DimensionName)])]);
    }

    private static IEnumerable<Finding> Levels(ReportContext report)
    {
        if (report.Result.GapModel is not null || report.Model is not { } model) yield break;
        var ordered = model.Dimensions.Where(dimension => dimension is { Mean.IsDefined: true, CiLow.IsDefined: true }).OrderByDescending(dimension => dimension.Mean.Value).ToArray();
        if (ordered.Length < 2) yield break;
        yield return Level(FindingKind.HighestLevel, "Finding.HighestLevel", ordered[0]);
        yield return Level(FindingKind.LowestLevel, "Finding.LowestLevel", ordered[^1]);

        Finding Level(FindingKind kind, string key, ModelDimension dimension) => new(kind, [dimension.Id], report.T[key,
            report.DimensionName(dimension.Id), report.Score(model.Id, dimension.Mean), report.Range(dimension.CiLow, dimension.CiHigh), dimension.N]);
    }

    private static IEnumerable<Finding> Importance(ReportContext report)
    {
        var stated = report.Result.Dimensions.Where(dimension => dimension.Importance is { N: >= 2, Mean.IsDefined: true }).OrderByDescending(dimension => dimension.Importance!.Mean.Value).ToArray();
        if (stated.Length >= 2)
        {
            var first = stated[0];
            yield return new Finding(FindingKind.HighestImportance, [first.Id], report.T["Finding.HighestImportance",
                report.DimensionName(first.Id), report.Number(first.Importance!.Mean, 1), first.Importance.N]);
        }
        var weighted = report.Result.Models.FirstOrDefault(model => model.Id == "weighted-" + report.Result.GapModel);
        if (weighted is null) yield break;
        // The weighted scores have no test of their own: a shortfall is named only when its whole interval lies below zero and the gap itself is significant.
        var heaviest = weighted.Dimensions.Where(dimension => dimension is { Mean.IsDefined: true, CiHigh.IsDefined: true }).OrderBy(dimension => dimension.Mean.Value).FirstOrDefault();
        if (heaviest is null || heaviest.CiHigh.Value >= 0) yield break;
        if (report.Result.Dimensions.First(dimension => dimension.Id == heaviest.Id).Gap is not { IsSignificant: true } gap || gap.Mean.Value >= 0) yield break;
        yield return new Finding(FindingKind.WeightedShortfall, [heaviest.Id], report.T["Finding.WeightedShortfall",
            report.DimensionName(heaviest.Id), report.Difference(heaviest.Mean), report.Range(heaviest.CiLow, heaviest.CiHigh), heaviest.N]);
    }

    private static IEnumerable<Finding> Validity(ReportContext report)
    {
        if (report.Model?.Outcomes.FirstOrDefault(outcome => outcome.Id == report.Outcome) is { } outcome && ValidityPart.FindingOf(report, outcome) is { } finding) yield return finding;
    }

    private static IEnumerable<Finding> Models(ReportContext report)
    {
        if (report.Result.CommonSample.FirstOrDefault(sample => sample.Outcome == report.Outcome) is not { } sample) yield break;
        var tested = sample.Comparisons.Where(comparison => comparison.AdjustedP.IsDefined).ToArray();
        if (tested.Length == 0) yield break;
        var different = tested.Where(comparison => comparison.IsSignificant).OrderBy(comparison => comparison.AdjustedP.Value).ThenByDescending(comparison => Math.Abs(comparison.WilliamsT.Value)).ToArray();
        var outcome = report.OutcomeName(sample.Outcome);
        if (different.Length == 0)
        {
            yield return new Finding(FindingKind.ModelsNotDistinguishable, [.. sample.Models.Select(model => model.Id)],
                report.T["Finding.ModelsNotDistinguishable", outcome, report.List([.. sample.Models.Select(model => report.ModelName(model.Id))]), sample.N]);
            yield break;
        }
        var first = different[0];
        var (higher, lower, high, low) = first.RLeft.Value >= first.RRight.Value ? (first.Left, first.Right, first.RLeft, first.RRight) : (first.Right, first.Left, first.RRight, first.RLeft);
        yield return new Finding(FindingKind.ModelsDiffer, [higher, lower], report.T["Finding.ModelsDiffer",
            report.ModelName(higher), outcome, report.Number(high), report.ModelName(lower), report.Number(low), first.N, report.ProbabilityClause(first.AdjustedP), different.Length, tested.Length]);
    }

    private static IEnumerable<Finding> Segments(ReportContext report)
    {
        foreach (var segment in report.Result.Segments)
        {
            if (SegmentPart.FindingOf(report, segment) is { } finding) yield return finding;
        }
    }

    private static IEnumerable<Finding> Cautions(ReportContext report)
    {
        if (report.Factored is { } model)
        {
            var weak = model.Dimensions.Where(dimension => dimension.Reliability?.Alpha.OrNull < AcceptableAlpha).ToArray();
            if (weak.Length > 0)
                yield return new Finding(FindingKind.LowReliability, [.. weak.Select(dimension => dimension.Id)], report.T["Finding.LowReliability",
                    report.ModelName(model.Id), report.List([.. weak.Select(dimension => report.T["NameWithValue", report.DimensionName(dimension.Id), report.Number(dimension.Reliability!.Alpha)])])]);
            foreach (var finding in Structure(report, model)) yield return finding;
        }
        if (report.Result.Responses < SmallSample)
            yield return new Finding(FindingKind.SmallSample, [], report.T["Finding.SmallSample", report.Result.Responses]);
        var missing = Unscored(report);
        if (missing.Length > 0)
            yield return new Finding(FindingKind.TooFewAnswers, missing, report.T["Finding.TooFewAnswers", report.List([.. missing.Select(report.DimensionName)])]);
    }

    private static IEnumerable<Finding> Structure(ReportContext report, ModelResult model)
    {
        if (model.Structure?.Cfa is not { } cfa) yield break;
        switch (cfa.Status)
        {
            case "improper":
                yield return new Finding(FindingKind.ImproperStructure, [model.Id], report.T["Finding.ImproperStructure", report.ModelName(model.Id), StructurePart.Problems(report, cfa)]);
                break;
            case "not-converged" or "not-identified":
                yield return new Finding(FindingKind.NoStructure, [model.Id], report.T["Finding.NoStructure." + cfa.Status, report.ModelName(model.Id)]);
                break;
            case "ok" when cfa.Fit.Cfi.OrNull < 0.90 || cfa.Fit.Rmsea.OrNull > 0.08:
                yield return new Finding(FindingKind.PoorFit, [model.Id], report.T["Finding.PoorFit", report.ModelName(model.Id), report.Number(cfa.Fit.Cfi, 3), report.Number(cfa.Fit.Rmsea, 3), report.Number(cfa.Fit.Srmr, 3)]);
                break;
        }
    }

    private static string[] Unscored(ReportContext report) => report.Result.GapModel is not null
        ? [.. report.Result.Dimensions.Where(dimension => dimension.Gap is null or { CiLow.IsDefined: false }).Select(dimension => dimension.Id)]
        : [.. report.Model?.Dimensions.Where(dimension => !dimension.CiLow.IsDefined).Select(dimension => dimension.Id) ?? []];

    private static string Evidence(ReportContext report, GapResult gap) =>
        report.T["Evidence", report.Difference(gap.Mean), report.Range(gap.CiLow, gap.CiHigh), gap.N, report.ProbabilityClause(gap.AdjustedP)];

    private static string Named(ReportContext report, DimensionResult[] dimensions) =>
        report.List([.. dimensions.Select(dimension => report.T["NameWithValue", report.DimensionName(dimension.Id), report.Difference(dimension.Gap!.Mean)])]);

    private static string[] Ids(DimensionResult[] dimensions) => [.. dimensions.Select(dimension => dimension.Id)];
}
