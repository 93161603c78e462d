using Microsoft.Net.Http.Headers;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Web.Features.Import;

/// <summary>The responses as a download.</summary>
internal static class ExportEndpoints
{
    /// <summary>Streams the file as it is read: nothing is held in memory, however many responses there are.</summary>
    public static async Task CsvAsync(string slug, bool? partial, HttpContext http, CurrentUser user, SurveyStore surveys, ResponseExport export, CancellationToken cancel)
    {
        if (await surveys.FindAsync(user.Organisation, slug, cancel) is not { PublishedVersion: { } version } survey)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"{slug}.csv" }.ToString();
        await export.WriteCsvAsync(new(user.Organisation, survey.SurveyId, version), partial == true, http.Response.Body, null, cancel);
    }
}
