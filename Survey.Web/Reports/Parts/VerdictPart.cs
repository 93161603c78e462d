using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>What the comparison of the models comes to, in sentences that rest on its tests.</summary>
internal static class VerdictPart
{
    /// <summary>The recommendation with its grounds; nothing with fewer than two models.</summary>
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Result.Verdict is not { } verdict) yield break;
        yield return new ReportBlock.Heading(2, report.T["Verdict.Title"], "verdict");
        yield return new ReportBlock.Findings([Sentence(report, verdict.Recommendation), .. verdict.Grounds.Select(statement => Sentence(report, statement))]);
    }

    /// <summary>What was found for an outcome, and what more data would decide.</summary>
    public static IEnumerable<ReportBlock> OfOutcome(ReportContext report, string outcome)
    {
        if (report.Result.Verdict?.Outcomes.FirstOrDefault(candidate => candidate.Outcome == outcome) is { } found)
            yield return new ReportBlock.Findings([.. found.Statements.Select(statement => Sentence(report, statement))]);
    }

    private static string Sentence(ReportContext report, VerdictStatement statement) =>
        VerdictTexts.TextOf(statement, report.Language.Tag, argument => Written(report, argument));

    private static string Written(ReportContext report, VerdictArgument argument) => argument.Kind switch
    {
        VerdictArgumentKind.Models => report.List([.. argument.Ids.Select(report.ModelName)]),
        VerdictArgumentKind.Outcomes => report.List([.. argument.Ids.Select(report.OutcomeName)]),
        VerdictArgumentKind.Dimensions => report.List([.. argument.Ids.Select(report.DimensionName)]),
        VerdictArgumentKind.Sentence => argument.Ids[report.Language.Tag == "fa" ? 1 : 0],
        VerdictArgumentKind.Count => report.Count((long)argument.Number),
        VerdictArgumentKind.Coefficient => report.Language.Decimal(argument.Number, 3),
        VerdictArgumentKind.Probability => report.Language.Probability(argument.Number),
        _ => report.Language.Decimal(argument.Number),
    };
}
