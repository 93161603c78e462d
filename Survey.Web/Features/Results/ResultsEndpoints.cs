using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Survey.Scoring.Study;
using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Security;
using Survey.Web.Reports.Pdf;

namespace Survey.Web.Features.Results;

/// <summary>The view of a results page as JSON and as PDF.</summary>
internal static class ResultsEndpoints
{
    public static async Task<IResult> JsonAsync(string slug, HttpContext http, ResultsReader reader, CurrentUser user, Texts<ResultsText> texts)
    {
        // What a page shows at once, or everything.
        var depth = http.Request.Query["depth"] == "figures" ? StudyDepth.Figures : StudyDepth.Complete;
        var view = await reader.ReadAsync(user.Organisation, slug, ResultsQuery.Read(http.Request.Query), depth, http.RequestAborted);
        if (view is null) return Microsoft.AspNetCore.Http.Results.NotFound();
        if (view.State == ResultsState.Computing)
        {
            http.Response.Headers.RetryAfter = ResultsView.SecondsBetweenQuestions.ToString(CultureInfo.InvariantCulture);
            return Microsoft.AspNetCore.Http.Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: texts["ComputingTitle"]);
        }
        if (view.Study is not { } study)
            return Microsoft.AspNetCore.Http.Results.Problem(statusCode: StatusCodes.Status409Conflict, title: texts[view.State + "Title"]);
        var buffer = new MemoryStream();
        StudyResultJson.Write(study, buffer);
        return Microsoft.AspNetCore.Http.Results.Bytes(buffer.ToArray(), "application/json; charset=utf-8");
    }

    public static async Task<IResult> PdfAsync(string slug, HttpContext http, ResultsReader reader, CurrentUser user, SurveyReport report, PdfRenderers renderers)
    {
        var view = await reader.ReadAsync(user.Organisation, slug, ResultsQuery.Read(http.Request.Query), StudyDepth.Complete, http.RequestAborted);
        if (view is null) return Microsoft.AspNetCore.Http.Results.NotFound();
        // The page says why there is nothing to print.
        if (view.Study is null) return Microsoft.AspNetCore.Http.Results.LocalRedirect($"/surveys/{slug}/report{view.Query}");
        var language = Language.Current;
        var document = await report.OfAsync(view, language, http.RequestAborted);
        try
        {
            var renderer = await renderers.ChooseAsync(null, language, http.RequestAborted);
            var buffer = new MemoryStream();
            await renderer.WriteAsync(document, buffer, http.RequestAborted);
            return Microsoft.AspNetCore.Http.Results.Bytes(buffer.ToArray(), "application/pdf", $"{slug}-{language.Tag}.pdf");
        }
        catch (PdfException failure)
        {
            return new RazorComponentResult<PdfFailedPage>(new { failure.Message, ReportAddress = $"/surveys/{slug}/report{view.Query}" }) { StatusCode = StatusCodes.Status503ServiceUnavailable };
        }
    }
}
