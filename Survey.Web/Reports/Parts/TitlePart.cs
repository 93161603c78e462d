namespace Survey.Web.Reports.Parts;

/// <summary>The title page, the footer, and what must be said before any figure: filter, unfinished responses, pooled versions.</summary>
internal static class TitlePart
{
    public static TitlePage Page(ReportContext report) => new(report.Subject.Organisation, report.Subject.Title, report.T["Title.Subtitle"], [.. Facts(report)]);

    /// <summary>Each part is isolated, so that a name in the other direction does not take the date along.</summary>
    public static string Footer(ReportContext report) =>
        string.Join(" · ", from part in (string[])[report.Subject.Organisation, report.Subject.Title, Date(report, report.Subject.ComputedAt)] select $"\u2068{part}\u2069");

    public static IEnumerable<ReportBlock> Cautions(ReportContext report)
    {
        if (report.Subject.Filter is { } filter) yield return new ReportBlock.Note(report.T["Caution.Filter", filter]);
        if (report.Subject.IncludesPartial) yield return new ReportBlock.Note(report.T["Caution.Partial"]);
        if (report.Subject.Versions.Length > 1) yield return new ReportBlock.Note(report.T["Caution.Versions", Versions(report)]);
        foreach (var sentence in report.Subject.Collection) yield return new ReportBlock.Note(sentence);
    }

    private static IEnumerable<Fact> Facts(ReportContext report)
    {
        var subject = report.Subject;
        if (Period(report) is { } period) yield return new Fact(report.T["Title.Period"], period);
        yield return new Fact(report.T["Title.Responses"], report.Count(report.Result.Responses), subject.IncludesPartial ? report.T["Title.WithPartial"] : null);
        if (subject.Filter is { } filter) yield return new Fact(report.T["Title.Filter"], filter);
        yield return new Fact(report.T["Title.Questionnaire"], report.T["Title.QuestionnaireVersion",
            report.Questionnaire.Title.In(report.Language.Tag), report.Result.Questionnaire.Version]);
        if (subject.Versions.Length > 0) yield return new Fact(report.T["Title.Versions"], Versions(report));
        if (report.Model is { } model) yield return new Fact(report.T["Title.Model"], report.ModelName(model.Id));
        yield return new Fact(report.T["Title.Date"], Date(report, subject.ComputedAt));
    }

    private static string? Period(ReportContext report)
    {
        if (report.Subject.Period is { Length: > 0 } period) return report.Language.Digits(period);
        if (report.Subject is not { FirstResponse: { } first, LastResponse: { } last }) return null;
        var (from, to) = (Date(report, first), Date(report, last));
        return from == to ? from : report.T["Title.FromTo", from, to];
    }

    private static string Versions(ReportContext report) => report.List([.. report.Subject.Versions.Select(version => report.Count(version))]);

    private static string Date(ReportContext report, DateTimeOffset instant) => report.Language.Date(instant, report.Subject.Time);
}
