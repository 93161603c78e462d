using Survey.Scoring.Instrument;
using Survey.Scoring.Study;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports.Parts;

namespace Survey.Web.Reports;

/// <summary>Turns a result into a finished document: the only place that decides wording, number formats and order.</summary>
internal static class ReportBuilder
{
    /// <param name="further">Sections that stand behind the results.</param>
    public static ReportDocument Build(StudyResult result, Questionnaire questionnaire, Language language, ReportSubject subject, IReadOnlyList<ReportBlock>? further = null)
    {
        var report = new ReportContext(result, questionnaire, language, subject);
        return new ReportDocument(language, subject.Title, TitlePart.Page(report), TitlePart.Footer(report),
            [.. Appendix.Behind(report, Sections(report, further ?? [])), .. MethodPart.Blocks(report), .. RecordPart.Blocks(report)]);
    }

    private static IEnumerable<ReportBlock> Sections(ReportContext report, IReadOnlyList<ReportBlock> further)
    {
        yield return new ReportBlock.Heading(1, report.T["Findings.Title"], "findings");
        if (report.Result.Responses > 0) yield return KeyFiguresPart.Block(report);
        yield return FindingsPart.Block(report);
        foreach (var caution in TitlePart.Cautions(report)) yield return caution;
        if (report.Result.Responses > 0)
            foreach (var block in Figures(report, further)) yield return block;
    }

    private static IEnumerable<ReportBlock> Figures(ReportContext report, IReadOnlyList<ReportBlock> further) =>
    [
        .. DimensionPart.Blocks(report),
        .. UnpairedPart.Blocks(report),
        .. ZonePart.Blocks(report),
        .. ScorePart.Blocks(report),
        .. SubdimensionPart.Blocks(report),
        .. ItemPart.Blocks(report, ItemOrder.File),
        .. ImportancePart.Blocks(report),
        .. PrioritiesPart.Blocks(report),
        .. IndicatorPart.Blocks(report),
        .. ImpactPart.Blocks(report),
        .. ValidityPart.Blocks(report),
        .. ComparisonPart.Blocks(report),
        .. ScrutinyPart.Blocks(report),
        .. UncertaintyPart.Blocks(report),
        .. SegmentPart.Blocks(report),
        .. QuestionPart.Blocks(report),
        .. further,
        .. SamplePart.Blocks(report),
        .. DrawingPart.Blocks(report),
        .. ReliabilityPart.Blocks(report),
        .. StructurePart.Blocks(report),
        .. RobustFitPart.Blocks(report),
        .. StructureSearchPart.Blocks(report, isFull: false),
        .. InvariancePart.Blocks(report, isFull: false),
        .. DataQualityPart.Blocks(report),
    ];
}
