using System.Security.Claims;
using Microsoft.Extensions.Primitives;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>Finds what a request is about: survey, version, language, response.</summary>
internal sealed class Visits(SurveyStore surveys, SurveyVersionStore versions, SurveyChannelStore channels, ResponseReader responses, TimeProvider time)
{
    private const string LanguageCookieName = "survey-language";
    private const string AnsweredCookieName = "answered";
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>The visit of a request, with the response of the cookie where it is wanted; null when there is no such survey.</summary>
    public async Task<Visit?> OpenAsync(HttpContext http, string slug, bool withRow)
    {
        var isPreview = IsPreview(http);
        var survey = await FindAsync(http, slug, isPreview);
        if (survey is null) return null;
        var mode = RespondModes.Of(http);
        if (mode != RespondMode.Own) RespondModes.Remember(http, await channels.FindAsync(survey.Organisation, survey.SurveyId, http.RequestAborted));
        var token = mode == RespondMode.Own ? http.Request.Cookies[CookieName(isPreview)] : RespondModes.TokenOf(http);
        if (!ResponseToken.IsWellFormed(token)) token = null;
        var row = withRow && token is not null && !survey.IsDraft
            ? await responses.FindAsync(new ResponseKey(survey.Organisation, survey.SurveyId, ResponseToken.ResponseIdOf(token)), http.RequestAborted)
            : null;
        // Whoever comes next on the device sees nothing of a response whose person has gone.
        if (mode != RespondMode.Own && row is not null && AnswerSheet.IsClosed(row)) row = null;
        return new Visit
        {
            Newest = survey,
            Mode = mode,
            IsModeOff = IsOff(mode, survey, RespondModes.ChannelsOf(http)),
            Survey = row is null ? survey : await InVersionAsync(survey, row.VersionNumber, http.RequestAborted),
            Acceptance = Acceptance.Of(survey, MadeAt(http)),
            MadeAt = MadeAt(http),
            IsPreview = isPreview,
            Tag = LanguageOf(http, survey, row?.Language),
            Token = token,
            Row = row,
        };
    }

    /// <summary>The visit as far as it is known without the database; null when this process never met the survey.</summary>
    public Visit? Recall(HttpContext http, string slug)
    {
        if (surveys.LastKnown(slug) is not { } survey || IsPreview(http)) return null;
        RespondModes.Remember(http, channels.LastKnown(survey.Organisation, survey.SurveyId));
        return new Visit
        {
            Newest = survey,
            Survey = survey,
            Acceptance = Acceptance.Of(survey, MadeAt(http)),
            MadeAt = MadeAt(http),
            IsPreview = false,
            Mode = RespondModes.Of(http),
            Tag = LanguageOf(http, survey, null),
        };
    }

    /// <summary>The survey as it was published with a version: a response is finished on the version it began with.</summary>
    public async Task<PublishedSurvey> InVersionAsync(PublishedSurvey survey, int number, CancellationToken cancel)
    {
        if (number == survey.VersionNumber) return survey;
        var version = await versions.FindVersionAsync(survey.Organisation, survey.SurveyId, number, cancel)
            ?? throw new InvalidDataException($"Survey {survey.SurveyId} has no version {number}.");
        return survey with
        {
            VersionNumber = version.Number,
            Questionnaire = version.Questionnaire,
            Settings = version.Settings,
            Columns = version.Columns,
            Sha256 = version.Sha256,
        };
    }

    public static bool IsPreview(HttpContext http) => http.Request.Query["preview"] == "1";

    /// <summary>Lets this browser come back to its response, on this survey's pages only.</summary>
    public static void Remember(HttpContext http, PublishedSurvey survey, bool isPreview, string token)
    {
        if (!RespondModes.IsGuest(http) && http.Request.Cookies[CookieName(isPreview)] != token) http.Response.Cookies.Append(CookieName(isPreview), token, Options(http, survey));
    }

    /// <summary>Takes this browser's response from it; that somebody answered here stays where it counts.</summary>
    public static void Forget(HttpContext http, PublishedSurvey survey, bool isPreview, bool hasAnswered)
    {
        http.Response.Cookies.Delete(CookieName(isPreview), Options(http, survey));
        if (hasAnswered && !isPreview && survey.Settings.Duplicates == DuplicateControl.Device) http.Response.Cookies.Append(AnsweredCookieName, "1", Options(http, survey));
    }

    /// <summary>Whether this browser has submitted a response already and may begin no other.</summary>
    public static bool HasAnswered(HttpContext http, Visit visit) => !visit.IsPreview && visit.Mode == RespondMode.Own && visit.Newest.Settings.Duplicates == DuplicateControl.Device
        && (visit.Row is { IsSubmitted: true } || http.Request.Cookies.ContainsKey(AnsweredCookieName));

    /// <summary>The language that somebody chose on the start page.</summary>
    public static void RememberLanguage(HttpContext http, PublishedSurvey survey, string tag)
    {
        if (!RespondModes.IsGuest(http) && http.Request.Cookies[LanguageCookieName] != tag) http.Response.Cookies.Append(LanguageCookieName, tag, Options(http, survey));
    }

    private static bool IsOff(RespondMode mode, PublishedSurvey survey, SurveyChannels on) => mode switch
    {
        RespondMode.Kiosk => !on.HasKiosk || survey.Settings.Duplicates.NeedsInvitation(),
        RespondMode.Embed => !on.HasEmbed || survey.Settings.Duplicates.NeedsInvitation(),
        _ => false,
    };

    private DateTimeOffset MadeAt(HttpContext http) => time.GetUtcNow() - QuietAnswer.AgeOf(http);

    /// <summary>The language tag that was asked for, if the survey has it; else the response's, the cookie's, the browser's, the survey's first.</summary>
    private static string LanguageOf(HttpContext http, PublishedSurvey survey, string? ofResponse)
    {
        var languages = survey.Settings.Languages;
        if (Known(http.Request.Query["lang"]) is { } wished) return wished;
        if (Known(ofResponse) is { } answered) return answered;
        if (!RespondModes.IsGuest(http) && Known(http.Request.Cookies[LanguageCookieName]) is { } remembered) return remembered;
        foreach (var accepted in http.Request.Headers.AcceptLanguage.ToString().Split(',', StringSplitOptions.TrimEntries))
            if (Known(accepted.Split(';', '-')[0]) is { } spoken) return spoken;
        return languages.Length > 0 ? languages[0] : Language.English.Tag;

        string? Known(StringValues tag) => languages.Contains(tag.ToString()) ? tag.ToString() : null;
    }

    private async Task<PublishedSurvey?> FindAsync(HttpContext http, string slug, bool isPreview)
    {
        if (!isPreview) return await surveys.FindPublishedAsync(slug, http.RequestAborted);
        return http.User.FindFirstValue(CurrentUser.OrganisationClaim) is { } organisation
            ? await surveys.FindDraftAsPublishedAsync(new OrganisationId(organisation), slug, http.RequestAborted)
            : null;
    }

    private static string CookieName(bool isPreview) => isPreview ? "preview" : "response";

    private static CookieOptions Options(HttpContext http, PublishedSurvey survey) => new()
    {
        Path = $"/s/{survey.Slug}",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        MaxAge = Remembered,
        IsEssential = true,
    };
}
