using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>Sends respondents' pages.</summary>
internal sealed class RespondPages(PageTemplates templates, OrganisationStore organisations)
{
    /// <summary>Without script a kiosk cannot tell whether somebody reads or has gone: it waits so many times longer before it starts afresh.</summary>
    private const int LongIdle = 5;

    /// <summary>A page of questions as the sheet has it.</summary>
    public async Task QuestionsAsync(HttpContext http, RespondView view, SurveyPage page, PageValues values, int status = StatusCodes.Status200OK) =>
        await SendAsync(http, await templates.QuestionsAsync(view, page), values, view.Tag, status);

    public async Task StartAsync(HttpContext http, RespondView view, PageValues values, int status = StatusCodes.Status200OK) =>
        await SendAsync(http, await templates.StartAsync(view), values, view.Tag, status);

    public async Task ResumeAsync(HttpContext http, RespondView view, string continueAt, bool mayBegin)
    {
        var values = new PageValues();
        values.Texts["page"] = continueAt;
        await SendAsync(http, await templates.ResumeAsync(view, mayBegin), values, view.Tag, StatusCodes.Status200OK);
    }

    /// <summary>The receipt of the visit's response, for the browser that holds its secret.</summary>
    public async Task ReceiptAsync(HttpContext http, Visit visit)
    {
        var values = new PageValues();
        var mine = MineAddress(http, visit);
        values.Texts["code"] = OpeningCode.ReceiptShown(visit.Newest.SurveyId, visit.Token!);
        values.Texts["mine"] = mine;
        values.Texts["start"] = mine[(mine.IndexOf("//", StringComparison.Ordinal) + 2)..mine.IndexOf("/mine/", StringComparison.Ordinal)] + "/continue";
        if (visit.LetsCorrect)
        {
            values.Parts.Add("correct");
            values.Texts["until"] = await MomentAsync(visit, visit.CorrectsUntil!.Value, http.RequestAborted);
        }
        http.Response.Headers.CacheControl = "no-store";
        var view = visit.ViewOf(visit.Sheet);
        await SendAsync(http, await templates.ReceiptAsync(view), values, view.Tag, StatusCodes.Status200OK);
    }

    /// <summary>The end for a guest.</summary>
    public async Task ThanksAsync(HttpContext http, Visit visit)
    {
        var values = new PageValues();
        var view = visit.ViewOf(visit.Sheet);
        values.Parts.Add("stored");
        values.Texts["home"] = HomeOf(view, visit.Sheet);
        if (visit.Mode == RespondMode.Embed)
        {
            values.Parts.Add("code");
            values.Texts["code"] = OpeningCode.ReceiptShown(visit.Newest.SurveyId, visit.Token!);
            values.Texts["start"] = $"{http.Request.Host}/s/{visit.Newest.Slug}/continue";
        }
        await SendAsync(http, await templates.ThanksAsync(view), values, view.Tag, StatusCodes.Status200OK);
    }

    /// <summary>Where the next person begins on the device: the start, with what its address has set.</summary>
    private static string HomeOf(RespondView view, AnswerSheet sheet) => view.Address(null, string.Join('&', Enumerable.Range(0, sheet.SetByLink.Length)
        .Where(k => sheet.SetByLink[k] && sheet.Attributes[k] is not null)
        .Select(k => $"{Uri.EscapeDataString(view.Questionnaire.Attributes[k].Id)}={Uri.EscapeDataString(sheet.Attributes[k]!)}")));

    /// <summary>The end of a preview, for which nothing is stored.</summary>
    public async Task ReceiptAsync(HttpContext http, RespondView view) =>
        await SendAsync(http, await templates.ReceiptAsync(view), new PageValues(), view.Tag, StatusCodes.Status200OK);

    /// <summary>The answers of a submitted response; <paramref name="said"/> is the name of the text that says what has just happened to them.</summary>
    public async Task AnswersAsync(HttpContext http, Visit visit, string? said, int status)
    {
        var view = visit.ViewOf(visit.Sheet);
        http.Response.Headers.CacheControl = "no-store";
        await FreshAsync<AnswersPage>(http, view, status, new()
        {
            ["Parts"] = AnswersShown.Of(view, visit.Sheet),
            ["LetsCorrect"] = visit.LetsCorrect,
            ["Said"] = said,
            ["IsProblem"] = status >= StatusCodes.Status400BadRequest,
            ["Standing"] = visit.CorrectsUntil is not { } until ? view.Texts["AnswersFixed"]
                : view.Texts[visit.LetsCorrect ? "AnswersUntil" : "AnswersSince", await MomentAsync(visit, until, http.RequestAborted)],
        });
    }

