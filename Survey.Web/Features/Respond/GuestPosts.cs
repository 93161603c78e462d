namespace Survey.Web.Features.Respond;

/// <summary>
/// A guest's posts. Where a browser of one's own is sent on to the next page and brings its cookie there, a guest gets that page as the answer to the post.
/// </summary>
internal sealed class GuestPosts(StartHandler start, PagePostHandler posts, QuestionsHandler questions, ReceiptHandler receipts)
{
    public async Task StartAsync(HttpContext http, string slug)
    {
        await start.PostAsync(http, slug);
        await FollowAsync(http, slug);
    }

    public async Task PageAsync(HttpContext http, string slug, string page)
    {
        await posts.PostAsync(http, slug, page);
        await FollowAsync(http, slug);
    }

    /// <summary>Shows the page that the answer leads to; the start is left to the browser, so that nothing of the person stays in its history.</summary>
    private async Task FollowAsync(HttpContext http, string slug)
    {
        if (http.Response.StatusCode != StatusCodes.Status303SeeOther || !RespondModes.IsGuest(http)) return;
        var next = new Uri(new Uri("http://survey"), http.Response.Headers.Location.ToString());
        if (next.Segments is not [_, "s/", _, var page] || page is "kiosk" or "embed") return;
        var token = (await http.Request.ReadFormAsync(http.RequestAborted))[FieldNames.Token].ToString();
        http.Response.Clear();
        http.Request.QueryString = new QueryString(next.Query);
        RespondModes.Bring(http, token);
        if (page == "receipt") await receipts.GetReceiptAsync(http, slug);
        else await questions.GetAsync(http, slug, page);
    }
}
