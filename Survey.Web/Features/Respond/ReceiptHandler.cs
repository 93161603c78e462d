using System.Text;
using Survey.Web.Platform;

namespace Survey.Web.Features.Respond;

/// <summary>What somebody can do with a receipt: show it again, read the answers, correct them in time.</summary>
internal sealed class ReceiptHandler(Visits visits, RespondPages pages)
{
    /// <summary><c>/s/{slug}/receipt</c>.</summary>
    public Task GetReceiptAsync(HttpContext http, string slug) => WithSubmittedAsync(http, slug, visit => visit.Mode == RespondMode.Own ? pages.ReceiptAsync(http, visit) : pages.ThanksAsync(http, visit));

    /// <summary><c>/s/{slug}/receipt.svg</c>: the personal address as a QR code.</summary>
    public Task GetPictureAsync(HttpContext http, string slug) => WithSubmittedAsync(http, slug, async visit =>
    {
        var address = RespondPages.MineAddress(http, visit);
        var picture = Encoding.UTF8.GetBytes(QrCode.Svg(address, address));
        http.Response.ContentType = "image/svg+xml";
        http.Response.ContentLength = picture.Length;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.Body.WriteAsync(picture, http.RequestAborted);
    });

    /// <summary><c>/s/{slug}/answers</c>: what was submitted.</summary>
    public Task GetAnswersAsync(HttpContext http, string slug) => WithSubmittedAsync(http, slug, visit =>
        pages.AnswersAsync(http, visit, http.Request.Query["changed"] == "1" ? "AnswersChanged" : null, StatusCodes.Status200OK));

    /// <summary><c>/s/{slug}/answers/{page}</c>: one page of it, to be corrected.</summary>
    public Task GetCorrectionAsync(HttpContext http, string slug, string page) => WithSubmittedAsync(http, slug, async visit =>
    {
        var sheet = visit.Sheet;
        var view = visit.ViewOf(sheet) with { IsCorrection = true };
        if (!visit.LetsCorrect || view.Plan.Find(page) is not { Kind: not PageKind.Review } found) RespondRequests.SeeOther(http, view.Address("answers"));
        else if (sheet.Unsettled.GetValueOrDefault(found.Key)?.Other is not null) await pages.ChoiceAsync(http, view, found, sheet, visit.Token!, StatusCodes.Status200OK);
        else
        {
            var values = PageFilling.Of(view, found, sheet, visit.Token!);
            if (http.Request.Query["ask"] == "1") OpenQuestions.Tell(values, view, found, sheet);
            await pages.QuestionsAsync(http, view, found, values);
        }
    });

    /// <summary><c>/s/{slug}/forget</c>: on a shared device nobody comes back to these answers; the receipt still opens them.</summary>
    public Task PostForgetAsync(HttpContext http, string slug) => WithSubmittedAsync(http, slug, visit =>
    {
        if (!RespondOrigin.IsOwn(http.Request))
            return pages.MessageAsync(http, "Foreign", StatusCodes.Status403Forbidden, visit, visit.NewestView.Address(), "ToStart");
        Visits.Forget(http, visit.Newest, visit.IsPreview, hasAnswered: true);
        RespondRequests.SeeOther(http, visit.NewestView.Address());
        return Task.CompletedTask;
    });

    private async Task WithSubmittedAsync(HttpContext http, string slug, Func<Visit, Task> show)
    {
        try
        {
            if (await visits.OpenAsync(http, slug, withRow: true) is not { } visit) await StartHandler.UnknownAsync(http, pages);
            else if (visit.Row is not { IsSubmitted: true }) RespondRequests.SeeOther(http, visit.NewestView.Address());
            else await show(visit);
        }
        catch (Exception exception) when (Dialect.IsUnavailable(exception))
        {
            await pages.AwayAsync(http, visits.Recall(http, slug));
        }
    }
}