    /// <summary>Asks whether a response shall be erased.</summary>
    public Task WithdrawAsync(HttpContext http, RespondView view, string token, bool isSubmitted)
    {
        http.Response.Headers.CacheControl = "no-store";
        return FreshAsync<WithdrawPage>(http, view, StatusCodes.Status200OK, new() { ["Token"] = token, ["IsSubmitted"] = isSubmitted });
    }

    /// <summary>Says that a response is erased, with what brings it back.</summary>
    public Task WithdrawnAsync(HttpContext http, RespondView view, string token, string? kept)
    {
        http.Response.Headers.CacheControl = "no-store";
        return FreshAsync<WithdrawnPage>(http, view, StatusCodes.Status200OK, new() { ["Token"] = token, ["Kept"] = kept });
    }

    /// <summary>The personal address of the visit's response.</summary>
    public static string MineAddress(HttpContext http, Visit visit) => $"{http.Request.Scheme}://{http.Request.Host}/s/{visit.Newest.Slug}/mine/{visit.Token}";

    /// <summary>A page that two tabs have answered differently, question by question side by side.</summary>
    public Task ChoiceAsync(HttpContext http, RespondView view, SurveyPage page, AnswerSheet sheet, string token, int status) =>
        FreshAsync<ChoicePage>(http, view, status, new() { ["Page"] = page, ["Choice"] = PageChoice.Of(view, page, sheet), ["Token"] = token });

    /// <summary>How to come back to a response, with a new code if one was made.</summary>
    public async Task LaterAsync(HttpContext http, RespondView view, string mine, ShownCode? code, int status)
    {
        http.Response.Headers.CacheControl = "no-store";
        await FreshAsync<LaterPage>(http, view, status, new() { ["Mine"] = mine, ["Code"] = code });
    }

    /// <summary>Asks for a code from another device; <paramref name="problem"/> says what is wrong with the one that was typed.</summary>
    public Task ContinueAsync(HttpContext http, RespondView view, string typed, string? problem, int status) =>
        FreshAsync<ContinuePage>(http, view, status, new() { ["Typed"] = typed, ["Problem"] = problem });

    /// <summary>Asks for the access code of an invitation; <paramref name="problem"/> says what is wrong with the one that was given.</summary>
    public Task AccessAsync(HttpContext http, RespondView view, string typed, string? problem, int status) =>
        FreshAsync<AccessPage>(http, view, status, new() { ["Typed"] = typed, ["Problem"] = problem });

    /// <summary>A moment in the organisation's time and calendar, in the language of the page.</summary>
    public async Task<string> MomentAsync(Visit visit, DateTimeOffset moment, CancellationToken cancel) =>
        Language.Of(visit.Tag).DateTime(moment, await TimeAsync(visit, cancel));

    /// <summary>A page of a draft, which carries all answers so far.</summary>
    public Task DraftAsync(HttpContext http, RespondView view, SurveyPage page, ResponseRow state, string token, bool asks = false)
    {
        var sheet = AnswerSheet.Of(state, view.Questionnaire);
        var values = PageFilling.Of(view, page, sheet, token);
        values.Texts["draft"] = DraftState.Write(state);
        if (asks) OpenQuestions.Tell(values, view, page, sheet);
        return QuestionsAsync(http, view, page, values);
    }

    /// <summary>Says on a page that is shown again what is wrong, and when to try again where that helps.</summary>
    public static void Explain(HttpContext http, PageValues values, RespondView view, string problem, int status)
    {
        values.Parts.Add("problem");
        values.Texts["problem-title"] = view.Texts[$"{problem}Title"];
        values.Texts["problem-text"] = view.Texts[$"{problem}Text"];
        RetryLater(http, status);
    }

    /// <summary>The database cannot be reached, and there is nothing typed to show again.</summary>
    public Task AwayAsync(HttpContext http, Visit? visit)
    {
        RetryLater(http, StatusCodes.Status503ServiceUnavailable);
        return MessageAsync(http, "AwayPlain", StatusCodes.Status503ServiceUnavailable, visit, http.Request.Path + http.Request.QueryString, "TryAgain");
    }

