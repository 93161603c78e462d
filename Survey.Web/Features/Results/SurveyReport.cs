using Survey.Web.Platform.Localization;
using Survey.Web.Reports;

namespace Survey.Web.Features.Results;

/// <summary>The report of a view, with the sections that other features add to it.</summary>
internal sealed class SurveyReport(IEnumerable<IReportSection> sections)
{
    public async Task<ReportDocument> OfAsync(ResultsView view, Language language, CancellationToken cancel)
    {
        var further = new List<ReportBlock>();
        // They are about all complete responses, so they have no place in a report about some of them or about more.
        if (view.Query is { Attributes.Count: 0, Version: null, IncludePartial: false })
            foreach (var section in sections) further.AddRange(await section.BlocksAsync(view.Survey.Organisation, view.Survey.Slug, language, cancel));
        return ReportBuilder.Build(view.Study!, view.Questionnaire!, language, view.Subject(language), further);
    }
}
