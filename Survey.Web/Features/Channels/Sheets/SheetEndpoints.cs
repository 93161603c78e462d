using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Security;
using Survey.Web.Reports.Pdf;
using Survey.Web.Reports.Pdf.Chromium;
using Survey.Web.Storage;
using HttpResults = Microsoft.AspNetCore.Http.Results;

namespace Survey.Web.Features.Channels.Sheets;

/// <summary>Cards and sheets as PDF: <c>/surveys/{slug}/cards.pdf</c> and <c>/surveys/{slug}/paper.pdf</c>.</summary>
internal static class SheetEndpoints
{
    private const string Pdf = "application/pdf";

    public static void MapSheets(this IEndpointRouteBuilder routes)
    {
        var sheets = routes.MapGroup("/surveys/{slug}").RequireAuthorization(Policies.View);
        sheets.MapGet("/cards.pdf", CardsAsync);
        sheets.MapGet("/paper.pdf", PaperAsync);
    }

    private static async Task<IResult> CardsAsync(
        string slug, string? attribute, string? via, string? language, SurveyStore surveys, CurrentUser user, ChromiumRenderer printer, HttpRequest request, CancellationToken cancel)
    {
        if (await surveys.FindAsync(user.Organisation, slug, cancel) is not { } survey || await surveys.FindPublishedAsync(survey.Slug, cancel) is not { } published) return HttpResults.NotFound();
        var chosen = LanguageOf(language, published.Settings);
        var site = $"{request.Scheme}://{request.Host}{request.PathBase}/";
        var label = ResponseChannel.OfLink(via?.Trim()) ?? ResponseChannel.Qr;
        var divided = published.Questionnaire.Attributes.FirstOrDefault(one => one.Id == attribute && published.Settings.LinkAttributes.Contains(one.Id));
        IEnumerable<Card> cards = divided is null
            ? [new Card("", SurveyLink.To(site, survey.Slug, via: label))]
            : divided.Options.Select(option => new Card(option.Text.In(chosen.Tag), SurveyLink.To(site, survey.Slug, divided.Id, option.Id, label)));
        var html = CardsDocument.Html(published.Questionnaire.Title.In(chosen.Tag), cards, chosen);
        return await PrintedAsync(survey.Slug, $"{survey.Slug}-cards-{chosen.Tag}.pdf", () => printer.PrintAsync(html, null, Language.Current, cancel));
    }

    private static async Task<IResult> PaperAsync(
        string slug, string? from, string? to, string? language, SurveyStore surveys, SurveyVersionStore versions, CurrentUser user, ChromiumRenderer printer, CancellationToken cancel)
    {
        if (await surveys.FindAsync(user.Organisation, slug, cancel) is not { PublishedVersion: { } number } survey
            || await versions.FindVersionAsync(user.Organisation, survey.SurveyId, number, cancel) is not { } version) return HttpResults.NotFound();
        if (Number(from) is not { } first || Number(to) is not { } last || last < first || last - first >= PaperDocument.MostSheets)
            return HttpResults.LocalRedirect($"/surveys/{survey.Slug}/channels?problem=sheets&from={Uri.EscapeDataString(from ?? "")}&to={Uri.EscapeDataString(to ?? "")}#paper");
        var chosen = LanguageOf(language, version.Settings);
        var paper = new PaperDocument(survey.Slug, version, chosen);
        return await PrintedAsync(survey.Slug, string.Create(CultureInfo.InvariantCulture, $"{survey.Slug}-{first}-{last}-{chosen.Tag}.pdf"),
            () => printer.PrintAsync(paper.Measured(), heights => paper.Arranged(heights, first, last), Language.Current, cancel));
    }

    private static int? Number(string? text) =>
        int.TryParse(PersianText.LatinDigits((text ?? "").Trim()), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= SheetCode.LastSheet ? number : null;

    /// <summary>The language that was asked for if the survey has it, else the first of the survey's.</summary>
    private static Language LanguageOf(string? tag, SurveySettings settings) =>
        Language.Of(settings.Languages.Contains(tag ?? "") ? tag : settings.Languages.Length > 0 ? settings.Languages[0] : null);

    private static async Task<IResult> PrintedAsync(string slug, string name, Func<Task<byte[]>> print)
    {
        try
        {
            return HttpResults.Bytes(await print(), Pdf, name);
        }
        catch (PdfException failure)
        {
            return new RazorComponentResult<PrintFailedPage>(new { failure.Message, Slug = slug }) { StatusCode = StatusCodes.Status503ServiceUnavailable };
        }
    }
}
