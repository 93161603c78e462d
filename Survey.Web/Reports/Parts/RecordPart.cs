namespace Survey.Web.Reports.Parts;

/// <summary>What identifies the computation: program, questionnaire, data.</summary>
internal static class RecordPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        yield return new ReportBlock.Heading(1, report.T["Record.Title"], "record");
        yield return new ReportBlock.Paragraph(report.T["Record.Explanation"]);
        yield return new ReportBlock.Definitions([.. Facts(report)]);
    }

    private static IEnumerable<Fact> Facts(ReportContext report)
    {
        var (result, subject, t) = (report.Result, report.Subject, report.T);
        yield return new Fact(t["Record.Engine"], report.Isolated(result.Engine));
        yield return new Fact(t["Record.Questionnaire"], report.T["Record.QuestionnaireValue", report.Isolated(result.Questionnaire.Id), result.Questionnaire.Version]);
        yield return new Fact(t["Record.Sha256"], report.Isolated(result.Questionnaire.Sha256));
        yield return new Fact(t["Record.DataHash"], report.Isolated(result.DataHash));
        yield return new Fact(t["Record.Responses"], report.Count(result.Responses));
        yield return new Fact(t["Record.Filter"], subject.Filter ?? (result.Filter is { Length: > 0 } filter ? report.Isolated(filter) : t["Record.NoFilter"]));
        yield return new Fact(t["Record.Partial"], subject.IncludesPartial ? t["Yes"] : t["No"]);
        yield return new Fact(t["Record.Seed"], report.Isolated(result.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        yield return new Fact(t["Record.ComputedAt"], report.Language.DateTime(subject.ComputedAt, subject.Time));
    }
}