    /// <summary>A page that says why there is nothing to answer. The texts are those of the message's name.</summary>
    public async Task MessageAsync(HttpContext http, string name, int status, Visit? visit = null, string? linkAddress = null, string? linkText = null, params object?[] arguments)
    {
        var language = visit is null ? Language.Current : Language.Of(visit.Tag);
        var texts = new Texts<RespondText>(language);
        var html = await templates.RenderAsync<MessagePage>(new()
        {
            ["Tag"] = language.Tag,
            ["Title"] = texts[$"{name}Title"],
            ["Text"] = texts[$"{name}Text", arguments],
            ["SurveyTitle"] = visit?.Survey.Questionnaire.Title.In(visit.Tag),
            ["Accessibility"] = texts["Accessibility"],
            ["LinkAddress"] = linkAddress,
            ["LinkText"] = linkText is null ? null : texts[linkText],
        });
        await SendAsync(http, PageTemplate.Parse(html), new PageValues(), language.Tag, status);
    }

    /// <summary>Says why a survey takes no answers now.</summary>
    public async Task RefuseAsync(HttpContext http, Visit visit)
    {
        var language = Language.Of(visit.Tag);
        await (visit.Acceptance switch
        {
            Acceptance.NotYetOpen notYet => MessageAsync(http, "NotYetOpen", StatusCodes.Status403Forbidden, visit, arguments: language.DateTime(notYet.OpensAt, await TimeAsync(visit, http.RequestAborted))),
            Acceptance.Paused => MessageAsync(http, "Paused", StatusCodes.Status403Forbidden, visit),
            Acceptance.Closed closed => MessageAsync(http, "Closed", StatusCodes.Status410Gone, visit, arguments: language.Date(closed.ClosedAt, await TimeAsync(visit, http.RequestAborted))),
            Acceptance.Archived => MessageAsync(http, "Archived", StatusCodes.Status410Gone, visit),
            _ => MessageAsync(http, "Unknown", StatusCodes.Status404NotFound, visit),
        });
    }

    private async Task<LocalTime> TimeAsync(Visit visit, CancellationToken cancel) => (await organisations.FindAsync(visit.Newest.Organisation, cancel))?.Time ?? TimeZoneInfo.Utc;

    /// <summary>A page that few people see, made for one of them.</summary>
    private async Task FreshAsync<TPage>(HttpContext http, RespondView view, int status, Dictionary<string, object?> parameters) where TPage : IComponent
    {
        parameters["View"] = view;
        await SendAsync(http, PageTemplate.Parse(await templates.RenderAsync<TPage>(parameters)), new PageValues(), view.Tag, status);
    }

    /// <summary>When to come again, where that helps.</summary>
    public static void RetryLater(HttpContext http, int status)
    {
        if (status == StatusCodes.Status429TooManyRequests) http.Response.Headers.RetryAfter = RespondLimits.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        if (status == StatusCodes.Status503ServiceUnavailable) http.Response.Headers.RetryAfter = "5";
    }

    /// <summary>A guest's page stays nowhere, and stands only where it may.</summary>
    private static void Guest(HttpContext http, RespondMode mode, PageValues values)
    {
        var channels = RespondModes.ChannelsOf(http);
        http.Response.Headers.CacheControl = "no-store";
        if (mode == RespondMode.Embed && channels.HasEmbed) http.Response.Headers.ContentSecurityPolicy = SecurityHeaders.FramedBy(channels.EmbedSites);
        values.Texts["idle"] = channels.KioskIdle.ToString(CultureInfo.InvariantCulture);
        values.Texts["after"] = channels.KioskAfter.ToString(CultureInfo.InvariantCulture);
        values.Texts["long"] = (LongIdle * channels.KioskIdle).ToString(CultureInfo.InvariantCulture);
    }

    private static async Task SendAsync(HttpContext http, PageTemplate template, PageValues values, string tag, int status)
    {
        var mode = RespondModes.Of(http);
        if (mode != RespondMode.Own) Guest(http, mode, values);
        var buffer = new ArrayBufferWriter<byte>(32 * 1024);
        template.Write(values, buffer);
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = buffer.WrittenCount;
        response.Headers.ContentLanguage = tag;
        // Kept for the way back in the same browser, never shared, always asked again.
        if (response.Headers.CacheControl.Count == 0) response.Headers.CacheControl = "private, no-cache";
        await response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
    }
}
