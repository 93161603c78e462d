using System.Security.Cryptography;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>Coming back to a response on another device: by its personal address, by a short code that is made when it is wanted, or by the code of its receipt.</summary>
internal sealed class ResumeHandler(Visits visits, ResumeCodeStore codes, ResponseReader responses, RespondPages pages, RespondLimits limits, TimeProvider time)
{
    /// <summary>For how long a code opens an unfinished response.</summary>
    public static readonly TimeSpan WhileUnfinished = TimeSpan.FromDays(2);

    /// <summary><c>/s/{slug}/later</c>: the address to keep, and the offer of a code.</summary>
    public Task GetLaterAsync(HttpContext http, string slug) => WithResponseAsync(http, slug, visit => ShowLaterAsync(http, visit, null, StatusCodes.Status200OK));

    /// <summary>Makes a code. It is shown once: the database could not say it again.</summary>
    public Task PostLaterAsync(HttpContext http, string slug) => WithResponseAsync(http, slug, async visit =>
    {
        if (!RespondOrigin.IsOwn(http.Request))
        {
            await pages.MessageAsync(http, "Foreign", StatusCodes.Status403Forbidden, visit, visit.NewestView.Address(), "ToStart");
            return;
        }
        if (!limits.TakesCode(visit.Token!))
        {
            RespondPages.RetryLater(http, StatusCodes.Status429TooManyRequests);
            await pages.MessageAsync(http, "TooManyCodes", StatusCodes.Status429TooManyRequests, visit, visit.NewestView.Address("later"), "TryAgain");
            return;
        }
        var code = OpeningCode.Draw(visit.Newest.SurveyId);
        var expiresAt = time.GetUtcNow() + WhileUnfinished;
        await codes.AddAsync(visit.Newest.Organisation, visit.Newest.SurveyId, code.Hash, code.Seal(visit.Token!), expiresAt, http.RequestAborted);
        await ShowLaterAsync(http, visit, new(code.Shown, await pages.MomentAsync(visit, expiresAt, http.RequestAborted)), StatusCodes.Status200OK);
    });

    /// <summary><c>/s/{slug}/continue</c>: asks for a code.</summary>
    public async Task GetContinueAsync(HttpContext http, string slug)
    {
        try
        {
            if (await visits.OpenAsync(http, slug, withRow: false) is not { } visit) await StartHandler.UnknownAsync(http, pages);
            else await pages.ContinueAsync(http, visit.NewestView, "", null, StatusCodes.Status200OK);
        }
        catch (Exception exception) when (Dialect.IsUnavailable(exception))
        {
            await pages.AwayAsync(http, visits.Recall(http, slug));
        }
    }

    public async Task PostContinueAsync(HttpContext http, string slug)
    {
        try
        {
            if (await visits.OpenAsync(http, slug, withRow: false) is not { } visit)
            {
                await StartHandler.UnknownAsync(http, pages);
                return;
            }
            var typed = (await RespondRequests.ReadFormAsync(http))[FieldNames.Code].ToString();
            if (!RespondOrigin.IsOwn(http.Request))
            {
                await pages.MessageAsync(http, "Foreign", StatusCodes.Status403Forbidden, visit, visit.NewestView.Address(), "ToStart");
            }
            else if (!limits.TakesGuess(visit.Newest.SurveyId, http.Connection.RemoteIpAddress))
            {
                RespondPages.RetryLater(http, StatusCodes.Status429TooManyRequests);
                await pages.ContinueAsync(http, visit.NewestView, typed, "CodeTooMany", StatusCodes.Status429TooManyRequests);
            }
            else if (visit.NeedsInvitation && OpeningCode.Read(visit.Newest.SurveyId, typed) is { IsAccess: true } access)
            {
                RespondRequests.SeeOther(http, visit.NewestView.Address(null, $"{FieldNames.Access}={access.Shown}"));
            }
            else if (await OpenAsync(visit, typed, http.RequestAborted) is { } token)
            {
                Visits.Remember(http, visit.Newest, isPreview: false, token);
                RespondRequests.SeeOther(http, visit.NewestView.Address());
            }
            else
            {
                await pages.ContinueAsync(http, visit.NewestView, typed, "CodeUnknown", StatusCodes.Status400BadRequest);
            }
        }
        catch (BadHttpRequestException exception)
        {
            await pages.MessageAsync(http, "Forged", exception.StatusCode, visits.Recall(http, slug), $"/s/{slug}", "ToStart");
        }
        catch (Exception exception) when (Dialect.IsUnavailable(exception))
        {
            await pages.AwayAsync(http, visits.Recall(http, slug));
        }
    }

    /// <summary><c>/s/{slug}/mine/{token}</c>, the personal address: this browser is given the response, and is asked whether to go on with it.</summary>
    public async Task GetMineAsync(HttpContext http, string slug, string token)
    {
        try
        {
            if (await visits.OpenAsync(http, slug, withRow: false) is not { IsPreview: false } visit)
            {
                await StartHandler.UnknownAsync(http, pages);
                return;
            }
            if (ResponseToken.IsWellFormed(token)) Visits.Remember(http, visit.Newest, isPreview: false, token);
            RespondRequests.SeeOther(http, visit.NewestView.Address());
        }
        catch (Exception exception) when (Dialect.IsUnavailable(exception))
        {
            await pages.AwayAsync(http, visits.Recall(http, slug));
        }
    }

    private async Task<string?> OpenAsync(Visit visit, string typed, CancellationToken cancel)
    {
        var survey = visit.Newest;
        if (OpeningCode.Read(survey.SurveyId, typed) is not { IsAccess: false } code) return null;
        var found = code.IsReceipt
            ? await responses.FindSealAsync(survey.Organisation, survey.SurveyId, code.Hash, cancel)
            : await codes.FindAsync(survey.Organisation, survey.SurveyId, code.Hash, cancel);
        if (found is not { } sealedToken) return null;
        try
        {
            return code.Open(sealedToken);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private Task ShowLaterAsync(HttpContext http, Visit visit, ShownCode? code, int status) =>
        pages.LaterAsync(http, visit.ViewOf(visit.Sheet), RespondPages.MineAddress(http, visit), code, status);

    private async Task WithResponseAsync(HttpContext http, string slug, Func<Visit, Task> show)
    {
        try
        {
            if (await visits.OpenAsync(http, slug, withRow: true) is not { } visit) await StartHandler.UnknownAsync(http, pages);
            else if (visit.Row is not { IsSubmitted: false } || visit.IsPreview) RespondRequests.SeeOther(http, visit.NewestView.Address());
            else await show(visit);
        }
        catch (Exception exception) when (Dialect.IsUnavailable(exception))
        {
            await pages.AwayAsync(http, visits.Recall(http, slug));
        }
    }
}

/// <summary>A code as it is shown once, and until when it opens the response.</summary>
public sealed record ShownCode(string Code, string Until);
