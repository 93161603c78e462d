using System.Text;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;
using HttpResults = Microsoft.AspNetCore.Http.Results;

namespace Survey.Web.Features.Fielding;

/// <summary>QR codes as files: <c>/surveys/{slug}/qr.svg</c> and <c>qr.png</c>, of the survey's address or, with <c>attribute</c> and <c>option</c>, of one that sets a value; <c>via</c> is the channel that responses bear.</summary>
internal static class QrCodeEndpoints
{
    public static void MapQrCodes(this IEndpointRouteBuilder routes)
    {
        var codes = routes.MapGroup("/surveys/{slug}").RequireAuthorization(Policies.View);
        codes.MapGet("/qr.svg", SvgAsync);
        codes.MapGet("/qr.png", PngAsync);
    }

    private static async Task<IResult> SvgAsync(
        string slug, string? attribute, string? option, string? via, SurveyStore surveys, CurrentUser user, HttpRequest request, CancellationToken cancel) =>
        await AddressAsync(slug, attribute, option, via, surveys, user, request, cancel) is { } address
            ? HttpResults.File(Encoding.UTF8.GetBytes(QrCode.Svg(address, address)), "image/svg+xml", FileName(slug, option ?? ResponseChannel.OfLink(via), "svg"))
            : HttpResults.NotFound();

    private static async Task<IResult> PngAsync(
        string slug, string? attribute, string? option, string? via, SurveyStore surveys, CurrentUser user, HttpRequest request, CancellationToken cancel) =>
        await AddressAsync(slug, attribute, option, via, surveys, user, request, cancel) is { } address
            ? HttpResults.File(QrCode.Png(address), "image/png", FileName(slug, option ?? ResponseChannel.OfLink(via), "png"))
            : HttpResults.NotFound();

    /// <summary>The address to encode; null where the organisation has no such survey, or the survey no such value.</summary>
    private static async Task<string?> AddressAsync(
        string slug, string? attribute, string? option, string? via, SurveyStore surveys, CurrentUser user, HttpRequest request, CancellationToken cancel)
    {
        if (await surveys.FindAsync(user.Organisation, slug, cancel) is not { } survey) return null;
        var site = $"{request.Scheme}://{request.Host}{request.PathBase}/";
        if (attribute is null && option is null) return SurveyLink.To(site, survey.Slug, via: ResponseChannel.OfLink(via));
        var published = await surveys.FindPublishedAsync(survey.Slug, cancel);
        var known = survey.Draft.Questionnaire.Attributes.Concat(published is null ? [] : published.Questionnaire.Attributes)
            .Any(candidate => candidate.Id == attribute && candidate.Options.Any(value => value.Id == option));
        return known ? SurveyLink.To(site, survey.Slug, attribute, option, ResponseChannel.OfLink(via)) : null;
    }

    private static string FileName(string slug, string? option, string ending) =>
        option is null || PersianText.SearchKey(option).Any(character => !char.IsAsciiLetterOrDigit(character) && character != '-')
            ? $"{slug}.{ending}" : $"{slug}-{option}.{ending}";
}
